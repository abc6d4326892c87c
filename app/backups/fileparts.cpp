#include "app/backups/fileparts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom::fileparts {

namespace {
constexpr int Digits = 12;

// That name's part of the file; looked at closely only where it begins like it, as there are many.
std::optional<Part> partOf(const QString &file, const QString &name)
{
    const auto part = name.startsWith(file) && name.size() > file.size() ? parse(name) : std::nullopt;
    return part && part->file == file ? part : std::nullopt;
}

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString digits(qint64 number) { return QString::number(number).rightJustified(Digits, u'0'); }

// The parts of a file in its folder, by name.
QHash<QString, qint64> besides(const QFileInfo &file)
{
    QHash<QString, qint64> there;
    for (const QFileInfo &part : file.dir().entryInfoList({file.fileName() + u".*"_s}, QDir::Files))
        there.insert(part.fileName(), part.size());
    return there;
}

class JoinedFile final : public QIODevice {
public:
    JoinedFile(const QDir &folder, const QList<Part> &parts) : m_folder(folder), m_parts(parts) {}

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_parts.isEmpty() ? 0 : m_parts.constLast().to; }

protected:
    // All that is asked for, as far as there is any: it is opened unbuffered.
    qint64 readData(char *bytes, qint64 most) override
    {
        qint64 done = 0;
        while (done < most && pos() + done < size()) {
            const qint64 got = readOnce(pos() + done, bytes + done, most - done);
            if (got <= 0)
                return done > 0 ? done : got;
            done += got;
        }
        return done;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 readOnce(qint64 at, char *bytes, qint64 most)
    {
        const auto part =
            std::find_if(m_parts.cbegin(), m_parts.cend(), [at](const Part &each) { return at < each.to; });
        const QString path = m_folder.filePath(nameOf(*part));
        if (m_file.fileName() != path) {
            m_file.close();
            m_file.setFileName(path);
            if (!m_file.open(QIODevice::ReadOnly))
                return -1;
        }
        return m_file.seek(at - part->from) ? m_file.read(bytes, std::min(most, part->to - at)) : -1;
    }

    const QDir m_folder;
    const QList<Part> m_parts;
    QFile m_file;
};
}

QString nameOf(const Part &part) { return part.file % u'.' % digits(part.from) % u'-' % digits(part.to); }

std::optional<Part> parse(const QString &name)
{
    static const QRegularExpression form(uR"(\A(.+)\.(\d{12,18})-(\d{12,18})\z)"_s);
    const auto match = form.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    const Part part{match.captured(1), match.captured(2).toLongLong(), match.captured(3).toLongLong()};
    return part.from < part.to ? std::optional(part) : std::nullopt;
}

QList<Part> chain(const QString &file, const QHash<QString, qint64> &there)
{
    QHash<qint64, qint64> furthest; // from where to where
    for (auto entry = there.cbegin(); entry != there.cend(); ++entry)
        if (const auto part = partOf(file, entry.key()); part && entry.value() == part->to - part->from)
            furthest[part->from] = std::max(furthest.value(part->from), part->to);
    QList<Part> parts;
    for (qint64 at = 0; furthest.contains(at); at = parts.constLast().to)
        parts << Part{file, at, furthest.value(at)};
    return parts;
}

QStringList allOf(const QString &file, const QHash<QString, qint64> &there)
{
    QStringList names;
    for (auto entry = there.cbegin(); entry != there.cend(); ++entry)
        if (partOf(file, entry.key()))
            names << entry.key();
    return names;
}

Result<std::unique_ptr<QIODevice>> open(const QString &path)
{
    const QFileInfo info(path);
    std::unique_ptr<QIODevice> device;
    if (info.exists()) {
        device = std::make_unique<QFile>(path);
    } else {
        const QList<Part> parts = chain(info.fileName(), besides(info));
        if (parts.isEmpty())
            return fail(ErrorCode::NotFound, tr("There is no file %1. Check its name.").arg(path));
        device = std::make_unique<JoinedFile>(info.dir(), parts);
    }
    if (!device->open(info.exists() ? QIODevice::ReadOnly : QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be read. Give your account the right to read it.").arg(path));
    return device;
}

bool remove(const QString &path)
{
    const QFileInfo info(path);
    bool gone = QFile::remove(path);
    for (const QString &part : allOf(info.fileName(), besides(info)))
        gone = QFile::remove(info.dir().filePath(part)) || gone;
    return gone;
}

}
