#pragma once
// Count what stands on the shelf: each scan is one piece more; what was expected stands beside it, and what differs is
// put right with one change. What is sold meanwhile stays sold.
#include "ui/stock/goodssheet.h"

class QLineEdit;

namespace backroom {

class CountSheet final : public GoodsSheet {
    Q_OBJECT
public:
    explicit CountSheet(Desk &desk);

private:
    void save() override;
    void linesChanged() override;
    void showSum();
    void takeExpected(const QHash<VariantId, qint64> &expected);
    QLineEdit *m_note;
};

}
