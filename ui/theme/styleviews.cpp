// Headers, tabs, scroll bars, progress and menus of the style.
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QtWidgets>

using namespace Qt::StringLiterals;

namespace backroom {

// Drawn whole: Fusion asks its own geometry for the label, not the proxy's, and throws the arrow to the far edge.
void Style::drawHeader(const QStyleOptionHeader &option, QPainter &painter) const
{
    const QRect all = option.rect;
    painter.fillRect(all, m_tokens.surface);
    hairline(painter, QRect(all.left(), all.bottom(), all.width(), 1), m_tokens.border);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const bool right = option.textAlignment & Qt::AlignRight;
    const bool over = option.state & State_MouseOver;
    const int side = metrics().icon - 2, gap = 4;

    const QFont font = typeFont(Type::Caption, sorted ? QFont::DemiBold : QFont::Medium);
    const QFontMetrics fm(font);
    QRect inner = all.adjusted(12, 0, -12, 0);
    const QString text = fm.elidedText(option.text, Qt::ElideRight, inner.width() - (sorted ? side + gap : 0));
    const int width = fm.horizontalAdvance(text);
    QRect label = inner, arrow;
    if (right) {
        if (sorted)
            label.setRight(inner.right() - side - gap);
        arrow = QRect(inner.right() - side + 1, inner.center().y() - side / 2, side, side);
    } else {
        arrow = QRect(inner.left() + width + gap, inner.center().y() - side / 2, side, side);
    }
    painter.setFont(font);
    painter.setPen(sorted || over ? m_tokens.text : m_tokens.muted);
    painter.drawText(visualRect(option.direction, all, label),
                     Qt::AlignVCenter | visualAlignment(option.direction, right ? Qt::AlignRight : Qt::AlignLeft),
                     text);
    // Qt calls the arrow of an ascending order "down"; ours points the way the values grow.
    if (sorted)
        paintIcon(painter, visualRect(option.direction, all, arrow),
                  option.sortIndicator == QStyleOptionHeader::SortDown ? u"arrow-up"_s : u"arrow-down"_s,
                  m_tokens.text);
}

void Style::drawTab(const QStyleOption &option, QPainter &painter) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option);
    if (!tab)
        return;
    const bool here = tab->state & State_Selected;
    const QFont font = typeFont(Type::Body, here ? QFont::DemiBold : QFont::Medium);
    painter.setFont(font);
    painter.setPen(!(tab->state & State_Enabled)                ? m_tokens.disabled
                       : here || (tab->state & State_MouseOver) ? m_tokens.text
                                                                : m_tokens.muted);
    painter.drawText(tab->rect, Qt::AlignCenter | Qt::TextHideMnemonic, tab->text);
    hairline(painter, QRect(tab->rect.left(), tab->rect.bottom(), tab->rect.width(), 1), m_tokens.border);
    if (here) {
        const int width = QFontMetrics(font).size(Qt::TextShowMnemonic, tab->text).width();
        painter.fillRect(QRect(tab->rect.center().x() - width / 2, tab->rect.bottom() - 1, width, 2), m_tokens.accent);
    }
    if ((tab->state & State_HasFocus) && here)
        roundedBox(painter, tab->rect.adjusted(2, 4, -2, -4), ControlRadius, {}, m_tokens.accent, 2);
}

void Style::drawProgress(const QStyleOption &option, QPainter &painter) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option);
    if (!bar)
        return;
    QRectF track(bar->rect.left(), bar->rect.center().y() - 2.5, bar->rect.width(), 6);
    roundedBox(painter, track, 3, m_tokens.neutralSoft);
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    if (range <= 0)
        return;
    const double share = double(qint64(bar->progress) - bar->minimum) / double(range);
    track.setWidth(qMax(6.0, track.width() * qBound(0.0, share, 1.0)));
    if (share > 0)
        roundedBox(painter, visualRect(bar->direction, bar->rect, track.toRect()), 3, m_tokens.accent);
}

