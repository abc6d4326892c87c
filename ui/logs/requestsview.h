#pragma once
// The request log: what shop sites and apps asked of the server and what they got, newest first and as it comes in, with
// how long answers took above it.
#include "app/reports/requestlog.h"
#include "ui/shell/servicesource.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedLayout;

namespace backroom {

class Badge;
class Chip;
class FlowRow;
class Memory;
class PagedModel;
class SearchField;
class Segmented;
class TableView;
class TrendPanel;

class RequestsView final : public QWidget {
    Q_OBJECT
public:
    explicit RequestsView(Desk &desk, QWidget *parent = nullptr);

    void refresh();
    // The list, when something new came in; not while it is paused.
    void look();
    QWidget *searchField() const;
    TableView *table() const { return m_table; }
    // What fits is listed, with a chip for each condition that is no choice of the bar.
    void showOnly(const RequestQuery &query);
    const RequestQuery &query() const { return m_source->query; }
    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);
    void keep(Memory &memory);
    QAction *pauseAction() const { return m_pause; }

Q_SIGNALS:
    // The number that is listed.
    void counted(int count);
    void failed(const QString &sentence);
    // What the program said while it answered this request.
    void logWanted(const QString &requestId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Source = ServiceSource<RequestQuery, RequestId, RequestRow>;
    enum class By { Method, Endpoint, Actor, Address, Time };
    void makeBar(QLayout &into);
    void makeEmptyStates();
    void filter();
    void showChips();
    void fitBar();
    void addChip(const QString &name, const QString &value, By by);
    void drop(By by);
    void showState();
    void showMenu(const QPoint &at);
    void openRow(qint64 id);

    Desk &m_desk;
    std::shared_ptr<Source> m_source;
    PagedModel *m_model = nullptr;
    TrendPanel *m_trend;
    QSplitter *m_splitter;
    SearchField *m_search = nullptr;
    Segmented *m_kind = nullptr;
    QWidget *m_barBox = nullptr;
    FlowRow *m_bar = nullptr;
    QList<Chip *> m_chips; // in the bar, behind which requests are shown
    Badge *m_live = nullptr;
    QAction *m_pause;
    TableView *m_table = nullptr;
    QStackedLayout *m_stack = nullptr;
    QWidget *m_none = nullptr, *m_nothingFound = nullptr;
    qint64 m_newest = 0;
    bool m_paused = false;
};

}
