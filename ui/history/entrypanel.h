#pragma once
// One journal entry in full, beside the list: who, when and from where, field by field before and after, and whether it
// can be taken back, with the reason where it cannot.
#include "app/journal/journal.h"
#include "ui/history/valuewords.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace backroom {

class Desk;
class Panel;

class EntryPanel final : public QWidget {
    Q_OBJECT
public:
    explicit EntryPanel(Desk &desk, QWidget *parent = nullptr);

    // Fetches the entry, once nothing else is asked for in the same moment.
    void open(qint64 seq);
    void clear();
    qint64 seq() const { return m_wanted; }
    std::optional<qint64> undoneBy() const { return m_row.undoneBy; }

Q_SIGNALS:
    void undoAsked(qint64 seq);

private:
    void fetch();
    void show(const JournalRow &row);
    void showChanges();
    void ask(); // whether it can be taken back

    Desk &m_desk;
    JournalRow m_row;
    historywords::Names m_categories;
    qint64 m_wanted = 0;
    QTimer m_rest; // who walks through the list asks for none of what they pass
    QLabel *m_headline, *m_facts, *m_reason;
    QGridLayout *m_changes;
    QWidget *m_changesBox;
    QPushButton *m_undo;
};

}
