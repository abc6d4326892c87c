#include "app/backups/remotechanges.h"

#include "app/backups/segments.h"

#include <QCoreApplication>
#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MostParts = 32; // of a segment: then they are sent anew as one
constexpr qint64 HeadBytes = 4096; // of a segment: more than tells when it begins

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString inside(const QString &remote)
{
    return remote % (remote.endsWith(u':') || remote.endsWith(u'/') ? QString() : u"/"_s) % "changes"_L1;
}

// The bytes of a file from one to another, as a file to be sent.
Result<> cutOut(const QString &from, qint64 begin, qint64 end, const QString &to)
{
    QFile in(from), out(to);
    if (!in.open(QIODevice::ReadOnly) || !in.seek(begin))
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be read. Give your account the right to read it.").arg(from));
    const QByteArray bytes = in.read(end - begin);
    if (bytes.size() != end - begin || !out.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || out.write(bytes) != bytes.size() || !out.flush())
        return fail(ErrorCode::Full, tr("There is no room for %1. Make room there first.").arg(to));
    return {};
}
}

RemoteChanges::RemoteChanges(const ChangeSource &source, const QString &remote, const QString &rclone)
    : m_source(source), m_place(inside(remote), rclone, [this] { return !m_goOn || (*m_goOn)(); })
{}

Result<> RemoteChanges::look()
{
    if (m_there)
        return {};
    const auto found = m_place.look({}, true);
    if (!found)
        return fail(found.error());
    m_there = found->files;
    return {};
}

Result<> RemoteChanges::copy(const QString &growing, const GoOn &goOn)
{
    m_goOn = &goOn;
    const auto over = qScopeGuard([this] { m_goOn = nullptr; });
    auto copied = look();
    if (copied)
        copied = copyAll(growing, goOn);
    if (!copied) { // all of it is looked at anew once the place is back
        m_there.reset();
        m_done.clear();
        m_checked.clear();
    }
    return copied;
}

Result<> RemoteChanges::copyAll(const QString &growing, const GoOn &goOn)
{
    for (const QByteArray &epoch : segments::epochsIn(m_source.changes)) {
        const QStringList files = segments::filesOf(m_source.changes, epoch);
        for (const QString &file : files) {
            if (m_done.contains(file))
                continue;
            const QString name = QString::fromLatin1(epoch) % u'/' % QFileInfo(file).fileName();
            // The newest may have been begun since we were told which one grows.
            const bool grows = file == growing || file == files.constLast();
            if (auto sent = grows ? sendGrowth(file, name, goOn) : sendWhole(file, name, goOn); !sent)
                return sent;
            if (!grows)
                m_done.insert(file);
        }
    }
    return {};
}

// How much of it is there.
qint64 RemoteChanges::reachOf(const QString &name) const
{
    const QList<fileparts::Part> parts = partsOf(name);
    return std::max(m_there->value(name), parts.isEmpty() ? 0 : parts.constLast().to);
}

// What begins it there: itself, or a part.
QString RemoteChanges::firstOf(const QString &name) const
{
    const QList<fileparts::Part> parts = partsOf(name);
    return m_there->contains(name) || parts.isEmpty() ? name : fileparts::nameOf(parts.constFirst());
}

