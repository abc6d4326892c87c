#include "ui/widgets/paperpreview.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QGraphicsEffect>
#include <QGraphicsItem>
#include <QGraphicsView>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPrintPreviewWidget>
#include <QPrinter>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostPages = 30; // shown

// Over the hard shadow that Qt gives a page: a hairline, as panels have it. No item of its own, as Qt takes all that are
// in the scene for pages.
class PaperEdge final : public QGraphicsEffect {
protected:
    void draw(QPainter *painter) override
    {
        drawSource(painter);
        const QRectF around = sourceBoundingRect();
        // Qt leaves a twenty-fifth of the longer side free on all four.
        const double free = qMax(around.width(), around.height()) / 27;
        const QRectF paper = around.adjusted(free, free, -free, -free);
        for (const QRectF &side : {QRectF(paper.topRight(), around.bottomRight()),
                                   QRectF(QPointF(around.left(), paper.bottom()), around.bottomRight())})
            painter->fillRect(side, tokens().canvas);
        painter->setPen(QPen(tokens().outline, 0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(paper);
    }
};

QPushButton *leafing(const QString &sign, const QString &name, const QString &objectName)
{
    auto *button = new QPushButton(icon(sign), {});
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoDefault(false);
    setKind(*button, ButtonKind::Quiet);
    return button;
}
}

PaperPreview::PaperPreview(PreviewedPaper paper, QWidget *parent)
    : QDialog(parent),
      m_paper(std::move(paper)),
      m_printer(std::make_unique<QPrinter>(QPrinter::HighResolution)),
      m_size(new Segmented({tr("Whole page"), tr("Full width")})),
      m_before(leafing(u"chevron-left"_s, tr("Page before"), u"pageBefore"_s)),
      m_after(leafing(u"chevron-right"_s, tr("Next page"), u"pageAfter"_s)),
      m_page(makeLabel({}, Type::Body, Ink::Muted)),
      m_more(makeLabel({}, Type::Caption, Ink::Muted)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    setObjectName(u"paperPreview"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_paper.title);
    m_fault->setObjectName(u"previewFault"_s);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(PageEdge, 8, PageEdge, 8);
    m_fault->hide();
    m_more->setObjectName(u"previewMore"_s);
    makeView();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(makeControls());
    all->addWidget(makeRule());
    all->addWidget(m_view, 1);
    all->addWidget(m_fault);
    all->addWidget(makeRule());
    all->addWidget(makeButtons(m_paper.canSave));
    m_print->setDefault(true); // once it stands in the dialog; before, another would be chosen
    takeColours();
    fitToScreen(*this, {metrics().unit * 48, metrics().unit * 50});
    m_print->setFocus();
}

PaperPreview::~PaperPreview()
{
    delete m_view; // it looks at the printer
}

void PaperPreview::makeView()
{
    if (m_paper.layOut)
        m_paper.layOut(*m_printer);
    m_view = new QPrintPreviewWidget(m_printer.get());
    m_view->setObjectName(u"previewPages"_s);
    m_view->setAccessibleName(tr("The pages as they will be printed"));
    m_canvas = m_view->findChild<QGraphicsView *>();
    m_canvas->setFrameShape(QFrame::NoFrame);
    m_canvas->setFocusPolicy(Qt::NoFocus); // keys move it from wherever the focus is
    connect(m_view, &QPrintPreviewWidget::paintRequested, this,
            [this](QPrinter *printer) { m_isWhole = m_paper.paint(*printer, MostPages); });
    connect(m_view, &QPrintPreviewWidget::previewChanged, this, &PaperPreview::showPage);
}

QLayout *PaperPreview::makeControls()
{
    m_size->setObjectName(u"previewSize"_s);
    m_size->setAccessibleName(tr("How large"));
    m_page->setObjectName(u"previewPage"_s);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(PageEdge, 12, PageEdge, 12);
    row->setSpacing(8);
    row->addWidget(m_size);
    row->addStretch(1);
    row->addWidget(m_more);
    row->addSpacing(8);
    row->addWidget(m_before);
    row->addWidget(m_page);
    row->addWidget(m_after);
    connect(m_size, &Segmented::currentChanged, this,
            [this](int size) { size == 0 ? m_view->fitInView() : m_view->fitToWidth(); });
    connect(m_before, &QPushButton::clicked, this, [this] { leaf(-1); });
    connect(m_after, &QPushButton::clicked, this, [this] { leaf(1); });
    for (const auto &[key, by] : {std::pair(Qt::Key_PageUp, -1), {Qt::Key_PageDown, 1}})
        connect(new QShortcut(key, this), &QShortcut::activated, this, [this, by = by] { leaf(by); });
    for (const auto &[key, by] : {std::pair(Qt::Key_Up, -1), {Qt::Key_Down, 1}})
        connect(new QShortcut(key, this), &QShortcut::activated, this, [this, by = by] {
            QScrollBar *bar = m_canvas->verticalScrollBar();
            bar->setValue(bar->value() + by * 3 * metrics().unit);
        });
    return row;
}

QWidget *PaperPreview::makeButtons(bool canSave)
{
    auto *buttons = new QDialogButtonBox;
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setObjectName(u"closePreview"_s);
    if (canSave) {
        m_save = buttons->addButton(tr("Save as PDF…"), QDialogButtonBox::ActionRole);
        m_save->setObjectName(u"savePreviewed"_s);
        m_save->setIcon(icon(u"document"_s));
        connect(m_save, &QPushButton::clicked, this, &PaperPreview::saveAsked);
    }
    m_print = buttons->addButton(tr("Print…"), QDialogButtonBox::AcceptRole);
    m_print->setObjectName(u"printPreviewed"_s);
    m_print->setIcon(icon(u"print"_s));
    setKind(*m_print, ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_fault->hide();
        Q_EMIT printAsked();
    });
    return buttons;
}

int PaperPreview::pages() const { return m_view->pageCount(); }

void PaperPreview::leaf(int by)
{
    m_view->setCurrentPage(qBound(1, m_view->currentPage() + by, qMax(1, pages())));
    showPage(); // it says so by itself only when it was scrolled
}

void PaperPreview::showPage()
{
    for (QGraphicsItem *page : m_canvas->items())
        if (!page->graphicsEffect())
            page->setGraphicsEffect(new PaperEdge); // the page's
    const int page = m_view->currentPage(), count = pages();
    for (QWidget *widget : {static_cast<QWidget *>(m_before), static_cast<QWidget *>(m_after)})
        widget->setVisible(count > 1);
    m_before->setEnabled(page > 1);
    m_after->setEnabled(page < count);
    m_page->setText(count > 0 ? tr("Page %1 of %2").arg(QLocale().toString(qMax(1, page)), QLocale().toString(count))
                              : QString());
    m_more->setText(m_isWhole ? QString() : tr("Only the first pages are shown; all are printed"));
}

void PaperPreview::showFault(const QString &sentence)
{
    setBusy(false);
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
}

void PaperPreview::setBusy(bool busy)
{
    m_print->setEnabled(!busy);
    if (m_save)
        m_save->setEnabled(!busy);
}

// Paper is white in every theme; what it lies on is ours.
void PaperPreview::takeColours()
{
    if (m_canvas->scene())
        m_canvas->scene()->setBackgroundBrush(tokens().canvas);
}

void PaperPreview::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_view)
        takeColours();
    QDialog::changeEvent(event);
}

}
