#pragma once
// A picture with a frame around the part of it that is kept: pulled by its edges and corners, moved by its inside, or by
// the arrow keys (with Shift ten pixels at a time, with Ctrl its size).
#include "ui/products/cropgeometry.h"

#include <QPixmap>
#include <QWidget>

namespace backroom {

class CropFrame final : public QWidget {
    Q_OBJECT
public:
    explicit CropFrame(QWidget *parent = nullptr);

    // As it is shown; the picture itself has `size` pixels, and all of it is kept at first.
    void setPicture(const QImage &shown, const QSize &size);
    // What is kept: pixels of the picture as it is turned.
    const QRect &part() const { return m_part; }
    // Clockwise, 0 to 3.
    int quarters() const { return m_quarters; }
    QSize pictureSize() const { return m_bounds.picture; }
    // Nothing is cut off or turned.
    bool isWhole() const { return m_quarters == 0 && m_part.size() == m_bounds.picture; }
    // Width to height; 0 for any. The frame follows.
    void setRatio(double ratio);
    void turn(int quarters);
    void reset();
    // Where the part is in this widget.
    QRect frame() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // The part, or how the picture is turned.
    void changed();

protected:
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    // The edges within reach of the pointer; none for the inside, nothing outside.
    std::optional<Qt::Edges> grip(const QPoint &at) const;
    QRect place() const;
    void put(const QRect &part);

    QImage m_upright; // before it was turned
    QPixmap m_shown, m_scaled;
    crop::Bounds m_bounds;
    QRect m_part;
    int m_quarters = 0;
    std::optional<Qt::Edges> m_grip; // while it is pulled
    QPoint m_from;
    QRect m_before;
};

}
