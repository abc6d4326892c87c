#include "ui/widgets/formdialog.h"

#include "ui/theme/style.h"
#include "ui/widgets/dialogwidth.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/text.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

FormDialog::FormDialog(const QString &objectName, const QString &title, const QString &verb, const QString &no,
                       QWidget *parent)
    : QDialog(parent),
      m_body(new QVBoxLayout),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_buttons(new QDialogButtonBox(this)),
      m_verb(verb)
{
    setObjectName(objectName);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setFixedWidth(dialogWidth(*this));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    all->setSpacing(PanelGap);
    QLabel *heading = makeLabel(title, Type::Heading, QFont::DemiBold);
    heading->setWordWrap(true);
    all->addWidget(heading);
    m_body->setSpacing(8);
    all->addLayout(m_body);
    m_fault->setObjectName(u"fault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    all->addWidget(m_fault);
    all->addStretch(1); // room to spare goes here, not between the lines
    if (!no.isEmpty())
        m_buttons->addButton(no, QDialogButtonBox::RejectRole)->setObjectName(u"leave"_s);
    m_done = m_buttons->addButton(verb, QDialogButtonBox::AcceptRole);
    m_done->setObjectName(u"done"_s);
    setKind(*m_done, ButtonKind::Primary);
    all->addWidget(m_buttons);
    m_done->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { submit(); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QLabel *FormDialog::addSentence(const QString &text)
{
    QLabel *label = makeLabel(text, Type::Body, Ink::Muted);
    label->setWordWrap(true);
    m_body->addWidget(label);
    return label;
}

FormField *FormDialog::addField(const QString &name, const QString &label, QWidget *editor, const QString &help)
{
    auto *field = new FormField(name, label, editor, help);
    m_fields << field;
    m_body->addWidget(field);
    return field;
}

QPushButton *FormDialog::addAside(const QString &text, const QString &objectName)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::ResetRole);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

void FormDialog::clearErrors()
{
    for (FormField *field : std::as_const(m_fields))
        field->setError({});
    m_fault->hide();
}

void FormDialog::showError(const Error &error)
{
    clearErrors();
    QStringList elsewhere;
    for (const FieldError &fault : error.fields) {
        const QString name = fault.field.section(u'[', 0, 0); // "scopes[2]" is said of "scopes"
        const auto field =
            std::find_if(m_fields.begin(), m_fields.end(), [&](FormField *f) { return f->name() == name; });
        if (field == m_fields.end())
            elsewhere << fault.message;
        else
            (*field)->setError(fault.message);
    }
    if (error.fields.isEmpty() && !error.message.isEmpty())
        elsewhere << error.message;
    elsewhere.removeDuplicates();
    m_fault->setText(elsewhere.join(u' '));
    m_fault->setVisible(!elsewhere.isEmpty());
    const auto first =
        std::find_if(m_fields.begin(), m_fields.end(), [](FormField *f) { return !f->error().isEmpty(); });
    if (first != m_fields.end())
        (*first)->editor()->setFocus(Qt::OtherFocusReason);
    fit();
}

void FormDialog::setWorking(const QString &word)
{
    m_done->setEnabled(word.isEmpty());
    m_done->setText(word.isEmpty() ? m_verb : word);
}

void FormDialog::setReady(bool ready) { m_done->setEnabled(ready); }

void FormDialog::letGrow(const QSize &size)
{
    m_grows = true;
    auto *all = static_cast<QVBoxLayout *>(layout());
    for (int i = 0; i < all->count(); ++i)
        all->setStretch(i, all->itemAt(i)->layout() == m_body ? 1 : 0);
    setMinimumWidth(0);
    setMaximumWidth(QWIDGETSIZE_MAX);
    resize(size);
}

void FormDialog::fit()
{
    layout()->activate();
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
    if (!m_grows)
        resize(width(), needed);
}

}
