#include "app/backups/pgsetup.h"

#include "app/backups/pgbasemaker.h"
#include "app/backups/pgfolderlock.h"
#include "app/store/database.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QDir>
#include <thread>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis Day = 24LL * 3600 * 1000;
constexpr int Patience = 150; // tenths of a second, for the program that receives

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What was made so far, taken back unless it was kept.
class Begun {
public:
    Begun(Connection &connection, const PgChoice &choice)
        : m_connection(connection),
          m_choice(choice),
          m_wasThere(QFileInfo::exists(choice.folder)),
          m_wasClaimed(pgfolder::storeOf(choice.folder).has_value())
    {}
    ~Begun()
    {
        if (m_kept)
            return;
        try {
            (void)dropSlot(m_connection, m_choice.slot);
        } catch (const StoreError &error) {
            qWarning("a replication slot was left: %s", error.what());
        }
        if (!stretch.isEmpty())
            QDir(stretch).removeRecursively();
        if (m_wasClaimed)
            return;
        QFile::remove(QDir(m_choice.folder).filePath(u"timemachine.ini"_s));
        QFile::remove(QDir(m_choice.folder).filePath(u".lock"_s));
        if (!m_wasThere)
            QDir().rmdir(m_choice.folder);
    }
    Q_DISABLE_COPY_MOVE(Begun)
    void keep() { m_kept = true; }
    QString stretch;

private:
    Connection &m_connection;
    PgChoice m_choice;
    bool m_wasThere;
    bool m_wasClaimed;
    bool m_kept = false;
};

// Where a beginning was cut off, what it asked of the database is let go of. True when there was something.
bool dropLeft(Connection &connection, const QByteArray &storeId)
{
    const QByteArrayList left = leftSlots(connection, storeId, {});
    for (const QByteArray &slot : left)
        if (const auto dropped = dropSlot(connection, slot); !dropped)
            qWarning("a replication slot was left: %s", qPrintable(dropped.error().message));
    return !left.isEmpty();
}

// One at a time: held until the connection goes, however that ends.
bool claimSetup(Connection &connection, const QByteArray &storeId)
{
    Query row = connection.query("SELECT pg_try_advisory_lock(hashtext(?))::int", "time machine of " + storeId);
    return row.next() && row.integer(0) != 0;
}

Result<PgStretch> begin(Database &shop, Connection &connection, const PgChoice &choice,
                        const std::function<bool()> &goOn)
{
    if (const QStringList missing = missingForTimeMachine(connection); !missing.isEmpty())
        return fail(ErrorCode::Unavailable, missing.join(u'\n'));
    const QByteArray &storeId = shop.secrets().storeId;
    if (!claimSetup(connection, storeId))
        return fail(ErrorCode::Conflict, tr("The time machine is being turned on already. Wait until that is done."));
    dropLeft(connection, storeId);
    Begun begun(connection, choice);
    if (const auto claimed = pgfolder::claim(choice.folder, storeId); !claimed)
        return fail(claimed.error());
    PgFolderLock lock;
    const auto ours = lock.take(choice.folder);
    if (!ours)
        return fail(ours.error());
    if (!*ours)
        return fail(ErrorCode::Conflict, tr("Another program works in %1. Try again in a moment.").arg(choice.folder));
    const auto about = describeServer(connection, storeId);
    if (const auto made = makeSlot(connection, shop.config(), choice.slot, about.server); !made)
        return fail(made.error());
    const auto stretch = PgStretch::begin(choice.folder, slotState(connection, choice.slot).now, about);
    if (!stretch)
        return fail(stretch.error());
    begun.stretch = stretch->path();
    if (const auto made = makeBase(shop.config(), *stretch, goOn); !made)
        return fail(made.error());
    if (const auto kept = PgChoice::write(shop.config().dataDir, choice); !kept)
        return fail(kept.error());
    begun.keep();
    return *stretch;
}
}

