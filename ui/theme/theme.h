#pragma once
// Dresses the application: style, palette and font from one table of tokens, light or dark by the owner's choice or
// the desktop's. Exists once, in main, and outlives every window.
#include "ui/theme/desktop.h"
#include "ui/theme/tokens.h"

class QApplication;

namespace backroom {

class Style;

class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    // Dresses the application at once.
    explicit Theme(QApplication &application, Choice choice = Choice::System);

    Choice choice() const { return m_choice; }
    void choose(Choice choice);
    bool dark() const;
    // In per cent of the desktop's size, 100 to 200. Windows that stand keep their measures: build them after it.
    void scaleText(int percent);

Q_SIGNALS:
    // After palette and tokens were swapped. Only what copies colours (charts) has to listen.
    void changed();

private:
    void dress();

    QApplication &m_application;
    Desktop m_desktop;
    Style *m_style; // owned by the application
    Choice m_choice;
    double m_points; // of the font at 100 per cent
};

}
