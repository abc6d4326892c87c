#include "ui/orders/addressdialog.h"

#include "ui/widgets/formfield.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace backroom {

AddressDialog::AddressDialog(Desk &desk, const Order &order, QWidget *parent)
    : OrderDialog(desk, order, tr("Where does order #%1 go?").arg(QString::fromUtf8(order.number)),
                  tr("Change address"), parent),
      m_before(addresses::fromJson(order.shippingAddress).value_or(Address()))
{
    setObjectName(u"addressDialog"_s);
    const auto add = [this](const QString &field, const QString &label, const QString &text) {
        auto *edit = new QLineEdit(text);
        addField(u"shipping_address."_s + field, label, edit);
        return edit;
    };
    m_name = add(u"name"_s, tr("Name"), m_before.name);
    m_line1 = add(u"line1"_s, tr("Street and number"), m_before.line1);
    m_line2 = add(u"line2"_s, tr("Flat, floor, company"), m_before.line2);
    m_postalCode = add(u"postal_code"_s, tr("Postal code"), m_before.postalCode);
    m_city = add(u"city"_s, tr("Town"), m_before.city);
    m_region = add(u"region"_s, tr("Region or state"), m_before.region);
    m_phone = add(u"phone"_s, tr("Telephone"), m_before.phone);
}

std::optional<OrderDialog::Work> AddressDialog::work()
{
    OrderPatch patch;
    patch.shippingAddress = Address{m_name->text(),       m_line1->text(),  m_line2->text(),  m_city->text(),
                                    m_postalCode->text(), m_region->text(), m_before.country, m_phone->text()};
    return
        [patch, revision = m_order.revision](Transaction &transaction, const Actor &actor, const QByteArray &number) {
            return orderwork::update(transaction, actor, number, patch, revision);
        };
}

QString AddressDialog::told(const Order &order) const
{
    return tr("The address of order #%1 was changed").arg(QString::fromUtf8(order.number));
}

}
