#pragma once
// The real backroomd as a process of its own: run to its end, or serving.
#include <QHash>
#include <QProcess>
#include <QStringList>

namespace backroom::test {

struct Ran
{
    int status = -1; // -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
};

// Runs backroomd to its end.
Ran backroomd(const QStringList &arguments, const QByteArray &input = {});
// The same as somebody who may not do everything: root passes every file permission. `folder` is made theirs.
Ran backroomdAsNobody(const QStringList &arguments, const QString &folder);

// A British shop in pounds in that folder; ends the test's program when it cannot be made. Owner: owner@example.com.
void makeShop(const QString &folder, const QString &store = {});
inline constexpr char OwnerPassword[] = "correct horse battery staple";

// backroomd serve on a free port, ready. Killed with the object.
class Serving {
public:
    // `environment` is added to this process's: "NAME=value".
    explicit Serving(const QString &folder, const QStringList &more = {}, const QStringList &environment = {});
    ~Serving();
    Q_DISABLE_COPY_MOVE(Serving)
    quint16 port() const { return m_port; }
    qint64 processId() const { return m_process.processId(); }
    // Everything that it said on standard output, and on standard error.
    const QByteArray &out() const { return m_out; }
    QByteArray err() { return m_process.readAllStandardError(); }
    // SIGTERM, and its exit status.
    int stop();
    // SIGKILL.
    void kill();

private:
    QProcess m_process;
    QByteArray m_out;
    quint16 m_port = 0;
};

}
