#pragma once
// The windows of past shops that are open: each in a folder of its own, all of them gone before the shop is.
#include "ui/backups/pastopener.h"
#include "ui/models/taskpool.h"

#include <QPointer>

namespace backroom {

class Desk;
class MainWindow;
class PastWindow;

class PastWindows final : public QObject {
    Q_OBJECT
public:
    // Both outlive it.
    PastWindows(MainWindow &window, Desk &desk, QObject *parent = nullptr);
    ~PastWindows() override;

    void open(const PastAsk &ask);

private:
    MainWindow &m_window;
    Desk &m_desk;
    TaskPool m_opening{1}; // lists of the shop do not wait while one is put together
    QList<QPointer<PastWindow>> m_open;
    int m_last = 0;
};

}
