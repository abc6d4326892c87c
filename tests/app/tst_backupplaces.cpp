// Places: what is carried there is there whole or not at all, and what is not what it was is told. A folder, and what
// rclone reaches, by the same tests.
#include "app/backups/backuplist.h"
#include "app/backups/places.h"
#include "app/backups/rcloneplace.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray someBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 251);
    return bytes;
}

// Files of this process grow no further while it lives, as on a disk that is full.
class FullDisk {
public:
    explicit FullDisk(rlim_t most)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit now{most, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before = {};
};

constexpr char Store[] = "0123456789abcdef";
}

class TestBackupPlaces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("rclone");
        QTest::newRow("folder") << false;
        QTest::newRow("rclone") << true;
    }

    void init()
    {
        QFETCH_GLOBAL(bool, rclone);
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(u"place"_s));
        m_there = m_folder->filePath(u"place"_s);
        const QString program = RclonePlace::find();
        QVERIFY2(!rclone || !program.isEmpty(), "rclone is not installed; ./dev test installs it");
        const BackupPlace place = rclone ? BackupPlace{1, u"Box"_s, BackupPlace::Kind::Rclone, ":local:"_L1 % m_there}
                                         : BackupPlace{1, u"Stick"_s, BackupPlace::Kind::Folder, m_there};
        m_place = openPlace(place, program);
        m_file = m_folder->filePath(u"a.backroom"_s);
        m_bytes = someBytes(3'000'001);
        write(m_file, m_bytes);
    }

    void carriesWholeFiles()
    {
        QVERIFY(m_place->look(Store, false));
        QList<qint64> told;
        const auto put = m_place->put(m_file, u"a.backroom"_s, [&told](qint64 bytes) {
            told << bytes;
            return true;
        });
        QVERIFY2(put, put ? "" : qPrintable(put.error().message));
        QCOMPARE(read(m_there + "/a.backroom"_L1), m_bytes);
        QCOMPARE(*put, *hashFile(m_file));
        QVERIFY(told.contains(2 * m_bytes.size())); // there, and read back
        QCOMPARE(*m_place->hash(u"a.backroom"_s, {}), *put);
        QVERIFY(m_place->put(m_file, u"images/0f"_s, {}));
        const auto look = m_place->look(Store, true);
        QVERIFY2(look, look ? "" : qPrintable(look.error().message));
        QCOMPARE(look->files.value(u"a.backroom"_s), qint64(m_bytes.size()));
        QCOMPARE(look->files.value(u"images/0f"_s), qint64(m_bytes.size()));
        QVERIFY(look->freeBytes > 0);

        const QString back = m_folder->filePath(u"back"_s);
        QCOMPARE(*m_place->fetch(u"a.backroom"_s, back, {}), *put);
        QCOMPARE(read(back), m_bytes);
        QVERIFY(m_place->remove(u"a.backroom"_s));
        QVERIFY(m_place->remove(u"a.backroom"_s)); // and once more
        QCOMPARE(QDir(m_there).entryList(QDir::Files), QStringList());
        QCOMPARE(m_place->fetch(u"a.backroom"_s, back, {}).error().code, ErrorCode::NotFound);
    }

    void replacesWhatWasThere()
    {
        write(m_there + "/a.backroom"_L1, "half of it");
        write(m_there + "/a.backroom.part"_L1, "left by a program that was ended");
        QVERIFY(m_place->put(m_file, u"a.backroom"_s, {}));
        QCOMPARE(read(m_there + "/a.backroom"_L1), m_bytes);
        QVERIFY(!QFile::exists(m_there + "/a.backroom.part"_L1));
    }

    // Wherever it is stopped, nothing lies there that was not there before.
    void leavesNothingWhenItIsStopped()
    {
        write(m_there + "/a.backroom"_L1, "older");
        for (int calls = 0; calls < 4; ++calls) {
            int left = calls;
            const auto put = m_place->put(m_file, u"a.backroom"_s, [&left](qint64) { return left-- > 0; });
            if (put)
                continue; // it was faster
            QCOMPARE(put.error().code, ErrorCode::Conflict);
            QCOMPARE(read(m_there + "/a.backroom"_L1), "older"_ba);
            QVERIFY(!QFile::exists(m_there + "/a.backroom.part"_L1));
        }
        const auto never = m_place->put(m_file, u"a.backroom"_s, [](qint64) { return false; });
        QVERIFY(!never);
        QCOMPARE(read(m_there + "/a.backroom"_L1), "older"_ba);
    }

    void tellsThatItIsAway()
    {
        QFETCH_GLOBAL(bool, rclone);
        QVERIFY(m_place->look(Store, false));
        QVERIFY(QDir(m_folder->path()).rename(u"place"_s, u"unplugged"_s));
        if (!rclone) { // to rclone, a folder that is not there is one that holds nothing yet
            QCOMPARE(m_place->look(Store, true).error().code, ErrorCode::Unavailable);
            QVERIFY(!m_place->put(m_file, u"a.backroom"_s, {}));
            QVERIFY(!QFile::exists(m_there)); // nobody filled the mount point
            // A mount point without its disk is an empty folder: it is not taken for the disk.
            QVERIFY(QDir(m_folder->path()).mkdir(u"place"_s));
            QCOMPARE(m_place->look(Store, true).error().code, ErrorCode::Unavailable);
            QCOMPARE(m_place->look("another shop", false).has_value(), true);
            QVERIFY(!m_place->look(Store, true));
        } else {
            const auto gone =
                openPlace({1, u"Box"_s, BackupPlace::Kind::Rclone, u"nosuchremote:x"_s}, RclonePlace::find());
            QCOMPARE(gone->look(Store, true).error().code, ErrorCode::Unavailable);
            QVERIFY(gone->look(Store, true).error().message.contains(u"nosuchremote"_s));
            const auto missing = openPlace({1, u"Box"_s, BackupPlace::Kind::Rclone, u"x:y"_s}, {});
            QVERIFY(missing->look(Store, true).error().message.contains(u"not installed"_s));
        }
    }

    void saysWhenThereIsNoRoom()
    {
        QFETCH_GLOBAL(bool, rclone);
        write(m_there + "/a.backroom"_L1, "older");
        const auto put = [this] {
            const FullDisk full(1'000'000);
            return m_place->put(m_file, u"a.backroom"_s, {});
        }();
        QVERIFY(!put);
        if (!rclone)
            QCOMPARE(put.error().code, ErrorCode::Full);
        QCOMPARE(read(m_there + "/a.backroom"_L1), "older"_ba);
        QVERIFY(!QFile::exists(m_there + "/a.backroom.part"_L1));
        QVERIFY(m_place->put(m_file, u"a.backroom"_s, {})); // there is room again
    }

    void findsOneChangedBit()
    {
        QVERIFY(m_place->put(m_file, u"a.backroom"_s, {}));
        QByteArray spoilt = m_bytes;
        spoilt[2'000'000] = char(spoilt[2'000'000] ^ 1);
        write(m_there + "/a.backroom"_L1, spoilt);
        QVERIFY(*m_place->hash(u"a.backroom"_s, {}) != *hashFile(m_file));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_there;
    QString m_file;
    QByteArray m_bytes;
    std::unique_ptr<Place> m_place;
};

QTEST_GUILESS_MAIN(TestBackupPlaces)
#include "tst_backupplaces.moc"
