#include "app/backups/pgshopat.h"

#include "app/backups/pgcluster.h"
#include "app/backups/snapshot.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr double RecoveryShare = 0.4; // of the time

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct Candidate
{
    PgStretch stretch;
    PgBase base;
};

// Newest first.
QList<Candidate> basesBefore(Millis moment, const QString &folder)
{
    QList<Candidate> found;
    for (const PgStretch &stretch : PgStretch::in(folder))
        for (const PgBase &base : stretch.bases())
            if (base.at <= moment)
                found.prepend({stretch, base});
    return found;
}

tl::unexpected<Error> outside(const QString &folder)
{
    QStringList spans;
    for (const Stretch &stretch : pgfolder::moments(folder))
        spans << tr("from %1 until %2")
                     .arg(QString::fromLatin1(timeText(stretch.from)), QString::fromLatin1(timeText(stretch.until)));
    return fail(ErrorCode::NotFound,
                spans.isEmpty()
                    ? tr("The time machine in %1 reaches no moment yet.").arg(folder)
                    : tr("The time machine reaches every moment %1. Choose one of them.").arg(spans.join(tr(" and "))));
}

// The rows take the road of every backup: out of the database in one snapshot, into a store of their own, and proved there.
Result<std::unique_ptr<ProvedBackup>> take(const Candidate &candidate, const PgMomentOrder &order)
{
    const auto share = [&order](double done) {
        return !order.goOn || order.goOn({BackupProgress::Step::Proving, done});
    };
    const QString file = order.scratch % ".backroom"_L1;
    const BackupKey key = BackupKey::makeKept();
    struct Removing
    {
        QString file;
        ~Removing() { QFile::remove(file); }
    } const removing{file};
    QFile::remove(file);
    {
        const auto cluster = PgCluster::at(candidate.stretch, candidate.base, order.moment,
                                           order.scratch % ".server"_L1, [&share] { return share(0.1); });
        if (!cluster)
            return fail(cluster.error());
        const ManualClock then(order.moment);
        const auto shop = Database::open((*cluster)->config(), then);
        if (!shop)
            return fail(shop.error());
        const auto made = makeBackup(**shop, {file, key, u"moment"_s, {}, [&share](const BackupProgress &progress) {
                                                  return share(RecoveryShare + (0.8 - RecoveryShare) * progress.share);
                                              }});
        if (!made)
            return fail(made.error());
    }
    return proveBackup(file, key, order.scratch,
                       [&share](const BackupProgress &progress) { return share(0.8 + 0.2 * progress.share); });
}
}

Result<std::unique_ptr<ProvedBackup>> pgShopAt(const PgMomentOrder &order)
{
    std::optional<Error> fault;
    for (const Candidate &candidate : basesBefore(order.moment, order.folder)) {
        auto taken = take(candidate, order);
        if (taken)
            return taken;
        if (taken.error().code == ErrorCode::NotFound)
            return outside(order.folder);
        if (!fault)
            fault = taken.error();
        if (taken.error().code != ErrorCode::Malformed)
            break; // stopped, or no room: the next would end alike
    }
    return fault ? fail(*fault) : outside(order.folder);
}

}
