#pragma once
// One of PostgreSQL's programs at work. It ends with this object, and with the program should that be killed.
#include "app/base/result.h"

#include <QProcess>
#include <functional>
#include <optional>

namespace backroom {

// Whom a PostgreSQL server runs as when this program runs as root, as it refuses to be root: "postgres", else "nobody".
struct PgAccount
{
    uint user = 0;
    uint group = 0;
    // Nothing when this program is not root, and the server runs as who it is.
    static std::optional<PgAccount> forServer();
};

class PgProcess {
public:
    PgProcess() = default;
    ~PgProcess() { end(); }
    Q_DISABLE_COPY_MOVE(PgProcess)

    // Of the thread that is to wait for it. Unavailable when it does not start.
    Result<> start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
                   const std::optional<PgAccount> &account = {}, const QString &folder = {});
    // Waits so long for its end; whether it still runs.
    bool isRunning(int waitMillis = 0);
    // Whether it ended by itself and well.
    bool isDone();
    // The end of what it said.
    const QByteArray &said();
    // SIGINT, and SIGKILL when it does not end.
    void end();
    qint64 processId() const { return m_process.processId(); }

    // Until its end: Conflict when goOn, asked several times a second, says false; Unavailable, with what it said, when
    // it failed.
    static Result<> run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
                        const std::function<bool()> &goOn);

private:
    QProcess m_process;
    QByteArray m_said;
};

}
