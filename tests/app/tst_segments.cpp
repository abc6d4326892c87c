// Segments of recorded changes: what was written comes out, what was cut off ends at its last whole piece, and no flipped
// bit is believed.
#include "app/backups/segments.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom;

namespace {
const QByteArray Key(32, 'k');
const QByteArray Epoch = "00112233aabbccdd";

recording::Change change(qint64 seq)
{
    return {seq,
            Epoch,
            1000 * seq,
            seq % 3 != 0,
            "orders\t" + QByteArray::number(seq) + '\n',
            QByteArray(int(seq % 7) * 500, char('a' + seq % 26))};
}

Mark mark(qint64 seq) { return {seq, 1000 * seq + 5, {{"orders", seq, QByteArray(32, 'h')}, {"users", 3, {}}}}; }

struct Read
{
    QList<recording::Change> changes;
    QList<Mark> marks;
    bool closed = false;
    std::optional<Error> fault;
};

Read read(const QString &path, const QByteArray &key = Key, const QByteArray &epoch = Epoch)
{
    Read all;
    const auto reader = SegmentReader::open(path, epoch, key);
    if (!reader) {
        all.fault = reader.error();
        return all;
    }
    for (;;) {
        const auto entry = (*reader)->next();
        if (!entry) {
            all.fault = entry.error();
            return all;
        }
        if (!*entry) {
            all.closed = (*reader)->closed();
            return all;
        }
        if (const auto *change = std::get_if<recording::Change>(&**entry))
            all.changes.append(*change);
        else
            all.marks.append(std::get<Mark>(**entry));
    }
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}
}

class TestSegments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesOutAsItWentIn();
    void cutOffAnywhere();
    void flippedBits();
    void neverOverAnother();
    void otherKeysAndEpochs();
    void pruned();

private:
    // Ten changes synced one by one, a mark after the fifth.
    std::unique_ptr<SegmentWriter> write(qint64 first = 1)
    {
        auto writer = SegmentWriter::create(m_folder.path(), {Epoch, first, 1000 * first}, Key);
        if (!writer)
            qFatal("no segment: %s", qPrintable(writer.error().message));
        for (qint64 seq = first; seq < first + 10; ++seq) {
            if (!(*writer)->add(change(seq)) || !(*writer)->sync())
                qFatal("no change");
            if (seq == first + 4 && !(*writer)->mark(mark(seq)))
                qFatal("no mark");
        }
        return *std::move(writer);
    }
    QTemporaryDir m_folder;
    const QString m_other = m_folder.filePath(u"other"_s);
};

