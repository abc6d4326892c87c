#pragma once
// The three states of an order and the only ways between them. What an order owes and is owed decides its payment and
// fulfilment state; nobody sets them.
#include <QByteArray>
#include <optional>

namespace backroom {

// open → completed (paid and fulfilled) or cancelled; both are final.
enum class OrderStatus { Open, Completed, Cancelled };
// pending → paid → partly refunded → refunded; pending → failed → paid. Cancelling refunds a deposit: pending → refunded.
enum class PaymentStatus { Pending, Paid, PartlyRefunded, Refunded, Failed };
// unfulfilled → partly fulfilled → fulfilled → returned.
enum class FulfilmentStatus { Unfulfilled, PartlyFulfilled, Fulfilled, Returned };

// As the store and the API write them: "partly_refunded".
QByteArray statusText(OrderStatus status);
QByteArray statusText(PaymentStatus status);
QByteArray statusText(FulfilmentStatus status);
std::optional<OrderStatus> parseOrderStatus(QByteArrayView text);
std::optional<PaymentStatus> parsePaymentStatus(QByteArrayView text);
std::optional<FulfilmentStatus> parseFulfilmentStatus(QByteArrayView text);

// Whether the one may become the other; staying as it is always may.
bool mayBecome(OrderStatus from, OrderStatus to);
bool mayBecome(PaymentStatus from, PaymentStatus to);
bool mayBecome(FulfilmentStatus from, FulfilmentStatus to);

}
