#pragma once
// One piece beside the list: how many there are, how long they last, and every movement that led there, with who and why.
#include "app/stock/shelflist.h"

#include <QWidget>

class QAction;
class QLabel;

namespace backroom {

class Desk;
class ElidedLabel;
class FactList;
class RowList;

class PiecePanel final : public QWidget {
    Q_OBJECT
public:
    static constexpr int MostMovements = 100;

    // The actions are the page's: to move stock of the piece, to open its product.
    PiecePanel(Desk &desk, QAction *move, QAction *open, QWidget *parent = nullptr);

    void show(VariantId variant);
    void reload();
    const ShelfRow &row() const { return m_row; }

Q_SIGNALS:
    void closed();
    // All its movements, in the list of movements.
    void allAsked();

private:
    struct Shown
    {
        QList<ShelfRow> rows;
        QList<MovementRow> movements;
        bool more = false;
    };
    void take(const Shown &shown);

    Desk &m_desk;
    VariantId m_variant;
    ShelfRow m_row;
    ElidedLabel *m_title, *m_codes;
    QLabel *m_level;
    FactList *m_facts;
    RowList *m_movements;
    QWidget *m_more;
};

}