Result<> RemoteChanges::checkHead(const QString &file, const QString &name)
{
    if (reachOf(name) == 0 || m_checked.contains(name))
        return {};
    const QTemporaryDir folder;
    const QString head = folder.filePath(u"head"_s);
    if (auto begun = m_place.begin(firstOf(name), HeadBytes, head); !begun)
        return begun;
    QFile here(file), there(head);
    if (!here.open(QIODevice::ReadOnly) || !there.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be read. Give your account the right to read it.").arg(file));
    const QByteArray begins = there.readAll(), ours = here.read(HeadBytes);
    const qsizetype both = std::min(begins.size(), ours.size());
    if (begins.first(both) != ours.first(both))
        return fail(ErrorCode::Conflict,
                    tr("%1 is another shop's, or of another copy of this one. Choose a folder of its own.").arg(name));
    m_checked.insert(name);
    return {};
}

Result<> RemoteChanges::sendGrowth(const QString &file, const QString &name, const GoOn &goOn)
{
    const qint64 size = QFileInfo(file).size(), there = reachOf(name);
    if (there >= size)
        return {};
    if (auto checked = checkHead(file, name); !checked)
        return checked;
    const bool anew = partsOf(name).size() >= MostParts;
    const fileparts::Part part{name, anew ? 0 : there, size};
    const QTemporaryDir folder;
    const QString piece = folder.filePath(u"part"_s);
    if (auto cut = cutOut(file, part.from, part.to, piece); !cut)
        return cut;
    const auto sent = m_place.send(piece, fileparts::nameOf(part), [&goOn](qint64) { return goOn(); });
    if (!sent)
        return fail(sent.error());
    const QStringList before = anew ? fileparts::allOf(name, *m_there) : QStringList();
    m_there->insert(fileparts::nameOf(part), size - part.from);
    m_checked.insert(name);
    return remove(before);
}

Result<> RemoteChanges::sendWhole(const QString &file, const QString &name, const GoOn &goOn)
{
    const qint64 size = QFileInfo(file).size(), there = reachOf(name);
    if (m_there->value(name, -1) != size) {
        // Where this disk lost what it had, the copy is the better one and stays.
        if (there > size || (there > 0 && !segments::isWhole(file, m_source.key)))
            return {};
        if (auto checked = checkHead(file, name); !checked)
            return checked;
        const auto sent = m_place.put(file, name, [&goOn](qint64) { return goOn(); });
        // One that was put away meanwhile is nobody's any more.
        if (!sent)
            return sent.error().code == ErrorCode::NotFound && !QFile::exists(file) ? Result<>() : fail(sent.error());
        m_there->insert(name, size);
    }
    return remove(fileparts::allOf(name, *m_there));
}

Result<> RemoteChanges::remove(const QStringList &names)
{
    if (names.isEmpty())
        return {};
    auto removed = m_place.removeAll(names);
    if (removed)
        for (const QString &name : names)
            m_there->remove(name);
    return removed;
}

QStringList RemoteChanges::filesOf(const QString &epoch) const
{
    QSet<QString> names;
    for (auto file = m_there->keyBegin(); file != m_there->keyEnd(); ++file) {
        const auto part = fileparts::parse(*file);
        const QString name = part ? part->file : *file;
        if (name.startsWith(epoch + u'/') && name.endsWith(".changes"_L1))
            names.insert(name);
    }
    return segments::inOrder(names.values());
}

Result<> RemoteChanges::fetch(const QString &name, const QString &file, const GoOn &goOn)
{
    const auto going = [&goOn](qint64) { return goOn(); };
    if (m_there->contains(name)) {
        const auto fetched = m_place.fetch(name, file, going);
        return fetched ? Result<>() : fail(fetched.error());
    }
    for (const fileparts::Part &part : partsOf(name)) {
        const QString piece = fileparts::nameOf({file, part.from, part.to});
        if (const auto fetched = m_place.fetch(fileparts::nameOf(part), piece, going); !fetched)
            return fail(fetched.error());
    }
    return {};
}

Result<> RemoteChanges::prune(Millis before, const QByteArray &current, const GoOn &goOn)
{
    m_goOn = &goOn;
    const auto over = qScopeGuard([this] { m_goOn = nullptr; });
    m_there.reset();
    if (auto found = look(); !found)
        return found;
    QSet<QString> epochs;
    for (auto file = m_there->keyBegin(); file != m_there->keyEnd(); ++file)
        epochs.insert(file->section(u'/', 0, 0));
    for (const QString &epoch : std::as_const(epochs)) {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"a.changes"_s);
        const auto begins = [&](const QString &name) -> std::optional<Millis> {
            fileparts::remove(copy);
            const auto reader = m_place.begin(firstOf(name), HeadBytes, copy)
                ? SegmentReader::open(copy, epoch.toLatin1(), m_source.key)
                : fail(Error());
            return reader ? std::optional((*reader)->head().at) : std::nullopt;
        };
        const auto ends = [&](const QString &name) {
            fileparts::remove(copy);
            return fetch(name, copy, goOn) ? segments::endOf(copy, epoch.toLatin1(), m_source.key) : std::nullopt;
        };
        QStringList going;
        const bool isCurrent = epoch.toLatin1() == current;
        for (const QString &name : segments::outdated(filesOf(epoch), isCurrent, before, {begins, ends})) {
            if (m_there->contains(name))
                going << name;
            going += fileparts::allOf(name, *m_there);
        }
        if (auto removed = remove(going); !removed)
            return removed;
    }
    return {};
}

}
