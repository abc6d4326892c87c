#pragma once
// Logs: requests as they come in, what was refused or failed, and what the program itself has to say.
#include "ui/shell/page.h"

#include <QTimer>

class QStackedWidget;

namespace backroom {

class AppLogView;
class Desk;
class FaultsView;
class MainWindow;
class Memory;
class PageHead;
class RequestsView;
class Segmented;

class LogsPage final : public ConsolePage {
    Q_OBJECT
public:
    explicit LogsPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    bool goBack() override;
    void keep(Memory &memory);
    RequestsView &requests() const { return *m_requests; }

protected:
    void hideEvent(QHideEvent *event) override;

private:
    enum Tab { Requests, Faults, Program };
    void show(int tab);
    void look();

    Segmented *m_tabs;
    PageHead *m_head;
    QStackedWidget *m_pages;
    RequestsView *m_requests;
    FaultsView *m_faults;
    AppLogView *m_program;
    QTimer m_tick;
    int m_from = -1; // the tab that led to this one
};

void addLogPages(MainWindow &window, Desk &desk);

}
