#pragma once
// Paints the cells of a table: names with a second line and a picture, figures in columns, states as badges. Hover,
// selection and the focus ring belong to the row and are painted across it.
#include <QStyledItemDelegate>

namespace backroom {

class TableView;

class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(TableView &view);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    // Room between a cell's edge and its words; the first and last cell of a row keep the edge of the page.
    static constexpr int Inset = 12;

private:
    void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QRect inner(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    TableView &m_view;
};

}
