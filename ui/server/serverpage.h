#pragma once
// The server panel: whether the shop answers its customers and where, live figures of how it does, its limits.
#include "app/apihost.h"
#include "ui/shell/page.h"

#include <QTimer>

class QGridLayout;
class QLabel;

namespace backroom {

class Badge;
class Desk;
class EndpointList;
class HealthFacts;
class KpiTile;
class LimitsPanel;
class LoadCharts;
class MainWindow;

class ServerPage final : public ConsolePage {
    Q_OBJECT
public:
    ServerPage(Desk &desk, ApiHost &host, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;

Q_SIGNALS:
    // Somebody wants to see what is behind a figure: the key of a page.
    void wanted(const QString &page);

protected:
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBoard();
    QWidget *makeStatePanel();
    QWidget *makeLive();
    QWidget *makeReachPanel();
    void arrange();
    void toggle();
    void show();
    void showState(const HostFigures &figures);
    void showTiles(const HostFigures &figures);

    Desk &m_desk;
    ApiHost &m_host;
    QAction *m_toggle = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_test = nullptr;
    Badge *m_state = nullptr;
    QLabel *m_address = nullptr;
    QLabel *m_facts = nullptr; // running for, workers, whether encrypted
    QLabel *m_fault = nullptr;
    QLabel *m_reference = nullptr;
    QList<QWidget *> m_figures; // live, nobody has asked yet, off: one of them is shown
    QGridLayout *m_live = nullptr;
    QList<KpiTile *> m_tiles;
    LoadCharts *m_charts = nullptr;
    EndpointList *m_endpoints = nullptr;
    HealthFacts *m_health = nullptr;
    LimitsPanel *m_limits = nullptr;
    bool m_limitsShown = false; // of the server as it runs now
    enum class Arrangement { None, Single, Narrow, Beneath, Beside };
    Arrangement m_arrangement = Arrangement::None; // of endpoints and health
    qsizetype m_endpointRows = 0;
    QTimer m_tick;
};

// Adds the page to the window.
void addServerPages(MainWindow &window, Desk &desk, ApiHost &host);

}
