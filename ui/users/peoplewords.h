#pragma once
// How people, what they may and where they are signed in read in the windows.
#include "app/users/sessions.h"
#include "app/users/user.h"
#include "ui/widgets/badge.h"

namespace backroom::peoplewords {

// "Owner", "Manager" …
QString role(Role role);
// What somebody in that role may do, in a sentence.
QString mayDo(Role role);
// Name, else e-mail address, else the number of an imported customer.
QString name(const User &user);
// Quiet for whoever may sign in; invited or shut out stand out.
BadgeLook state(const User &user);
// "Firefox on Windows" out of what a browser says of itself, or the first word of what else calls.
QString device(const QString &agent);
// An area of the shop as a key's scopes name it: "Orders", "Tax rates".
QString area(Area area);
// Every area, in the order to show them.
QList<Area> areas();
// "Change: Products. Look at: Orders, Stock": of scopes as the key holds them.
QString scopes(const QStringList &scopes);

}
