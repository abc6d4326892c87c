#include "app/store/scratchstore.h"

#include "app/store/migrator.h"
#include "app/store/scratchcopies.h"
#include "app/store/scratchfolder.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QDir>
#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString folderOf(const Database &shop)
{
    // Beside the shop's file, on the disk that its orders go to.
    if (shop.kind() == StoreKind::Sqlite)
        return QDir(shop.config().dataDir).filePath(u"selftest.tmp"_s);
    return QDir::temp().filePath("backroom-selftest-"_L1 % QString::fromLatin1(shop.secrets().storeId));
}

QString scratchUrl(const QString &shop)
{
    QUrl url(shop);
    QUrlQuery query(url);
    query.removeAllQueryItems(u"schema"_s);
    query.addQueryItem(u"schema"_s, QString::fromLatin1(ScratchSchema));
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

Error stopped() { return {ErrorCode::Conflict, tr("The test was stopped. Nothing is left of the copy.")}; }

Error inUse()
{
    return {ErrorCode::Conflict, tr("The server of this shop is being tested already. Wait until that is done.")};
}
}

ScratchStore::ScratchStore() = default;

Result<std::unique_ptr<ScratchStore>> ScratchStore::make(Database &shop, const GoOn &goOn)
{
    auto folder = ScratchFolder::take(folderOf(shop));
    if (!folder)
        return fail(folder.error());
    std::unique_ptr<ScratchStore> scratch(new ScratchStore);
    scratch->m_folder = *std::move(folder);
    scratch->m_config.dataDir = scratch->m_folder->path();
    auto connection = Connection::open(shop.config());
    if (!connection)
        return fail(connection.error());
    try {
        if (shop.kind() == StoreKind::Sqlite) {
            if (const auto room = checkRoom(**connection, scratch->m_config.dataDir); !room)
                return fail(room.error());
            if (!copySqlite(**connection, scratch->m_config.sqliteFile(), goOn))
                return fail(stopped());
            return scratch;
        }
        if (!takeScratchSchema(**connection))
            return fail(inUse());
        scratch->m_lock = *std::move(connection);
        if (const auto made = makeScratchSchema(*scratch->m_lock); !made)
            return fail(made.error());
        scratch->m_config.url = scratchUrl(shop.config().url);
        auto inside = Connection::open(scratch->m_config);
        if (!inside)
            return fail(inside.error());
        if (const auto migrated = migrate(**inside, shop.clock(), true); !migrated)
            return fail(migrated.error());
        if (!copyPostgres(*scratch->m_lock, shop.clock().now(), goOn))
            return fail(stopped());
        return scratch;
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
}

ScratchStore::~ScratchStore()
{
    if (!m_lock)
        return;
    try {
        m_lock->command("ROLLBACK"); // of a copy that failed half-way
        dropScratchSchema(*m_lock);
    } catch (const StoreError &error) {
        qWarning("the copy of the shop was not removed: %s", error.what());
    }
}

void ScratchStore::removeLeftovers(Database &shop)
{
    const QString path = folderOf(shop);
    if (QDir(path).exists())
        (void)ScratchFolder::take(path); // and gives it back empty, if nobody is in it
    if (shop.kind() == StoreKind::Sqlite)
        return;
    try {
        const auto connection = Connection::open(shop.config());
        if (connection && takeScratchSchema(**connection))
            dropScratchSchema(**connection);
    } catch (const StoreError &error) {
        qWarning("what a test of the server left was not removed: %s", error.what());
    }
}

}
