#pragma once
// The short questions around one order: what is sent or handed over, what was paid, what goes back. Each saves as the
// person at this console, keeps what was typed when the shop refuses, and says why beside the field.
#include "app/orders/orderwork.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace backroom {

class AmountCheck;
class Desk;
class FormField;

class OrderDialog : public QDialog {
    Q_OBJECT
Q_SIGNALS:
    // Other pieces were chosen.
    void edited();

protected:
    OrderDialog(Desk &desk, const Order &order, const QString &title, const QString &verb, QWidget *parent);

    using Work = std::function<Result<Order>(Transaction &, const Actor &, const QByteArray &number)>;
    // What the last button does; nothing when something typed does not fit yet.
    virtual std::optional<Work> work() = 0;
    virtual QString told(const Order &order) const = 0;

    FormField *addField(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    // One row a line that has any: "2 of 4" pieces to choose, all at first unless `none`.
    void addLines(const std::function<qint64(const OrderLine &)> &most, bool none = false);
    QList<LineQuantity> chosenLines() const;
    void chooseAll();
    bool allChosen() const;
    // What the last button does, as it says; it can be pressed when there is something to do.
    void setVerb(const QString &verb, bool ready);

    Desk &m_desk;
    const Order m_order;
    QVBoxLayout *m_body;

private:
    void submit();
    void showError(const Error &error);
    QList<std::pair<OrderLineId, QSpinBox *>> m_lines;
    QList<FormField *> m_fields;
    QLabel *m_fault;
    QPushButton *m_done;
    QString m_verb;
    bool m_ready = true;
};

class SendDialog final : public OrderDialog {
    Q_OBJECT
public:
    SendDialog(Desk &desk, const Order &order, QWidget *parent);

private:
    std::optional<Work> work() override;
    QString told(const Order &order) const override;
    static QString verbOf(const Order &order);
    QLineEdit *m_tracking = nullptr; // of what travels
};

class PayDialog final : public OrderDialog {
    Q_OBJECT
public:
    PayDialog(Desk &desk, const Order &order, QWidget *parent);

private:
    std::optional<Work> work() override;
    QString told(const Order &order) const override;
    void showVerb();
    QComboBox *m_method;
    QLineEdit *m_amount;
    QLineEdit *m_reference;
    AmountCheck *m_check;
};

class RefundDialog final : public OrderDialog {
    Q_OBJECT
public:
    RefundDialog(Desk &desk, const Order &order, QWidget *parent);

private:
    std::optional<Work> work() override;
    QString told(const Order &order) const override;
    void showVerb();
    QCheckBox *m_restock;
    QLineEdit *m_amount;
    QLineEdit *m_reason;
    FormField *m_amountField;
    AmountCheck *m_check;
};

}
