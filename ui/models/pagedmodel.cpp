#include "ui/models/pagedmodel.h"

#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace backroom {

// Pages wished for while the user drags through the list; older wishes are forgotten, nobody looks there any more.
static constexpr qsizetype MaxWanted = 4;

PagedModel::PagedModel(QList<Column> columns, std::shared_ptr<RowSource> source, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)), m_source(std::move(source))
{}

void PagedModel::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void PagedModel::refresh()
{
    const quint64 generation = ++m_generation;
    m_halted = false;
    setState(State::Loading);
    m_source->loadIds(m_order, [self = QPointer(this), generation](Result<QList<qint64>> ids) {
        if (self && self->m_generation == generation)
            self->take(std::move(ids));
    });
}

void PagedModel::take(Result<QList<qint64>> ids)
{
    if (!ids) {
        m_error = ids.error();
        setState(State::Failed);
        return;
    }
    // Answers on their way were asked before this order; the rows here are shown until they have been asked for again.
    ++m_rowGeneration;
    m_asked.clear();
    m_wanted.clear();
    const QList<qint64> kept = m_rows.keys();
    for (const qint64 id : kept)
        m_rows.object(id)->stale = true;
    replace(std::move(*ids));
    if (!m_ids.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_ids.size()) - 1, int(m_columns.size()) - 1));
    setState(State::Ready);
}

// Tells the views as little as possible: what stays in front and behind stays; the middle goes and comes. Where only
// the order differs, selections follow their ids.
void PagedModel::replace(QList<qint64> ids)
{
    if (ids == m_ids)
        return;
    if (ids.size() == m_ids.size()) {
        Q_EMIT layoutAboutToBeChanged();
        const QModelIndexList held = persistentIndexList();
        QHash<qint64, int> places;
        for (const QModelIndex &index : held)
            places.insert(m_ids.at(index.row()), -1);
        const QList<qint64> before = std::exchange(m_ids, std::move(ids));
        for (int row = 0; row < m_ids.size() && !places.isEmpty(); ++row) {
            if (const auto place = places.find(m_ids.at(row)); place != places.end())
                *place = row;
        }
        QModelIndexList moved;
        for (const QModelIndex &old : held) {
            const int row = places.value(before.at(old.row()));
            moved << (row < 0 ? QModelIndex() : index(row, old.column()));
        }
        changePersistentIndexList(held, moved);
        Q_EMIT layoutChanged();
        return;
    }
    qsizetype front = 0;
    const qsizetype least = qMin(ids.size(), m_ids.size());
    while (front < least && ids.at(front) == m_ids.at(front))
        ++front;
    qsizetype behind = 0;
    while (behind < least - front && ids.at(ids.size() - 1 - behind) == m_ids.at(m_ids.size() - 1 - behind))
        ++behind;
    const qsizetype goes = m_ids.size() - front - behind, comes = ids.size() - front - behind;
    if (goes > 0) {
        beginRemoveRows({}, int(front), int(front + goes) - 1);
        m_ids.remove(front, goes);
        endRemoveRows();
    }
    if (comes > 0) {
        beginInsertRows({}, int(front), int(front + comes) - 1);
        m_ids = std::move(ids);
        endInsertRows();
    }
}

void PagedModel::invalidate(const QList<qint64> &ids)
{
    ++m_rowGeneration; // an answer on its way may be older than the change
    m_asked.clear();
    m_halted = false;
    for (const qint64 id : ids) {
        if (Kept *row = m_rows.object(id))
            row->stale = true;
    }
    announce(ids);
}

qint64 PagedModel::idAt(int row) const { return row >= 0 && row < m_ids.size() ? m_ids.at(row) : 0; }

int PagedModel::rowOf(qint64 id) const { return int(m_ids.indexOf(id)); }

QVariant PagedModel::valueAt(int row) const
{
    const Kept *kept = m_rows.object(idAt(row));
    return kept ? kept->value : QVariant();
}

int PagedModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_ids.size()); }

int PagedModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_columns.size()); }

