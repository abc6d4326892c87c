#include "app/backups/replayplan.h"

#include "app/backups/stopped.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <map>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

qint64 firstOf(const QString &path) { return QFileInfo(path).fileName().left(19).toLongLong(); }

// What one segment has for the plan.
struct Scan
{
    QString path;
    QList<recording::Change> changes; // without their bytes
    QList<Mark> marks;
    std::optional<Error> fault; // met after these
};

Scan scan(const QString &path, const Manifest &base)
{
    Scan found{path, {}, {}, {}};
    const auto reader = SegmentReader::open(path, base.epoch, base.changesKey);
    if (!reader) {
        if (reader.error().code != ErrorCode::NotFound)
            found.fault = reader.error();
        return found;
    }
    for (;;) {
        auto entry = (*reader)->next();
        if (!entry) {
            found.fault = entry.error();
            return found;
        }
        if (!*entry)
            return found;
        if (auto *change = std::get_if<recording::Change>(&**entry)) {
            change->bytes.clear();
            found.changes.append(*change);
        } else {
            found.marks.append(std::get<Mark>(**entry));
        }
    }
}

qint64 reach(const Scan &scan) { return scan.changes.isEmpty() ? 0 : scan.changes.constLast().seq; }

// The candidate that holds the most of it.
Scan best(const QStringList &candidates, const Manifest &base)
{
    std::optional<Scan> chosen;
    for (const QString &path : candidates) {
        Scan next = scan(path, base);
        if (!chosen || reach(next) > reach(*chosen) || (reach(next) == reach(*chosen) && chosen->fault && !next.fault))
            chosen = std::move(next);
        if (candidates.size() == 1)
            break;
    }
    return *std::move(chosen);
}

// The segments from the one on that holds the change after `seq`, each with where it lies.
QList<QStringList> segmentsAfter(qint64 seq, const QByteArray &epoch, const QStringList &changes)
{
    std::map<QString, QStringList> byName; // without the ending, which sorts wrong
    for (const QString &folder : changes)
        for (const QString &path : segments::filesOf(folder, epoch))
            byName[QFileInfo(path).completeBaseName()].append(path);
    QList<QStringList> all;
    for (const auto &[name, paths] : byName) {
        if (firstOf(paths.constFirst()) <= seq + 1)
            // Those before end before this begins; one that was begun again may be needed beside the first.
            while (!all.isEmpty() && firstOf(all.constLast().constFirst()) < firstOf(paths.constFirst()))
                all.removeLast();
        all.append(paths);
    }
    return all;
}

class Planner {
public:
    Planner(const Manifest &base, Millis moment) : m_moment(moment)
    {
        plan.last = m_seen = base.changeSeq;
        plan.at = base.at;
    }
    // False when the moment has come.
    Result<bool> take(const Scan &scan)
    {
        for (const recording::Change &change : scan.changes) {
            if (change.seq <= m_seen)
                continue;
            if (change.seq > m_seen + 1)
                return missing(scan);
            if (change.at > m_moment) {
                plan.goesOn = true;
                break;
            }
            m_seen = change.seq;
            if (change.ends) {
                plan.last = change.seq;
                plan.at = std::max(plan.at, change.at);
            }
        }
        plan.files.append(scan.path);
        m_marks += scan.marks;
        if (scan.fault)
            m_damaged = scan.path;
        return !plan.goesOn;
    }
    Result<ReplayPlan> end(const Scan *last)
    {
        if (last && last->fault && !plan.goesOn)
            return missing(*last);
        for (const Mark &mark : std::as_const(m_marks))
            if (mark.seq <= plan.last)
                plan.marks.append(mark);
        std::stable_sort(plan.marks.begin(), plan.marks.end(),
                         [](const Mark &a, const Mark &b) { return a.seq < b.seq; });
        return plan;
    }
    ReplayPlan plan;

private:
    tl::unexpected<Error> missing(const Scan &scan) const
    {
        return fail(
            ErrorCode::Malformed,
            tr("Recorded changes after %1 are missing or damaged (%2). The shop can be taken to moments until then.")
                .arg(QString::fromLatin1(timeText(plan.at)), m_damaged.isEmpty() ? scan.path : m_damaged));
    }
    Millis m_moment;
    qint64 m_seen = 0;
    QList<Mark> m_marks;
    QString m_damaged; // read last before changes were missing
};
}

Result<ReplayPlan> planReplay(const Manifest &base, const QStringList &changes, Millis moment,
                              const std::function<bool()> &goOn)
{
    Planner planner(base, moment);
    if (base.epoch.isEmpty())
        return planner.end(nullptr);
    std::optional<Scan> last;
    for (const QStringList &candidates : segmentsAfter(base.changeSeq, base.epoch, changes)) {
        if (!goOn())
            return stopped();
        last = best(candidates, base);
        const auto more = planner.take(*last);
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
    }
    return planner.end(last ? &*last : nullptr);
}

}
