#pragma once
// An order made here: pieces are scanned or looked for, prices reckoned as the web shop does, money taken, and the next
// customer served. What stands in it stays while one looks at something else.
#include "app/orders/counter.h"
#include "ui/shell/scanner.h"
#include "ui/stock/piecelines.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QBoxLayout;
class QStackedWidget;

namespace backroom {

struct Commit;
class CounterForm;
class Desk;
class LineTable;
class PageHead;
class PieceField;

class CounterSheet final : public QWidget, public ScanTaker {
    Q_OBJECT
public:
    explicit CounterSheet(Desk &desk, QWidget *parent = nullptr);

    bool takeScan(const QString &code) override;
    // Something in hand, or by telephone: how it usually leaves.
    void begin(CounterOrder::Delivery delivery);
    void take(const Commit &commit);
    const PieceLines &lines() const { return *m_lines; }

Q_SIGNALS:
    void closed();
    // Asked for behind the sale: its page, its receipt.
    void openAsked(const QByteArray &number);
    void receiptAsked(const QByteArray &number);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeDone();
    void arrange();
    void startOver();
    void add(const Piece &piece);
    // What it comes to is asked for anew.
    void changed();
    // What the last button says, and whether it can be pressed.
    void showPlace();
    void reckon();
    void place();
    void setPlacing(bool placing);
    void placed(const Order &order, const std::optional<qint64> &given);
    // The sale before is told of only while it stands.
    void checkDone();
    void showError(const Error &error);
    // Empty: none. Its line keeps its place.
    void showFault(const QString &sentence);
    void dropFault() { showFault({}); }
    std::optional<CounterOrder> order();

    Desk &m_desk;
    PieceLines *m_lines;
    LineTable *m_table;
    PageHead *m_head;
    PieceField *m_piece;
    CounterForm *m_form;
    QLabel *m_fault;
    QBoxLayout *m_columns, *m_frame;
    QWidget *m_rule; // between lines and form, where that stands under them
    QStackedWidget *m_content;
    QWidget *m_done; // of the sale before
    QLabel *m_doneText;
    QByteArray m_doneNumber;
    QByteArray m_key; // of this filling of the form: placed again, it is the same order
    QAction *m_place, *m_empty;
    QAction *m_short; // the keys of what cannot be pressed yet: they lead to why
    QTimer m_soon;
    quint64 m_asked = 0; // of what it comes to: older answers are to no question any more
    QPointer<QWidget> m_typing; // had the focus when placing began
    bool m_placing = false; // nothing is added or typed meanwhile: it would be lost, or sold twice
};

}
