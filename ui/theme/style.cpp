#include "ui/theme/style.h"

#include "ui/theme/type.h"

#include <QDialogButtonBox>
#include <QtWidgets>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr char KindProperty[] = "backroomKind";
static constexpr char FaultProperty[] = "backroomFault";

void setKind(QAbstractButton &button, ButtonKind kind)
{
    button.setProperty(KindProperty, int(kind));
    button.updateGeometry();
    button.update();
}

ButtonKind kindOf(const QWidget *button)
{
    return button ? ButtonKind(button->property(KindProperty).toInt()) : ButtonKind::Plain;
}

void setFault(QWidget &field, bool fault)
{
    field.setProperty(FaultProperty, fault);
    field.update();
}

bool hasFault(const QWidget *field) { return field && field->property(FaultProperty).toBool(); }

const Tokens &tokens()
{
    const auto *style = qobject_cast<const Style *>(QApplication::style());
    return style ? style->tokens() : lightTokens();
}

void roundedBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line,
                double width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    const double inset = line.isValid() ? width / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter.restore();
}

void hairline(QPainter &painter, const QRect &rect, const QColor &colour) { painter.fillRect(rect, colour); }

Style::Style() : QProxyStyle(u"fusion"_s) {}

// The platform says in which order buttons stand, and Tab goes along with it, not with the order they were made in.
static void tabAsTheyStand(const QDialogButtonBox &box)
{
    QWidget *before = nullptr;
    for (int i = 0; i < box.layout()->count(); ++i)
        if (auto *button = qobject_cast<QAbstractButton *>(box.layout()->itemAt(i)->widget())) {
            if (before)
                QWidget::setTabOrder(before, button);
            before = button;
        }
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QScrollBar *>(widget)
        || qobject_cast<QTabBar *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    // The rounded edge of a text field is the frame's; its square viewport must not paint over it.
    if (qobject_cast<QTextEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget))
        static_cast<QAbstractScrollArea *>(widget)->viewport()->setAutoFillBackground(false);
    if (auto *bar = qobject_cast<QTabBar *>(widget))
        bar->setExpanding(false);
    // Qt's box hands the focus that Tab brings to its default button and leaves out those before it.
    if (const auto *box = qobject_cast<QDialogButtonBox *>(widget)) {
        widget->setFocusProxy(nullptr);
        tabAsTheyStand(*box);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_LineEditIconSize: return metrics().icon;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 8;
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 32;
    case PM_DefaultFrameWidth:
        if (qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget))
            return 4;
        return qobject_cast<const QMenu *>(widget) ? 1 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return 4;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing: return 0;
    case PM_MenuBarHMargin: return 8;
    case PM_SplitterWidth: return 1;
    case PM_TabBarTabHSpace: return 24;
    case PM_TabBarBaseOverlap:
    case PM_TabBarBaseHeight: return 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_ToolTipLabelFrameWidth: return 6;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_DrawMenuBarSeparator: return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking: return 1;
    case SH_UnderlineShortcut: return 0; // the letters work; the keys stand written in the menus
    case SH_Table_GridLineColor: return int(m_tokens.border.rgb());
    case SH_ToolTipLabel_Opacity: return 255;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const Metrics m = metrics();
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const ButtonKind kind = kindOf(widget);
        const bool link = kind == ButtonKind::Link;
        const QFont font =
            typeFont(Type::Body,
                     kind == ButtonKind::Primary || kind == ButtonKind::LastStep ? QFont::DemiBold : QFont::Medium);
        int width = link ? 8 : 26;
        if (!button->text.isEmpty())
            width += QFontMetrics(font).size(Qt::TextShowMnemonic, button->text).width();
        if (!button->icon.isNull())
            width += m.icon + (button->text.isEmpty() ? 0 : 8);
        if (button->features & QStyleOptionButton::HasMenu)
            width += m.icon + 2;
        if (button->text.isEmpty())
            width = m.control;
        return {width, link ? qMax(24, m.unit + 8) : m.control};
    }
    case CT_ToolButton: return {qMax(size.width() + 14, qMax(24, m.control)), m.control};
    case CT_LineEdit: return {size.width() + 16, m.control};
    case CT_ComboBox: return {size.width() + m.icon + 26, m.control};
    case CT_SpinBox: {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const bool arrows = !spin || spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        return {size.width() + 24 + (arrows ? m.icon + 8 : 0), m.control}; // the field in it has its own margins
    }
    case CT_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            const QFontMetrics fm(typeFont(Type::Caption, QFont::Medium));
            return {fm.horizontalAdvance(header->text) + 24 + m.icon, m.textRow};
        }
        break;
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return {QFontMetrics(typeFont(Type::Body, QFont::DemiBold)).size(Qt::TextShowMnemonic, tab->text).width()
                        + 24,
                    m.unit + 18};
        break;
    case CT_MenuBarItem: return {size.width() + 18, m.unit + 14};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {size.width(), 9};
            const bool shortcut = item->text.contains(u'\t');
            return {size.width() + m.icon + 36 + (shortcut ? 32 : 0), m.unit + 12};
        }
        break;
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents)
        return option->rect.adjusted(8, 1, -6, -1); // the line edit itself adds 2 on either side
    if (element == SE_PushButtonContents || element == SE_PushButtonFocusRect)
        return option->rect;
    if (element == SE_ProgressBarContents || element == SE_ProgressBarGroove)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const QRect rect = option->rect;
    switch (element) {
    case PE_FrameFocusRect: // buttons and fields draw their own ring, rows are ringed by their delegate
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_PanelStatusBar: return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheck(*option, *painter); return;
    case PE_IndicatorRadioButton: drawRadio(*option, *painter); return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(*option, *painter, widget);
        return;
    case PE_FrameLineEdit: drawField(*option, *painter, widget); return;
    case PE_Frame:
        if (qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget))
            drawField(*option, *painter, widget);
        else
            roundedBox(*painter, rect, ControlRadius, {}, m_tokens.border);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(rect, m_tokens.surface);
        roundedBox(*painter, rect, 0, {}, m_tokens.outline);
        return;
    case PE_PanelScrollAreaCorner: painter->fillRect(rect, option->palette.brush(QPalette::Base)); return;
    case PE_PanelTipLabel: painter->fillRect(rect, m_tokens.text); return;
    case PE_PanelItemViewRow: return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawButton(*button, *painter, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawButtonLabel(*button, *painter, widget);
        return;
    case CE_Header:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            drawHeader(*header, *painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_tokens.surface);
        hairline(*painter, QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), m_tokens.border);
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            QStyleOptionComboBox cut = *combo; // else a long choice ends in the middle of a letter
            const int picture = combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + 4;
            const int room = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - 2 - picture;
            cut.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room);
            QProxyStyle::drawControl(element, &cut, painter, widget);
        }
        return;
    case CE_TabBarTab: drawTab(*option, *painter); return;
    case CE_ProgressBar: drawProgress(*option, *painter); return;
    case CE_MenuItem: drawMenuItem(*option, *painter); return;
    case CE_MenuEmptyArea: painter->fillRect(option->rect, m_tokens.surface); return;
    case CE_MenuBarItem: drawMenuBarItem(*option, *painter); return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, m_tokens.chrome); return;
    case CE_Splitter: painter->fillRect(option->rect, m_tokens.border); return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox: drawCombo(*option, *painter, widget); return;
    case CC_SpinBox: drawSpin(*option, *painter, widget); return;
    case CC_Slider: drawSlider(*option, *painter, widget); return;
    case CC_ScrollBar: drawScrollBar(*option, *painter, widget); return;
    case CC_ToolButton: drawToolButton(*option, *painter, widget); return;
    default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

}
