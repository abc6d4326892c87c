#pragma once
// Where an order is sent, as long as nothing of it was. The country stays: it decided tax and delivery.
#include "ui/orders/orderdialogs.h"

namespace backroom {

class AddressDialog final : public OrderDialog {
    Q_OBJECT
public:
    AddressDialog(Desk &desk, const Order &order, QWidget *parent);

private:
    std::optional<Work> work() override;
    QString told(const Order &order) const override;
    QLineEdit *m_name, *m_line1, *m_line2, *m_postalCode, *m_city, *m_region, *m_phone;
    Address m_before;
};

}
