#include "ui/widgets/tableview.h"

#include "ui/models/pagedmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/tableheader.h"

#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom {

static int heightOf(RowHeight height)
{
    const Metrics m = metrics();
    return height == RowHeight::Text ? m.textRow : height == RowHeight::Airy ? m.airyRow : m.twoLineRow;
}

TableView::TableView(RowHeight height, QWidget *parent)
    : QTableView(parent), m_rowHeight(heightOf(height)), m_edge(PageEdge)
{
    setFrameShape(NoFrame);
    setShowGrid(false);
    setMouseTracking(true);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the list
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalHeader(new TableHeader(*this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(m_rowHeight);
    verticalHeader()->setDefaultSectionSize(m_rowHeight);
    verticalScrollBar()->setSingleStep(m_rowHeight);
    setItemDelegate(new CellDelegate(*this));
    const auto arranged = [this] {
        if (m_sharing || !isVisible())
            return;
        m_arranged = true;
        Q_EMIT columnsArranged();
    };
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, arranged);
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, arranged);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &TableView::shareWidth);
    m_meeting.setSingleShot(true);
    connect(&m_meeting, &QTimer::timeout, this, &TableView::meet);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_meeting, qOverload<>(&QTimer::start));
}

void TableView::setPagedModel(PagedModel *model)
{
    setModel(model);
    int sorted = -1;
    for (int i = 0; i < model->columns().size(); ++i) {
        if (!model->order().key.isEmpty() && model->columns().at(i).key == model->order().key)
            sorted = i;
    }
    horizontalHeader()->setSortIndicator(sorted, model->order().direction);
    setSortingEnabled(true);
    m_met.clear();
    m_idle.clear();
    m_away.clear();
    shareWidth();
    connect(model, &QAbstractItemModel::dataChanged, &m_meeting, qOverload<>(&QTimer::start));
    connect(model, &PagedModel::stateChanged, &m_meeting, qOverload<>(&QTimer::start));
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { offerColumns(horizontalHeader()->viewport()->mapToGlobal(at)); });
}

PagedModel *TableView::pagedModel() const { return qobject_cast<PagedModel *>(model()); }

void TableView::setCheckable(bool checkable)
{
    m_checkable = checkable;
    horizontalHeader()->viewport()->update();
    viewport()->update();
}

void TableView::setEdge(int edge)
{
    m_edge = edge;
    viewport()->update();
}

void TableView::restoreColumns(const QByteArray &state)
{
    m_sharing = true;
    // A state of other columns than today's is left aside.
    m_arranged = horizontalHeader()->restoreState(state);
    m_sharing = false;
    shareWidth();
}

int TableView::checkWidth() const { return m_checkable ? metrics().icon + 16 : 0; }

QRect TableView::checkRect(const QRect &cell) const
{
    const int side = metrics().icon;
    return QStyle::visualRect(layoutDirection(), cell,
                              QRect(cell.left() + m_edge, cell.center().y() - side / 2, side, side));
}

QList<qint64> TableView::selectedIds() const
{
    QList<qint64> ids;
    const PagedModel *rows = pagedModel();
    if (!rows || !selectionModel())
        return ids;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids << rows->idAt(row);
    }
    return ids;
}

void TableView::selectIds(const QList<qint64> &ids)
{
    QItemSelection selection;
    for (const qint64 id : ids) {
        if (const int row = pagedModel()->rowOf(id); row >= 0)
            selection.select(model()->index(row, 0), model()->index(row, 0));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

qint64 TableView::currentId() const { return pagedModel() ? pagedModel()->idAt(currentIndex().row()) : 0; }

void TableView::flash(const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        m_flashing.insert(id);
    viewport()->update();
    QTimer::singleShot(1000, this, [this, ids] {
        for (const qint64 id : ids)
            m_flashing.remove(id);
        viewport()->update();
    });
}

void TableView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), m_rowHeight);
}

