#pragma once
// Receive goods: what a delivery brought, saved as one change with its delivery note.
#include "ui/stock/goodssheet.h"

class QLineEdit;

namespace backroom {

class ReceiveSheet final : public GoodsSheet {
    Q_OBJECT
public:
    explicit ReceiveSheet(Desk &desk);

private:
    void save() override;
    void linesChanged() override;
    QLineEdit *m_reference, *m_note;
};

}
