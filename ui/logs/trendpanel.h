#pragma once
// How long answers took over the last hour, day, week or month: half, 95 and 99 in a hundred, of one endpoint or of all.
#include "app/reports/requesttrend.h"

#include <QWidget>

class QComboBox;
class QStackedLayout;
class QTableWidget;

namespace backroom {

class DepthChart;
class Desk;
class Memory;
class Panel;
class Segmented;

class TrendPanel final : public QWidget {
    Q_OBJECT
public:
    explicit TrendPanel(Desk &desk, QWidget *parent = nullptr);
    // Fetch again; what is pointed at stays pointed at.
    void refresh();
    // Empty: all endpoints.
    void setEndpoint(const QByteArray &method, const QByteArray &path);
    void keep(Memory &memory);
    DepthChart &chart() const { return *m_chart; }

Q_SIGNALS:
    // A slot of the chart was asked for: what came in over it.
    void opened(backroom::Millis from, backroom::Millis to);
    void endpointChosen(const QByteArray &method, const QByteArray &path);

private:
    struct Answer
    {
        QList<TrendSlot> slotsOfTime;
        QList<CalledEndpoint> endpoints;
    };
    TrendQuery query() const;
    void take(const Answer &answer);
    void showEndpoints(const QList<CalledEndpoint> &endpoints);
    void showTable(bool shown);
    Desk &m_desk;
    Panel *m_panel;
    Segmented *m_window;
    QComboBox *m_endpoint;
    QStackedLayout *m_stack;
    DepthChart *m_chart;
    QTableWidget *m_table;
    QList<TrendSlot> m_slots;
    QByteArray m_method, m_path;
    Millis m_step = 0;
    int m_asked = 0;
};

}
