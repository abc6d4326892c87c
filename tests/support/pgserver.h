#pragma once
// PostgreSQL for tests: a private server from the distribution's programs, gone with the tests. Nothing is skipped where
// it cannot be had; the test's program ends and says what to install.
#include <QString>
#include <QTemporaryDir>

namespace backroom::test {

// A new, empty database on the run's server, owned by an ordinary role: "postgresql://backroom@127.0.0.1:PORT/NAME".
// Its password is in PGPASSWORD from the first call on, for this process and its children. Any thread, after the first
// call. Under CTest all tests share one server; a test run by hand starts its own, which takes a second or two.
QString freshPostgresUrl();
// Drops what freshPostgresUrl() made, and whoever is still connected. Nothing happens when it is already gone.
void dropPostgres(const QString &url);
// Runs statements on a connection of their own; ends the program when they fail.
void executePostgres(const QString &url, const QString &sql);

// A server of one's own, for tests that end it or need its promises. Ends with the object.
class PgServer {
public:
    enum class Disk {
        Trusting, // fsync off: fast
        Durable // as owners run it
    };
    explicit PgServer(Disk disk = Disk::Trusting);
    ~PgServer();
    Q_DISABLE_COPY_MOVE(PgServer)

    // As freshPostgresUrl(), on this server; sets PGPASSWORD to this server's.
    QString freshUrl();
    // Runs statements as the server's administrator; ends the program when they fail.
    void executeAsAdmin(const QString &sql);
    // Ends it as a power cut does. resume() starts it again at the same address.
    void crash();
    void resume();
    // Between the two: keeps a copy of its data, and later, as a disk does that lied, has that copy instead of them.
    void keep();
    void forget();
    // It takes connections and answers nothing, as a machine does that hangs; thaw() it before it ends.
    void freeze();
    void thaw();

private:
    QTemporaryDir m_folder;
    QString m_file;
};

}
