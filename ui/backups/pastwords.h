#pragma once
// How the shop of then reads beside the shop of now.
#include "ui/backups/pastshop.h"
#include "ui/widgets/badge.h"

namespace backroom::pastwords {

BadgeLook since(Since since);
// "3 changed, 1 no longer there, 12 came"; that nothing did.
QString summary(const Format &format, const SinceThen::Kind &kind);
// Why it cannot be brought back; empty when it can.
QString whyNot(const PastShop &past, PastKind kind, Since since);
// What happens when it is, in a sentence or two.
QString effect(PastKind kind, Since since);
// What was done, for the bar at the foot. `name` is the thing's then.
QString done(PastKind kind, const QString &name, const BroughtBack &brought, const QString &moment);

}
