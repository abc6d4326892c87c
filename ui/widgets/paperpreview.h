#pragma once
// What will come out of the printer, before it does: its pages to look at closely and to leaf through. Printing itself is
// the business of whoever opened it.
#include <QDialog>

#include <functional>
#include <memory>

class QGraphicsView;
class QLabel;
class QPagedPaintDevice;
class QPrinter;
class QPrintPreviewWidget;
class QPushButton;

namespace backroom {

class Segmented;

// What is shown of a paper.
struct PreviewedPaper
{
    QString title; // of the window: "Print order #1042"
    // Size, edges and direction of the paper, while nothing is painted yet.
    std::function<void(QPagedPaintDevice &device)> layOut;
    // Paints about so many pages at most; false when there are more than those. Quick, as it is the window that paints.
    std::function<bool(QPagedPaintDevice &device, int most)> paint;
    bool canSave = false; // as a PDF, too
};

class PaperPreview final : public QDialog {
    Q_OBJECT
public:
    // Deletes itself when closed. Stays open until whoever prints accepts it.
    PaperPreview(PreviewedPaper paper, QWidget *parent);
    ~PaperPreview() override;

    int pages() const;
    // Beneath the pages: why nothing came of it.
    void showFault(const QString &sentence);
    // Something is being printed or written: no second click.
    void setBusy(bool busy);

Q_SIGNALS:
    void printAsked();
    void saveAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeView();
    QLayout *makeControls();
    QWidget *makeButtons(bool canSave);
    void leaf(int by);
    void showPage();
    void takeColours();

    PreviewedPaper m_paper;
    std::unique_ptr<QPrinter> m_printer;
    QPrintPreviewWidget *m_view = nullptr;
    QGraphicsView *m_canvas = nullptr; // in it
    Segmented *m_size;
    QPushButton *m_before, *m_after;
    QLabel *m_page, *m_more, *m_fault;
    QPushButton *m_print = nullptr, *m_save = nullptr;
    bool m_isWhole = true; // there are no more pages than those shown
};

}