QVariant PagedModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_ids.size())
        return {};
    const qint64 id = m_ids.at(index.row());
    const Column &column = m_columns.at(index.column());
    switch (role) {
    case IdRole: return id;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column.kind == ColumnKind::Figure ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
    case CellRole:
    case LoadedRole: break;
    default: return {};
    }
    const Kept *kept = m_rows.object(id);
    if (!kept || kept->stale)
        want(index.row());
    const bool here = kept && kept->value.isValid();
    if (role == LoadedRole)
        return here;
    if (!here)
        return {};
    const Cell cell = column.cell(kept->value);
    switch (role) {
    case CellRole: return QVariant::fromValue(cell);
    case Qt::ToolTipRole: return cell.tip.isEmpty() ? QVariant() : QVariant(cell.tip);
    case Qt::AccessibleTextRole: {
        QStringList words{column.title, cell.badge ? cell.badge->text : cell.text, cell.second};
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    default: return cell.badge ? cell.badge->text : cell.text;
    }
}

QVariant PagedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const Column &column = m_columns.at(section);
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column.kind == ColumnKind::Figure ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

void PagedModel::sort(int column, Qt::SortOrder direction)
{
    if (column >= m_columns.size() || (column >= 0 && !m_columns.at(column).sortable))
        return;
    const ListOrder order{column < 0 ? QString() : m_columns.at(column).key, direction};
    if (order.key == m_order.key && order.direction == m_order.direction)
        return;
    m_order = order;
    if (m_state != State::Empty)
        refresh();
}

void PagedModel::want(int row) const
{
    if (m_halted)
        return;
    const int page = row / FetchRows * FetchRows;
    if (m_asked.isEmpty() || m_askedRow != page) {
        m_wanted.removeOne(page);
        m_wanted.append(page);
        if (m_wanted.size() > MaxWanted)
            m_wanted.removeFirst();
    }
    if (m_scheduled || !m_asked.isEmpty())
        return;
    m_scheduled = true;
    // After the paint that asked: by then all its rows have been wished for.
    QTimer::singleShot(0, this, [self = const_cast<PagedModel *>(this)] {
        self->m_scheduled = false;
        self->fetch();
    });
}

void PagedModel::fetch()
{
    while (m_asked.isEmpty() && !m_wanted.isEmpty()) {
        m_askedRow = m_wanted.takeLast();
        QList<qint64> ids;
        for (int row = m_askedRow; row < qMin(m_askedRow + FetchRows, int(m_ids.size())); ++row) {
            const Kept *kept = m_rows.object(m_ids.at(row));
            if (!kept || kept->stale)
                ids << m_ids.at(row);
        }
        if (ids.isEmpty())
            continue;
        m_asked = ids;
        const quint64 generation = m_rowGeneration;
        m_source->loadRows(ids, [self = QPointer(this), ids, generation](Result<QList<SourceRow>> rows) {
            if (self && self->m_rowGeneration == generation)
                self->takeRows(ids, std::move(rows));
        });
    }
}

void PagedModel::takeRows(const QList<qint64> &asked, Result<QList<SourceRow>> rows)
{
    m_asked.clear();
    if (!rows) {
        // Shown as they are until somebody refreshes, so that a store that is away is not hammered.
        m_error = rows.error();
        m_wanted.clear();
        m_halted = true;
        setState(State::Failed);
        return;
    }
    QSet<qint64> gone(asked.begin(), asked.end());
    for (SourceRow &row : *rows) {
        gone.remove(row.id);
        m_rows.insert(row.id, new Kept{std::move(row.value), false});
    }
    // Deleted meanwhile: the next order leaves them out; until then their last words stand and nobody asks again.
    for (const qint64 id : std::as_const(gone)) {
        if (Kept *kept = m_rows.object(id))
            kept->stale = false;
        else
            m_rows.insert(id, new Kept);
    }
    announce(asked);
    fetch();
}

void PagedModel::announce(const QList<qint64> &ids)
{
    // They mostly stand together where they were asked for; elsewhere only after the order has changed.
    const QSet<qint64> sought(ids.begin(), ids.end());
    int first = -1, last = -1;
    const auto look = [&](int from, int to) {
        for (int row = qMax(0, from); row < qMin(to, int(m_ids.size())); ++row) {
            if (!sought.contains(m_ids.at(row)))
                continue;
            first = first < 0 ? row : first;
            last = row;
        }
    };
    look(m_askedRow, m_askedRow + FetchRows);
    if (first < 0 || last - first + 1 < sought.size())
        look(0, int(m_ids.size()));
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, int(m_columns.size()) - 1));
}

}
