#include "ui/products/importwizard.h"

#include "app/base/gzip.h"
#include "ui/products/imagebringing.h"
#include "ui/products/importmapping.h"
#include "ui/products/importoutcome.h"
#include "ui/products/importresult.h"
#include "ui/shell/longwork.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFileInfo>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QScrollArea *scrolling(QWidget *widget, const QString &name)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(widget);
    area->setAccessibleName(name);
    return area;
}

QString nameOf(ProductFormat format)
{
    switch (format) {
    case ProductFormat::Shopify: return u"Shopify"_s;
    case ProductFormat::WooCommerce: return u"WooCommerce"_s;
    case ProductFormat::Backroom: return u"Backroom"_s;
    case ProductFormat::Auto: break;
    }
    return {};
}
}

ImportWizard::ImportWizard(Desk &desk, StatusStrip &strip, ImageBringing &images, ImportResult &result, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_strip(strip),
      m_images(images),
      m_result(result),
      m_title(makeLabel({}, Type::Heading)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_steps(new QStackedWidget)
{
    setObjectName(u"importWizard"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import products"));
    setAcceptDrops(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, PageEdge, 0, 0);
    all->setSpacing(0);
    m_title->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_title->setObjectName(u"importTitle"_s);
    all->addWidget(m_title);
    m_fault->setObjectName(u"importFault"_s);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setWordWrap(true);
    m_fault->hide();
    all->addWidget(m_fault);
    m_steps->addWidget(makeFile());
    m_steps->addWidget(makeColumns());
    m_steps->addWidget(makeOutcome());
    all->addWidget(m_steps, 1);
    all->addWidget(makeRule());
    auto *buttons = new QDialogButtonBox;
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(u"cancel"_s);
    m_back = buttons->addButton(tr("Back"), QDialogButtonBox::ActionRole);
    m_back->setObjectName(u"importBack"_s);
    m_next = buttons->addButton(tr("Next"), QDialogButtonBox::AcceptRole);
    m_next->setObjectName(u"importNext"_s);
    setKind(*m_next, ButtonKind::Primary);
    all->addWidget(buttons);
    m_next->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_next, &QPushButton::clicked, this, &ImportWizard::next);
    connect(m_back, &QPushButton::clicked, this,
            [this] { showStep(m_steps->currentIndex() == Outcome && !m_options.mapping.isEmpty() ? Columns : File); });
    fitToScreen(*this, {metrics().unit * 38, metrics().unit * 34});
    showStep(File);
}

ImportWizard::~ImportWizard() { *m_stop = true; }

QWidget *ImportWizard::makeFile()
{
    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(PageEdge, 8, PageEdge, 8);
    column->setSpacing(12);
    auto *says =
        makeLabel(tr("A product export of Shopify or WooCommerce, or any table saved as CSV: its columns may be "
                     "called as you like. Nothing is changed before you have seen what would come of it."),
                  Type::Body, Ink::Muted);
    says->setWordWrap(true);
    column->addWidget(says);
    m_file = new QLineEdit;
    m_file->setObjectName(u"importFile"_s);
    m_file->setPlaceholderText(tr("Drop a file here, or choose one"));
    column->addWidget(new FormField(u"file"_s, tr("File"), m_file));
    auto *pick = new QPushButton(icon(u"open"_s), tr("Choose a file…"));
    pick->setObjectName(u"chooseImport"_s);
    pick->setAutoDefault(false);
    column->addWidget(pick, 0, Qt::AlignLeft);
    m_fileSays = makeLabel({}, Type::Body, Ink::Good);
    column->addWidget(m_fileSays);
    column->addStretch(1);
    connect(pick, &QPushButton::clicked, this, &ImportWizard::choose);
    connect(m_file, &QLineEdit::textChanged, this, [this](const QString &path) {
        m_next->setEnabled(!path.trimmed().isEmpty());
        setFault({});
    });
    return step;
}

QWidget *ImportWizard::makeColumns()
{
    m_mapping = new ImportMapping;
    m_mapping->setContentsMargins(PageEdge, 8, PageEdge, 8);
    connect(m_mapping, &ImportMapping::changed, this, [this] { setFault({}); });
    return scrolling(m_mapping, tr("Columns of the file"));
}

QWidget *ImportWizard::makeOutcome()
{
    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(PageEdge, 8, PageEdge, 8);
    column->setSpacing(8);
    m_kind = makeLabel({}, Type::Body, Ink::Muted);
    m_kind->setObjectName(u"importKind"_s);
    column->addWidget(m_kind);
    m_outcome = new ImportOutcome(m_desk.format());
    column->addWidget(m_outcome, 1);
    m_bring = new QCheckBox;
    m_bring->setObjectName(u"bringImagesToo"_s);
    m_bring->setChecked(true);
    column->addSpacing(8);
    column->addWidget(m_bring);
    m_bringSays = makeLabel(tr("They are only links to another website, and go when it goes. Brought here, they stay."),
                            Type::Caption, Ink::Muted);
    m_bringSays->setWordWrap(true);
    m_bringSays->setBuddy(m_bring);
    // Beneath the words of the tick.
    m_bringSays->setIndent(style()->pixelMetric(QStyle::PM_IndicatorWidth)
                           + style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing));
    column->addWidget(m_bringSays);
    m_keep = new QPushButton(icon(u"export"_s), tr("Save the refused rows…"));
    m_keep->setObjectName(u"keepRefused"_s);
    m_keep->setAutoDefault(false);
    column->addWidget(m_keep, 0, Qt::AlignLeft);
    connect(m_keep, &QPushButton::clicked, this, &ImportWizard::keepRefused);
    return step;
}

void ImportWizard::setFault(const QString &sentence)
{
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
}

void ImportWizard::setBusy(bool busy)
{
    m_next->setEnabled(!busy);
    m_back->setEnabled(!busy);
    if (busy)
        m_next->setText(tr("Reading…"));
}

void ImportWizard::showStep(Step step)
{
    m_steps->setCurrentIndex(step);
    setFault({});
    m_back->setVisible(step != File);
    m_back->setEnabled(true);
    m_title->setText(step == File          ? tr("Which file?")
                         : step == Columns ? tr("What are its columns?")
                                           : tr("What would come of it"));
    m_next->setText(tr("Next"));
    m_next->setEnabled(step != File || !m_file->text().trimmed().isEmpty());
    (step == File ? static_cast<QWidget *>(m_file) : m_next)->setFocus();
}

void ImportWizard::choose()
{
    m_desk.ask().fileToOpen(this, tr("Import products"), tr("Tables (*.csv *.txt *.tsv *.gz);;All files (*)"),
                            [this](const QString &path) {
                                if (!path.isEmpty())
                                    setFile(path);
                            });
}

void ImportWizard::setFile(const QString &path)
{
    m_file->setText(path);
    next();
}

void ImportWizard::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_steps->currentIndex() == File && event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ImportWizard::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.constFirst().isLocalFile())
        setFile(urls.constFirst().toLocalFile());
}

