#pragma once
// SIGHUP as a signal of Qt: to a service the wish to read anew, from a terminal the end of it.
#include <QSocketNotifier>

namespace backroom {

// One at a time in a process, made on the main thread before others are started, which inherit that it is kept for here.
class Hangup final : public QObject {
    Q_OBJECT
public:
    Hangup();
    ~Hangup() override;

Q_SIGNALS:
    void came();

private:
    const int m_descriptor;
    QSocketNotifier m_notifier;
};

}
