#include "app/backups/replay.h"

#include "app/backups/markmaker.h"
#include "app/backups/replayimages.h"
#include "app/backups/replayplan.h"
#include "app/backups/snapshotstore.h"
#include "app/backups/stopped.h"
#include "app/products/productsearch.h"
#include "app/products/productstore.h"
#include "app/store/changeapplier.h"
#include "app/store/migrator.h"
#include "app/store/storeerror.h"
#include "app/store/storefigures.h"

#include <QCoreApplication>

namespace backroom {

namespace {
constexpr Millis Day = 24LL * 3600 * 1000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Carries out what was planned and compares the marks.
class Replay {
public:
    Replay(Connection &shop, const Manifest &base, const ReplayPlan &plan, const BackupGoOn &goOn)
        : m_shop(shop), m_base(base), m_plan(plan), m_goOn(goOn), m_applier(shop), m_done(base.changeSeq)
    {}

    Result<> run()
    {
        // What was changed around the program before the backup's first change is met by its own digests.
        for (const QString &file : m_plan.files)
            if (auto taken = take(file); !taken)
                return taken;
        if (auto compared = compareMarks(); !compared)
            return compared;
        m_applier.commit();
        return {};
    }

private:
    bool goOn() const
    {
        const auto all = double(std::max<qint64>(1, m_plan.last - m_base.changeSeq));
        return !m_goOn || m_goOn({BackupProgress::Step::Proving, double(m_done - m_base.changeSeq) / all});
    }

    Result<> take(const QString &file)
    {
        const auto reader = SegmentReader::open(file, m_base.epoch, m_base.changesKey);
        if (!reader)
            return reader.error().code == ErrorCode::NotFound ? Result<>() : fail(reader.error());
        while (m_done < m_plan.last) {
            const auto entry = (*reader)->next();
            if (!entry)
                return fail(entry.error());
            if (!*entry)
                return {};
            const auto *change = std::get_if<recording::Change>(&**entry);
            if (!change || change->seq <= m_done)
                continue;
            if (auto compared = compareMarks(); !compared)
                return compared;
            if (auto applied = m_applier.apply(*change); !applied)
                return applied;
            m_done = change->seq;
            if (++m_sinceCommit >= 1000 && change->ends) {
                m_sinceCommit = 0;
                m_applier.commit();
                if (!goOn())
                    return stopped();
            }
        }
        return {};
    }

    // Those of what was carried out so far.
    Result<> compareMarks()
    {
        while (m_mark < m_plan.marks.size() && m_plan.marks.at(m_mark).seq <= m_done) {
            const Mark &mark = m_plan.marks.at(m_mark++);
            const bool isLast = m_mark == m_plan.marks.size();
            if (mark.seq < m_done || (!isLast && m_comparing * 2 > m_all.micros()))
                continue;
            const StopWatch watch;
            const auto digests = digestRecorded(m_shop, [this] { return goOn(); });
            if (!digests)
                return stopped();
            m_comparing += watch.micros();
            if (const auto differing = differingTables(*digests, mark.tables); !differing.isEmpty())
                return fail(
                    ErrorCode::Malformed,
                    tr("The shop's file was changed by another program before %1 (%2), so what was recorded does not lead to this moment. Choose an earlier one, or the next backup.")
                        .arg(QString::fromLatin1(timeText(mark.at)), QString::fromUtf8(differing.join(", "))));
        }
        return {};
    }

    Connection &m_shop;
    const Manifest &m_base;
    const ReplayPlan &m_plan;
    const BackupGoOn &m_goOn;
    ChangeApplier m_applier;
    qint64 m_done;
    int m_sinceCommit = 0;
    qsizetype m_mark = 0;
    StopWatch m_all;
    qint64 m_comparing = 0;
};

// What is made from other tables and follows none of the recorded changes by itself.
void putRight(Connection &shop, const Manifest &base, const ReplayPlan &plan)
{
    shop.exec("DELETE FROM cart_lines");
    shop.exec("DELETE FROM carts");
    shop.exec("DELETE FROM recorded_changes");
    shop.exec("UPDATE recording SET seq = ?", plan.last);
    shop.exec("DELETE FROM product_search WHERE rowid NOT IN (SELECT id FROM products)");
    const Actor self = Actor::system(QStringLiteral("time machine"));
    const StoreSecrets none;
    Transaction transaction(shop, plan.at, none, self);
    QList<ProductId> changed;
    {
        Query rows = shop.query("SELECT id FROM products WHERE updated_at >= ? OR id NOT IN (SELECT rowid FROM "
                                "product_search) ORDER BY id",
                                base.at - Day); // clocks are put right now and then
        while (rows.next())
            changed.append(rows.id<ProductId>(0));
    }
    constexpr qsizetype AtOnce = 500;
    for (qsizetype i = 0; i < changed.size(); i += AtOnce)
        for (const Product &product : products::load(transaction, changed.mid(i, AtOnce)))
            products::indexProduct(transaction, product);
}

Result<> check(Connection &shop)
{
    for (const char *sql : {"PRAGMA foreign_key_check", "PRAGMA quick_check(1)"}) {
        Query rows = shop.query(sql);
        if (rows.next() && rows.utf8(0) != "ok")
            return fail(
                ErrorCode::Malformed,
                tr("What the recorded changes lead to is no whole shop (%1). Choose an earlier moment, or the next backup.")
                    .arg(rows.text(0)));
    }
    return {};
}

Result<> describe(Connection &shop, const ReplayPlan &plan, Millis moment, Manifest &manifest, const BackupGoOn &goOn)
{
    describeStore(shop, manifest);
    manifest.at = plan.goesOn ? moment : std::min(moment, plan.at);
    manifest.changeSeq = plan.last;
    const auto digests = digestTables(shop, shopTables(shop), [&goOn](qint64) {
        return !goOn || goOn({BackupProgress::Step::Proving, 1});
    });
    if (!digests)
        return stopped();
    manifest.tables = *digests;
    return {};
}

Result<> replay(const StoreConfig &config, Manifest &manifest, const ReplayPlan &plan, Millis moment,
                const QStringList &images, const BackupGoOn &goOn)
{
    {
        const auto shop = Connection::open(config);
        if (!shop)
            return fail(shop.error());
        if (auto done = Replay(**shop, manifest, plan, goOn).run(); !done)
            return done;
        const SystemClock clock;
        if (auto migrated = migrate(**shop, clock, false); !migrated)
            return migrated;
        (*shop)->command("BEGIN");
        putRight(**shop, manifest, plan);
        (*shop)->command("COMMIT");
        if (auto checked = check(**shop); !checked)
            return checked;
    }
    const auto shop = Connection::open(config);
    if (!shop)
        return fail(shop.error());
    addImages(**shop, config.dataDir, images, manifest);
    return describe(**shop, plan, moment, manifest, goOn);
}
}

Result<> replayTo(ProvedBackup &backup, Millis moment, const QStringList &changes, const QStringList &images,
                  const BackupGoOn &goOn)
{
    Manifest &manifest = backup.m_manifest;
    if (manifest.at > moment)
        return fail(ErrorCode::Conflict, tr("This backup is later than that moment. Choose one from before."));
    const auto plan = planReplay(manifest, changes, moment, [&goOn] {
        return !goOn || goOn({BackupProgress::Step::Proving, 0});
    });
    if (!plan)
        return fail(plan.error());
    try {
        return replay(backup.config(), manifest, *plan, moment, images, goOn);
    } catch (const StoreError &error) {
        qWarning("a replay failed: %s", error.what());
        return fail(error.toError());
    }
}

}
