#pragma once
// The tests of the server that were made, kept in the shop's store beside the shop: they are not journaled, as nothing
// of the shop's changes.
#include "app/selftest/report.h"
#include "app/store/transaction.h"

namespace backroom::selftest {

inline constexpr int MostKept = 20;

// Keeps it; what is older than the newest MostKept goes.
void keep(Transaction &transaction, const SelfTestReport &report);
// Newest first.
QList<SelfTestReport> history(Reader &reader);

}
