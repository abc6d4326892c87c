#include "app/backups/backuplist.h"

#include "app/backups/backupname.h"
#include "app/backups/filecopy.h"
#include "app/base/durable.h"
#include "app/base/json.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int ListVersion = 1;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

std::optional<Millis> timeOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

void writeTime(JsonWriter &json, const char *name, std::optional<Millis> time)
{
    if (time)
        json.name(QByteArrayView(name)).value(*time);
}

void writeEntry(JsonWriter &json, const BackupEntry &entry)
{
    json.object()
        .field("id", entry.id.value)
        .field("file", entry.fileName)
        .field("at", entry.at)
        .field("reason", entry.reason)
        .field("found", entry.found)
        .field("bytes", entry.bytes)
        .field("here", entry.here);
    writeTime(json, "proved_at", entry.provedAt);
    json.field("hash", entry.hash.toHex()).field("going", entry.going);
    json.field("fault", entry.fault).name("places").array();
    for (const int place : entry.places)
        json.value(place);
    json.endArray().field("epoch", entry.epoch.toHex()).field("change_seq", entry.changeSeq).endObject();
}

BackupEntry readEntry(const QJsonObject &object)
{
    BackupEntry entry;
    entry.id = {object["id"_L1].toInteger()};
    entry.fileName = object["file"_L1].toString();
    entry.at = object["at"_L1].toInteger();
    entry.reason = object["reason"_L1].toString().toUtf8();
    entry.found = object["found"_L1].toBool();
    entry.bytes = object["bytes"_L1].toInteger();
    entry.here = object["here"_L1].toBool();
    entry.hash = QByteArray::fromHex(object["hash"_L1].toString().toLatin1());
    entry.going = object["going"_L1].toBool();
    entry.provedAt = timeOf(object["proved_at"_L1]);
    entry.fault = object["fault"_L1].toString();
    for (const QJsonValue place : object["places"_L1].toArray())
        entry.places << place.toInt();
    entry.epoch = QByteArray::fromHex(object["epoch"_L1].toString().toLatin1());
    entry.changeSeq = object["change_seq"_L1].toInteger();
    return entry;
}

// A name that leads nowhere else than into the folder.
bool isGood(const BackupEntry &entry)
{
    return entry.id && !entry.fileName.contains(u'/') && !entry.fileName.startsWith(u'.')
        && entry.fileName.endsWith(QLatin1StringView(backuplist::Suffix));
}
}

BackupEntry *BackupList::find(BackupId id)
{
    const auto found = std::find_if(backups.begin(), backups.end(), [id](const auto &entry) { return entry.id == id; });
    return found == backups.end() ? nullptr : &*found;
}

BackupEntry *BackupList::find(const QString &fileName)
{
    const auto found = std::find_if(backups.begin(), backups.end(),
                                    [&fileName](const auto &entry) { return entry.fileName == fileName; });
    return found == backups.end() ? nullptr : &*found;
}

BackupEntry &BackupList::add(BackupEntry entry)
{
    entry.id = {nextId++};
    backups << std::move(entry);
    return backups.last();
}

void BackupList::forgetGone()
{
    backups.removeIf([](const BackupEntry &entry) { return !entry.here && entry.places.isEmpty(); });
}

void BackupList::forgetPlace(int number)
{
    for (BackupEntry &entry : backups)
        entry.places.removeAll(number);
    for (QList<int> &places : goingImages)
        places.removeAll(number);
    goingImages.removeIf([](const auto &image) { return image.value().isEmpty(); });
    forgetGone();
}

std::optional<Millis> BackupList::newestProved() const
{
    std::optional<Millis> newest;
    for (const BackupEntry &entry : backups)
        if (entry.isProved())
            newest = std::max(newest.value_or(entry.at), entry.at);
    return newest;
}

QByteArray BackupList::toJson() const
{
    JsonWriter json;
    json.object()
        .field("version", ListVersion)
        .field("next_id", nextId)
        .field("first_seen", firstSeen)
        .field("last_begun", lastBegun)
        .field("open_since", openSince);
    writeTime(json, "failed_since", failedSince);
    writeTime(json, "failed_at", failedAt);
    json.field("failure", failure).name("marked_places").object();
    for (auto place = markedPlaces.cbegin(); place != markedPlaces.cend(); ++place)
        json.field(QByteArray::number(place.key()), place.value());
    json.endObject().name("going_images").object();
    for (auto image = goingImages.cbegin(); image != goingImages.cend(); ++image) {
        json.name(image.key().toUtf8()).array();
        for (const int place : image.value())
            json.value(place);
        json.endArray();
    }
    json.endObject().name("backups").array();
    for (const BackupEntry &entry : backups)
        writeEntry(json, entry);
    json.endArray().endObject();
    return json.take();
}

