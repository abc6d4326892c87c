#pragma once
// Everything that was changed in the shop, by whom and from where, with what was before and after, and the way back.
#include "app/journal/journal.h"
#include "ui/models/rowsource.h"
#include "ui/shell/page.h"

#include <QTimer>

class QSplitter;
class QStackedWidget;

namespace backroom {

class Chip;
class Desk;
class EntryPanel;
class MainWindow;
class PagedModel;
class PageHead;
class SearchField;
class Segmented;
class TableView;

class HistoryPage final : public ConsolePage {
    Q_OBJECT
public:
    // Both outlive the page.
    HistoryPage(MainWindow &window, Desk &desk);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;

    // Only what happened to one thing, named by `says`, until the chip is taken away.
    void showOnly(const QByteArray &entity, const QByteArray &entityId, const QString &says);

Q_SIGNALS:
    void undoAsked(qint64 seq);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Source;
    QWidget *makeList();
    void arrange();
    void choose(int kind);
    void showState();
    void showEntry();

    Desk &m_desk;
    std::shared_ptr<Source> m_source;
    PagedModel *m_model;
    PageHead *m_head = nullptr;
    SearchField *m_search = nullptr;
    Segmented *m_kind = nullptr;
    Chip *m_only = nullptr;
    QStackedWidget *m_lists = nullptr;
    TableView *m_table = nullptr;
    QWidget *m_none = nullptr, *m_nothingFound = nullptr;
    EntryPanel *m_entry = nullptr;
    QSplitter *m_splitter = nullptr;
    bool m_isSinceAway = false; // by us, for want of room
    QTimer m_soon; // many changes at once are one look
};

void addHistoryPages(MainWindow &window, Desk &desk);

}
