#pragma once
// What the program itself has to say, newest first, and new lines as they are written.
#include "app/log/logreader.h"
#include "ui/models/listsource.h"
#include "ui/shell/desk.h"

#include <QWidget>

class QCheckBox;
class QStackedLayout;

namespace backroom {

class Memory;
class PagedModel;
class SearchField;
class Segmented;
class TableView;

class AppLogView final : public QWidget {
    Q_OBJECT
public:
    explicit AppLogView(Desk &desk, QWidget *parent = nullptr);
    void refresh();
    // When something was written, unless it does not follow.
    void look();
    QWidget *searchField() const;
    void showOnly(const QString &text);
    void keep(Memory &memory);
    TableView *table() const { return m_table; }

Q_SIGNALS:
    void counted(int lines);
    // The request that a line was said on behalf of.
    void requestWanted(const QString &requestId);

private:
    void take(const QList<LogLine> &lines);
    Desk &m_desk;
    QString m_folder;
    std::shared_ptr<ListSource<LogLine>> m_source;
    PagedModel *m_model;
    SearchField *m_search;
    Segmented *m_level;
    QCheckBox *m_follow;
    TableView *m_table;
    QStackedLayout *m_stack;
    QByteArray m_state; // of the file
    int m_asked = 0;
};

}
