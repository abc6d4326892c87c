// Buttons, check boxes and radio buttons of the style.
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QtWidgets>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

struct Look
{
    QColor fill, line, text, icon, ring;
    bool strong = false;
};

bool ringed(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
}

Look filled(const QColor &normal, const QColor &over, const QColor &down, const QColor &text, QStyle::State state)
{
    Look look;
    look.fill = state & QStyle::State_Sunken ? down : state & QStyle::State_MouseOver ? over : normal;
    look.text = look.icon = look.ring = text;
    look.strong = true;
    return look;
}

Look lookOf(const Tokens &t, ButtonKind kind, QStyle::State state)
{
    if (!(state & QStyle::State_Enabled)) {
        Look look;
        const bool bare = kind == ButtonKind::Link || kind == ButtonKind::Quiet;
        const bool solid = kind == ButtonKind::Primary || kind == ButtonKind::LastStep;
        look.fill = solid ? t.neutralSoft : QColor();
        look.line = bare || solid ? QColor() : t.border;
        look.text = look.icon = t.disabled;
        look.strong = solid;
        return look;
    }
    const bool over = state & QStyle::State_MouseOver;
    const bool down = state & (QStyle::State_Sunken | QStyle::State_On);
    Look look;
    look.ring = t.accent;
    switch (kind) {
    case ButtonKind::Primary: return filled(t.accent, t.accentHover, t.accentDown, t.onAccent, state);
    case ButtonKind::LastStep:
        return filled(t.bad, mixed(t.bad, t.text, 0.15), mixed(t.bad, t.text, 0.3), t.surface, state);
    case ButtonKind::Link: look.text = look.icon = down ? t.accentDown : over ? t.accentHover : t.accent; return look;
    case ButtonKind::Quiet:
        look.fill = down ? t.neutralSoft : over ? t.hover : QColor();
        look.text = t.text;
        look.icon = t.muted;
        return look;
    case ButtonKind::Plain:
    case ButtonKind::Destructive:
        look.fill = down ? t.neutralSoft : over ? t.hover : t.surface;
        look.line = t.outline;
        look.text = kind == ButtonKind::Destructive ? t.bad : t.text;
        look.icon = kind == ButtonKind::Destructive ? t.bad : t.muted;
        return look;
    }
    return look;
}

void drawBox(QPainter &painter, const QRect &rect, const Look &look, bool ring)
{
    roundedBox(painter, rect, ControlRadius, look.fill, look.line);
    if (!ring)
        return;
    if (look.strong)
        roundedBox(painter, QRectF(rect).adjusted(2, 2, -2, -2), ControlRadius - 2, {}, look.ring, 2);
    else
        roundedBox(painter, rect, ControlRadius, {}, look.ring, 2);
}

}

