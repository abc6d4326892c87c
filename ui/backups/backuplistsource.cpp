#include "ui/backups/backuplistsource.h"

#include "ui/backups/backupwords.h"

#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

void BackupListSource::loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done)
{
    QList<BackupEntry> sorted = m_state->backups;
    const bool bySize = order.key == "size"_L1, ascending = order.direction == Qt::AscendingOrder;
    if (!order.key.isEmpty())
        std::stable_sort(sorted.begin(), sorted.end(), [&](const BackupEntry &a, const BackupEntry &b) {
            const auto [first, second] = bySize ? std::pair(a.bytes, b.bytes) : std::pair(qint64(a.at), qint64(b.at));
            return ascending ? first < second : second < first;
        });
    QList<qint64> ids;
    for (const BackupEntry &backup : std::as_const(sorted))
        ids << backup.id.value;
    QTimer::singleShot(0, [done = std::move(done), ids] { done(ids); });
}

void BackupListSource::loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done)
{
    QList<SourceRow> rows;
    for (const BackupEntry &backup : m_state->backups)
        if (ids.contains(backup.id.value))
            rows << SourceRow{backup.id.value, QVariant::fromValue(Row{backup, m_state})};
    QTimer::singleShot(0, [done = std::move(done), rows] { done(rows); });
}

QList<Column> BackupListSource::columns(const Desk &desk)
{
    const Format format = desk.format();
    return {column<Row>(u"made"_s, tr("Made"), ColumnKind::Name, 28,
                        [format, &desk](const Row &row) {
                            return Cell{.text = backupwords::moment(format, row.backup.at, desk.now()),
                                        .tip = format.full(row.backup.at)};
                        }),
            column<Row>(
                u"kind"_s, tr("Kind"), ColumnKind::Text, 25,
                [](const Row &row) { return Cell{.text = backupwords::kind(row.backup), .tip = row.backup.fileName}; },
                false),
            column<Row>(u"size"_s, tr("Size"), ColumnKind::Figure, 10,
                        [format](const Row &row) {
                            return Cell{.text = backupwords::size(format.locale(), row.backup.bytes)};
                        }),
            column<Row>(
                u"places"_s, tr("Kept on"), ColumnKind::Quiet, 28,
                [](const Row &row) { return Cell{.text = backupwords::keptOn(row.backup, row.state->places)}; }, false),
            column<Row>(
                u"proved"_s, tr("Proved"), ColumnKind::State, 0,
                [format, &desk](const Row &row) {
                    const BadgeLook badge = backupwords::proof(format, row.backup, row.state->places, desk.now());
                    return Cell{.text = badge.text,
                                .badge = badge,
                                .tip = !row.backup.fault.isEmpty() ? row.backup.fault
                                    : row.backup.provedAt          ? format.full(*row.backup.provedAt)
                                                                   : QString()};
                },
                false)};
}

}
