#pragma once
// Whether the books balance, looked at now and then and when somebody asks: on a thread of its own, as every order is
// read.
#include "app/reports/bookcheck.h"
#include "ui/shell/desk.h"

#include <QTimer>

namespace backroom {

class BooksWatch final : public QObject {
    Q_OBJECT
public:
    explicit BooksWatch(Desk &desk, QObject *parent = nullptr);

    // The last check; nothing before the first one ended.
    const std::optional<BookCheck> &last() const { return m_last; }
    bool isChecking() const { return m_checking; }
    // Why the last check could not be made; empty when it was.
    const QString &fault() const { return m_fault; }
    // Begins one, unless one is under way.
    void check();

Q_SIGNALS:
    void changed();

private:
    void take(const Result<BookCheck> &result);
    Desk &m_desk;
    TaskPool m_pool{1}; // the windows' own few threads are for what somebody waits for
    std::optional<BookCheck> m_last;
    QString m_fault;
    bool m_checking = false;
    QTimer m_again;
};

}
