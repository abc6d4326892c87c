// What is done at a place while it is reached: what lacks there is carried, what was put away here is taken away.
#include "app/backups/placevisit.h"

#include <QCoreApplication>
#include <QDirIterator>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 SpareBytes = 16LL << 20; // left free at a place

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<> PlaceCarrier::carryImages(Visit &visit)
{
    for (QDirIterator image(m_setup.folder + "/images"_L1, QDir::Files); image.hasNext();) {
        image.next();
        const QString name = "images/"_L1 % image.fileName();
        if (image.fileName().endsWith(".part"_L1) || visit.look.files.value(name, -1) == image.fileInfo().size())
            continue;
        const auto put = visit.at->put(image.filePath(), name, [&](qint64) { return goOn(visit, 0); });
        // One that went meanwhile is nobody's any more.
        if (!put && put.error().code != ErrorCode::NotFound)
            return fail(put.error());
    }
    return {};
}

Result<> PlaceCarrier::carryBackup(Visit &visit, const BackupEntry &entry)
{
    const int number = visit.place.number;
    const QString file = m_setup.folder + u'/' + entry.fileName, name = nameAtPlace(m_setup.storeId, entry.fileName);
    update([&](PlaceState &state) { state.copying = entry.fileName; });
    if (visit.look.freeBytes >= 0 && visit.look.freeBytes < entry.bytes + SpareBytes)
        return fail(
            ErrorCode::Full,
            tr("There is no room for %1 at “%2”. Make room there, or keep fewer backups; it is safe on this computer.")
                .arg(entry.fileName, visit.place.name));
    const auto going = [&](qint64 bytes) { return goOn(visit, bytes); };
    // What lies there already, by another hand or an earlier life of this shop, is read instead of sent again.
    auto hash =
        visit.look.files.value(nameAtPlace(m_setup.storeId, entry.fileName), -1) == entry.bytes && !entry.hash.isEmpty()
        ? visit.at->hash(name, going)
        : Result<QByteArray>(QByteArray());
    if (!hash || *hash != entry.hash || entry.hash.isEmpty())
        hash = visit.at->put(file, name, going);
    if (!hash)
        return fail(hash.error());
    const bool spoilt = !entry.hash.isEmpty() && *hash != entry.hash;
    if (spoilt)
        (void)visit.at->remove(name);
    const auto noted = backuplist::change(m_setup.folder, [&](BackupList &list) -> Result<> {
        BackupEntry *known = list.find(entry.id);
        if (!known)
            return {};
        if (spoilt)
            known->fault = tr(
                "Its file on this computer has changed since it was proved. Do not rely on this disk; make another backup.");
        else if (!known->places.contains(number))
            known->places << number;
        return {};
    });
    if (!noted)
        return fail(noted.error());
    visit.before += 2 * entry.bytes;
    visit.look.freeBytes = visit.look.freeBytes < 0 ? -1 : visit.look.freeBytes - entry.bytes;
    visit.missing.removeFirst();
    update([&](PlaceState &state) {
        state.missing = int(visit.missing.size());
        state.freeBytes = visit.look.freeBytes;
        state.usedBytes += entry.bytes;
        if (visit.missing.isEmpty())
            state.missedSince.reset();
    });
    return {};
}

Result<> PlaceCarrier::takeAway(Visit &visit)
{
    const int number = visit.place.number;
    QList<BackupId> gone;
    for (const BackupEntry &entry : std::as_const(visit.list.backups)) {
        if (!entry.going || !entry.places.contains(number))
            continue;
        if (auto removed = visit.at->remove(nameAtPlace(m_setup.storeId, entry.fileName)); !removed)
            return removed;
        if (visit.look.freeBytes >= 0)
            visit.look.freeBytes += entry.bytes;
        gone << entry.id;
    }
    QStringList images;
    for (auto image = visit.list.goingImages.cbegin(); image != visit.list.goingImages.cend(); ++image) {
        if (!image.value().contains(number))
            continue;
        // One that a backup wants again lies here, and was carried anew.
        if (!QFile::exists(m_setup.folder + "/images/"_L1 + image.key()))
            if (auto removed = visit.at->remove("images/"_L1 + image.key()); !removed)
                return removed;
        images << image.key();
    }
    if (gone.isEmpty() && images.isEmpty())
        return {};
    const auto noted = backuplist::change(m_setup.folder, [&](BackupList &list) -> Result<> {
        for (const BackupId id : gone)
            if (BackupEntry *entry = list.find(id))
                entry->places.removeAll(number);
        for (const QString &image : std::as_const(images)) {
            list.goingImages[image].removeAll(number);
            if (list.goingImages.value(image).isEmpty())
                list.goingImages.remove(image);
        }
        list.forgetGone();
        return {};
    });
    if (noted)
        visit.list = *noted;
    return noted ? Result<>() : fail(noted.error());
}

bool PlaceCarrier::isWanted() const
{
    const std::lock_guard lock(m_mutex);
    return !m_stop;
}

bool PlaceCarrier::goOn(Visit &visit, qint64 bytes)
{
    if (!isWanted())
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (visit.bytes > 0 && now - visit.toldAt > std::chrono::milliseconds(250)) {
        visit.toldAt = now;
        update([&](PlaceState &state) { state.share = double(visit.before + bytes) / double(visit.bytes); });
    }
    return true;
}

}
