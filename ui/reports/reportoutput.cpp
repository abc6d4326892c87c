#include "ui/reports/reportoutput.h"

#include "ui/shell/desk.h"
#include "ui/theme/type.h"
#include "ui/widgets/paperpreview.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPointer>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TickMillis = 200;
constexpr int SlowMillis = 300; // what is over by then is not worth a word

QString filterOf(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Csv: return ReportOutput::tr("CSV files (*.csv)");
    case ReportFormat::Xlsx: return ReportOutput::tr("Workbooks (*.xlsx)");
    case ReportFormat::Pdf: break;
    }
    return ReportOutput::tr("PDF documents (*.pdf)");
}
}

ReportOutput::ReportOutput(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_text(new ElidedLabel), m_cancel(new QPushButton(tr("Cancel")))
{
    setObjectName(u"reportWork"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(PageEdge, 8, PageEdge, 8);
    m_cancel->setObjectName(u"cancelReport"_s);
    row->addWidget(m_text, 1);
    row->addWidget(m_cancel);
    hide();
    m_slow.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, &ReportOutput::show);
    connect(&m_tick, &QTimer::timeout, this, &ReportOutput::show);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_progress)
            m_progress->cancelled = true;
        m_waiting.clear();
        setVisible(false);
        Q_EMIT cancelled();
    });
}

ReportOutput::~ReportOutput()
{
    if (m_progress)
        m_progress->cancelled = true;
}

void ReportOutput::setWaiting(const QString &says)
{
    m_waiting = says;
    if (says.isEmpty()) {
        m_slow.stop();
        setVisible(m_progress && !m_progress->cancelled);
    } else if (!isVisible()) {
        m_slow.start(SlowMillis);
    }
}

void ReportOutput::show()
{
    if (m_progress && !m_progress->cancelled)
        m_text->setText(tr("%1, row %2 of %3")
                            .arg(m_says, m_desk.format().number(m_progress->rows), m_desk.format().number(m_rows)));
    else
        m_text->setText(m_waiting);
    setVisible(true);
}

void ReportOutput::exportAs(ReportFormat format, const ReportPaper &paper)
{
    if (m_progress)
        return;
    const QString suggestion = reportfile::suggestedName(paper, format);
    m_desk.ask().fileToSave(this, tr("Export the report"), suggestion, filterOf(format),
                            [this, format, paper, suggestion](QString path) {
                                if (path.isEmpty() || m_progress)
                                    return;
                                if (QFileInfo(path).suffix().isEmpty())
                                    path += u'.' + QFileInfo(suggestion).suffix();
                                write(
                                    paper, tr("Writing %1").arg(QFileInfo(path).fileName()),
                                    [paper, format, path](ReportProgress &progress) {
                                        return reportfile::write(paper, format, path, progress);
                                    },
                                    tr("Exported to %1").arg(QDir::toNativeSeparators(path)));
                            });
}

void ReportOutput::print(const ReportPaper &paper)
{
    if (m_progress)
        return;
    PreviewedPaper shown;
    shown.title = tr("Print “%1”").arg(paper.title);
    shown.layOut = [paper](QPagedPaintDevice &device) { reportfile::layOut(device, paper); };
    shown.paint = [paper](QPagedPaintDevice &device, int most) {
        ReportProgress progress;
        reportfile::paint(paper, device, progress, most);
        return progress.rows == paper.table->rows.size();
    };
    shown.canSave = true;
    auto *preview = new PaperPreview(shown, this); // deletes itself when closed
    connect(preview, &PaperPreview::saveAsked, this, [this, paper, preview] {
        preview->accept();
        exportAs(ReportFormat::Pdf, paper);
    });
    connect(preview, &PaperPreview::printAsked, this, [this, paper, preview] { choosePrinter(paper, preview); });
    preview->open();
}

void ReportOutput::choosePrinter(const ReportPaper &paper, QDialog *preview)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(paper.title);
    reportfile::layOut(*printer, paper);
    auto *dialog = new QPrintDialog(printer.get(), preview);
    dialog->setObjectName(u"printDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer, paper, preview = QPointer(preview)] {
        if (preview)
            preview->accept();
        printOn(printer, paper);
    });
    // The dialog knows the printer by address: it goes after it.
    connect(dialog, &QObject::destroyed, this, [printer] {});
    dialog->open();
}

void ReportOutput::printOn(const std::shared_ptr<QPrinter> &printer, const ReportPaper &paper)
{
    if (m_progress)
        return;
    write(
        paper, tr("Printing"),
        [paper, printer](ReportProgress &progress) -> Result<bool> {
            if (reportfile::paint(paper, *printer, progress) == 0)
                return fail(ErrorCode::Unavailable,
                            tr("The printer did not take it. See whether it is on, or export a PDF and print that."));
            return !progress.cancelled;
        },
        tr("Sent to the printer"));
}

void ReportOutput::write(const ReportPaper &paper, const QString &says,
                         std::function<Result<bool>(ReportProgress &)> job, const QString &told)
{
    m_progress = std::make_shared<ReportProgress>();
    m_says = says;
    m_rows = int(paper.table->rows.size());
    m_tick.start(TickMillis);
    m_pool.run(
        this, [job = std::move(job), progress = m_progress] { return job(*progress); },
        [this, told](const Result<bool> &done) {
            m_tick.stop();
            m_progress.reset();
            setVisible(!m_waiting.isEmpty() && isVisible());
            if (!done)
                Q_EMIT m_desk.told(done.error().message);
            else if (*done)
                Q_EMIT m_desk.told(told);
        });
}

}
