// A backup's file: what goes in comes out, and nothing that is not what went in comes out as if it were.
#include "app/backups/backupreader.h"
#include "app/backups/backupwriter.h"
#include "app/backups/keyring.h"
#include "app/base/crypto.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom;
using backupformat::PieceKind;

namespace {
const QByteArray Manifest = R"({"what":"a test"})";

// All of a file's pieces, or why not.
Result<QList<BackupPiece>> readAll(const QString &path, const BackupKey &key)
{
    auto reader = BackupReader::open(path, key);
    if (!reader)
        return fail(reader.error());
    QList<BackupPiece> pieces;
    for (;;) {
        auto piece = (*reader)->next();
        if (!piece)
            return fail(piece.error());
        pieces << *std::move(piece);
        if (pieces.constLast().kind == PieceKind::Manifest)
            return pieces;
    }
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
}

class TestBackupFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"a.backroom"_s);
    }

    void comesOutAsItWentIn()
    {
        const QByteArray large = randomBytes(3 << 20) + QByteArray(2 << 20, 'x');
        const BackupKey key = BackupKey::makeKept();
        {
            auto writer = BackupWriter::create(m_path, key);
            QVERIFY(writer);
            QVERIFY((*writer)->beginPart("one"));
            for (qsizetype at = 0; at < large.size(); at += 70'001)
                QVERIFY(
                    (*writer)->write(QByteArrayView(large).sliced(at, std::min<qsizetype>(70'001, large.size() - at))));
            QVERIFY((*writer)->beginPart("empty"));
            QVERIFY((*writer)->beginPart("two"));
            QVERIFY((*writer)->write("short"));
            QVERIFY((*writer)->finish(Manifest));
            QCOMPARE((*writer)->size(), QFileInfo(m_path).size());
        }
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto pieces = readAll(m_path, key);
        QVERIFY2(pieces, pieces ? "" : qPrintable(pieces.error().message));
        QHash<QByteArray, QByteArray> parts;
        QByteArray name;
        for (const BackupPiece &piece : *pieces) {
            if (piece.kind == PieceKind::Part)
                parts[name = piece.bytes];
            else if (piece.kind == PieceKind::Data)
                parts[name] += piece.bytes;
        }
        QCOMPARE(parts.size(), 3);
        QCOMPARE(parts.value("one"), large);
        QCOMPARE(parts.value("empty"), QByteArray());
        QCOMPARE(parts.value("two"), QByteArray("short"));
        QCOMPARE(pieces->constLast().bytes, Manifest);
        QVERIFY(!read(m_path).contains("xxxxxxxx"));
    }

    void neverOverAFileThatIsThere()
    {
        write(m_path, "mine");
        QVERIFY(!BackupWriter::create(m_path, BackupKey::makeKept()));
        QCOMPARE(read(m_path), QByteArray("mine"));
    }

    // One flipped bit anywhere in a file is found: every bit of the head, and a thousand of the rest.
    void everyFlippedBit()
    {
        const BackupKey key = BackupKey::makeKept();
        const QByteArray whole = small(key);
        QVERIFY(readAll(m_path, key));
        QList<qint64> bits;
        for (qint64 bit = 0; bit < backupformat::HeadSize * 8; ++bit)
            bits << bit;
        QRandomGenerator random(7);
        for (int i = 0; i < 1000; ++i)
            bits << qint64(random.bounded(double(whole.size())) * 8) + random.bounded(8);
        for (const qint64 bit : std::as_const(bits)) {
            QByteArray damaged = whole;
            damaged[bit / 8] = char(damaged.at(bit / 8) ^ 1 << bit % 8);
            write(m_path, damaged);
            const auto pieces = readAll(m_path, key);
            QVERIFY2(!pieces, qPrintable(u"bit %1"_s.arg(bit)));
            QVERIFY2(pieces.error().code == ErrorCode::Malformed,
                     qPrintable(u"bit %1: %2"_s.arg(bit).arg(pieces.error().message)));
        }
    }

    void everyCut()
    {
        const BackupKey key = BackupKey::makeKept();
        const QByteArray whole = small(key);
        QRandomGenerator random(8);
        QList<qint64> sizes{0, 1, 7, 8, backupformat::HeadSize - 1, backupformat::HeadSize, whole.size() - 1};
        for (int i = 0; i < 200; ++i)
            sizes << qint64(random.bounded(double(whole.size())));
        for (const qint64 size : std::as_const(sizes)) {
            write(m_path, whole.left(size));
            const auto pieces = readAll(m_path, key);
            QVERIFY2(!pieces && pieces.error().code == ErrorCode::Malformed, qPrintable(u"cut to %1"_s.arg(size)));
        }
        write(m_path, whole + 'x');
        QVERIFY(!readAll(m_path, key));
    }

    // Pieces in another order, or out of another file of the same key, are no backup.
    void piecesOfAnotherFile()
    {
        const BackupKey key = BackupKey::makeKept();
        const QByteArray one = small(key);
        const QByteArray other = small(key);
        write(m_path, one.left(backupformat::HeadSize) + other.mid(backupformat::HeadSize));
        const auto pieces = readAll(m_path, key);
        QVERIFY(!pieces);
        QCOMPARE(pieces.error().code, ErrorCode::Malformed);
    }

    void wrongPassphraseIsNoDamage()
    {
        const BackupKey key = *BackupKey::fromPassphrase(u"vier Nelken im Frühling"_s);
        const QByteArray whole = small(key);
        QVERIFY(readAll(m_path, *BackupKey::fromPassphrase(u"vier Nelken im Fru\u0308hling"_s))); // typed another way
        const auto wrong = readAll(m_path, *BackupKey::fromPassphrase(u"vier Nelken im Herbst"_s));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Unauthenticated);
        const auto kept = readAll(m_path, BackupKey::makeKept());
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, ErrorCode::Unauthenticated);
        QByteArray damaged = whole;
        damaged[40] = char(damaged.at(40) ^ 4); // of the salt: the passphrase would fit no more
        write(m_path, damaged);
        const auto broken = readAll(m_path, key);
        QVERIFY(!broken);
        QCOMPARE(broken.error().code, ErrorCode::Malformed);
    }

    void otherFiles()
    {
        const BackupKey key = BackupKey::makeKept();
        QCOMPARE(readAll(m_path, key).error().code, ErrorCode::NotFound);
        write(m_path, "SQLite format 3" + QByteArray(4000, '\0'));
        QCOMPARE(readAll(m_path, key).error().code, ErrorCode::Unsupported);
        write(m_path, randomBytes(100'000));
        QCOMPARE(readAll(m_path, key).error().code, ErrorCode::Unsupported);
        QByteArray newer = small(key);
        newer[8] = 2;
        const QByteArray head = newer.left(backupformat::HeadSize - 32);
        write(m_path, head + blake2b(head) + newer.mid(backupformat::HeadSize));
        QCOMPARE(readAll(m_path, key).error().code, ErrorCode::Unsupported);
    }

    void recoveryWords()
    {
        for (int i = 0; i < 100; ++i) {
            const BackupKey key = BackupKey::makeKept();
            const QString words = key.recoveryWords();
            QCOMPARE(words.split(u' ').size(), 18);
            const auto read = BackupKey::fromText(u"  "_s + QString(words).replace(u' ', u"\n"_s).toUpper() + u"\n"_s);
            QVERIFY(read);
            QCOMPARE(read->kind(), BackupKey::Kind::Kept);
            QCOMPARE(read->secret(), key.secret());
        }
        // Known from the standard's own text: 127.0.0.1 is lusab-babad.
        const QString words =
            BackupKey::fromKept(QByteArray::fromHex("7f000001") + QByteArray(28, '\0')).recoveryWords();
        QVERIFY(words.startsWith("lusab babad"_L1));
        QString mistyped = words;
        mistyped[0] = u'b';
        QCOMPARE(BackupKey::fromText(mistyped).error().code, ErrorCode::Invalid);
        QCOMPARE(BackupKey::fromText(u"lusab babad"_s)->kind(), BackupKey::Kind::Passphrase);
    }

    void keyring()
    {
        const Keyring keys(m_folder->filePath(u"keys"_s));
        const auto first = keys.keyOf("shop");
        QVERIFY(first);
        QCOMPARE(keys.keyOf("shop")->secret(), first->secret());
        QVERIFY(keys.keyOf("other")->secret() != first->secret());
        QCOMPARE(keys.find(first->id())->secret(), first->secret());
        QCOMPARE(keys.find("12345678").error().code, ErrorCode::Unauthenticated);
        QCOMPARE(QFile::permissions(m_folder->filePath(u"keys"_s))
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeGroup | QFile::ExeOther),
                 QFile::Permissions());
        // A key that cannot be read is never replaced by a new one.
        write(m_folder->filePath(u"keys/shop.key"_s), "lost");
        QCOMPARE(keys.keyOf("shop").error().code, ErrorCode::Unavailable);
        QCOMPARE(read(m_folder->filePath(u"keys/shop.key"_s)), QByteArray("lost"));
    }

private:
    // A small backup at m_path, and its bytes.
    QByteArray small(const BackupKey &key)
    {
        QFile::remove(m_path);
        auto writer = BackupWriter::create(m_path, key);
        (void)(*writer)->beginPart("one");
        (void)(*writer)->write(randomBytes(40'000));
        (void)(*writer)->beginPart("two");
        (void)(*writer)->write(QByteArray(10'000, 'a'));
        (void)(*writer)->finish(Manifest);
        return read(m_path);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestBackupFile)
#include "tst_backupfile.moc"
