#pragma once
// The header of a TableView: keeps the page's edge and shows the box that selects all or nothing.
#include <QHeaderView>

namespace backroom {

class TableView;

class TableHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(TableView &view);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QRect box() const;
    TableView &m_view;
    bool m_onBox = false;
};

}
