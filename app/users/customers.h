#pragma once
// Customers with what they bought: how many orders, what they came to, when the last one was. For lists of any length and
// for one of them. Needs Customers/Read.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom {

// What a customer's orders came to, tax and shipping included, less what went back; cancelled ones do not count.
struct CustomerRow
{
    UserId id;
    User user;
    qint64 orders = 0;
    qint64 spent = 0;
    std::optional<Millis> lastOrder = {};

    // What an order comes to on average; nothing without any.
    std::optional<qint64> average() const { return orders > 0 ? std::optional(spent / orders) : std::nullopt; }
};

struct CustomerQuery
{
    enum class By { Name, Orders, Spent, LastOrder, Since };
    QString search = {}; // as in UserQuery
    std::optional<bool> disabled = {};
    By by = By::Name;
    bool down = false;
};

namespace customers {

Result<QList<UserId>> ids(Reader &reader, const Actor &actor, const CustomerQuery &query);
// In the order asked for; those that are gone are left out.
Result<QList<CustomerRow>> fetch(Reader &reader, const Actor &actor, const QList<UserId> &ids);
Result<CustomerRow> get(Reader &reader, const Actor &actor, UserId id);

}
}
