#include "ui/users/keydialog.h"

#include "ui/shell/desk.h"
#include "ui/users/scopegrid.h"
#include "ui/widgets/formfield.h"

#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis Day = 24LL * 3600 * 1000;
constexpr int AsItIs = -1, Never = 0; // beside numbers of days
}

KeyDialog::KeyDialog(Desk &desk, const ApiKey &key, QWidget *parent)
    : FormDialog(u"keyDialog"_s, key.id.value ? tr("Change the key %1").arg(key.name) : tr("A new key for a program"),
                 key.id.value ? tr("Save") : tr("Make the key"), tr("Cancel"), parent),
      m_desk(desk),
      m_key(key),
      m_name(new QLineEdit(key.name)),
      m_scopes(new ScopeGrid(key.scopes)),
      m_expiry(new QComboBox)
{
    addField(u"name"_s, tr("Name"), m_name, tr("What it is for: “Shop site”, “Warehouse scanner”."));
    addField(u"scopes"_s, tr("What it may do"), m_scopes, tr("Give it no more than it needs."));
    if (key.expiresAt)
        m_expiry->addItem(tr("On %1").arg(desk.format().full(*key.expiresAt)), AsItIs);
    m_expiry->addItem(tr("Never"), Never);
    for (const int days : {30, 90, 365})
        m_expiry->addItem(tr("In %n days", nullptr, days), days);
    addField(u"expires_at"_s, tr("Ends"), m_expiry, tr("From then on it no longer opens anything."));
    m_name->setFocus();
    fit();
}

std::optional<Millis> KeyDialog::expiry() const
{
    const int days = m_expiry->currentData().toInt();
    if (days == AsItIs)
        return m_key.expiresAt;
    return days == Never ? std::nullopt : std::optional(m_desk.now() + days * Day);
}

void KeyDialog::submit()
{
    setWorking(tr("Saving…"));
    if (!m_key.id.value) {
        const ApiKeyDraft draft{m_name->text(), m_scopes->scopes(), expiry()};
        m_desk.write(
            this,
            [actor = m_desk.actor(), draft](Transaction &transaction) {
                return apikeys::create(transaction, actor, draft);
            },
            [this](const Result<CreatedApiKey> &made) {
                setWorking();
                if (!made)
                    return showError(made.error());
                Q_EMIT m_desk.told(tr("Key “%1” made").arg(made->key.name));
                Q_EMIT created(*made);
                accept();
            });
        return;
    }
    ApiKeyPatch patch;
    patch.name = m_name->text();
    patch.scopes = m_scopes->scopes();
    if (m_expiry->currentData().toInt() != AsItIs && expiry() != m_key.expiresAt)
        patch.expiresAt = expiry();
    m_desk.write(
        this,
        [actor = m_desk.actor(), id = m_key.id, revision = m_key.revision, patch](Transaction &transaction) {
            return apikeys::update(transaction, actor, id, patch, revision);
        },
        [this](const Result<ApiKey> &changed) {
            setWorking();
            if (!changed)
                return showError(changed.error());
            Q_EMIT m_desk.told(tr("Key “%1” changed").arg(changed->name));
            accept();
        });
}

}
