// Line edits, text fields, combo and spin boxes of the style. The text of all of them begins at the same distance.
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QtWidgets>

using namespace Qt::StringLiterals;

namespace backroom {

void Style::drawField(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const bool enabled = option.state & State_Enabled;
    // Text areas keep the focus on themselves; their option does not say so.
    const bool focus = (option.state & State_HasFocus) || (widget && widget->hasFocus());
    QColor edge = enabled ? m_tokens.control : m_tokens.outline;
    double width = 1;
    if (hasFault(widget)) {
        edge = m_tokens.bad;
        width = 2;
    } else if (focus) {
        edge = m_tokens.accent;
        width = 2;
    }
    roundedBox(painter, option.rect, ControlRadius, enabled ? m_tokens.surface : m_tokens.canvas, edge, width);
}

void Style::drawCombo(const QStyleOptionComplex &complex, QPainter &painter, const QWidget *widget) const
{
    const auto *option = qstyleoption_cast<const QStyleOptionComboBox *>(&complex);
    if (!option)
        return;
    if (option->frame)
        drawField(*option, painter, widget);
    const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    const int side = metrics().icon;
    const QRect at(arrow.center().x() - side / 2, arrow.center().y() - side / 2 + 1, side, side);
    paintIcon(painter, at, u"chevron-down"_s, option->state & State_Enabled ? m_tokens.muted : m_tokens.disabled);
}

void Style::drawSpin(const QStyleOptionComplex &complex, QPainter &painter, const QWidget *widget) const
{
    const auto *option = qstyleoption_cast<const QStyleOptionSpinBox *>(&complex);
    if (!option)
        return;
    if (option->frame)
        drawField(*option, painter, widget);
    if (option->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step, const QString &name) {
        const QRect rect = subControlRect(CC_SpinBox, option, part, widget);
        const int side = qMin(metrics().icon - 3, rect.height());
        const QRect at(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
        const bool able = (option->state & State_Enabled) && (option->stepEnabled & step);
        paintIcon(painter, at, name, able ? m_tokens.muted : m_tokens.disabled);
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, u"chevron-up"_s);
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, u"chevron-down"_s);
}

// A line, filled up to the knob; a ring round the knob that has the focus.
void Style::drawSlider(const QStyleOptionComplex &complex, QPainter &painter, const QWidget *widget) const
{
    const auto *option = qstyleoption_cast<const QStyleOptionSlider *>(&complex);
    if (!option || option->orientation != Qt::Horizontal)
        return QProxyStyle::drawComplexControl(CC_Slider, &complex, &painter, widget);
    const QRect handle = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
    constexpr int Line = 4, Knob = 14;
    const QRect line(option->rect.left(), option->rect.center().y() - Line / 2 + 1, option->rect.width(), Line);
    const bool enabled = option->state & State_Enabled;
    roundedBox(painter, line, Line / 2.0, m_tokens.neutralSoft);
    QRect filled = line;
    option->direction == Qt::RightToLeft ? filled.setLeft(handle.center().x()) : filled.setRight(handle.center().x());
    roundedBox(painter, filled, Line / 2.0, enabled ? m_tokens.accent : m_tokens.disabled);
    const QRect knob(handle.center().x() - Knob / 2, line.center().y() - Knob / 2, Knob, Knob);
    if ((option->state & State_HasFocus) && enabled)
        roundedBox(painter, knob.adjusted(-3, -3, 3, 3), Knob / 2.0 + 3, {}, m_tokens.accent, 2);
    roundedBox(painter, knob, Knob / 2.0, m_tokens.surface, enabled ? m_tokens.accent : m_tokens.disabled, 2);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const QRect rect = option->rect;
    const auto placed = [option, &rect](const QRect &at) { return visualRect(option->direction, rect, at); };
    if (control == CC_ComboBox) {
        const int arrow = metrics().icon + 14;
        switch (part) {
        case SC_ComboBoxEditField: {
            const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
            const int left = combo && combo->editable ? 1 : 9;
            return placed(rect.adjusted(left, 1, -arrow, -1));
        }
        case SC_ComboBoxArrow: return placed(QRect(rect.right() - arrow + 1, rect.top(), arrow, rect.height()));
        default: break;
        }
    }
    if (control == CC_SpinBox) {
        const int arrow = metrics().icon + 8, half = rect.height() / 2;
        const bool none =
            static_cast<const QStyleOptionSpinBox *>(option)->buttonSymbols == QAbstractSpinBox::NoButtons;
        switch (part) {
        case SC_SpinBoxEditField: return placed(rect.adjusted(1, 1, none ? -1 : -arrow, -1));
        case SC_SpinBoxUp: return none ? QRect() : placed(QRect(rect.right() - arrow, rect.top() + 2, arrow, half - 2));
        case SC_SpinBoxDown:
            return none ? QRect() : placed(QRect(rect.right() - arrow, rect.top() + half, arrow, half - 2));
        default: break;
        }
    }
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const bool across = bar->orientation == Qt::Horizontal;
        const int length = across ? rect.width() : rect.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int thumb = length;
        if (range > 0)
            thumb = qBound(qMin(32, length), int(qint64(bar->pageStep) * length / (range + bar->pageStep)), length);
        const int start =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
        const auto part_ = [&](int from, int size) {
            return across ? placed(QRect(rect.left() + from, rect.top(), size, rect.height()))
                          : QRect(rect.left(), rect.top() + from, rect.width(), size);
        };
        switch (part) {
        case SC_ScrollBarSlider: return part_(start, thumb);
        case SC_ScrollBarGroove: return part_(0, length);
        case SC_ScrollBarSubPage: return part_(0, start);
        case SC_ScrollBarAddPage: return part_(start + thumb, length - start - thumb);
        default: return {};
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

}
