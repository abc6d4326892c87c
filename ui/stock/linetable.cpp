#include "ui/stock/linetable.h"

#include "ui/models/pagedmodel.h"
#include "ui/stock/piecelines.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Inset = 12;

class LineCells final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = tokens();
        const auto *lines = static_cast<const PieceLines *>(index.model());
        const LineColumn &column = lines->columns().at(index.column());
        const PieceLine &line = lines->lines().at(index.row());
        const bool current = option.state & QStyle::State_Selected;
        painter->save();
        painter->fillRect(option.rect, current ? t.select : t.surface);
        hairline(*painter, QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.border);
        QRect rect = option.rect.adjusted(Inset, 0, -Inset, -1);
        const bool wrong = !line.fault.isEmpty() && column.type;
        if (column.type) {
            const QRect field = fieldIn(option.rect);
            roundedBox(*painter, field, ControlRadius, t.surface, wrong ? t.bad : t.control,
                       wrong || (option.state & QStyle::State_HasFocus) ? 2 : 1);
            if (option.state & QStyle::State_HasFocus && !wrong)
                roundedBox(*painter, field, ControlRadius, {}, t.accent, 2);
            rect = field.adjusted(10, 0, -10, 0);
        }
        paintCell(*painter, rect, option.direction, column, column.cell(line), line);
        painter->restore();
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        auto *editor = new QLineEdit(parent);
        editor->setObjectName(u"lineEditor"_s);
        editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
        editor->setAlignment(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
        return editor;
    }

    // Once: what the row becomes meanwhile does not overwrite what is half typed.
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        auto *field = qobject_cast<QLineEdit *>(editor);
        if (!field || field->property("begun").toBool())
            return;
        field->setProperty("begun", true);
        field->setText(index.data(Qt::EditRole).toString());
    }

    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        editor->setGeometry(fieldIn(option.rect));
    }

private:
    static QRect fieldIn(const QRect &cell)
    {
        const int height = qMin(cell.height() - 8, metrics().control);
        return {cell.left() + 4, cell.center().y() - height / 2, cell.width() - 8, height};
    }

    static void paintCell(QPainter &painter, QRect rect, Qt::LayoutDirection direction, const LineColumn &column,
                          const Cell &cell, const PieceLine &line)
    {
        const Tokens &t = tokens();
        const QString text = cell.text.isEmpty() ? u"–"_s : cell.text;
        const Qt::Alignment side =
            QStyle::visualAlignment(direction, column.kind == ColumnKind::Figure ? Qt::AlignRight : Qt::AlignLeft);
        const Ink usual = cell.text.isEmpty() || column.kind == ColumnKind::Quiet ? Ink::Muted : Ink::Text;
        const QString second = column.kind == ColumnKind::Name && !line.fault.isEmpty() ? line.fault : cell.second;
        const int unit = metrics().unit, small = metrics().small;
        const int top = rect.top() + (rect.height() - unit - (second.isEmpty() ? 0 : small + 2)) / 2;
        painter.setPen(colour(t, cell.ink.value_or(usual)));
        painter.setFont(
            typeFont(Type::Body, column.kind == ColumnKind::Name || cell.ink ? QFont::Medium : QFont::Normal));
        if (column.kind == ColumnKind::Figure)
            drawFigures(painter, rect, side | Qt::AlignVCenter, text);
        else
            drawText(painter, QRect(rect.left(), top, rect.width(), unit), side | Qt::AlignVCenter, text);
        if (second.isEmpty() || column.kind == ColumnKind::Figure)
            return;
        painter.setFont(typeFont(Type::Caption));
        painter.setPen(line.fault.isEmpty() ? t.muted : t.bad);
        drawText(painter, QRect(rect.left(), top + unit + 2, rect.width(), small), side | Qt::AlignVCenter, second);
    }
};
}

LineTable::LineTable(PieceLines &lines, const QList<int> &widths, QWidget *parent)
    : QTableView(parent), m_lines(lines), m_widths(widths)
{
    setObjectName(u"lines"_s);
    setAccessibleName(tr("Lines"));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(AnyKeyPressed | SelectedClicked | DoubleClicked | EditKeyPressed);
    setItemDelegate(new LineCells(this));
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(metrics().twoLineRow);
    verticalHeader()->setDefaultSectionSize(metrics().twoLineRow);
    horizontalHeader()->setSectionsClickable(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(&lines);
    shareWidth();
}

void LineTable::point(int row)
{
    for (int column = 0; column < m_lines.columnCount(); ++column)
        if (m_lines.columns().at(column).key == u"quantity"_s) {
            setCurrentIndex(m_lines.index(row, column));
            scrollTo(currentIndex());
            horizontalScrollBar()->setValue(0); // what it is stays in sight
        }
}

bool LineTable::takeTyped()
{
    if (state() == EditingState)
        setFocus(Qt::OtherFocusReason);
    return m_lines.tookTyped(); // also when a click took the focus from the field before
}

void LineTable::keyPressEvent(QKeyEvent *event)
{
    const bool editing = state() == EditingState;
    if (!editing && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        m_lines.remove(currentIndex().row());
        return;
    }
    if (!editing && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        edit(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void LineTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

void LineTable::shareWidth()
{
    const int letter = QFontMetrics(typeFont(Type::Body)).averageCharWidth();
    const QFontMetrics heading(typeFont(Type::Caption, QFont::DemiBold));
    int left = viewport()->width(), sharers = 0;
    QList<int> widths, leasts;
    for (int i = 0; i < m_lines.columnCount(); ++i) {
        const int least = heading.horizontalAdvance(m_lines.columns().at(i).title) + 2 * Inset + 8;
        const int width = m_widths.value(i) ? qMax(m_widths.at(i) * letter + 2 * Inset, least) : 0;
        widths << width;
        leasts << qMax(6 * letter + 2 * Inset, least);
        left -= width;
        sharers += width ? 0 : 1;
    }
    // Before the name gives way, figures do.
    const int name = letter * 14;
    for (int i = 0; i < widths.size() && left < name * sharers; ++i) {
        const int given = m_lines.columns().at(i).type ? qMin(widths.at(i) - leasts.at(i), name * sharers - left) : 0;
        widths[i] -= qMax(0, given);
        left += qMax(0, given);
    }
    for (int i = 0; i < widths.size(); ++i)
        setColumnWidth(i, widths.at(i) ? widths.at(i) : qMax(left / qMax(1, sharers), name));
}

}