void TableView::hover(int row)
{
    if (row == m_hovered)
        return;
    updateRow(m_hovered);
    m_hovered = row;
    updateRow(m_hovered);
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    hover(indexAt(event->position().toPoint()).row());
    QTableView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent *event)
{
    hover(-1);
    QTableView::leaveEvent(event);
}

bool TableView::overCheck(const QPoint &at) const
{
    const QModelIndex index = indexAt(at);
    return m_checkable && index.isValid() && horizontalHeader()->visualIndex(index.column()) == 0
        && checkRect(visualRect(index)).adjusted(-m_edge, -20, 8, 20).contains(at);
}

void TableView::mousePressEvent(QMouseEvent *event)
{
    m_keyboard = false;
    const QPoint at = event->position().toPoint();
    if (event->button() == Qt::LeftButton && overCheck(at) && !(event->modifiers() & Qt::ShiftModifier)) {
        const QModelIndex index = indexAt(at);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        selectionModel()->select(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        return;
    }
    QTableView::mousePressEvent(event);
}

void TableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (overCheck(at)) {
        mousePressEvent(event);
        return;
    }
    QTableView::mouseDoubleClickEvent(event);
    if (const qint64 id = pagedModel() ? pagedModel()->idAt(indexAt(at).row()) : 0)
        Q_EMIT opened(id);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    m_keyboard = true;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const qint64 id = currentId())
            Q_EMIT opened(id);
        return;
    }
    if (event->key() == Qt::Key_Space && m_checkable && currentIndex().isValid()) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        return;
    }
    if (event->key() == Qt::Key_Escape && !selectionModel()->selection().isEmpty()) {
        clearSelection();
        return;
    }
    QTableView::keyPressEvent(event);
    viewport()->update();
}

void TableView::focusInEvent(QFocusEvent *event)
{
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason)
        m_keyboard = true;
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
    viewport()->update();
}

void TableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    horizontalHeader()->viewport()->update();
    Q_EMIT selectionChangedIds();
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

void TableView::setIdle(const QSet<int> &columns)
{
    if (columns == m_idle)
        return;
    m_idle = columns;
    shareWidth();
}

// Once somebody has dragged a column, all stay as they are.
void TableView::shareWidth()
{
    if (!pagedModel() || m_arranged)
        return;
    m_sharing = true;
    for (const int column : std::exchange(m_away, {}))
        setColumnHidden(column, false);
    if (!fitColumns() && !m_idle.isEmpty()) {
        for (const int column : std::as_const(m_idle))
            if (!isColumnHidden(column)) {
                setColumnHidden(column, true);
                m_away << column;
            }
        fitColumns();
    }
    m_sharing = false;
}

