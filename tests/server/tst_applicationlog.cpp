// The application log: one id ties an error's answer, the access log and the reason together; it rotates under load, goes
// on when the disk does not, and cannot be forged.
#include "app/log/applicationlog.h"
#include "app/log/inertline.h"
#include "app/log/logscope.h"
#include "tests/support/apifixture.h"
#include "tests/support/daemon.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;

namespace {
LogOptions optionsFor(const QTemporaryDir &folder)
{
    LogOptions options;
    options.folder = folder.filePath(u"logs"_s);
    return options;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Every line, each an object of its own; ends the test when one is not.
QList<QJsonObject> linesOf(const QByteArray &text)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        if (!document.isObject())
            qFatal("no object: %s", line.constData());
        lines << document.object();
    }
    return lines;
}

QStringList files(const QString &folder) { return QDir(folder).entryList(QDir::Files, QDir::Name); }

QStringList messagesOf(const QList<QJsonObject> &lines, const QString &requestId)
{
    QStringList messages;
    for (const QJsonObject &line : lines)
        if (line[u"request_id"_s].toString() == requestId)
            messages << line[u"message"_s].toString();
    return messages;
}

// No file of this process may grow past it meanwhile: a write gets as far as there is room, as on a full disk.
class NoRoom {
public:
    explicit NoRoom(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(NoRoom)

private:
    rlimit m_before{};
};
}

class TestApplicationLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesAndLevels();
    void oneIdTiesAll_data() { test::bothStores(); }
    void oneIdTiesAll();
    void slowRequestsAreLogged();
    void forgeriesAreInert_data();
    void forgeriesAreInert();
    void secretsStayOut_data();
    void secretsStayOut();
    void rotatesUnderLoad();
    void twoProgramsShareAFile();
    void fullDiskIsCounted();
    void placesThatAreNone();
    void floodIsDropped();
    void programWrites();
};

void TestApplicationLog::linesAndLevels()
{
    QTemporaryDir folder;
    const LogOptions options = optionsFor(folder);
    {
        ApplicationLog log(options);
        Actor actor;
        actor.kind = Actor::Kind::User;
        actor.user = UserId{7};
        actor.requestId = "abc";
        qDebug("nobody needs it");
        qInfo("one");
        {
            const LogScope scope(actor);
            qWarning("two");
        }
        qCritical("three");
        log.flush();
        QCOMPARE(linesOf(contentOf(options.folder + u"/backroom.log"_s)).size(), 3);
        qInfo("four"); // written as it ends
    }
    qInfo("nobody listens");
    const auto lines = linesOf(contentOf(options.folder + u"/backroom.log"_s));
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0][u"level"_s].toString(), u"info"_s);
    QCOMPARE(lines[0][u"message"_s].toString(), u"one"_s);
    QVERIFY(parseTime(lines[0][u"time"_s].toString()));
    QVERIFY(!lines[0].contains(u"request_id"_s));
    QCOMPARE(lines[1][u"level"_s].toString(), u"warning"_s);
    QCOMPARE(lines[1][u"request_id"_s].toString(), u"abc"_s);
    QCOMPARE(lines[1][u"actor"_s].toString(), u"user:7"_s);
    QVERIFY(!lines[1][u"thread"_s].toString().isEmpty());
    QCOMPARE(lines[2][u"level"_s].toString(), u"error"_s);
    QVERIFY(!lines[2].contains(u"actor"_s));
    struct stat there = {};
    QCOMPARE(::stat(QFile::encodeName(options.folder).constData(), &there), 0);
    QCOMPARE(there.st_mode & 0777, 0700U);
    QCOMPARE(::stat(QFile::encodeName(options.folder + u"/backroom.log"_s).constData(), &there), 0);
    QCOMPARE(there.st_mode & 0777, 0600U);
}

