#include "ui/widgets/chip.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace backroom {

static int chipHeight() { return metrics().unit + 12; }
// What stands before the value; French has a space before its colon.
static QString lead(const QString &name) { return Chip::tr("%1:").arg(name) + u' '; }

static int side() { return metrics().icon - 2; }

Chip::Chip(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

Chip::Chip(const QString &name, const QString &value, QWidget *parent) : Chip(parent)
{
    m_name = name;
    setValue(value);
}

Chip *Chip::adder(const QString &text, QWidget *parent)
{
    auto *chip = new Chip(parent);
    chip->m_adder = true;
    chip->m_name = text;
    chip->setAccessibleName(text);
    return chip;
}

void Chip::setValue(const QString &value)
{
    m_value = value;
    setAccessibleName(tr("Filter %1: %2").arg(m_name, value));
    tipWhatIsCut();
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const QFontMetrics plain(typeFont(Type::Body)), strong(typeFont(Type::Body, QFont::Medium));
    if (m_adder)
        return {strong.horizontalAdvance(m_name) + side() + 26, chipHeight()};
    return {plain.horizontalAdvance(lead(m_name)) + strong.horizontalAdvance(m_value) + side() + 32, chipHeight()};
}

QSize Chip::minimumSizeHint() const
{
    const QFontMetrics strong(typeFont(Type::Body, QFont::Medium));
    const int cut = strong.horizontalAdvance(m_value) - 6 * strong.averageCharWidth();
    return sizeHint() - QSize(m_adder ? 0 : qMax(0, cut), 0);
}

QRect Chip::cross() const
{
    return QStyle::visualRect(layoutDirection(), rect(), QRect(width() - side() - 18, 0, side() + 18, height()));
}

void Chip::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF edge = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPen pen(hasFocus() ? t.accent : t.outline, hasFocus() ? 2 : 1);
    if (m_adder && !hasFocus())
        pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(underMouse() ? t.hover : t.surface);
    const double inset = hasFocus() ? 0.5 : 0;
    painter.drawRoundedRect(edge.adjusted(inset, inset, -inset, -inset), edge.height() / 2, edge.height() / 2);

    const auto placed = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    const int middle = (height() - side()) / 2;
    if (m_adder) {
        paintIcon(painter, placed(QRect(10, middle, side(), side())), u"plus"_s, t.muted);
        painter.setFont(typeFont(Type::Body, QFont::Medium));
        painter.setPen(t.text);
        painter.drawText(placed(QRect(14 + side(), 0, width(), height())), Qt::AlignVCenter, m_name);
        return;
    }
    painter.setFont(typeFont(Type::Body));
    painter.setPen(t.muted);
    const QString name = lead(m_name);
    const int first = painter.fontMetrics().horizontalAdvance(name);
    painter.drawText(placed(QRect(12, 0, first, height())), Qt::AlignVCenter, name);
    painter.setFont(typeFont(Type::Body, QFont::Medium));
    painter.setPen(t.text);
    drawText(painter, placed(QRect(12 + first, 0, width() - first - side() - 30, height())),
             QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter, m_value);
    paintIcon(painter, placed(QRect(width() - side() - 10, middle, side(), side())), u"close"_s,
              m_overCross ? t.text : t.muted);
}

void Chip::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    tipWhatIsCut();
}

void Chip::tipWhatIsCut() { setToolTip(width() < sizeHint().width() ? m_value.toHtmlEscaped() : QString()); }

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (!m_adder && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace))
        Q_EMIT removed();
    else
        QAbstractButton::keyPressEvent(event);
}

void Chip::mouseMoveEvent(QMouseEvent *event)
{
    const bool over = !m_adder && cross().contains(event->position().toPoint());
    if (over != m_overCross) {
        m_overCross = over;
        update();
    }
    QAbstractButton::mouseMoveEvent(event);
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_adder && cross().contains(event->position().toPoint())) {
        setDown(false);
        Q_EMIT removed();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

}
