#include "ui/widgets/segmented.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace backroom {

Segmented::Segmented(const QStringList &choices, QWidget *parent) : QWidget(parent), m_choices(choices)
{
    setSpokenRole(*this, QAccessible::PageTabList);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
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

static int moreWidth() { return metrics().icon + 12; }

// Room for any one of them, as each can be the taken one.
QSize Segmented::minimumSizeHint() const
{
    int width = 0;
    for (const QString &choice : m_choices)
        width = qMax(width, cellWidth(choice));
    return QSize(4 + width + (m_choices.size() > 1 ? moreWidth() : 0), metrics().control).boundedTo(sizeHint());
}

std::pair<int, int> Segmented::shown() const
{
    const int all = int(m_choices.size());
    if (!isShort())
        return {0, all};
    // From the first on for as long as the taken one is among them, so that the row seldom moves.
    const auto fits = [this](int first, int behind) {
        int left = width() - 4 - moreWidth();
        for (int i = first; i < behind; ++i)
            left -= cellWidth(m_choices.at(i));
        return left >= 0;
    };
    int first = 0, behind = m_current + 1;
    while (first < m_current && !fits(first, behind))
        ++first;
    while (behind < all && fits(first, behind + 1))
        ++behind;
    return {first, behind};
}

QRect Segmented::cell(int index) const
{
    int left = 2;
    for (int i = shown().first; i < index; ++i)
        left += cellWidth(m_choices.at(i));
    const int most = width() - 2 - left - (isShort() ? moreWidth() : 0);
    const int wide = qMin(cellWidth(m_choices.at(index)), most);
    return QStyle::visualRect(layoutDirection(), rect(), QRect(left, 2, wide, height() - 4));
}

QRect Segmented::more() const
{
    if (!isShort())
        return {};
    return QStyle::visualRect(layoutDirection(), rect(),
                              QRect(width() - 2 - moreWidth(), 2, moreWidth(), height() - 4));
}

void Segmented::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"choices"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < m_choices.size(); ++i) {
        QAction *action = menu->addAction(escaped(m_choices.at(i)), this, [this, i] { setCurrent(i); });
        action->setCheckable(true);
        action->setChecked(i == m_current);
    }
    const int left = layoutDirection() == Qt::RightToLeft ? 0 : width() - menu->sizeHint().width();
    menu->popup(mapToGlobal(QPoint(left, height() + 2)));
    menu->setActiveAction(menu->actions().value(m_current));
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    roundedBox(painter, rect(), ControlRadius, t.neutralSoft);
    const auto [first, behind] = shown();
    for (int i = first; i < behind; ++i) {
        const bool here = i == m_current;
        if (here)
            roundedBox(painter, cell(i), ControlRadius - 1, t.surface, hasFocus() ? t.accent : t.outline,
                       hasFocus() ? 2 : 1);
        painter.setFont(typeFont(Type::Body, here ? QFont::DemiBold : QFont::Normal));
        painter.setPen(here ? t.text : t.muted);
        const QRect inner = cell(i).adjusted(4, 0, -4, 0);
        drawText(painter, inner, Qt::AlignCenter, m_choices.at(i));
    }
    if (const QRect at = more(); at.isValid()) {
        const int side = metrics().icon;
        paintIcon(painter, QRect(at.center().x() - side / 2, at.center().y() - side / 2, side, side), u"chevron-down"_s,
                  t.muted);
    }
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    if (event->key() == Qt::Key_Left)
        setCurrent(m_current + (mirrored ? 1 : -1));
    else if (event->key() == Qt::Key_Right)
        setCurrent(m_current + (mirrored ? -1 : 1));
    else if (isShort() && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Down || event->key() == Qt::Key_F4))
        openMenu();
    else
        QWidget::keyPressEvent(event);
}

void Segmented::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (more().contains(at))
        return openMenu();
    const auto [first, behind] = shown();
    for (int i = first; i < behind; ++i) {
        if (cell(i).contains(at))
            return setCurrent(i);
    }
}

}
