#pragma once
// One console for a shop: a second start shows the window of the first instead of complaining.
#include <QObject>

class QLocalServer;

namespace backroom {

class OneWindow final : public QObject {
    Q_OBJECT
public:
    // `shop` names what is opened: the data folder and the store.
    explicit OneWindow(const QString &shop, QObject *parent = nullptr);

    // Asks a console that has this shop open to show itself; false when there is none. Waits a second at most.
    bool raiseOther() const;
    // From here on this console is the one that is asked.
    void listen();

Q_SIGNALS:
    void asked();

private:
    QString m_name;
    QLocalServer *m_server = nullptr;
};

}
