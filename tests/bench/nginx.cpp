#include "tests/bench/nginx.h"

#include "tests/bench/reference.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
// Asks once for each path and keeps the answers.
class Fetcher final : public Visitor {
public:
    Fetcher(const QByteArrayList &paths, QByteArrayList &answers) : m_paths(paths), m_answers(answers) {}
    std::string_view next() override
    {
        if (m_answers.size() == m_paths.size())
            return {};
        m_request = request("GET", m_paths[m_answers.size()].toStdString());
        return m_request;
    }
    Verdict answered(int status, std::string_view body) override
    {
        m_answers << QByteArray(body.data(), qsizetype(body.size()));
        return status == 200 ? Verdict::Done : Verdict::Failed;
    }

private:
    const QByteArrayList &m_paths;
    QByteArrayList &m_answers;
    std::string m_request;
};

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost));
    return server.serverPort();
}
}

std::unique_ptr<Nginx> Nginx::serving(const Program &server, const QByteArrayList &paths)
{
    const QString file = QStandardPaths::findExecutable(u"nginx"_s,
                                                        qEnvironmentVariable("PATH").split(u':')
                                                            << u"/usr/sbin"_s << u"/usr/local/sbin"_s);
    if (file.isEmpty())
        return nullptr;
    auto nginx = std::make_unique<Nginx>();
    QByteArrayList answers;
    const Outcome outcome =
        run({1, 0, 0}, server.port(), [&](int) { return std::make_unique<Fetcher>(paths, answers); });
    if (outcome.failures > 0)
        qFatal("no answer to keep: %s", outcome.failure.c_str());
    for (const QByteArray &answer : answers) {
        nginx->m_paths << "/" + QByteArray::number(nginx->m_paths.size()) + ".json";
        put(nginx->m_folder.filePath(QString::fromLatin1(nginx->m_paths.last().mid(1))), answer);
    }
    const QByteArray folder = nginx->m_folder.path().toUtf8();
    const int port = freePort();
    QByteArray config = "daemon off;\nmaster_process off;\nworker_processes 1;\npid " + folder + "/pid;\nerror_log "
        + folder + "/error.log;\nevents { worker_connections 8192; }\nhttp {\naccess_log off;\nsendfile on;\n"
        + "tcp_nopush on;\nkeepalive_requests 1000000000;\ntypes { application/json json; }\n";
    for (const char *what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        config += QByteArray(what) + "_temp_path " + folder + '/' + what + ";\n";
    config += "server { listen 127.0.0.1:" + QByteArray::number(port) + "; root " + folder + "; }\n}\n";
    const QString configFile = nginx->m_folder.filePath(u"nginx.conf"_s);
    put(configFile, config);
    nginx->m_program =
        std::make_unique<Program>(file, QStringList{u"-p"_s, nginx->m_folder.path(), u"-c"_s, configFile}, port);
    return nginx;
}

}