Result<BackupList> BackupList::fromJson(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    const auto malformed = [] { return fail(ErrorCode::Malformed, tr("The list of backups is damaged.")); };
    if (object["version"_L1].toInt() != ListVersion || !object["backups"_L1].isArray())
        return malformed();
    BackupList list;
    list.nextId = object["next_id"_L1].toInteger();
    list.firstSeen = object["first_seen"_L1].toInteger();
    list.lastBegun = object["last_begun"_L1].toInteger();
    list.openSince = object["open_since"_L1].toInteger();
    list.failedSince = timeOf(object["failed_since"_L1]);
    list.failedAt = timeOf(object["failed_at"_L1]);
    list.failure = object["failure"_L1].toString();
    const QJsonObject places = object["marked_places"_L1].toObject();
    for (auto place = places.begin(); place != places.end(); ++place)
        list.markedPlaces.insert(place.key().toInt(), place.value().toString());
    const QJsonObject images = object["going_images"_L1].toObject();
    for (auto image = images.begin(); image != images.end(); ++image)
        for (const QJsonValue place : image.value().toArray())
            list.goingImages[image.key()] << place.toInt();
    QSet<BackupId> ids;
    for (const QJsonValue value : object["backups"_L1].toArray()) {
        const BackupEntry entry = readEntry(value.toObject());
        if (!isGood(entry) || ids.contains(entry.id) || entry.id.value >= list.nextId)
            return malformed();
        ids.insert(entry.id);
        list.backups << entry;
    }
    return list;
}

namespace backuplist {

namespace {
QString listFile(const QString &folder) { return folder + "/list.json"_L1; }

// The kernel gives it back however the program ends.
class Lock {
public:
    explicit Lock(const QString &folder)
        : m_descriptor(::open(QFile::encodeName(folder + "/list.lock"_L1).constData(),
                              O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600))
    {
        int taken = -1;
        do
            taken = m_descriptor < 0 ? 0 : ::flock(m_descriptor, LOCK_EX);
        while (taken != 0 && errno == EINTR);
    }
    ~Lock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(Lock)
    explicit operator bool() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

// What people put into the folder, or took from it. After a list was lost nobody knows what was found and what was made.
void notice(BackupList &list, const QString &folder, bool wasLost)
{
    const QFileInfoList files = QDir(folder).entryInfoList({u'*' + QLatin1StringView(Suffix)}, QDir::Files, QDir::Name);
    QSet<QString> there;
    for (const QFileInfo &file : files) {
        there.insert(file.fileName());
        if (BackupEntry *known = list.find(file.fileName())) {
            known->here = true;
            if (known->bytes != file.size() && known->provedAt) { // another file under its name
                if (!known->places.isEmpty()) { // whose copies are good
                    known->fault = tr("Its file on this computer has changed since it was proved.");
                    continue;
                }
                known->provedAt.reset();
            }
            known->bytes = file.size();
            continue;
        }
        BackupEntry entry;
        entry.fileName = file.fileName();
        const auto name = BackupName::parse(entry.fileName);
        entry.at = name ? name->at : file.lastModified().toMSecsSinceEpoch();
        if (name && wasLost)
            entry.reason = name->reason.toLatin1();
        entry.found = !wasLost;
        entry.bytes = file.size();
        list.add(entry);
    }
    for (BackupEntry &entry : list.backups)
        entry.here = there.contains(entry.fileName);
    list.forgetGone();
}

struct Loaded
{
    BackupList list;
    bool damaged = false;
};

Result<Loaded> load(const QString &folder)
{
    Loaded loaded;
    QFile file(listFile(folder));
    bool lost = true;
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Unavailable,
                        tr("%1 may not be read. Give your account the right to read it.").arg(file.fileName()));
        auto list = BackupList::fromJson(file.readAll());
        lost = loaded.damaged = !list;
        if (list)
            loaded.list = *std::move(list);
    }
    notice(loaded.list, folder, lost);
    return loaded;
}

}

Result<BackupList> read(const QString &folder)
{
    auto loaded = load(folder);
    return loaded ? Result<BackupList>(std::move(loaded->list)) : fail(loaded.error());
}

Result<BackupList> change(const QString &folder, const std::function<Result<>(BackupList &)> &fn)
{
    ::mkdir(QFile::encodeName(folder).constData(), 0700);
    const Lock lock(folder);
    if (!lock)
        return fail(
            ErrorCode::Unavailable,
            tr("The folder %1 cannot be made or written. Give your account the right to write there.").arg(folder));
    auto loaded = load(folder);
    if (!loaded)
        return fail(loaded.error());
    if (const auto changed = fn(loaded->list); !changed)
        return fail(changed.error());
    if (loaded->damaged) {
        qWarning("%s was damaged and is begun anew; it lies beside as list.json.damaged", qPrintable(listFile(folder)));
        if (const auto aside = replaceFile(listFile(folder), listFile(folder) + ".damaged"_L1); !aside)
            return fail(aside.error());
    }
    if (const auto saved = writeDurably(listFile(folder), loaded->list.toJson()); !saved)
        return fail(saved.error());
    return std::move(loaded->list);
}

}
}
