#pragma once
// Beside the pieces of an order that is made here: who buys, how it gets to them, what is taken off, how it is paid.
#include "app/orders/counter.h"

#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace backroom {

class CashField;
class CustomerField;
class Desk;
class FactList;
class FormField;
class Segmented;
class TillLine;

class CounterForm final : public QScrollArea {
    Q_OBJECT
public:
    enum class Pay { Cash, Card, Later };

    explicit CounterForm(Desk &desk, QWidget *parent = nullptr);

    // What stands in the form, put into the order; false with the fault beside its field.
    bool fill(CounterOrder &order, qint64 goods);
    // What the order comes to.
    void setPrice(const Cart &cart);
    void setOptions(const QList<ShippingOption> &options);
    Pay pay() const;
    // Why the cash that was typed does not pay for it; empty where it does, or none is typed.
    QString whyNotPaid() const;
    // Says so beside its field, and goes there.
    void goToCash();
    // Puts faults beside their fields, gives back the others. A field that is changed is at fault no longer.
    QList<FieldError> setFaults(const QList<FieldError> &faults);
    // The first field at fault gets the focus and comes into sight; false where there is none.
    bool goToFault();
    // For the next customer. Delivery and payment stay as they are.
    void next();
    void setDelivery(CounterOrder::Delivery delivery);
    // Beside the lines it is as narrow as its words let it be, under them as wide as there is room.
    void setBeside(bool beside);

Q_SIGNALS:
    void edited();
    // Which changes nothing in what it comes to.
    void cashEdited();
    // Each field that was at fault was changed.
    void faultsGone();

protected:
    void changeEvent(QEvent *event) override;

private:
    FormField *addField(QVBoxLayout &to, const QString &name, const QString &label, QWidget *editor,
                        const QString &help = {});
    // Its errors are shown like the others'.
    void takeField(FormField *field);
    void makeCustomer(QVBoxLayout &column);
    void makeDelivery(QVBoxLayout &column);
    void makePayment(QVBoxLayout &column);
    void showFields();
    void keepRoom(qsizetype lines);
    // The shop's own where it is none that it sells to.
    void showCountry(const QByteArray &code);
    // Minor units of "2.50" or "10%" of the goods.
    std::optional<qint64> discountOf(qint64 goods) const;
    CounterOrder::Delivery delivery() const;

    Desk &m_desk;
    QList<FormField *> m_fields;
    CustomerField *m_customer;
    QLineEdit *m_email, *m_line1, *m_line2, *m_postalCode, *m_city, *m_discount, *m_note;
    FormField *m_discountField, *m_emailField;
    CashField *m_cash;
    QCheckBox *m_keep;
    Segmented *m_delivery, *m_pay;
    QWidget *m_address;
    QComboBox *m_country, *m_shipping;
    FactList *m_sums;
    TillLine *m_total;
    bool m_beside = true;
    QStringList m_filled; // the address that came with the customer, and goes with them
};

}
