// What is done on the staff page: people invited and changed, keys made, changed, revoked.
#include "app/users/users.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/users/keydialog.h"
#include "ui/users/oncedialog.h"
#include "ui/users/peoplewords.h"
#include "ui/users/persondeeds.h"
#include "ui/users/persondialog.h"
#include "ui/users/staffpage.h"
#include "ui/users/staffside.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/segmented.h"

using namespace Qt::StringLiterals;

namespace backroom {

void StaffPage::invite()
{
    User nobody;
    nobody.role = Role::Staff;
    auto *dialog = new PersonDialog(m_desk, nobody, this);
    connect(dialog, &PersonDialog::added, this, [this](const users::Created &created) {
        m_kind->setCurrent(Staff);
        showKind(Staff);
        if (created.invitation)
            m_deeds->showInvitation(created.user, created.invitation->token);
    });
    dialog->open();
}

void StaffPage::editPerson()
{
    if (const auto row = person())
        (new PersonDialog(m_desk, row->user, this))->open(); // deletes itself when closed
}

void StaffPage::makeKey()
{
    auto *dialog = new KeyDialog(m_desk, {}, this);
    connect(dialog, &KeyDialog::created, this, [this](const CreatedApiKey &made) {
        m_kind->setCurrent(Programs);
        showKind(Programs);
        (new OnceDialog({.name = u"secretDialog"_s,
                         .title = tr("The key “%1”").arg(made.key.name),
                         .sentence = tr("Put it where the program keeps its secrets. It sends it as “Authorization: "
                                        "Bearer …” with every request."),
                         .label = tr("Key"),
                         .secret = QString::fromLatin1(made.secret)},
                        this))
            ->open();
    });
    dialog->open();
}

void StaffPage::editKey()
{
    if (const auto row = key())
        (new KeyDialog(m_desk, *row, this))->open(); // deletes itself when closed
}

void StaffPage::revokeKey()
{
    const auto row = key();
    if (!row)
        return;
    m_desk.ask().question(
        this,
        {.name = u"revokeKey"_s,
         .title = tr("Take away the key “%1”?").arg(row->name),
         .effect = tr("The program that holds it is refused from now on. This cannot be taken back; a new key can be "
                      "made."),
         .yes = tr("Take away"),
         .no = tr("Keep")},
        [this, key = *row](bool yes) {
            if (!yes)
                return;
            m_desk.write(
                this,
                [actor = m_desk.actor(), id = key.id](Transaction &transaction) {
                    return apikeys::remove(transaction, actor, id, {});
                },
                [this, key](const Result<> &removed) {
                    if (removed)
                        Q_EMIT m_desk.told(tr("Key “%1” taken away").arg(key.name));
                    else
                        m_side->showFault(removed.error().message);
                });
        });
}

}
