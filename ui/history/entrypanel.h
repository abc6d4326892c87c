#pragma once
// One journal entry in full, beside the list: who, when and from where, field by field before and after, and whether it
// can be taken back, with the reason where it cannot.
#include "app/journal/journal.h"

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

    void show(const JournalRow &row);
    void clear();
    qint64 seq() const { return m_row.seq; }

Q_SIGNALS:
    void undoAsked(qint64 seq);

private:
    void showChanges();
    void ask(); // whether it can be taken back

    Desk &m_desk;
    JournalRow m_row;
    QLabel *m_headline, *m_facts, *m_reason;
    QGridLayout *m_changes;
    QWidget *m_changesBox;
    QPushButton *m_undo;
};

}
