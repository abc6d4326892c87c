#pragma once
// Backroom beside the clock: says when an order came in, opens the window, and lets the shop sell on while it is closed.
// Where the desktop has no such place, there is none and closing the window ends the program.
#include <QObject>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace backroom {

class Desk;
class MainWindow;

class Tray final : public QObject {
    Q_OBJECT
public:
    // Both outlive it.
    Tray(MainWindow &window, Desk &desk);
    ~Tray() override;

    bool isThere() const { return m_icon; }

Q_SIGNALS:
    void openAsked();
    void orderAsked(const QByteArray &number); // the message about an order was clicked

private:
    void look(bool tell);

    MainWindow &m_window;
    Desk &m_desk;
    QSystemTrayIcon *m_icon = nullptr;
    std::unique_ptr<QMenu> m_menu;
    qint64 m_newest = -1; // the order that was placed last
    QByteArray m_told; // of the message that stands
};

}
