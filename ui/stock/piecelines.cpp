#include "ui/stock/piecelines.h"

#include "ui/models/pagedmodel.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom {

void PieceLines::setColumns(const QList<LineColumn> &columns)
{
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

int PieceLines::rowOf(VariantId variant) const
{
    for (int row = 0; row < m_lines.size(); ++row)
        if (m_lines.at(row).piece.variant == variant)
            return row;
    return -1;
}

QList<VariantId> PieceLines::variants() const
{
    QList<VariantId> ids;
    for (const PieceLine &line : m_lines)
        ids << line.piece.variant;
    return ids;
}

int PieceLines::add(const Piece &piece, Millis at, qint64 quantity)
{
    int row = rowOf(piece.variant);
    if (row < 0) {
        row = int(m_lines.size());
        beginInsertRows({}, row, row);
        m_lines << PieceLine{piece, quantity, {}, {}, at, {}};
        endInsertRows();
    } else {
        m_lines[row].piece = piece;
        m_lines[row].quantity += quantity;
        m_lines[row].at = at;
        m_lines[row].fault.clear();
        rowChanged(row);
    }
    Q_EMIT edited();
    return row;
}

void PieceLines::remove(int row)
{
    if (row < 0 || row >= m_lines.size())
        return;
    beginRemoveRows({}, row, row);
    m_lines.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void PieceLines::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
    Q_EMIT edited();
}

void PieceLines::update(const QList<Piece> &pieces)
{
    for (const Piece &piece : pieces)
        if (const int row = rowOf(piece.variant); row >= 0) {
            m_lines[row].piece = piece;
            rowChanged(row);
        }
}

void PieceLines::change(int row, const std::function<void(PieceLine &)> &how)
{
    how(m_lines[row]);
    rowChanged(row);
}

QList<FieldError> PieceLines::setFaults(const QList<FieldError> &faults)
{
    static const QRegularExpression where(u"^lines\\[(\\d+)\\]\\."_s);
    for (PieceLine &line : m_lines)
        line.fault.clear();
    QList<FieldError> elsewhere;
    for (const FieldError &fault : faults) {
        const auto match = where.match(fault.field);
        const int row = match.hasMatch() ? match.captured(1).toInt() : -1;
        if (row < 0 || row >= m_lines.size())
            elsewhere << fault;
        else
            m_lines[row].fault = fault.message;
    }
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    return elsewhere;
}

void PieceLines::rowChanged(int row) { Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1)); }

QVariant PieceLines::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LineColumn &column = m_columns.at(index.column());
    const PieceLine &line = m_lines.at(index.row());
    switch (role) {
    case PagedModel::CellRole: return QVariant::fromValue(column.cell(line));
    case PagedModel::LoadedRole: return true;
    case PagedModel::IdRole: return line.piece.variant.value;
    case Qt::EditRole: return column.typed ? column.typed(line) : QString();
    case Qt::DisplayRole: return column.cell(line).text;
    case Qt::ToolTipRole: return line.fault.toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column.kind == ColumnKind::Figure ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole: {
        const Cell cell = column.cell(line);
        QStringList words{cell.text, cell.second, column.type ? line.fault : QString()};
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    default: return {};
    }
}

bool PieceLines::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || !m_columns.at(index.column()).type)
        return false;
    PieceLine changed = m_lines.at(index.row());
    if (!m_columns.at(index.column()).type(changed, value.toString())) {
        m_tookTyped = false;
        m_lines[index.row()].fault = tr("“%1” is no figure. It stays as it was.").arg(value.toString().left(40));
        rowChanged(index.row());
        return false;
    }
    changed.fault.clear();
    m_lines[index.row()] = changed;
    rowChanged(index.row());
    Q_EMIT edited();
    return true;
}

QVariant PieceLines::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= m_columns.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter
                   | (m_columns.at(section).kind == ColumnKind::Figure ? Qt::AlignRight : Qt::AlignLeft));
    return role == Qt::DisplayRole ? m_columns.at(section).title : QVariant();
}

Qt::ItemFlags PieceLines::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && m_columns.at(index.column()).type)
        flags |= Qt::ItemIsEditable;
    return flags;
}

LineColumn pieceColumn()
{
    return {u"piece"_s, PieceLines::tr("Piece"), ColumnKind::Name, [](const PieceLine &line) {
                QStringList quiet{line.piece.options, line.piece.sku};
                quiet.removeAll(QString());
                return Cell{.text = line.piece.title, .second = quiet.join(u"  ·  "_s)};
            }};
}

}
