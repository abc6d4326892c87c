#include "ui/orders/cashfield.h"

#include "app/base/format.h"
#include "ui/orders/tillline.h"
#include "ui/widgets/formfield.h"

#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

CashField::CashField(const Format &format, QWidget *parent)
    : QWidget(parent),
      m_format(format),
      m_edit(new QLineEdit),
      m_field(new FormField(u"cash_given"_s, tr("Cash given"), m_edit)),
      m_change(new TillLine(u"changeDue"_s, tr("Change", "money back"), Type::Title))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_field);
    column->addWidget(m_change);
    m_field->setCheck([this] { return why(); });
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        show();
        Q_EMIT edited();
    });
    show();
}

void CashField::setTotal(qint64 total)
{
    m_total = total;
    // One more piece was scanned after it was typed, or it was placed before this was known.
    if (!m_edit->hasFocus() || !m_field->error().isEmpty())
        m_field->setError(why());
    show();
}

bool CashField::isEmpty() const { return m_edit->text().trimmed().isEmpty(); }

std::optional<qint64> CashField::given() const { return m_format.parseMoney(m_edit->text()); }

std::optional<qint64> CashField::change() const
{
    const auto handed = given();
    return handed && *handed >= m_total ? std::optional(*handed - m_total) : std::nullopt;
}

QString CashField::missing() const
{
    const auto handed = given();
    return handed && *handed < m_total ? tr("%1 is missing.").arg(m_format.money(m_total - *handed)) : QString();
}

QString CashField::why() const
{
    if (isEmpty())
        return {};
    if (!given())
        return tr("This is no amount. Write it as in %1.").arg(m_format.moneyPlain(1250));
    const QString lack = missing();
    return lack.isEmpty() ? QString() : lack + u' ' + tr("Take the rest, or choose another way to pay.");
}

void CashField::mark() { m_field->setError(why()); }

void CashField::clear()
{
    m_edit->clear();
    m_field->setError({});
}

// Calmly while it is typed; as a fault only once the field was left.
void CashField::show()
{
    const QString lack = missing();
    m_field->setHelp(isEmpty() ? tr("Empty: exactly as much as it costs") : lack);
    const auto back = change();
    m_change->setFigure(back ? m_format.money(*back) : QString());
}

}
