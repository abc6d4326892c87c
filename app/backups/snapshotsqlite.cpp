#include "app/backups/snapshotstore.h"

#include "app/backups/snapshotimages.h"
#include "app/backups/stilldigest.h"
#include "app/backups/stopped.h"
#include "app/store/database.h"
#include "app/store/recording.h"
#include "app/store/scratchcopies.h"
#include "app/store/storeerror.h"
#include "app/store/synclog.h"

#include <QDir>
#include <QFile>
#include <atomic>
#include <thread>

namespace backroom {

namespace {
constexpr double CopyShare = 0.3; // of the time that copying and writing take
constexpr char FewPages[] = "PRAGMA cache_size = -4000"; // what is read once from end to end is not worth keeping

// The copy's digests, on a thread of its own while the copy is written: neither disturbs the other. Who has written it
// helps with what is left.
class DigestBeside {
public:
    explicit DigestBeside(const StoreConfig &copy) : m_digest(copy), m_thread([this] { help(); }) {}
    ~DigestBeside()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(DigestBeside)

    Result<> into(Manifest &manifest, const std::function<bool()> &goOn)
    {
        const bool helped = m_digest.help([&](qint64) { return goOn(); });
        m_stop = m_stop || !helped;
        m_thread.join();
        if (m_fault)
            return fail(*m_fault);
        if (m_stop)
            return stopped();
        manifest.tables = m_digest.digests();
        return {};
    }
    bool failed() const { return m_ended && m_fault; }

private:
    void help()
    {
        try {
            (void)m_digest.help([this](qint64) { return !m_stop; });
        } catch (const StoreError &error) {
            m_fault = error.toError();
        }
        m_ended = true;
    }

    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_ended = false;
    std::optional<Error> m_fault;
    StillDigest m_digest;
    std::thread m_thread;
};

Result<> writePages(const QString &path, BackupWriter &writer, const std::function<bool(double)> &goOn)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Unavailable,
                    QCoreApplication::translate("backroom", "The copy of the shop cannot be read: %1.")
                        .arg(file.errorString()));
    QByteArray buffer(backupformat::FrameSize, Qt::Uninitialized);
    const qint64 size = file.size();
    for (qint64 done = 0; done < size;) {
        const qint64 count = file.read(buffer.data(), buffer.size());
        if (count <= 0)
            return fail(ErrorCode::Unavailable,
                        QCoreApplication::translate("backroom", "The copy of the shop cannot be read: %1.")
                            .arg(file.errorString()));
        if (auto written = writer.write(QByteArrayView(buffer).first(count)); !written)
            return written;
        done += count;
        if (!goOn(double(done) / double(size)))
            return stopped();
    }
    return {};
}
}

void describeStore(Connection &connection, Manifest &manifest)
{
    {
        Query row = connection.query("SELECT shop_name FROM settings");
        if (row.next())
            manifest.shopName = row.text(0);
    }
    {
        Query row = connection.query("SELECT seq, hash FROM journal_head WHERE id = 1");
        if (row.next()) {
            manifest.journalSeq = row.int64(0);
            manifest.journalHash = row.blob(1);
        }
    }
    {
        Query row = connection.query("SELECT max(version) FROM migrations");
        row.next();
        manifest.schema = row.integer(0);
    }
    if (manifest.schema < recording::Schema)
        return;
    if (const auto state = recording::state(connection); state.active) {
        manifest.epoch = state.epoch;
        manifest.changeSeq = state.seq;
    }
}

Result<> writeSqliteStore(Database &shop, const QString &work, BackupWriter &writer, Manifest &manifest,
                          QByteArrayList &images, const std::function<bool(double)> &goOn)
{
    const StoreConfig copy{work, {}};
    {
        auto connection = Connection::open(shop.config());
        if (!connection)
            return fail(connection.error());
        (*connection)->command(FewPages);
        manifest.at = shop.clock().now();
        if (!copySqlite(**connection, copy.sqliteFile(), [&](double share) { return goOn(CopyShare * share); }))
            return stopped();
        // Changes lead on from what the copy holds: the store may not lose it any more.
        if (auto synced = syncLog(shop.config()); !synced)
            return synced;
    }
    {
        auto connection = Connection::open(copy);
        if (!connection)
            return fail(connection.error());
        describeStore(**connection, manifest);
        images = imagesOf(**connection);
        // Setting up the connection may have begun a log; all of it is in the file before that is read.
        Query checkpoint = (*connection)->query("PRAGMA wal_checkpoint(TRUNCATE)");
        while (checkpoint.next()) {}
    }
    manifest.storeBytes = QFileInfo(copy.sqliteFile()).size();
    DigestBeside digest(copy);
    if (auto begun = writer.beginPart("store"); !begun)
        return begun;
    auto written = writePages(copy.sqliteFile(), writer, [&](double share) {
        return !digest.failed() && goOn(CopyShare + (1 - CopyShare) * share);
    });
    if (!written)
        return written;
    return digest.into(manifest, [&goOn] { return goOn(1); });
}

}
