#pragma once
// A list, tree or table of Qt's own that shows where one is by keyboard: a ring around the current row, or around all of
// it while there is none. TableView does so itself.
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QAbstractItemView>
#include <QPainter>

namespace backroom {

template<typename View> class Ringed : public View {
public:
    using View::View;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        View::paintEvent(event);
        if (!this->hasFocus())
            return;
        QPainter painter(this->viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        QRect ring = this->visualRect(this->currentIndex());
        if (ring.isEmpty())
            ring = this->viewport()->rect();
        ring.setLeft(0);
        ring.setRight(this->viewport()->width() - 1);
        roundedBox(painter, QRectF(ring), ControlRadius, {}, tokens().accent, 2);
    }
};

}
