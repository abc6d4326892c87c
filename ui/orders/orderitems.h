#pragma once
// The lines of an order as a small table in its panel: what it is, whether it is sent, how many, each, in all.
#include "app/orders/order.h"
#include "ui/widgets/badge.h"

#include <QWidget>

namespace backroom {

class Format;

class OrderItems final : public QWidget {
    Q_OBJECT
public:
    struct Row
    {
        QString title;
        QString quiet; // options and SKU
        BadgeLook state;
        QString pieces, each, total;
    };
    // The format outlives it.
    explicit OrderItems(const Format &format, QWidget *parent = nullptr);

    void setOrder(const Order &order);
    const QList<Row> &rows() const { return m_rows; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override;

private:
    const Format &m_format;
    QList<Row> m_rows;
};

}
