#pragma once
// One way of delivery: added, changed or removed. Removing needs no question, as it can be taken back.
#include "app/orders/shipping.h"
#include "ui/widgets/formdialog.h"

class QCheckBox;
class QLineEdit;

namespace backroom {

class CountryList;
class Desk;

class DeliveryDialog final : public FormDialog {
    Q_OBJECT
public:
    // One without an id is new.
    DeliveryDialog(Desk &desk, const ShippingMethod &method, QWidget *parent);

private:
    void submit() override;
    void remove();
    // What was typed, or the faults of what cannot be read.
    Result<ShippingMethodDraft> draft() const;

    Desk &m_desk;
    const ShippingMethod m_method;
    QLineEdit *m_name, *m_price, *m_freeAbove, *m_least, *m_most;
    CountryList *m_countries;
    QCheckBox *m_active;
};

}
