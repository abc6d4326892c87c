#include "ui/widgets/segmented.h"

#include "ui/theme/style.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QPainter>

namespace backroom {

Segmented::Segmented(const QStringList &choices, QWidget *parent) : QWidget(parent), m_choices(choices)
{
    setSpokenRole(*this, QAccessible::PageTabList);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleDescription(m_choices.value(m_current));
}

void Segmented::setCurrent(int index)
{
    if (index < 0 || index >= m_choices.size() || index == m_current)
        return;
    m_current = index;
    setAccessibleDescription(m_choices.at(index));
    update();
    Q_EMIT currentChanged(index);
}

void Segmented::setChoice(int index, const QString &text)
{
    if (m_choices.value(index) == text)
        return;
    m_choices[index] = text;
    setAccessibleDescription(m_choices.value(m_current));
    updateGeometry();
    update();
}

static int cellWidth(const QString &text)
{
    return QFontMetrics(typeFont(Type::Body, QFont::DemiBold)).horizontalAdvance(text) + 26;
}

QSize Segmented::sizeHint() const
{
    int width = 4;
    for (const QString &choice : m_choices)
        width += cellWidth(choice);
    return {width, metrics().control};
}

QRect Segmented::cell(int index) const
{
    int left = 2;
    for (int i = 0; i < index; ++i)
        left += cellWidth(m_choices.at(i));
    return QStyle::visualRect(layoutDirection(), rect(), QRect(left, 2, cellWidth(m_choices.at(index)), height() - 4));
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    roundedBox(painter, rect(), ControlRadius, t.neutralSoft);
    for (int i = 0; i < m_choices.size(); ++i) {
        const bool here = i == m_current;
        if (here)
            roundedBox(painter, cell(i), ControlRadius - 1, t.surface, hasFocus() ? t.accent : t.outline,
                       hasFocus() ? 2 : 1);
        painter.setFont(typeFont(Type::Body, here ? QFont::DemiBold : QFont::Normal));
        painter.setPen(here ? t.text : t.muted);
        painter.drawText(cell(i), Qt::AlignCenter, m_choices.at(i));
    }
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    if (event->key() == Qt::Key_Left)
        setCurrent(m_current + (mirrored ? 1 : -1));
    else if (event->key() == Qt::Key_Right)
        setCurrent(m_current + (mirrored ? -1 : 1));
    else
        QWidget::keyPressEvent(event);
}

void Segmented::mousePressEvent(QMouseEvent *event)
{
    for (int i = 0; i < m_choices.size(); ++i) {
        if (cell(i).contains(event->position().toPoint()))
            setCurrent(i);
    }
}

}
