#include "app/orders/orderstatus.h"

#include <array>

namespace backroom {

namespace {
constexpr std::array OrderTexts = {"open", "completed", "cancelled"};
constexpr std::array PaymentTexts = {"pending", "paid", "partly_refunded", "refunded", "failed"};
constexpr std::array FulfilmentTexts = {"unfulfilled", "partly_fulfilled", "fulfilled", "returned"};

template<typename Status, size_t N>
std::optional<Status> parse(const std::array<const char *, N> &texts, QByteArrayView text)
{
    for (size_t i = 0; i < N; ++i)
        if (text == texts[i])
            return Status(i);
    return std::nullopt;
}
}

QByteArray statusText(OrderStatus status) { return OrderTexts[size_t(status)]; }
QByteArray statusText(PaymentStatus status) { return PaymentTexts[size_t(status)]; }
QByteArray statusText(FulfilmentStatus status) { return FulfilmentTexts[size_t(status)]; }
std::optional<OrderStatus> parseOrderStatus(QByteArrayView text) { return parse<OrderStatus>(OrderTexts, text); }
std::optional<PaymentStatus> parsePaymentStatus(QByteArrayView text)
{
    return parse<PaymentStatus>(PaymentTexts, text);
}
std::optional<FulfilmentStatus> parseFulfilmentStatus(QByteArrayView text)
{
    return parse<FulfilmentStatus>(FulfilmentTexts, text);
}

bool mayBecome(OrderStatus from, OrderStatus to) { return from == to || from == OrderStatus::Open; }

bool mayBecome(PaymentStatus from, PaymentStatus to)
{
    using S = PaymentStatus;
    switch (from) {
    case S::Pending: return to != S::PartlyRefunded;
    case S::Paid: return to == S::Paid || to == S::PartlyRefunded || to == S::Refunded;
    case S::PartlyRefunded: return to == S::PartlyRefunded || to == S::Refunded;
    case S::Refunded: return to == S::Refunded;
    case S::Failed: return to == S::Failed || to == S::Pending || to == S::Paid;
    }
    Q_UNREACHABLE();
}

bool mayBecome(FulfilmentStatus from, FulfilmentStatus to)
{
    using S = FulfilmentStatus;
    if (to == S::Returned)
        return from != S::Unfulfilled;
    return from != S::Returned && int(to) >= int(from);
}

}