void Style::drawButton(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const
{
    drawBox(painter, option.rect, lookOf(m_tokens, kindOf(widget), option.state), ringed(option));
}

void Style::drawButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const
{
    const Look look = lookOf(m_tokens, kindOf(widget), option.state);
    const bool link = kindOf(widget) == ButtonKind::Link;
    const QFont font = typeFont(Type::Body, look.strong ? QFont::DemiBold : QFont::Medium);
    const QFontMetrics fm(font);
    const int side = metrics().icon;
    const bool hasIcon = !option.icon.isNull();
    // A sign alone has the room of a sign; that it opens a menu it says by itself.
    const bool hasMenu = (option.features & QStyleOptionButton::HasMenu) && !(hasIcon && option.text.isEmpty());
    const int spare = (hasIcon ? side + (option.text.isEmpty() ? 0 : 8) : 0) + (hasMenu ? side + 2 : 0);
    const QString text =
        fm.elidedText(option.text, Qt::ElideRight, option.rect.width() - spare - (link ? 0 : 12), Qt::TextShowMnemonic);
    const int width = fm.size(Qt::TextShowMnemonic, text).width();
    const auto placed = [&option](const QRect &rect) { return visualRect(option.direction, option.rect, rect); };

    QRect rest = option.rect;
    const int total = (text.isEmpty() ? 0 : width) + spare;
    rest.setLeft(rest.left() + (rest.width() - total) / 2);
    if (hasIcon) {
        const QRect at = placed(QRect(rest.left(), option.rect.center().y() - side / 2 + 1, side, side));
        if (const QString name = iconName(option.icon); !name.isEmpty())
            paintIcon(painter, at, name, look.icon);
        else
            option.icon.paint(&painter, at);
        rest.setLeft(rest.left() + side + 8);
    }
    painter.setFont(font);
    painter.setPen(look.text);
    const bool hint = styleHint(SH_UnderlineShortcut, &option, widget, nullptr) != 0;
    painter.drawText(placed(QRect(rest.left(), rest.top(), width + 2, rest.height())),
                     Qt::AlignVCenter | Qt::AlignLeft | (hint ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), text);
    if (hasMenu)
        paintIcon(painter, placed(QRect(rest.left() + width + 2, option.rect.center().y() - side / 2 + 1, side, side)),
                  u"chevron-down"_s, look.icon);
}

void Style::drawToolButton(const QStyleOptionComplex &complex, QPainter &painter, const QWidget *widget) const
{
    const auto *option = qstyleoption_cast<const QStyleOptionToolButton *>(&complex);
    if (!option)
        return;
    // Inside a line edit (clear, search) only the icon is wanted.
    const bool bare = qobject_cast<const QLineEdit *>(widget ? widget->parentWidget() : nullptr);
    const ButtonKind kind = option->state & State_AutoRaise ? ButtonKind::Quiet : kindOf(widget);
    const Look look = lookOf(m_tokens, kind, option->state);
    if (!bare)
        drawBox(painter, option->rect, look, ringed(*option));
    const int side = metrics().icon;
    QRect rest = option->rect;
    if (!option->icon.isNull()) {
        const bool alone = option->text.isEmpty() || option->toolButtonStyle == Qt::ToolButtonIconOnly;
        const QRect at(alone ? rest.center().x() - side / 2 + 1 : rest.left() + 8, rest.center().y() - side / 2 + 1,
                       side, side);
        if (const QString name = iconName(option->icon); !name.isEmpty())
            paintIcon(painter, at, name, look.icon);
        else
            option->icon.paint(&painter, at);
        rest.setLeft(at.right() + 8);
        if (alone)
            return;
    }
    painter.setFont(option->font);
    painter.setPen(look.text);
    painter.drawText(rest, (option->icon.isNull() ? Qt::AlignCenter : Qt::AlignVCenter) | Qt::TextHideMnemonic,
                     option->text);
}

void Style::drawCheck(const QStyleOption &option, QPainter &painter) const
{
    const bool enabled = option.state & State_Enabled;
    const bool on = option.state & State_On, partly = option.state & State_NoChange;
    const QRect box = option.rect;
    const QColor edge =
        enabled ? (option.state & State_MouseOver ? m_tokens.text : m_tokens.control) : m_tokens.outline;
    if (on || partly)
        roundedBox(painter, box, 4, enabled ? m_tokens.accent : m_tokens.disabled);
    else
        roundedBox(painter, box, 4, m_tokens.surface, edge, 1.2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_tokens.onAccent, box.width() / 10.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&box](double x, double y) {
        return QPointF(box.x() + box.width() * x, box.y() + box.height() * y);
    };
    if (partly)
        painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
    else if (on)
        painter.drawPolyline(QPolygonF{at(0.26, 0.52), at(0.43, 0.69), at(0.75, 0.34)});
    painter.restore();
    if (ringed(option))
        roundedBox(painter, QRectF(box).adjusted(-2, -2, 2, 2), 6, {}, m_tokens.accent, 2);
}

void Style::drawRadio(const QStyleOption &option, QPainter &painter) const
{
    const bool enabled = option.state & State_Enabled, on = option.state & State_On;
    const QRectF box = option.rect;
    const QColor mark = enabled ? m_tokens.accent : m_tokens.disabled;
    roundedBox(painter, box, box.width() / 2, on ? mark : m_tokens.surface,
               on            ? QColor()
                   : enabled ? m_tokens.control
                             : m_tokens.outline,
               1.2);
    if (on) {
        const double inset = box.width() * 0.33;
        roundedBox(painter, box.adjusted(inset, inset, -inset, -inset), box.width() * 0.17, m_tokens.onAccent);
    }
    if (ringed(option))
        roundedBox(painter, box.adjusted(-2, -2, 2, 2), box.width() / 2 + 2, {}, m_tokens.accent, 2);
}

}
