#pragma once
// The shop's own people for the windows: with when each was last seen, and what is left on their paper. Needs Users/Read.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom {

struct StaffRow
{
    UserId id;
    User user;
    std::optional<Millis> lastSeen = {}; // in a session that still holds
    int codesLeft = 0; // on their paper, where there are two steps
};

namespace staff {

Result<QList<UserId>> ids(Reader &reader, const Actor &actor, const UserQuery &query);
// In the order asked for; those that are gone are left out.
Result<QList<StaffRow>> fetch(Reader &reader, const Actor &actor, const QList<UserId> &ids);

}
}