// A reading that fails on its worker, and a writing that fails on the writer's thread.
void TestApplicationLog::oneIdTiesAll()
{
    QFETCH(QString, store);
    QTemporaryDir folder;
    ApplicationLog log(optionsFor(folder));
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Owner));
    const QByteArray cart = client.post("/api/v1/carts").json()[u"id"_s].toString().toUtf8();
    api.write([](Transaction &tx) -> Result<> {
        tx.exec("ALTER TABLE variants RENAME TO variants_away");
        tx.exec("ALTER TABLE journal RENAME TO journal_away");
        return {};
    });
    const Answer read = client.get("/api/v1/admin/journal");
    QCOMPARE(read.status / 100, 5);
    const Answer write = client.post("/api/v1/carts/" + cart + "/lines", R"({"variant_id":"1","quantity":1})",
                                     {{"X-Request-Id", "mine-1"}});
    QCOMPARE(write.status / 100, 5);
    QCOMPARE(write.header("x-request-id"), "mine-1"_ba);
    api.server().flushLog();
    log.flush();
    const auto lines = linesOf(contentOf(folder.filePath(u"logs/backroom.log"_s)));
    for (const auto &[answer, reason] : {std::pair(read, u"journal"_s), std::pair(write, u"variants"_s)}) {
        const QString id = QString::fromUtf8(answer.header("x-request-id"));
        QCOMPARE(answer.json()[u"request_id"_s].toString(), id);
        const QStringList messages = messagesOf(lines, id);
        QVERIFY2(messages.size() >= 2, qPrintable(messages.join(u'\n')));
        QVERIFY2(messages.first().contains(reason), qPrintable(messages.join(u'\n'))); // what the database said
        QVERIFY2(messages.last().contains(u"answered %1"_s.arg(answer.status)), qPrintable(messages.join(u'\n')));
        QVERIFY(!QString::fromUtf8(answer.body).contains(u"no such table"_s)
                && !QString::fromUtf8(answer.body).contains(u"does not exist"_s));
        const auto row = api.database().read([&](Reader &reader) {
            return Result<qint64>(reader.number("SELECT status FROM requests WHERE request_id = ?", id).value_or(0));
        });
        QCOMPARE(*row, answer.status);
    }
}

void TestApplicationLog::slowRequestsAreLogged()
{
    QTemporaryDir folder;
    ApplicationLog log(optionsFor(folder));
    ApiFixture api(u"sqlite"_s);
    // The writer sleeps; whoever writes meanwhile waits for it.
    api.database().write(Actor::system(u"Test"_s),
                         [](Transaction &) -> Result<> {
                             std::this_thread::sleep_for(std::chrono::milliseconds(1200));
                             return {};
                         },
                         {});
    const Answer answer = api.client().post("/api/v1/carts");
    QCOMPARE(answer.status, 201);
    log.flush();
    const QStringList messages = messagesOf(linesOf(contentOf(folder.filePath(u"logs/backroom.log"_s))),
                                            QString::fromUtf8(answer.header("x-request-id")));
    QCOMPARE(messages.size(), 1);
    QVERIFY2(messages[0].startsWith(u"POST /api/v1/carts took "_s), qPrintable(messages[0]));
}

void TestApplicationLog::forgeriesAreInert_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("line end") << u"a\n{\"level\":\"error\",\"message\":\"forged\"}"_s;
    QTest::newRow("carriage return") << u"a\r2026-11-20T09:15:30.000Z error: forged"_s;
    QTest::newRow("escape") << u"a\u001b[2J\u001b[1;31mred"_s;
    QTest::newRow("C1") << u"a\u009b31mred"_s;
    QTest::newRow("separators") << u"a\u2028b\u2029c\u0085d"_s;
    QTest::newRow("other direction") << u"a\u202egnp.exe\u2066x"_s;
    QTest::newRow("nul") << QString(u"a"_s + QChar(0) + u"b"_s);
    QTest::newRow("half a character") << QString(u"a"_s + QChar(0xd800) + u"b"_s);
    QTest::newRow("quotes") << u"a\",\"actor\":\"user:1\",\"x\":\"\\"_s;
    QTest::newRow("long") << QString(u"ä"_s).repeated(100'000);
}

void TestApplicationLog::forgeriesAreInert()
{
    QFETCH(QString, message);
    QTemporaryDir folder;
    {
        ApplicationLog log(optionsFor(folder));
        qWarning("%s", qPrintable(message));
        log.add(LogLevel::Warning, message);
    }
    const QByteArray text = contentOf(folder.filePath(u"logs/backroom.log"_s));
    const auto lines = linesOf(text);
    QCOMPARE(lines.size(), 2);
    for (const char c : QByteArrayList(text.split('\n')).join())
        QVERIFY(uchar(c) >= 0x20 && c != 0x7f);
    for (const QJsonObject &line : lines) {
        QCOMPARE(line[u"level"_s].toString(), u"warning"_s);
        QVERIFY(!line.contains(u"actor"_s));
        for (const QChar c : line[u"message"_s].toString())
            QVERIFY(c.isPrint() || c.isSurrogate());
        QVERIFY(line[u"message"_s].toString().size() <= 4000);
    }
}

