#include "ui/users/persondialog.h"

#include "ui/settings/countrybox.h"
#include "ui/shell/desk.h"
#include "ui/theme/type.h"
#include "ui/users/peoplewords.h"
#include "ui/widgets/formfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
bool isNew(const User &user) { return user.id.value == 0; }

QString titleOf(const User &user)
{
    if (!isNew(user))
        return PersonDialog::tr("Change %1").arg(peoplewords::name(user));
    return user.isCustomer() ? PersonDialog::tr("Add a customer") : PersonDialog::tr("Invite somebody to the staff");
}

QString verbOf(const User &user)
{
    if (!isNew(user))
        return PersonDialog::tr("Save");
    return user.isCustomer() ? PersonDialog::tr("Add customer") : PersonDialog::tr("Invite");
}
}

PersonDialog::PersonDialog(Desk &desk, const User &user, QWidget *parent)
    : FormDialog(u"personDialog"_s, titleOf(user), verbOf(user), tr("Cancel"), parent),
      m_desk(desk),
      m_user(user),
      m_name(new QLineEdit(user.name)),
      m_email(new QLineEdit(user.email)),
      m_phone(new QLineEdit(user.phone))
{
    m_email->setInputMethodHints(Qt::ImhEmailCharactersOnly);
    addField(u"name"_s, tr("Name"), m_name);
    addField(u"email"_s, tr("E-mail address"), m_email,
             user.isCustomer() ? tr("They sign in with it. It may stay empty.") : tr("They sign in with it."));
    if (!user.isCustomer()) {
        m_role = new QComboBox;
        for (const Role each : {Role::Viewer, Role::Staff, Role::Manager, Role::Owner})
            m_role->addItem(peoplewords::role(each), int(each));
        m_role->setCurrentIndex(m_role->findData(int(user.role)));
        FormField *field = addField(u"role"_s, tr("Role"), m_role, peoplewords::mayDo(user.role));
        connect(m_role, &QComboBox::currentIndexChanged, field,
                [this, field] { field->setHelp(peoplewords::mayDo(role())); });
    }
    if (!user.isCustomer()) {
        addField(u"phone"_s, tr("Telephone"), m_phone, tr("It may stay empty."));
    } else {
        m_country = new CountryBox(tr("Not known"));
        m_country->setCode(user.country);
        auto *row = new QHBoxLayout;
        row->setSpacing(PanelGap);
        auto *phone = new FormField(u"phone"_s, tr("Telephone"), m_phone);
        auto *country = new FormField(u"country"_s, tr("Country"), m_country);
        takeField(phone);
        takeField(country);
        row->addWidget(phone, 1);
        row->addWidget(country, 1);
        body()->addLayout(row);
        m_note = new QPlainTextEdit(user.note);
        m_note->setTabChangesFocus(true);
        m_note->setFixedHeight(metrics().unit * 4);
        addField(u"note"_s, tr("Note"), m_note, tr("For the shop’s own people; the customer does not see it."));
    }
    m_name->setFocus();
    fit();
}

Role PersonDialog::role() const { return m_role ? Role(m_role->currentData().toInt()) : m_user.role; }

void PersonDialog::submit()
{
    setWorking(tr("Saving…"));
    if (isNew(m_user))
        create();
    else
        change();
}

void PersonDialog::create()
{
    UserDraft draft;
    draft.name = m_name->text();
    draft.email = m_email->text();
    draft.phone = m_phone->text();
    draft.role = role();
    if (m_country)
        draft.country = m_country->code();
    if (m_note)
        draft.note = m_note->toPlainText().trimmed();
    m_desk.write(
        this,
        [actor = m_desk.actor(), draft](Transaction &transaction) { return users::create(transaction, actor, draft); },
        [this](const Result<users::Created> &created) {
            setWorking();
            if (!created)
                return showError(created.error());
            Q_EMIT m_desk.told(tr("%1 was added").arg(peoplewords::name(created->user)));
            Q_EMIT added(*created);
            accept();
        });
}

void PersonDialog::change()
{
    UserPatch patch;
    if (m_name->text() != m_user.name)
        patch.name = m_name->text();
    if (m_email->text().trimmed() != m_user.email)
        patch.email = m_email->text();
    if (m_phone->text() != m_user.phone)
        patch.phone = m_phone->text();
    if (role() != m_user.role)
        patch.role = role();
    if (m_country && m_country->code() != m_user.country)
        patch.country = m_country->code();
    if (m_note && m_note->toPlainText() != m_user.note)
        patch.note = m_note->toPlainText().trimmed();
    m_desk.write(
        this,
        [actor = m_desk.actor(), id = m_user.id, revision = m_user.revision, patch](Transaction &transaction) {
            return users::update(transaction, actor, id, patch, revision);
        },
        [this](const Result<User> &changed) {
            setWorking();
            if (!changed)
                return showError(changed.error());
            Q_EMIT m_desk.told(tr("%1 was changed").arg(peoplewords::name(*changed)));
            accept();
        });
}

}