Result<ImportWizard::Beginning> ImportWizard::beginningOf(const QString &path)
{
    const auto file = InputFile::open(path);
    if (!file)
        return fail(file.error());
    CsvReader csv((*file)->device());
    const auto first = csv.next();
    if (!first)
        return fail(first.error());
    if (!*first)
        return fail(ErrorCode::Unsupported,
                    tr("This file is empty. Choose one with a header line and products below it."));
    Beginning beginning{csv.fields(), {}, detectProductFormat(csv.fields())};
    if (const auto second = csv.next(); second && *second)
        beginning.example = csv.fields();
    return beginning;
}

void ImportWizard::next()
{
    if (m_steps->currentIndex() == Outcome)
        return import();
    if (m_steps->currentIndex() == Columns) {
        if (const QString fault = m_mapping->fault(); !fault.isEmpty())
            return setFault(fault);
        m_options.mapping = m_mapping->mapping();
        return tryIt();
    }
    m_path = m_file->text().trimmed();
    setBusy(true);
    m_desk.pool().run(
        this, [path = m_path] { return beginningOf(path); },
        [this](const Result<Beginning> &beginning) {
            showStep(File);
            if (!beginning)
                return setFault(beginning.error().message);
            m_options.mapping.clear();
            if (beginning->format != ProductFormat::Auto)
                return tryIt();
            m_mapping->setColumns(beginning->header, beginning->example);
            showStep(Columns);
        });
}

// Everything is done and taken back: what it says is what will be.
void ImportWizard::tryIt()
{
    setBusy(true);
    ProductImportOptions options = m_options;
    options.dryRun = true;
    m_desk.pool().run(
        this,
        [&database = m_desk.shop().database(), actor = m_desk.actor(), path = m_path, options,
         stop = m_stop]() mutable {
            options.cancel = stop.get();
            return products::importFile(database, actor, path, options);
        },
        [this](const Result<ProductImportSummary> &summary) { showTried(summary); });
}

void ImportWizard::showTried(const Result<ProductImportSummary> &summary)
{
    if (!summary) {
        showStep(Step(m_steps->currentIndex()));
        return setFault(summary.error().message);
    }
    m_tried = *summary;
    showStep(Outcome);
    const QString kind = nameOf(m_tried.format);
    m_kind->setText(tr("A product file of %1.").arg(kind));
    m_kind->setVisible(!kind.isEmpty() && m_options.mapping.isEmpty());
    m_outcome->show(m_tried, m_options.mapping);
    const int links = int(m_tried.imagesElsewhere);
    m_bring->setText(tr("Bring the %Ln images into the shop too", nullptr, links));
    m_bring->setVisible(links > 0);
    m_bringSays->setVisible(links > 0);
    m_keep->setVisible(!m_tried.refusedRows.isEmpty());
    const qint64 changes = m_tried.created + m_tried.updated;
    m_next->setEnabled(changes > 0);
    m_next->setText(changes > 0 ? tr("Import %Ln products", nullptr, int(changes)) : tr("Nothing to import"));
}

void ImportWizard::keepRefused()
{
    const QString beside = QFileInfo(m_path).completeBaseName() + u"-"_s + tr("refused") + u".csv"_s;
    m_desk.ask().fileToSave(
        this, tr("Save the refused rows"), beside, tr("Tables (*.csv)"), [this](const QString &path) {
            if (path.isEmpty())
                return;
            if (!ImportOutcome::writeRefused(path, m_tried))
                setFault(tr("%1 cannot be written. Choose another place for the refused rows.").arg(path));
        });
}

void ImportWizard::import()
{
    LongWork::run(
        m_strip, m_desk, tr("Importing"),
        [&database = m_desk.shop().database(), actor = m_desk.actor(), path = m_path,
         options = m_options](WorkReport &report) mutable {
            options.cancel = &report.cancelled;
            options.progress = [&report](qint64 done, qint64 total) {
                report.total = total;
                report.done = done;
            };
            return products::importFile(database, actor, path, options);
        },
        [desk = QPointer(&m_desk), result = QPointer(&m_result), mapping = m_options.mapping,
         images = QPointer(m_bring->isChecked() ? &m_images : nullptr)](const Result<ProductImportSummary> &summary) {
            if (!desk || !result)
                return;
            if (!summary)
                Q_EMIT desk->told(summary.error().message);
            else
                result->tell(*summary, mapping);
            if (images && summary && !summary->cancelled && !summary->elsewhere.isEmpty())
                images->bring(summary->elsewhere);
        });
    accept();
}

}