void TestApplicationLog::secretsStayOut_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("secret");
    const QString token = u"Ab1"_s.repeated(14) + u'x';
    QTest::newRow("bearer") << u"Authorization: Bearer abc.def"_s << u"abc.def"_s;
    QTest::newRow("API key") << u"who sent bk_live_12345678_secretsecret?"_s << u"12345678_secretsecret"_s;
    QTest::newRow("token") << u"session "_s + token + u" is over"_s << token;
    QTest::newRow("query") << u"GET /orders/1?token=hunter2&x=1"_s << u"hunter2"_s;
    QTest::newRow("JSON") << u"{\"password\": \"correct horse\"}"_s << u"correct horse"_s;
    QTest::newRow("connection") << u"could not connect: host=db password='a b' user=x"_s << u"a b"_s;
    QTest::newRow("URL") << u"postgresql://shop:hunter2@db/shop"_s << u"hunter2"_s;
}

void TestApplicationLog::secretsStayOut()
{
    QFETCH(QString, message);
    QFETCH(QString, secret);
    QVERIFY(message.contains(secret));
    const QString inert = QString::fromUtf8(inertLine(message));
    QVERIFY2(!inert.contains(secret), qPrintable(inert));
    QCOMPARE(QString::fromUtf8(inertLine(u"the token has expired; 3 tokens are left"_s)),
             u"the token has expired; 3 tokens are left"_s);
}

