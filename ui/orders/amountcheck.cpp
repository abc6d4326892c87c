#include "ui/orders/amountcheck.h"

#include "app/base/format.h"
#include "ui/widgets/formfield.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace backroom {

AmountCheck::AmountCheck(FormField *field, const Format &format, qint64 most, const QString &tooMuch)
    : QObject(field),
      m_field(field),
      m_edit(qobject_cast<QLineEdit *>(field->editor())),
      m_format(format),
      m_most(most),
      m_tooMuch(tooMuch)
{
    const auto tell = [this] { m_field->setError(why()); };
    field->setCheck([this] { return why(); });
    connect(m_edit, &QLineEdit::returnPressed, this, tell);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_field->setError(isBegun() ? QString() : why());
        Q_EMIT edited();
    });
}

bool AmountCheck::isEmpty() const { return m_edit->text().trimmed().isEmpty(); }

std::optional<qint64> AmountCheck::amount() const { return m_format.parseMoney(m_edit->text()); }

QString AmountCheck::why() const
{
    if (isEmpty())
        return {};
    const auto typed = amount();
    if (!typed)
        return tr("This is no amount. Write it as in %1.").arg(m_format.moneyPlain(1250));
    if (*typed <= 0)
        return tr("Write an amount above zero.");
    return *typed > m_most ? m_tooMuch : QString();
}

// "0", "12." and a sign of the currency are on the way to something.
bool AmountCheck::isBegun() const
{
    const auto typed = amount();
    if (typed)
        return *typed == 0;
    const QString text = m_edit->text().trimmed();
    return !text.isEmpty() && !text.at(text.size() - 1).isDigit()
        && (text.size() == 1 || m_format.parseMoney(text.chopped(1)));
}

}
