#include "app/backups/changemirror.h"

#include "app/backups/appendcopy.h"
#include "app/backups/segments.h"
#include "app/base/durable.h"
#include "app/log/threadname.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto RetryAfter = std::chrono::seconds(2);

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

ChangeMirror::ChangeMirror(const QString &changes, const QString &folder, const QByteArray &key)
    : m_changes(changes), m_folder(folder), m_key(key), m_state{folder}, m_thread([this] { run(); })
{}

ChangeMirror::~ChangeMirror()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void ChangeMirror::wake(const QString &growing, Millis until)
{
    {
        const std::lock_guard lock(m_mutex);
        m_growing = growing;
        m_until = until;
        m_asked = true;
    }
    m_wake.notify_all();
}

void ChangeMirror::prune(Millis before, const QByteArray &current)
{
    {
        const std::lock_guard lock(m_mutex);
        m_pruneBefore = before;
        m_pruneCurrent = current;
        m_asked = true;
    }
    m_wake.notify_all();
}

ChangeMirror::State ChangeMirror::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void ChangeMirror::run()
{
    nameThread("changes-copy");
    std::unique_lock lock(m_mutex);
    for (;;) {
        const bool wasAway = m_state.trouble.has_value();
        if (wasAway)
            m_wake.wait_for(lock, RetryAfter, [this] { return m_stop; });
        else
            m_wake.wait(lock, [this] { return m_stop || m_asked; });
        if (m_stop && (wasAway || !m_asked))
            return;
        m_asked = false;
        const QString growing = m_growing;
        const Millis until = m_until;
        const Millis pruneBefore = m_pruneBefore;
        const QByteArray pruneCurrent = m_pruneCurrent;
        lock.unlock();
        const auto copied = copyAll(growing);
        if (copied && pruneBefore)
            segments::prune(QDir(m_folder).filePath(u"changes"_s), pruneCurrent, m_key, pruneBefore);
        if (!copied && !wasAway)
            qWarning("recorded changes do not reach %s: %s", qPrintable(m_folder), qPrintable(copied.error().message));
        if (copied && wasAway)
            qInfo("recorded changes reach %s again", qPrintable(m_folder));
        lock.lock();
        m_state.trouble = copied ? std::nullopt : std::optional(copied.error());
        if (copied)
            m_state.until = until;
        if (copied && m_pruneBefore == pruneBefore)
            m_pruneBefore = 0;
    }
}

Result<> ChangeMirror::copyAll(const QString &growing)
{
    // Not made by us: where a disk is not mounted, its folder would be filled on the wrong one.
    if (!QFileInfo(m_folder).isDir())
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 is not there. Connect its disk or the network; what it lacks is then copied.")
                        .arg(m_folder));
    const QDir target(QDir(m_folder).filePath(u"changes"_s));
    for (const QByteArray &epoch : segments::epochsIn(m_changes)) {
        const QString folder = target.filePath(QString::fromLatin1(epoch));
        const QStringList files = segments::filesOf(m_changes, epoch);
        for (const QString &file : files) {
            if (m_done.contains(file))
                continue;
            if (!QDir(folder).exists() && (!QDir().mkpath(folder) || !syncFolder(target.path())))
                return fail(
                    ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(folder));
            if (auto copied = copyFile(file, QDir(folder).filePath(QFileInfo(file).fileName())); !copied)
                return copied;
            // The newest may have been begun since we were told which one grows.
            if (file != growing && file != files.constLast())
                m_done.insert(file);
        }
    }
    return {};
}

Result<> ChangeMirror::copyFile(const QString &from, const QString &to)
{
    auto copied = appendCopy(from, to, m_checked.contains(from) ? AppendTo::Known : AppendTo::Unknown,
                             [this](const QString &path) { return segments::isWhole(path, m_key); });
    if (copied)
        m_checked.insert(from);
    else
        m_checked.remove(from); // looked at anew once the place is back
    return copied;
}

}
