#pragma once
// Refused and failed requests of the last 30 days, those alike together: how often, since when, until when, an example.
#include "app/reports/requesttrend.h"
#include "ui/models/listsource.h"
#include "ui/shell/desk.h"

#include <QWidget>

class QStackedLayout;

namespace backroom {

class Memory;
class PagedModel;
class TableView;

class FaultsView final : public QWidget {
    Q_OBJECT
public:
    explicit FaultsView(Desk &desk, QWidget *parent = nullptr);
    void refresh();
    void keep(Memory &memory);
    TableView *table() const { return m_table; }

Q_SIGNALS:
    void opened(const backroom::FaultGroup &group);
    void counted(int groups);

private:
    void take(const QList<FaultGroup> &groups);
    Desk &m_desk;
    std::shared_ptr<ListSource<FaultGroup>> m_source;
    PagedModel *m_model;
    TableView *m_table;
    QStackedLayout *m_stack;
};

}
