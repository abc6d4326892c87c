#pragma once
// How far something has come, on standard error: one line that changes on a terminal, a line now and then elsewhere.
#include <QElapsedTimer>
#include <QString>

namespace backroom {

class Progress {
public:
    // `unit` as in "12,000 of 209,029 lines".
    explicit Progress(bool shown, const QString &unit = {});
    // Ends the line.
    ~Progress();
    Q_DISABLE_COPY_MOVE(Progress)
    // `total` is 0 while it is not known.
    void at(qint64 done, qint64 total);
    // Of a whole whose parts are nothing to count: 0 to 1.
    void at(double share);

private:
    bool isTime(bool finished);
    void show(const QString &text);
    const bool m_shown;
    const bool m_terminal;
    const QString m_unit;
    QElapsedTimer m_started;
    QElapsedTimer m_last;
    bool m_open = false; // a line stands on the terminal
};

}
