#include "app/orders/cashgiven.h"

using namespace Qt::StringLiterals;

namespace backroom::cashgiven {

static constexpr auto Prefix = "given "_L1;

QString reference(qint64 given) { return Prefix + QString::number(given); }

std::optional<qint64> of(const Payment &payment)
{
    if (payment.method != "cash" || !payment.reference.startsWith(Prefix))
        return {};
    bool read = false;
    const qint64 given = QStringView(payment.reference).mid(Prefix.size()).toLongLong(&read);
    return read && given >= payment.amount ? std::optional(given) : std::nullopt;
}

}
