#include "app/backups/backupkey.h"

#include "app/base/crypto.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr char Consonants[] = "bdfghjklmnprstvz";
constexpr char Vowels[] = "aiou";
constexpr int ChecksumSize = 4;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray checksum(const QByteArray &key) { return blake2b(key, "recovery words").left(ChecksumSize); }

QString wordOf(unsigned bits)
{
    QString word;
    word += QLatin1Char(Consonants[bits >> 12 & 15]);
    word += QLatin1Char(Vowels[bits >> 10 & 3]);
    word += QLatin1Char(Consonants[bits >> 6 & 15]);
    word += QLatin1Char(Vowels[bits >> 4 & 3]);
    word += QLatin1Char(Consonants[bits & 15]);
    return word;
}

std::optional<unsigned> bitsOf(const QString &word)
{
    if (word.size() != 5)
        return std::nullopt;
    unsigned bits = 0;
    for (int i = 0; i < 5; ++i) {
        const QByteArrayView letters = i % 2 == 0 ? QByteArrayView(Consonants) : QByteArrayView(Vowels);
        const auto place = letters.indexOf(word.at(i).toLatin1());
        if (place < 0)
            return std::nullopt;
        bits = bits << (i % 2 == 0 ? 4 : 2) | unsigned(place);
    }
    return bits;
}

// Nothing when these are no words of a recovery sheet; Invalid when they are, and one is mistyped.
std::optional<Result<QByteArray>> keyOf(const QString &text)
{
    const QStringList words = QString(text.toLower()).replace(u'-', u' ').split(u' ', Qt::SkipEmptyParts);
    if (words.size() != (BackupKey::KeptSize + ChecksumSize) / 2)
        return std::nullopt;
    QByteArray bytes;
    for (const QString &word : words) {
        const auto bits = bitsOf(word);
        if (!bits)
            return std::nullopt;
        bytes += char(*bits >> 8);
        bytes += char(*bits & 0xff);
    }
    const QByteArray key = bytes.left(BackupKey::KeptSize);
    if (bytes.mid(BackupKey::KeptSize) != checksum(key))
        return fail(ErrorCode::Invalid,
                    tr("One of the recovery words is mistyped. Compare them with the recovery sheet."));
    return key;
}
}

Result<BackupKey> BackupKey::fromPassphrase(const QString &words)
{
    if (words.trimmed().isEmpty())
        return fail(ErrorCode::Invalid, tr("The passphrase is empty. Choose a few words."));
    return BackupKey(Kind::Passphrase, words.normalized(QString::NormalizationForm_C).toUtf8());
}

BackupKey BackupKey::fromKept(const QByteArray &key)
{
    Q_ASSERT(key.size() == KeptSize);
    return BackupKey(Kind::Kept, key);
}

BackupKey BackupKey::makeKept() { return fromKept(randomBytes(KeptSize)); }

Result<BackupKey> BackupKey::fromText(const QString &text)
{
    const auto words = keyOf(text.simplified());
    if (!words)
        return fromPassphrase(text);
    if (!*words)
        return fail(words->error());
    return fromKept(**words);
}

Result<BackupKey> BackupKey::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound,
                    tr("The passphrase file %1 cannot be read. Check its name and your account's rights.").arg(path));
    constexpr qint64 MostRead = 64 * 1024;
    const QByteArray bytes = file.read(MostRead);
    // Recovery words may stand on several lines, a passphrase on one.
    const QString text = QString::fromUtf8(bytes);
    if (const auto words = keyOf(text.simplified()))
        return *words ? Result<BackupKey>(fromKept(**words)) : fail(words->error());
    QString line = text.section(u'\n', 0, 0);
    if (line.endsWith(u'\r'))
        line.chop(1);
    return fromPassphrase(line);
}

QByteArray BackupKey::id() const
{
    return m_kind == Kind::Kept ? blake2b(m_secret, "backup key id", 16).left(8) : QByteArray();
}

QString BackupKey::recoveryWords() const
{
    const QByteArray bytes = m_secret + checksum(m_secret);
    QStringList words;
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        words << wordOf(unsigned(uchar(bytes.at(i))) << 8 | uchar(bytes.at(i + 1)));
    return words.join(u' ');
}

}
