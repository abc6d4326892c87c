// The key's words on paper: made anew whenever they are asked for, looked at, and printed from there.
#include "app/backups/recoverysheet.h"
#include "app/backups/shopkey.h"
#include "app/base/durable.h"
#include "ui/backups/backupspage.h"
#include "ui/backups/safetypanel.h"
#include "ui/shell/desk.h"
#include "ui/widgets/paperpreview.h"

#include <QPointer>
#include <QPrinter>

using namespace Qt::StringLiterals;

namespace backroom {

void BackupsPage::showSheet()
{
    m_safety->setFault({});
    const QDate today = dayDate(shopDay(m_desk.now(), m_desk.format().zone()));
    m_desk.pool().run(
        this,
        [&shop = m_desk.shop(), today, locale = m_desk.format().locale()]() -> Result<RecoverySheet> {
            const auto key = shopkey::of(shop.database(), Keyring());
            if (!key)
                return fail(key.error());
            return RecoverySheet{shop.settings()->shopName, today, *key, locale};
        },
        [this](const Result<RecoverySheet> &sheet) {
            if (!sheet)
                return m_safety->setFault(sheet.error().message);
            // Asked for twice before it was there, it is shown once.
            for (const PaperPreview *shown : findChildren<PaperPreview *>())
                if (shown->isVisible())
                    return;
            PreviewedPaper shown;
            shown.title = tr("Recovery sheet");
            shown.layOut = setRecoverySheetEdges;
            shown.paint = [sheet = *sheet](QPagedPaintDevice &device, int) {
                paintRecoverySheet(device, sheet);
                return true;
            };
            shown.canSave = true;
            auto *preview = new PaperPreview(shown, this); // deletes itself when closed
            connect(preview, &PaperPreview::printAsked, this,
                    [this, sheet = *sheet, preview] { printSheet(sheet, preview); });
            connect(preview, &PaperPreview::saveAsked, this,
                    [this, sheet = *sheet, preview] { saveSheet(sheet, preview); });
            preview->open();
        });
}

void BackupsPage::printSheet(const RecoverySheet &sheet, PaperPreview *preview)
{
    const auto take = [this, sheet, preview](const std::shared_ptr<QPrinter> &printer) {
        if (!printer)
            return;
        preview->setBusy(true);
        printer->setDocName(tr("Recovery sheet"));
        setRecoverySheetEdges(*printer);
        m_desk.pool().run(
            preview,
            [printer, sheet] {
                return paintRecoverySheet(*printer, sheet) && printer->printerState() != QPrinter::Error;
            },
            [this, preview](bool printed) {
                if (!printed)
                    return preview->showFault(tr("The printer did not take it. Look whether it is on and has paper."));
                Q_EMIT done(tr("Recovery sheet sent to the printer: put it away, and not beside the backups"), nullptr);
                preview->accept();
            });
    };
    m_desk.ask().printer(preview, tr("Print the recovery sheet"), take);
}

void BackupsPage::saveSheet(const RecoverySheet &sheet, PaperPreview *preview)
{
    const auto take = [this, sheet, preview](const QString &path) {
        if (path.isEmpty())
            return;
        preview->setBusy(true);
        m_desk.pool().run(
            preview, [path, sheet] { return writeDurably(path, recoverySheetPdf(sheet)); },
            [this, preview](const Result<> &written) {
                if (!written)
                    return preview->showFault(written.error().message);
                Q_EMIT done(tr("Recovery sheet saved: print it, put it away, and remove the file"), nullptr);
                preview->accept();
            });
    };
    m_desk.ask().fileToSave(preview, tr("Save the recovery sheet"), tr("Recovery sheet.pdf"), tr("PDF (*.pdf)"), take);
}

}
