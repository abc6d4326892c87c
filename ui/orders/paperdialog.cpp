#include "ui/orders/paperdialog.h"

#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/paperpreview.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QPrinter>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype LaidOut = 30; // as many receipts decide how long the roll is that is looked at

QString tellKind(DocumentKind kind)
{
    switch (kind) {
    case DocumentKind::Invoice:
        return PaperDialog::tr("What was bought, with its taxes, what it came to and what is left to pay.");
    case DocumentKind::PackingSlip:
        return PaperDialog::tr("What goes into the parcel, without prices, with boxes to tick.");
    case DocumentKind::Receipt: break;
    }
    return PaperDialog::tr("What was paid, short: for the roll of a receipt printer, or on a sheet.");
}
}

PaperDialog::PaperDialog(Desk &desk, const QByteArrayList &numbers, DocumentKind kind, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_numbers(numbers),
      m_kind(new Segmented({tr("Invoice"), tr("Packing slip"), tr("Receipt")})),
      m_paper(new Segmented({tr("Sheet"), tr("Roll, 80 mm")})),
      m_says(makeLabel({}, Type::Body, Ink::Muted)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_noAddress(makeMissing(u"address"_s, tr("Your address is missing on this invoice."), tr("Address of the shop"))),
      m_noTaxNumber(makeMissing(u"taxNumber"_s, tr("Your tax number is missing on this invoice."), tr("Tax number")))
{
    setObjectName(u"paperDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const QString title = numbers.size() == 1 ? tr("Print order #%1").arg(QString::fromUtf8(numbers.constFirst()))
                                              : tr("Print %Ln orders", nullptr, int(numbers.size()));
    setWindowTitle(title);
    m_kind->setObjectName(u"paperKind"_s);
    m_kind->setAccessibleName(tr("Which paper"));
    m_paper->setObjectName(u"paperSize"_s);
    m_paper->setAccessibleName(tr("Which kind of paper"));
    m_says->setWordWrap(true);
    m_fault->setObjectName(u"fault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    all->setSpacing(PanelGap);
    all->addWidget(makeLabel(title, Type::Heading, QFont::DemiBold));
    all->addWidget(m_kind, 0, Qt::AlignLeading);
    all->addWidget(m_says);
    all->addWidget(m_paper, 0, Qt::AlignLeading);
    all->addWidget(m_noAddress);
    all->addWidget(m_noTaxNumber);
    all->addWidget(m_fault);
    all->addStretch(1);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(u"cancel"_s);
    m_save = buttons->addButton(tr("Save as PDF…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(u"savePdf"_s);
    m_save->setIcon(icon(u"document"_s));
    m_preview = buttons->addButton(tr("Preview…"), QDialogButtonBox::ActionRole);
    m_preview->setObjectName(u"preview"_s);
    m_print = buttons->addButton(tr("Print…"), QDialogButtonBox::AcceptRole);
    m_print->setObjectName(u"print"_s);
    m_print->setIcon(icon(u"print"_s));
    backroom::setKind(*m_print, ButtonKind::Primary);
    all->addWidget(buttons);
    m_print->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &PaperDialog::print);
    connect(m_save, &QPushButton::clicked, this, &PaperDialog::save);
    connect(m_preview, &QPushButton::clicked, this, &PaperDialog::preview);
    const auto show = [this] {
        m_says->setText(tellKind(this->kind()));
        m_paper->setVisible(this->kind() == DocumentKind::Receipt);
        const auto settings = m_desk.shop().settings();
        const bool invoice = this->kind() == DocumentKind::Invoice;
        m_noAddress->setVisible(invoice && settings->address.isEmpty());
        m_noTaxNumber->setVisible(invoice && settings->taxNumber.isEmpty());
    };
    connect(m_kind, &Segmented::currentChanged, this, show);
    m_kind->setCurrent(int(kind));
    m_paper->setCurrent(1);
    show();
    setMinimumWidth(QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 72);
    m_kind->setFocus();
}

// It can be made all the same: not every shop has one.
QWidget *PaperDialog::makeMissing(const QString &name, const QString &sentence, const QString &setting)
{
    auto *missing = new QWidget(this);
    missing->setObjectName(name + u"Missing"_s);
    auto *row = new QVBoxLayout(missing);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    QLabel *label = makeLabel(sentence, Type::Body, Ink::Warn);
    label->setWordWrap(true);
    row->addWidget(label);
    auto *write = new QPushButton(tr("Write it in the settings"));
    write->setObjectName(name + u"Write"_s);
    write->setAccessibleDescription(sentence);
    write->setAutoDefault(false);
    if (!m_desk.actor().may({Area::Settings, Verb::Write}))
        write->hide();
    backroom::setKind(*write, ButtonKind::Link);
    row->addWidget(write, 0, Qt::AlignLeading);
    connect(write, &QPushButton::clicked, this, [this, setting] {
        reject();
        Q_EMIT settingAsked(setting);
    });
    return missing;
}

DocumentKind PaperDialog::kind() const { return DocumentKind(m_kind->current()); }

DocumentPaper PaperDialog::paper() const
{
    return kind() == DocumentKind::Receipt && m_paper->current() == 1 ? DocumentPaper::Roll : DocumentPaper::Sheet;
}

void PaperDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
    m_preview->setEnabled(!busy);
    m_print->setEnabled(!busy);
}

void PaperDialog::fault(const QString &sentence)
{
    setBusy(false);
    m_fault->setText(sentence);
    m_fault->show();
}

void PaperDialog::load(std::function<void(const QList<DocumentSource> &)> then)
{
    m_fault->hide();
    setBusy(true);
    m_desk.read(
        this,
        [numbers = m_numbers, actor = m_desk.actor()](Reader &reader) {
            return documents::load(reader, actor, numbers);
        },
        [this, then = std::move(then)](const Result<QList<DocumentSource>> &sources) {
            if (!sources)
                return fault(sources.error().message);
            setBusy(false);
            then(*sources);
        });
}

void PaperDialog::save()
{
    load([this](const QList<DocumentSource> &sources) {
        m_desk.ask().fileToSave(this, tr("Save as PDF"), documents::fileName(kind(), sources), tr("PDF files (*.pdf)"),
                                [this, sources](const QString &path) {
                                    if (!path.isEmpty())
                                        write(path, sources);
                                });
    });
}

void PaperDialog::write(const QString &path, const QList<DocumentSource> &sources)
{
    setBusy(true);
    m_desk.pool().run(
        this,
        [path, sources, kind = kind(), paper = paper()]() -> QString {
            QSaveFile file(path);
            const QByteArray bytes = documents::pdf(kind, paper, sources);
            const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
            return written ? QString() : file.errorString();
        },
        [this, path](const QString &why) {
            if (!why.isEmpty())
                return fault(tr("%1 could not be written: %2. Choose another place.").arg(path, why));
            Q_EMIT m_desk.told(tr("Saved as %1").arg(QFileInfo(path).fileName()));
            accept();
        });
}

void PaperDialog::print()
{
    load([this](const QList<DocumentSource> &sources) {
        m_desk.ask().printer(this, windowTitle(), [this, sources](const std::shared_ptr<QPrinter> &printer) {
            if (printer)
                printOn(printer, sources);
        });
    });
}

void PaperDialog::printOn(const std::shared_ptr<QPrinter> &printer, const QList<DocumentSource> &sources)
{
    setBusy(true);
    printer->setDocName(documents::fileName(kind(), sources));
    documents::setEdges(*printer, paper());
    m_desk.pool().run(
        this,
        [printer, sources, kind = kind(), paper = paper()] {
            documents::print(*printer, kind, paper, sources);
            return printer->printerState() != QPrinter::Error;
        },
        [this](bool printed) {
            if (!printed)
                return fault(tr("The printer did not take it. Look whether it is on and has paper."));
            Q_EMIT m_desk.told(tr("Sent to the printer"));
            accept();
        });
}

void PaperDialog::preview()
{
    load([this](const QList<DocumentSource> &sources) {
        PreviewedPaper shown;
        shown.title = windowTitle();
        shown.layOut = [sources, paper = paper()](QPagedPaintDevice &device) {
            documents::layOut(device, paper, sources.first(qMin(sources.size(), LaidOut)));
        };
        shown.paint = [sources, kind = kind(), paper = paper()](QPagedPaintDevice &device, int most) {
            documents::print(device, kind, paper, sources.first(qMin<qsizetype>(sources.size(), most)));
            return sources.size() <= most;
        };
        auto *preview = new PaperPreview(shown, this); // deletes itself when closed
        connect(preview, &PaperPreview::printAsked, this, [this, sources, preview] {
            m_desk.ask().printer(preview, windowTitle(),
                                 [this, sources, preview](const std::shared_ptr<QPrinter> &printer) {
                                     if (!printer)
                                         return;
                                     preview->accept();
                                     printOn(printer, sources);
                                 });
        });
        preview->open();
    });
}

}