// Columns with a width keep it; the others share what is left.
bool TableView::fitColumns()
{
    const PagedModel *rows = pagedModel();
    const int letter = QFontMetrics(typeFont(Type::Body)).averageCharWidth();
    const QFontMetrics heading(typeFont(Type::Caption, QFont::DemiBold));
    const int digit = qMax(letter, QFontMetrics(typeFont(Type::Body)).horizontalAdvance(u'8'));
    int left = viewport()->width(), sharers = 0;
    QList<int> widths, least;
    for (int i = 0; i < rows->columns().size(); ++i) {
        const Column &column = rows->columns().at(i);
        if (isColumnHidden(i)) {
            widths << 1;
            least << 1;
            continue;
        }
        const bool figures = column.kind == ColumnKind::Figure, whole = figures || column.kind == ColumnKind::State;
        const int arrow = metrics().icon + 4, word = heading.horizontalAdvance(column.title) + 2 * CellDelegate::Inset;
        const int title = word + arrow;
        const int edge = i == rows->columns().size() - 1 ? m_edge - CellDelegate::Inset : 0;
        const int wanted = column.width * (figures ? digit : letter) + 2 * CellDelegate::Inset;
        // Times and places are short, and say nothing when they are cut; others are no reason to take the names' room.
        const bool quiet = column.kind == ColumnKind::Quiet;
        const int met = quiet ? qMin(m_met.value(i), wanted * 3 / 2) : m_met.value(i);
        const int width = qMax(qMax(wanted, met), title) + edge;
        widths << (column.width ? width : 0);
        // A sum that is cut is another sum: figures and states stay whole, words give way.
        const int words = whole ? m_met.value(i, width) : quiet && met > 0 ? met : int(0.6 * width);
        const int leastTitle = horizontalHeader()->sortIndicatorSection() == i ? title : word;
        least << (column.width ? qMin(width, qMax(words, leastTitle) + edge) : 0);
        sharers += column.width ? 0 : 1;
        left -= widths.last();
    }
    // In a narrow window the others give way to the name, as far as they can.
    int lacking = letter * 30 * sharers - left;
    const int spare = std::accumulate(widths.begin(), widths.end(), 0) - std::accumulate(least.begin(), least.end(), 0);
    if (lacking > 0 && spare > 0) {
        lacking = qMin(lacking, spare);
        for (int i = 0; i < widths.size(); ++i) {
            const int by = int(qint64(lacking) * (widths.at(i) - least.at(i)) / spare);
            widths[i] -= by;
            left += by;
        }
    }
    // Names can be short where that saves the others from being scrolled to, and are not where they are scrolled to anyway.
    const int share = left / qMax(1, sharers);
    int taken = 0;
    for (int i = 0; i < widths.size(); ++i) {
        if (isColumnHidden(i))
            continue;
        setColumnWidth(i, widths.at(i) ? widths.at(i) : share >= letter * 12 ? share : letter * 20);
        taken += columnWidth(i);
    }
    return taken <= viewport()->width();
}

// Wider sums and states than were thought of make their column wider, when they come into view.
void TableView::meet()
{
    const PagedModel *rows = pagedModel();
    if (!rows || m_arranged || rows->rowCount() == 0)
        return;
    const int first = qMax(0, rowAt(0)), last = rowAt(viewport()->height() - 1);
    const QHash<int, int> before = m_met;
    for (int i = 0; i < rows->columns().size(); ++i) {
        const ColumnKind kind = rows->columns().at(i).kind;
        if (isColumnHidden(i) || kind == ColumnKind::Name || kind == ColumnKind::Text)
            continue;
        for (int row = first; row <= (last < 0 ? rows->rowCount() - 1 : last); ++row) {
            const QModelIndex index = rows->index(row, i);
            if (index.data(PagedModel::LoadedRole).toBool())
                m_met[i] = qMax(m_met.value(i), itemDelegate()->sizeHint({}, index).width());
        }
    }
    if (m_met != before)
        shareWidth();
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_met.clear();
}

void TableView::offerColumns(const QPoint &globalPos)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"columnsMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<Column> &columns = pagedModel()->columns();
    for (int i = 1; i < columns.size(); ++i) {
        QAction *action = menu->addAction(columns.at(i).title, this, [this, i] {
            m_idle.remove(i); // asked for, or not wanted, whatever is in it
            m_away.remove(i);
            setColumnHidden(i, !isColumnHidden(i));
            shareWidth();
            Q_EMIT columnsArranged();
        });
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
    }
    menu->popup(globalPos);
}

void paintPicture(QPainter &painter, const QRect &rect, const QPixmap &picture)
{
    const Tokens &t = tokens();
    if (picture.isNull()) {
        roundedBox(painter, rect, 6, t.neutralSoft);
        const int inset = rect.width() / 4;
        paintIcon(painter, rect.adjusted(inset, inset, -inset, -inset), u"image"_s, t.disabled);
        return;
    }
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath path;
    path.addRoundedRect(rect, 6, 6);
    painter.setClipPath(path);
    painter.fillRect(rect, t.neutralSoft);
    const QSizeF size = QSizeF(picture.size()).scaled(rect.size(), Qt::KeepAspectRatio);
    QRectF place(QPointF(), size);
    place.moveCenter(QRectF(rect).center());
    painter.drawPixmap(place, picture, QRectF(picture.rect()));
    painter.restore();
}

}