Result<PgStretch> turnOn(Database &shop, const PgChoice &choice, const std::function<bool()> &goOn)
{
    const auto before = PgChoice::read(shop.config().dataDir);
    if (!before)
        return fail(before.error());
    if (*before)
        return fail(
            ErrorCode::Conflict,
            tr("The time machine is on already, in %1. Turn it off first to change that.").arg((*before)->folder));
    const auto connection = Connection::open(shop.config());
    if (!connection)
        return fail(connection.error());
    PgChoice chosen = choice;
    chosen.slot = newSlotName(shop.secrets().storeId);
    try {
        return begin(shop, **connection, chosen, goOn);
    } catch (const StoreError &error) {
        qWarning("the time machine could not be turned on: %s", error.what());
        return fail(error.toError());
    }
}

namespace {
Result<QString> clearUp(Connection &connection, const QByteArray &storeId)
{
    try {
        if (claimSetup(connection, storeId) && dropLeft(connection, storeId))
            return QString();
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    return fail(ErrorCode::NotFound, tr("The time machine is off already."));
}
}

Result<QString> turnOff(Database &shop)
{
    const auto choice = PgChoice::read(shop.config().dataDir);
    if (!choice)
        return fail(choice.error());
    const auto connection = Connection::open(shop.config());
    if (!connection)
        return fail(connection.error());
    if (!*choice)
        return clearUp(**connection, shop.secrets().storeId);
    if (const auto written = PgChoice::write(shop.config().dataDir, std::nullopt); !written)
        return fail(written.error());
    try {
        Result<> dropped;
        for (int i = 0; i < Patience; ++i) {
            dropped = dropSlot(**connection, (*choice)->slot);
            if (dropped)
                return (*choice)->folder;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        // Were it forgotten, the database would keep everything for it for ever.
        (void)PgChoice::write(shop.config().dataDir, *choice);
        return fail(dropped.error());
    } catch (const StoreError &error) {
        (void)PgChoice::write(shop.config().dataDir, *choice);
        return fail(error.toError());
    }
}

namespace {
void lookAtFolder(const QByteArray &storeId, PgStatus &status)
{
    const QString &folder = status.choice.folder;
    if (const auto store = pgfolder::storeOf(folder); !store || *store != storeId) {
        status.troubles << (store ? tr("%1 is the time machine of another shop.").arg(folder)
                                  : tr("The folder %1 is not there. Bring the disk back; until then the database keeps "
                                       "what it writes on its own disk, which fills up in the long run.")
                                        .arg(folder));
        return;
    }
    status.moments = pgfolder::moments(folder);
    status.bytes = pgfolder::bytesIn(folder);
    for (const PgStretch &stretch : PgStretch::in(folder))
        if (const auto bases = stretch.bases(); !bases.isEmpty())
            status.lastBase = bases.constLast().at;
    if (status.slot && status.lastBase + (status.choice.baseDays + 1) * Day < status.slot->now)
        status.troubles << tr("The newest copy of the database is older than it should be. The log of the shop's "
                              "program says why.");
}

void lookAtDatabase(const StoreConfig &config, PgStatus &status)
{
    const auto connection = Connection::open(config);
    if (!connection) {
        status.troubles << connection.error().message;
        return;
    }
    try {
        status.slot = slotState(**connection, status.choice.slot);
    } catch (const StoreError &error) {
        status.troubles << error.toError().message;
        return;
    }
    if (!status.slot->isThere || status.slot->isLost)
        status.troubles << tr("The database did not keep what was not received yet, so some moments are missing. The "
                              "time machine begins anew when a program of the shop runs.");
}
}

Result<bool> isPgSetupLeft(Database &shop)
{
    const auto connection = Connection::open(shop.config());
    if (!connection)
        return fail(connection.error());
    try {
        // One that is under way is not left.
        return claimSetup(**connection, shop.secrets().storeId)
            && !leftSlots(**connection, shop.secrets().storeId, {}).isEmpty();
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
}

Result<std::optional<PgStatus>> pgStatus(Database &shop)
{
    const auto choice = PgChoice::read(shop.config().dataDir);
    if (!choice)
        return fail(choice.error());
    if (!*choice)
        return std::nullopt;
    PgStatus status{**choice, {}, {}, 0, 0, {}};
    lookAtDatabase(shop.config(), status);
    lookAtFolder(shop.secrets().storeId, status);
    return status;
}

}
