#pragma once
// Where a piece is scanned or looked for: offers what fits while one types; Enter takes what carries exactly that code,
// else the first that is offered.
#include "app/products/pieces.h"
#include "ui/shell/desk.h"

#include <QLineEdit>
#include <QTimer>

class QCompleter;
class QStandardItemModel;

namespace backroom {

class PieceField final : public QLineEdit {
    Q_OBJECT
public:
    explicit PieceField(Desk &desk, QWidget *parent = nullptr);

    // As a scan, without the field being touched.
    void look(const QString &code);

Q_SIGNALS:
    void picked(const backroom::Piece &piece);
    // A sentence about what could not be found.
    void unknown(const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void offer();
    void enter();
    void take(Piece piece);

    Desk &m_desk;
    QTimer m_rest;
    QStandardItemModel *m_offers;
    QCompleter *m_completer;
    QList<Piece> m_found;
};

}
