#pragma once
// A stack of pages that takes the room there is: whatever changes in one of them, nobody around is laid out anew, and the
// sizes of those that are not shown are not asked for.
#include <QStackedWidget>

namespace backroom {

class FillingStack final : public QStackedWidget {
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;

    QSize sizeHint() const override { return {800, 560}; }
    QSize minimumSizeHint() const override { return {0, 0}; }
    bool hasHeightForWidth() const override { return false; }
    int heightForWidth(int) const override { return -1; }
};

}
