#include "ui/users/oncedialog.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/users/shownonce.h"
#include "ui/widgets/dialogwidth.h"
#include "ui/widgets/qrcode.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

OnceDialog::OnceDialog(const Once &once, QWidget *parent) : QDialog(parent), m_secret(new QLineEdit(once.secret))
{
    setObjectName(once.name);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(once.title);
    setFixedWidth(dialogWidth(*this));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    all->setSpacing(12);
    QLabel *heading = makeLabel(once.title, Type::Heading, QFont::DemiBold);
    heading->setWordWrap(true);
    all->addWidget(heading);
    QLabel *sentence = makeLabel(once.sentence, Type::Body, Ink::Muted);
    sentence->setWordWrap(true);
    all->addWidget(sentence);
    if (once.code)
        all->addWidget(new QrCode(once.secret), 0, Qt::AlignHCenter);
    QLabel *label = makeLabel(once.label, Type::Body, QFont::Medium);
    label->setBuddy(m_secret);
    all->addWidget(label);
    auto *row = new QHBoxLayout;
    m_secret->setObjectName(u"secret"_s);
    m_secret->setAccessibleName(once.label);
    m_secret->setReadOnly(true);
    m_secret->setCursorPosition(0);
    row->addWidget(m_secret, 1);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("Copy"));
    copy->setObjectName(u"copySecret"_s);
    setKind(*copy, ButtonKind::Primary);
    row->addWidget(copy);
    all->addLayout(row);
    QLabel *warning = makeLabel(tr("This is shown only now. Whoever has it can use it, so hand it over in person or by "
                                   "a way that you trust."),
                                Type::Caption, Ink::Muted);
    warning->setWordWrap(true);
    all->addWidget(warning);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("Done"), QDialogButtonBox::RejectRole);
    close->setObjectName(u"close"_s);
    all->addWidget(buttons);
    copy->setDefault(true);
    auto *kept = new ShownOnce(this);
    connect(copy, &QPushButton::clicked, this, [this, copy, kept] {
        QGuiApplication::clipboard()->setText(m_secret->text());
        kept->copied();
        copy->setText(tr("Copied"));
        Q_EMIT copied();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    copy->setFocus();
}

}
