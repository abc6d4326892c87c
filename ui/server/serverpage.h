#pragma once
// The server panel: whether the shop answers its customers, where, and how much it has to do.
#include "app/apihost.h"
#include "ui/shell/page.h"

#include <QTimer>

class QLabel;
class QPushButton;

namespace backroom {

class Badge;
class Desk;
class MainWindow;

class ServerPage final : public ConsolePage {
    Q_OBJECT
public:
    ServerPage(Desk &desk, ApiHost &host, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeStatePanel();
    QWidget *makeFiguresPanel();
    QWidget *makeReachPanel();
    void toggle();
    void show();

    Desk &m_desk;
    ApiHost &m_host;
    QAction *m_toggle = nullptr;
    QAction *m_copy = nullptr;
    Badge *m_state = nullptr;
    QLabel *m_address = nullptr;
    QLabel *m_fault = nullptr;
    QLabel *m_reference = nullptr;
    QList<QLabel *> m_figures; // requests, faults, connections, uptime
    QTimer m_tick;
};

// Adds the page to the window.
void addServerPages(MainWindow &window, Desk &desk, ApiHost &host);

}
