#include "ui/theme/theme.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QApplication>
#include <QWidget>

namespace backroom {

Theme::Theme(QApplication &application, Choice choice)
    : m_application(application), m_style(new Style), m_choice(choice)
{
    QApplication::setFont(applicationFont(QApplication::font()));
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

void Theme::dress()
{
    if (m_desktop.highContrast())
        m_style->setTokens(contrastTokens(m_desktop.palette()));
    else
        m_style->setTokens(dark() ? darkTokens() : lightTokens());
    QApplication::setPalette(palette(m_style->tokens()));
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows)
        window->update();
    Q_EMIT changed();
}

}