// Every line is somewhere, whole, once and in order, in no more files than there may be.
void TestApplicationLog::rotatesUnderLoad()
{
    QTemporaryDir folder;
    LogOptions options = optionsFor(folder);
    options.fileBytes = 200'000;
    options.files = 5;
    options.mostWaiting = 100'000;
    constexpr int Threads = 4, Each = 1'800; // some 95 bytes a line: more than two files, less than five
    {
        ApplicationLog log(options);
        std::vector<std::thread> threads;
        for (int t = 0; t < Threads; ++t)
            threads.emplace_back([t] {
                for (int i = 0; i < Each; ++i)
                    qInfo("%d %d", t, i);
            });
        for (std::thread &thread : threads)
            thread.join();
        log.flush();
        QCOMPARE(log.dropped(), 0);
        QCOMPARE(log.unwritten(), 0);
    }
    const QStringList names = files(options.folder);
    QVERIFY2(names.size() >= 3 && names.size() <= 5, qPrintable(names.join(u' ')));
    QMap<int, int> next;
    for (auto name = names.crbegin(); name != names.crend(); ++name) { // .4, .3, …, the newest
        const QByteArray text = contentOf(QDir(options.folder).filePath(*name));
        QVERIFY(text.size() <= options.fileBytes);
        for (const QJsonObject &line : linesOf(text)) {
            const QStringList said = line[u"message"_s].toString().split(u' ');
            QCOMPARE(said[1].toInt(), next[said[0].toInt()]++);
        }
    }
    for (int t = 0; t < Threads; ++t)
        QCOMPARE(next[t], Each);
    // And no more than five however much comes.
    ApplicationLog log(options);
    for (int i = 0; i < 20'000; ++i)
        qInfo("more %d", i);
    log.flush();
    QCOMPARE(files(options.folder).size(), 5);
}

void TestApplicationLog::twoProgramsShareAFile()
{
    QTemporaryDir folder;
    const QString logs = folder.filePath(u"logs"_s);
    RotatingFile one(logs, u"backroom.log"_s, 10'000, 50), other(logs, u"backroom.log"_s, 10'000, 50);
    std::thread second([&other] {
        for (int i = 0; i < 2'000; ++i)
            QVERIFY(other.append("{\"by\":\"other\",\"padding\":\"0123456789012345678901234567890\"}\n"));
    });
    for (int i = 0; i < 2'000; ++i)
        QVERIFY(one.append("{\"by\":\"one\",\"padding\":\"0123456789012345678901234567890123\"}\n"));
    second.join();
    QHash<QString, int> seen;
    for (const QString &name : files(logs))
        for (const QJsonObject &line : linesOf(contentOf(QDir(logs).filePath(name))))
            ++seen[line[u"by"_s].toString()];
    QCOMPARE(seen[u"one"_s], 2'000);
    QCOMPARE(seen[u"other"_s], 2'000);
    QVERIFY(files(logs).size() > 10);
}

void TestApplicationLog::fullDiskIsCounted()
{
    QTemporaryDir folder;
    ApplicationLog log(optionsFor(folder));
    qInfo("before");
    log.flush();
    {
        const NoRoom full(150);
        qInfo("while there is no room");
        log.flush();
        qInfo("nor here");
        log.flush();
        QCOMPARE(log.unwritten(), 2);
    }
    qInfo("after");
    log.flush();
    QCOMPARE(log.unwritten(), 2);
    const QByteArray text = contentOf(folder.filePath(u"logs/backroom.log"_s));
    // The torn line has an end, so that what follows is whole.
    QCOMPARE(linesOf(text.left(text.indexOf('\n') + 1)).first()[u"message"_s].toString(), u"before"_s);
    QCOMPARE(linesOf(text.mid(text.chopped(1).lastIndexOf('\n') + 1)).first()[u"message"_s].toString(), u"after"_s);
}

void TestApplicationLog::placesThatAreNone()
{
    QTemporaryDir folder;
    const QString nowhere = folder.filePath(u"no/shop/logs"_s);
    const QString file = folder.filePath(u"file"_s);
    QFile made(file);
    QVERIFY(made.open(QIODevice::WriteOnly));
    const QString link = folder.filePath(u"linked"_s);
    QVERIFY(QDir().mkdir(link));
    QVERIFY(QFile::link(file, link + u"/backroom.log"_s)); // somebody else's idea of where to write
    for (const QString &place : {nowhere, file, link}) {
        LogOptions options;
        options.folder = place;
        ApplicationLog log(options);
        qInfo("something");
        log.flush();
        QCOMPARE(log.unwritten(), 1);
    }
    QVERIFY(!QFileInfo::exists(folder.filePath(u"no"_s)));
    QCOMPARE(QFileInfo(file).size(), 0);
}

void TestApplicationLog::floodIsDropped()
{
    QTemporaryDir folder;
    LogOptions options = optionsFor(folder);
    options.mostWaiting = 100;
    qint64 dropped = 0;
    constexpr int Said = 50'000;
    {
        ApplicationLog log(options);
        for (int i = 0; i < Said; ++i)
            qInfo("flood");
        log.flush();
        qInfo("after");
        log.flush();
        dropped = log.dropped();
        QCOMPARE(logLinesLost(), dropped);
    }
    const auto lines = linesOf(contentOf(options.folder + u"/backroom.log"_s));
    qint64 told = 0, floods = 0;
    for (const QJsonObject &line : lines) {
        const QString message = line[u"message"_s].toString();
        floods += message == u"flood"_s ? 1 : 0;
        if (message.contains(u"were left out"_s))
            told += message.section(u' ', 0, 0).toLongLong();
    }
    QCOMPARE(floods + dropped, Said);
    QCOMPARE(told, dropped);
    QVERIFY(dropped > 0);
}

void TestApplicationLog::programWrites()
{
    QTemporaryDir folder;
    test::makeShop(folder.path());
    {
        test::Serving serving(folder.path(), {u"--log-level"_s, u"info"_s});
        QCOMPARE(serving.stop(), 0);
        const QByteArray said = serving.err();
        QVERIFY2(said.contains(" info: backroomd " BACKROOM_VERSION " listens on http://127.0.0.1:"), said.constData());
    }
    const auto lines = linesOf(contentOf(folder.filePath(u"logs/backroom.log"_s)));
    QVERIFY(lines.size() >= 2);
    QCOMPARE(lines.last()[u"message"_s].toString(), u"backroomd ends"_s);
    const test::Ran wrong = test::backroomd({u"serve"_s, u"--data"_s, folder.path(), u"--log-level"_s, u"loud"_s});
    QCOMPARE(wrong.status, 2);
    QVERIFY(wrong.err.contains("--log-level"));
    QVERIFY(test::backroomd({u"serve"_s, u"--help"_s}).out.contains("--log-level LEVEL"));
}

QTEST_GUILESS_MAIN(TestApplicationLog)
#include "tst_applicationlog.moc"
