#include "app/backups/pgstretch.h"

#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const auto NameFormat = u"yyyyMMdd'T'HHmmsszzz'Z'"_s;

QString nameOf(Millis at) { return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(NameFormat); }

std::optional<Millis> parseName(const QString &name)
{
    QDateTime time = QDateTime::fromString(name, NameFormat);
    time.setTimeSpec(Qt::UTC);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

Result<> make(const QString &folder)
{
    if (QDir().mkpath(folder))
        return {};
    return fail(ErrorCode::Unavailable,
                tr("The folder %1 cannot be made. Give your account the right to write there.").arg(folder));
}

// A name that is no base's first: what is removed halfway is none.
void removeBase(const PgBase &base)
{
    const QString going = base.path % ".going"_L1;
    if (QDir().rename(base.path, going))
        QDir(going).removeRecursively();
}

// Of the log's file in which the base begins: its name without the number of the line of history.
QString firstLogOf(const PgBase &base)
{
    QFile label(QDir(base.path).filePath(u"backup_label"_s));
    if (!label.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = label.readAll();
    const auto at = text.indexOf("(file ");
    return at < 0 ? QString() : QString::fromLatin1(text.mid(at + 6, 24)).mid(8);
}
}

Result<PgStretch> PgStretch::begin(const QString &folder, Millis now, const About &about)
{
    PgStretch stretch(QDir(folder).filePath(nameOf(now)), about);
    for (const QString &part : {stretch.walFolder(), QDir(stretch.m_path).filePath(u"base"_s)})
        if (const auto made = make(part); !made)
            return fail(made.error());
    QSettings file(QDir(stretch.m_path).filePath(u"about.ini"_s), QSettings::IniFormat);
    file.setValue(u"version"_s, 1);
    file.setValue(u"store"_s, QString::fromUtf8(about.storeId));
    file.setValue(u"system"_s, QString::fromUtf8(about.system));
    file.setValue(u"server"_s, about.server);
    file.setValue(u"database"_s, about.database);
    file.setValue(u"user"_s, about.user);
    file.setValue(u"schema"_s, about.schema);
    file.setValue(u"segment"_s, about.segment);
    file.sync();
    if (file.status() != QSettings::NoError)
        return fail(ErrorCode::Unavailable,
                    tr("%1 cannot be written. Give your account the right to write there, and see that there is room.")
                        .arg(file.fileName()));
    syncFolder(stretch.m_path);
    syncFolder(folder);
    return stretch;
}

QList<PgStretch> PgStretch::in(const QString &folder)
{
    QList<PgStretch> found;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString path = QDir(folder).filePath(name);
        const QString about = QDir(path).filePath(u"about.ini"_s);
        if (!parseName(name) || !QFileInfo::exists(about))
            continue;
        const QSettings file(about, QSettings::IniFormat);
        const auto text = [&file](const QString &key) { return file.value(key).toStringList().join(u','); };
        found.append(PgStretch(path,
                               {text(u"store"_s).toUtf8(), text(u"system"_s).toUtf8(), file.value(u"server"_s).toInt(),
                                text(u"database"_s), text(u"user"_s), text(u"schema"_s),
                                file.value(u"segment"_s).toLongLong()}));
    }
    return found;
}

QString PgStretch::walFolder() const { return QDir(m_path).filePath(u"wal"_s); }
QString PgStretch::unfinishedBase() const { return QDir(m_path).filePath(u"base/unfinished"_s); }

QList<PgBase> PgStretch::bases() const
{
    QList<PgBase> found;
    const QDir folder(QDir(m_path).filePath(u"base"_s));
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (const auto at = parseName(name))
            found.append({*at, folder.filePath(name)});
    return found;
}

PgStretch::Reached PgStretch::reached() const
{
    QFile file(QDir(m_path).filePath(u"reached"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> words = file.readAll().trimmed().split(' ');
    return {words.value(0).toLongLong(), words.value(1).toLongLong()};
}

Result<> PgStretch::setReached(const Reached &reached) const
{
    return writeDurably(QDir(m_path).filePath(u"reached"_s),
                        QByteArray(QByteArray::number(reached.at) + ' ' + QByteArray::number(reached.place) + '\n'));
}

Result<> PgStretch::finishBase(Millis at) const
{
    return renameDurably(unfinishedBase(), QDir(m_path).filePath("base/"_L1 % nameOf(at)));
}

void PgStretch::prune(Millis cutoff) const
{
    QList<PgBase> kept = bases();
    while (kept.size() > 1 && kept.at(1).at <= cutoff)
        removeBase(kept.takeFirst());
    const QString first = kept.isEmpty() ? QString() : firstLogOf(kept.constFirst());
    if (first.size() != 16)
        return;
    const QDir wal(walFolder());
    for (const QString &name : wal.entryList(QDir::Files))
        if (name.size() == 24 && name.mid(8) < first)
            QFile::remove(wal.filePath(name));
}

void PgStretch::removeLeftovers() const
{
    QDir(unfinishedBase()).removeRecursively();
    const QDir folder(QDir(m_path).filePath(u"base"_s));
    for (const QString &name : folder.entryList({u"*.going"_s}, QDir::Dirs))
        QDir(folder.filePath(name)).removeRecursively();
}

namespace pgfolder {

namespace {
QString markOf(const QString &folder) { return QDir(folder).filePath(u"timemachine.ini"_s); }
}

Result<> claim(const QString &folder, const QByteArray &storeId)
{
    if (auto made = make(folder); !made)
        return made;
    const auto there = storeOf(folder);
    if (there && *there != storeId)
        return fail(ErrorCode::Conflict,
                    tr("%1 is the time machine of another shop. Choose another folder.").arg(folder));
    if (there)
        return {};
    if (!QDir(folder).isEmpty())
        return fail(ErrorCode::Conflict,
                    tr("Something else lies in %1. Choose a folder that is empty or new.").arg(folder));
    return writeDurably(markOf(folder), QByteArray("[General]\nversion=1\nstore=" + storeId + '\n'));
}

std::optional<QByteArray> storeOf(const QString &folder)
{
    if (!QFileInfo::exists(markOf(folder)))
        return std::nullopt;
    return QSettings(markOf(folder), QSettings::IniFormat).value(u"store"_s).toByteArray();
}

QList<Stretch> moments(const QString &folder)
{
    QList<Stretch> found;
    for (const PgStretch &stretch : PgStretch::in(folder))
        if (const auto bases = stretch.bases(); !bases.isEmpty())
            found.append({bases.constFirst().at, std::max(stretch.reached().at, bases.constLast().at)});
    return found;
}

void prune(const QString &folder, Millis cutoff)
{
    const QList<PgStretch> all = PgStretch::in(folder);
    for (const PgStretch &stretch : all) {
        const auto bases = stretch.bases();
        const Millis end = std::max(stretch.reached().at, bases.isEmpty() ? 0 : bases.constLast().at);
        if (stretch.path() == all.constLast().path() || end > cutoff)
            stretch.prune(cutoff);
        else
            QDir(stretch.path()).removeRecursively();
    }
}

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

}
}
