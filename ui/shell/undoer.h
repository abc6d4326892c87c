#pragma once
// Ctrl+Z and Ctrl+Shift+Z over everything that this console changes, and the way back in the bar at the foot: by the
// journal, so that what was done before is taken back the same way, however it was done.
#include "app/journal/journal.h"

#include <QAction>
#include <QObject>

namespace backroom {

class Desk;
class MainWindow;

class Undoer final : public QObject {
    Q_OBJECT
public:
    // All outlive it. The actions are the menu's.
    Undoer(MainWindow &window, Desk &desk, QAction *undo, QAction *redo);

    // Takes one entry back, with all that belongs to it (an import's batches), and says so or why not.
    void take(qint64 seq);
    bool isRunning() const { return m_running; }

private:
    void begin();
    void tell(const QString &text, QAction *also = nullptr);
    void undoLatest();
    void redoLatest();
    struct Outcome
    {
        int done = 0; // entries
        int left = 0; // things that were changed again since, and stay
        QString fault; // of an entry that could not be taken back
    };
    void run(const QList<qint64> &seqs, const JournalRow &row);
    void finished(const JournalRow &row, const Result<Outcome> &outcome);

    MainWindow &m_window;
    Desk &m_desk;
    QAction *m_undo, *m_redo;
    QAction m_offer; // in the bar: takes back what it tells of
    qint64 m_offered = 0;
    qint64 m_since = 0; // what was done before this console began is undone from the history
    bool m_running = false;
};

}