void Style::drawScrollBar(const QStyleOptionComplex &complex, QPainter &painter, const QWidget *widget) const
{
    const auto *option = qstyleoption_cast<const QStyleOptionSlider *>(&complex);
    if (!option)
        return;
    QColor ground = m_tokens.canvas;
    const QWidget *holder = widget && widget->parentWidget() ? widget->parentWidget()->parentWidget() : nullptr;
    if (const auto *area = qobject_cast<const QAbstractScrollArea *>(holder))
        ground = area->viewport()->palette().color(area->viewport()->backgroundRole());
    painter.fillRect(option->rect, ground);
    if (option->maximum <= option->minimum)
        return;
    const bool active = option->state & (State_MouseOver | State_Sunken);
    const bool across = option->orientation == Qt::Horizontal;
    const QRectF thumb = QRectF(subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    const QRectF slim = across ? thumb.adjusted(2, 3, -2, -3) : thumb.adjusted(3, 2, -3, -2);
    roundedBox(painter, slim, 3, active ? m_tokens.control : m_tokens.outline);
}

void Style::drawMenuBarItem(const QStyleOption &option, QPainter &painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!item)
        return;
    painter.fillRect(item->rect, m_tokens.chrome);
    if (item->state & (State_Selected | State_Sunken) && item->state & State_Enabled)
        roundedBox(painter, item->rect.adjusted(1, 3, -1, -3), ControlRadius,
                   mixed(m_tokens.chrome, m_tokens.text, 0.09));
    painter.setPen(item->state & State_Enabled ? m_tokens.text : m_tokens.disabled);
    painter.setFont(typeFont(Type::Body));
    painter.drawText(item->rect,
                     Qt::AlignCenter | Qt::TextShowMnemonic
                         | (styleHint(SH_UnderlineShortcut, item, nullptr, nullptr) ? 0 : Qt::TextHideMnemonic),
                     item->text);
}

void Style::drawMenuItem(const QStyleOption &option, QPainter &painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!item)
        return;
    const QRect rect = item->rect;
    painter.fillRect(rect, m_tokens.surface);
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        hairline(painter, QRect(rect.left() + 8, rect.center().y(), rect.width() - 16, 1), m_tokens.border);
        return;
    }
    const bool enabled = item->state & State_Enabled;
    if ((item->state & State_Selected) && enabled)
        roundedBox(painter, rect, 4, m_tokens.select);
    const auto placed = [item, &rect](const QRect &at) { return visualRect(item->direction, rect, at); };
    const int side = metrics().icon;
    const QRect mark = placed(QRect(rect.left() + 8, rect.center().y() - side / 2 + 1, side, side));
    const QColor quiet = enabled ? m_tokens.muted : m_tokens.disabled;
    if (item->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (item->checked)
            paintIcon(painter, mark, u"check"_s, enabled ? m_tokens.accent : m_tokens.disabled);
    } else if (const QString name = iconName(item->icon); !name.isEmpty()) {
        paintIcon(painter, mark, name, quiet);
    } else if (!item->icon.isNull()) {
        item->icon.paint(&painter, mark);
    }
    painter.setFont(item->font);
    const QStringList parts = item->text.split(u'\t');
    const QRect inner = rect.adjusted(side + 18, 0, -14, 0);
    painter.setPen(enabled ? m_tokens.text : m_tokens.disabled);
    const auto side_ = [item](Qt::Alignment alignment) {
        return int(visualAlignment(item->direction, alignment)) | Qt::AlignVCenter | Qt::TextHideMnemonic;
    };
    painter.drawText(placed(inner), side_(Qt::AlignLeft), parts.value(0));
    painter.setPen(quiet);
    if (parts.size() > 1)
        painter.drawText(placed(inner), side_(Qt::AlignRight), parts.value(1));
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, placed(QRect(rect.right() - side - 4, rect.center().y() - side / 2 + 1, side, side)),
                  item->direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s, quiet);
}

}
