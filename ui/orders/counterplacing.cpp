// The sale at the counter becomes an order: once, with what was wrong beside what it is about.
#include "app/users/token.h"
#include "ui/orders/counterform.h"
#include "ui/orders/countersheet.h"
#include "ui/shell/desk.h"
#include "ui/stock/linetable.h"
#include "ui/stock/piecefield.h"

#include <QLabel>

namespace backroom {

void CounterSheet::setPlacing(bool placing)
{
    m_placing = placing;
    if (placing)
        m_typing = focusWidget();
    for (QWidget *typed :
         {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_piece), static_cast<QWidget *>(m_form)})
        typed->setEnabled(!placing);
    changed();
    // What is disabled loses the focus, and with it the sheet its keys.
    if (!placing)
        (m_typing && m_typing->isEnabled() ? m_typing.data() : m_piece)->setFocus(Qt::OtherFocusReason);
}

void CounterSheet::place()
{
    if (m_placing)
        return;
    dropFault();
    if (!m_table->takeTyped())
        return showFault(tr("One of the figures is no number of pieces or no price. Type it again."));
    const auto wanted = order();
    if (!wanted) {
        m_form->goToFault();
        return showFault(tr("This cannot be placed so; what is marked says why."));
    }
    setPlacing(true);
    m_desk.write(
        this,
        [order = *wanted, actor = m_desk.actor(), key = m_key](Transaction &transaction) {
            return counter::placeOnce(transaction, actor, key, order);
        },
        [this, given = wanted->cashGiven](const Result<Order> &order) {
            setPlacing(false);
            if (order)
                placed(*order, given);
            else
                showError(order.error());
        });
}

void CounterSheet::placed(const Order &order, const std::optional<qint64> &given)
{
    const Format &format = m_desk.format();
    const QString number = QString::fromUtf8(order.number);
    m_doneNumber = order.number;
    if (given)
        m_doneText->setText(
            tr("#%1, %2 paid. Change: %3").arg(number, format.money(order.total), format.money(*given - order.total)));
    else if (order.paid > 0)
        m_doneText->setText(tr("#%1, %2 paid").arg(number, format.money(order.total)));
    else
        m_doneText->setText(tr("#%1 was placed, %2 to be paid").arg(number, format.money(order.due())));
    m_done->show();
    m_key = newToken();
    m_lines->clear();
    m_piece->clear();
    m_form->next();
    m_piece->setFocus(Qt::OtherFocusReason);
    Q_EMIT m_desk.told(tr("Order #%1 was placed").arg(number));
}

void CounterSheet::showError(const Error &error)
{
    // What was changed after its answer was lost is another order, once that was said.
    if (error.code == ErrorCode::Conflict && error.fields.isEmpty())
        m_key = newToken();
    if (error.code == ErrorCode::Unavailable)
        return showFault(error.message + u' ' + tr("Then press again: it is placed once, however often."));
    if (error.fields.isEmpty())
        return showFault(error.message);
    const QList<FieldError> others = m_form->setFaults(error.fields);
    QStringList sentences;
    for (const FieldError &fault : m_lines->setFaults(others))
        sentences << fault.message;
    const QList<PieceLine> &lines = m_lines->lines();
    const auto marked =
        std::find_if(lines.begin(), lines.end(), [](const PieceLine &line) { return !line.fault.isEmpty(); });
    if (!m_form->goToFault() && marked != lines.end()) {
        m_table->point(int(marked - lines.begin()));
        m_table->setFocus(Qt::OtherFocusReason);
    }
    if (sentences.isEmpty())
        sentences << tr("This cannot be placed so; what is marked says why.");
    showFault(sentences.join(u' '));
}

}