void TestSegments::comesOutAsItWentIn()
{
    const auto writer = write();
    const Read open = read(writer->path());
    QVERIFY(!open.fault && !open.closed);
    QCOMPARE(open.changes.size(), 10);
    for (qint64 seq = 1; seq <= 10; ++seq)
        QVERIFY(open.changes[seq - 1] == change(seq));
    QCOMPARE(open.marks.size(), 1);
    QCOMPARE(open.marks[0].seq, 5);
    QCOMPARE(open.marks[0].at, mark(5).at);
    QCOMPARE(open.marks[0].tables, mark(5).tables);
    QVERIFY(writer->close());
    const Read closed = read(writer->path());
    QVERIFY(!closed.fault && closed.closed);
    QCOMPARE(closed.changes.size(), 10);
    const auto reader = SegmentReader::open(writer->path(), Epoch, Key);
    QCOMPARE((*reader)->head().first, 1);
    QCOMPARE((*reader)->head().at, 1000);
    QVERIFY(!bytesOf(writer->path()).contains("orders"));
    QVERIFY(!(QFile::permissions(writer->path()) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestSegments::cutOffAnywhere()
{
    const auto writer = write();
    QVERIFY(writer->close());
    const QByteArray whole = bytesOf(writer->path());
    qsizetype most = 0;
    for (qsizetype size = 0; size < whole.size(); ++size) {
        put(m_other, whole.first(size));
        const Read cut = read(m_other);
        QVERIFY2(!cut.fault || (cut.fault->code == ErrorCode::NotFound && most == 0),
                 qPrintable(QString::number(size)));
        QVERIFY(!cut.closed);
        QVERIFY(cut.changes.size() >= most); // what was there once stays
        most = cut.changes.size();
        for (qint64 seq = 1; seq <= most; ++seq)
            QVERIFY(cut.changes[seq - 1] == change(seq));
    }
    QCOMPARE(most, 10);
}

void TestSegments::flippedBits()
{
    const auto writer = write();
    QVERIFY(writer->close());
    const QByteArray whole = bytesOf(writer->path());
    int told = 0;
    for (int i = 0; i < 1000; ++i) {
        QByteArray damaged = whole;
        const auto bit = qsizetype(QRandomGenerator::global()->bounded(quint32(whole.size() * 8)));
        damaged[bit / 8] = char(damaged[bit / 8] ^ (1 << (bit % 8)));
        put(m_other, damaged);
        const Read found = read(m_other);
        // Told, or seen as cut off: never as whole, and nothing that was not written.
        QVERIFY2(found.fault || !found.closed, qPrintable(QString::number(bit)));
        told += found.fault ? 1 : 0;
        for (qint64 seq = 1; seq <= found.changes.size(); ++seq)
            QVERIFY(found.changes[seq - 1] == change(seq));
    }
    QVERIFY(told > 950);
}

void TestSegments::neverOverAnother()
{
    QTemporaryDir folder;
    const SegmentHead head{Epoch, 7, 7000};
    const auto first = SegmentWriter::create(folder.path(), head, Key);
    const auto second = SegmentWriter::create(folder.path(), head, Key);
    const auto later = SegmentWriter::create(folder.path(), {Epoch, 12, 12000}, Key);
    QVERIFY(first && second && later);
    const QStringList files = segments::filesOf(folder.path(), Epoch);
    QCOMPARE(files, (QStringList{(*first)->path(), (*second)->path(), (*later)->path()}));
    QCOMPARE(segments::epochsIn(folder.path()), QByteArrayList{Epoch});
    QVERIFY(!SegmentWriter::create(u"/proc/nowhere"_s, head, Key));
}

void TestSegments::otherKeysAndEpochs()
{
    const auto writer = write(100);
    QVERIFY(writer->close());
    QCOMPARE(read(writer->path(), QByteArray(32, 'x')).fault->code, ErrorCode::Unauthenticated);
    QCOMPARE(read(writer->path(), Key, "ffffffffffffffff").fault->code, ErrorCode::Malformed);
}

void TestSegments::pruned()
{
    QTemporaryDir folder;
    const auto make = [&folder](const QByteArray &epoch, qint64 first) {
        auto writer = SegmentWriter::create(folder.path(), {epoch, first, 1000 * first}, Key);
        recording::Change one = change(first);
        one.epoch = epoch;
        QVERIFY(writer && (*writer)->add(one) && (*writer)->close());
    };
    for (const qint64 first : {1, 11, 21})
        make(Epoch, first);
    make("eeee", 31);
    make("ffff", 41);
    // The first holds something up to when the second begins.
    QCOMPARE(segments::prune(folder.path(), "ffff", Key, 11'000), 0);
    QCOMPARE(segments::prune(folder.path(), "ffff", Key, 11'001), 1);
    QCOMPARE(segments::filesOf(folder.path(), Epoch).size(), 2);
    QCOMPARE(segments::prune(folder.path(), "ffff", Key, 1'000'000), 3);
    QCOMPARE(segments::epochsIn(folder.path()), QByteArrayList{"ffff"});
    QCOMPARE(segments::filesOf(folder.path(), "ffff").size(), 1);
    // What cannot be read is no reason to throw it away.
    make("ffff", 51);
    make("ffff", 61);
    put(segments::filesOf(folder.path(), "ffff").at(1), QByteArray(1000, 'x'));
    QCOMPARE(segments::prune(folder.path(), "ffff", Key, 1'000'000), 0);
}

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
