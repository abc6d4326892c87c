#pragma once
// The list of a page: rows edge to edge, hairlines, hover and selection across the row, check boxes to select with.
// Works on a PagedModel.
#include <QSet>
#include <QTableView>
#include <QTimer>

namespace backroom {

class PagedModel;

enum class RowHeight { Text, Airy, TwoLines };

class TableView final : public QTableView {
    Q_OBJECT
public:
    explicit TableView(RowHeight height = RowHeight::TwoLines, QWidget *parent = nullptr);

    void setPagedModel(PagedModel *model);
    PagedModel *pagedModel() const;
    // Boxes before the first column; a click on one keeps what else is selected.
    void setCheckable(bool checkable);

    QList<qint64> selectedIds() const;
    void selectIds(const QList<qint64> &ids);
    qint64 currentId() const;
    // Tints rows for a second: something outside this window changed them.
    void flash(const QList<qint64> &ids);

    int rowHeight() const { return m_rowHeight; }
    int hoveredRow() const { return m_hovered; }
    bool isFlashing(qint64 id) const { return m_flashing.contains(id); }
    bool showsFocus() const { return hasFocus() && m_keyboard; }
    int edge() const { return m_edge; }
    // Room before the words of a page's first and last column; 24 on a page, 0 in a panel.
    void setEdge(int edge);
    // As saved by the header; from then on widths are the person's, not shared by the table.
    void restoreColumns(const QByteArray &state);
    // A menu of the columns but the first: which are shown. Also under the right button on the header.
    void offerColumns(const QPoint &globalPos);
    // Columns in which nothing stands: they are hidden where there is no room for all, until somebody asks for them.
    void setIdle(const QSet<int> &columns);
    int checkWidth() const;
    QRect checkRect(const QRect &cell) const;

Q_SIGNALS:
    void opened(qint64 id); // Enter or double click
    void selectionChangedIds();
    void columnsArranged(); // somebody dragged a column wider or elsewhere

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void hover(int row);
    void updateRow(int row);
    void shareWidth();
    bool fitColumns(); // whether all are in sight
    void meet();
    bool overCheck(const QPoint &at) const;

    int m_rowHeight;
    int m_hovered = -1;
    int m_edge;
    bool m_checkable = false;
    bool m_keyboard = false;
    bool m_arranged = false; // widths are the person's
    bool m_sharing = false;
    QSet<int> m_idle, m_away; // and those of them that are hidden now
    QSet<qint64> m_flashing;
    QHash<int, int> m_met; // the widest figure or state seen in a column, in pixels
    QTimer m_meeting; // once for many rows
};

// A picture in its box, or the sign for "none": photos keep their colours on a neutral ground.
void paintPicture(QPainter &painter, const QRect &rect, const QPixmap &picture);

}
