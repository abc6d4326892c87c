#include "ui/products/importresult.h"

#include "ui/products/importoutcome.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

ImportResultDialog::ImportResultDialog(Desk &desk, const ProductImportSummary &summary, const ColumnMapping &mapping,
                                       QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"importResult"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What was imported"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, PageEdge, 0, 0);
    all->setSpacing(0);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(PageEdge, 0, PageEdge, 8);
    content->setSpacing(8);
    content->addWidget(makeLabel(windowTitle(), Type::Heading, QFont::DemiBold));
    auto *outcome = new ImportOutcome(desk.format());
    content->addWidget(outcome, 1);
    QLabel *fault = makeLabel({}, Type::Body, Ink::Bad);
    fault->setObjectName(u"importResultFault"_s);
    fault->setWordWrap(true);
    fault->hide();
    content->addWidget(fault);
    all->addLayout(content, 1);
    all->addWidget(makeRule());
    auto *buttons = new QDialogButtonBox;
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(u"closeImportResult"_s);
    if (!summary.refusedRows.isEmpty()) {
        QPushButton *keep = buttons->addButton(tr("Save the refused rows…"), QDialogButtonBox::ActionRole);
        keep->setObjectName(u"keepRefused"_s);
        keep->setIcon(icon(u"export"_s));
        keep->setAutoDefault(false);
        connect(keep, &QPushButton::clicked, this, [this, &desk, summary, fault] {
            desk.ask().fileToSave(
                this, tr("Save the refused rows"), tr("refused") + u".csv"_s, tr("Tables (*.csv)"),
                [summary, fault](const QString &path) {
                    if (path.isEmpty())
                        return;
                    const bool written = ImportOutcome::writeRefused(path, summary);
                    fault->setText(tr("%1 cannot be written. Choose another place for the refused rows.").arg(path));
                    fault->setVisible(!written);
                });
        });
    }
    all->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(outcome, &ImportOutcome::opened, this, [this](ProductId product) {
        accept();
        Q_EMIT opened(product);
    });
    fitToScreen(*this, {metrics().unit * 40, metrics().unit * 36});
    outcome->show(summary, mapping);
    close->setFocus();
}

ImportResult::ImportResult(Desk &desk, QWidget *window) : QObject(window), m_desk(desk), m_window(window)
{
    m_show.setObjectName(u"showImport"_s);
    m_show.setText(tr("Show"));
    connect(&m_show, &QAction::triggered, this, &ImportResult::show);
}

void ImportResult::tell(const ProductImportSummary &summary, const ColumnMapping &mapping)
{
    m_summary = summary;
    m_mapping = mapping;
    const int count = int(summary.created + summary.updated);
    Q_EMIT m_desk.toldWith(summary.cancelled ? tr("Stopped after %Ln products", nullptr, count)
                                             : tr("%Ln products were imported", nullptr, count),
                           &m_show);
}

void ImportResult::show()
{
    auto *dialog = new ImportResultDialog(m_desk, m_summary, m_mapping, m_window); // deletes itself when closed
    connect(dialog, &ImportResultDialog::opened, this, &ImportResult::opened);
    dialog->open();
}

}
