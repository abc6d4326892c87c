#pragma once
// A sheet of pieces that is filled by scanning or searching and then saved as one change: what came in, what was counted.
// What stands in it stays until it is saved or emptied, wherever one goes meanwhile.
#include "app/base/result.h"
#include "ui/shell/scanner.h"
#include "ui/stock/piecelines.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QVBoxLayout;

namespace backroom {

struct Commit;
class Desk;
class FactList;
class FormField;
class LineTable;
class PageHead;
class PieceField;

class GoodsSheet : public QWidget, public ScanTaker {
    Q_OBJECT
public:
    bool takeScan(const QString &code) override;
    // The field for scans has the focus.
    void activate();
    void take(const Commit &commit);
    const PieceLines &lines() const { return *m_lines; }

Q_SIGNALS:
    void closed();

protected:
    struct Words
    {
        QString name; // of the object: "receiveSheet"
        QString title;
        QString save; // a verb
        QString emptyTitle, emptySentence;
    };
    GoodsSheet(Desk &desk, const Words &words, const QList<LineColumn> &columns, const QList<int> &widths);

    // Beside the lines: fields of the whole.
    FormField *addField(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    void showError(const Error &error);
    void setSaving(bool saving);
    // The sheet is empty again, as after saving.
    void empty();

    virtual void save() = 0;
    // Lines were added or typed over.
    virtual void linesChanged() = 0;

    Desk &m_desk;
    PieceLines *m_lines;
    LineTable *m_table;
    FactList *m_sum;

    void resizeEvent(QResizeEvent *event) override;

private:
    void add(const Piece &piece);
    void arrange();
    void showContent();
    void makeSide(QVBoxLayout &side);
    Words m_words;
    PageHead *m_head;
    PieceField *m_piece;
    QLabel *m_fault;
    QBoxLayout *m_columns, *m_frame;
    QWidget *m_rule, *m_side;
    QStackedWidget *m_content;
    QVBoxLayout *m_fieldsBox;
    QList<FormField *> m_fields;
    QAction *m_save, *m_empty;
    QPointer<QWidget> m_typing; // had the focus when saving began
    bool m_saving = false; // nothing is added or typed meanwhile: it would be lost, or booked twice
};

// A whole number as it was typed, in the locale's way.
std::optional<qint64> typedCount(const Desk &desk, const QString &text);

}
