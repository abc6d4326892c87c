#include "ui/theme/theme.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QApplication>
#include <QToolTip>
#include <QWidget>

namespace backroom {

Theme::Theme(QApplication &application, Choice choice)
    : m_application(application), m_style(new Style), m_choice(choice), m_points(0)
{
    QApplication::setFont(applicationFont(QApplication::font()));
    m_points = QApplication::font().pointSizeF();
    QApplication::setStyle(m_style);
    dress();
    connect(&m_desktop, &Desktop::changed, this, &Theme::dress);
}

void Theme::choose(Choice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    dress();
}

bool Theme::dark() const { return m_choice == Choice::Dark || (m_choice == Choice::System && m_desktop.dark()); }

void Theme::scaleText(int percent)
{
    QFont font = QApplication::font();
    const double points = m_points * qBound(100, percent, 200) / 100;
    if (m_points <= 0 || qFuzzyCompare(font.pointSizeF(), points))
        return;
    font.setPointSizeF(points);
    QApplication::setFont(font);
}

void Theme::dress()
{
    if (m_desktop.highContrast())
        m_style->setTokens(contrastTokens(m_desktop.palette()));
    else
        m_style->setTokens(dark() ? darkTokens() : lightTokens());
    QApplication::setPalette(palette(m_style->tokens()));
    QPalette tips = QToolTip::palette();
    tips.setColor(QPalette::ToolTipBase, m_style->tokens().text);
    tips.setColor(QPalette::ToolTipText, m_style->tokens().surface);
    tips.setColor(QPalette::WindowText, m_style->tokens().surface);
    QToolTip::setPalette(tips);
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        // Before the event loop runs Qt tells nobody of a new palette; an empty one makes windows ask for it. Tooltips
        // have a palette of their own.
        if (window->windowType() != Qt::ToolTip)
            window->setPalette({});
        window->update();
    }
    Q_EMIT changed();
}

}
