#pragma once
// The short lists of a dashboard, painted: which is most (name, thin bar, figure), what waits (sign, words, number),
// what is well (mark, words, fact). Rows that lead somewhere can be clicked and reached with the arrow keys.
#include "ui/widgets/badge.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace backroom {

struct ListRow
{
    QString text;
    QString second = {}; // beneath
    QString figure = {}; // at the end of the first line
    QString figureSecond = {}; // beneath the figure
    std::optional<double> share = {}; // of the largest, 0 to 1: draws the bar, and figureSecond beside it
    std::optional<BadgeLook> badge = {}; // at the end instead of a figure
    QString sign = {}; // name of an icon before the words
    Ink ink = Ink::Muted; // of the sign
    bool tile = false; // the sign stands in a soft tile
    bool pictured = false; // a picture instead of a sign
    QPixmap picture = {};
    bool leads = false; // can be clicked, and shows an arrow at its end
};

class RowList final : public QWidget {
    Q_OBJECT
public:
    explicit RowList(bool ruled = true, QWidget *parent = nullptr);

    void setRows(const QList<ListRow> &rows);
    const QList<ListRow> &rows() const { return m_rows; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void opened(int row);

protected:
    void paintEvent(QPaintEvent *) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect rowRect(int row) const;
    int rowAt(const QPoint &at) const;
    int leastHeight() const;
    void paintRow(QPainter &painter, const QRect &rect, const ListRow &row) const;

    QList<ListRow> m_rows;
    bool m_ruled;
    int m_hovered = -1, m_current = 0;
};

}
