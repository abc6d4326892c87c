#include "ui/backups/bringbackdialog.h"

#include "ui/backups/pastwords.h"

using namespace Qt::StringLiterals;

namespace backroom {

BringBackDialog::BringBackDialog(PastShop &past, PastKind kind, qint64 id, const QByteArray &key, const QString &name,
                                 QWidget *parent)
    : FormDialog(u"bringBackDialog"_s,
                 kind == PastKind::Orders ? tr("Bring order #%1 back into the shop?").arg(name)
                                          : tr("Bring “%1” back into the shop?").arg(name),
                 tr("Bring back"), tr("Leave as it is"), parent),
      m_past(past),
      m_kind(kind),
      m_id(id),
      m_key(key),
      m_name(name)
{
    addSentence(pastwords::effect(kind, past.since(kind, id)));
    addSentence(tr("Nothing else changes. It stands in the history like any other change."));
    fit();
}

void BringBackDialog::submit()
{
    clearErrors();
    setWorking(tr("Bringing back…"));
    m_past.bringBack(this, m_kind, m_id, m_key, [this](const Result<BroughtBack> &brought) {
        if (!brought) {
            setWorking();
            return showError(brought.error());
        }
        const QString moment = m_past.live().format().full(m_past.at());
        Q_EMIT broughtBack(pastwords::done(m_kind, m_name, *brought, moment), *brought);
        accept();
    });
}

}
