#pragma once
// Typed identities: a ProductId is not a VariantId, and neither is a number.
#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <compare>
#include <optional>

namespace backroom {

template<typename Tag> struct Id
{
    qint64 value = 0;
    auto operator<=>(const Id &) const = default;
    explicit operator bool() const { return value > 0; }
    QString text() const { return QString::number(value); }
    QByteArray bytes() const { return QByteArray::number(value); }
    // Nothing when the text is no id that this program ever wrote.
    static std::optional<Id> parse(QStringView text)
    {
        bool ok = false;
        const qint64 value = text.toLongLong(&ok);
        if (!ok || value <= 0 || QString::number(value) != text)
            return std::nullopt;
        return Id{value};
    }
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using AddressId = Id<struct AddressTag>;
using CategoryId = Id<struct CategoryTag>;
using ProductId = Id<struct ProductTag>;
using VariantId = Id<struct VariantTag>;
using ImageId = Id<struct ImageTag>;
using MovementId = Id<struct MovementTag>;
using CartId = Id<struct CartTag>;
using CartLineId = Id<struct CartLineTag>;
using OrderId = Id<struct OrderTag>;
using OrderLineId = Id<struct OrderLineTag>;
using ShippingMethodId = Id<struct ShippingMethodTag>;
using TaxRateId = Id<struct TaxRateTag>;
using BackupId = Id<struct BackupTag>;

}
