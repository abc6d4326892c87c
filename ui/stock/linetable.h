#pragma once
// The table of PieceLines: rows of two lines, figures to type over, a strong edge and a sentence where something is
// wrong, Delete to take a line out. Enter, F2 or a figure begins to type over the one that is chosen.
#include <QTableView>

namespace backroom {

class PieceLines;

class LineTable final : public QTableView {
    Q_OBJECT
public:
    // Widths in average characters, one a column; 0 takes what is left.
    LineTable(PieceLines &lines, const QList<int> &widths, QWidget *parent = nullptr);

    // Shows the row and makes what is typed next its quantity.
    void point(int row);
    // What is half typed into a cell counts as typed.
    bool takeTyped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void shareWidth();
    PieceLines &m_lines;
    QList<int> m_widths;
};

}
