#include "ui/users/recoverydialog.h"

#include "ui/theme/type.h"
#include "ui/users/peoplewords.h"
#include "ui/users/shownonce.h"
#include "ui/widgets/formfield.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

RecoveryDialog::RecoveryDialog(const User &user, const QStringList &codes, QWidget *parent)
    : FormDialog(u"recoveryDialog"_s, tr("Recovery codes for %1").arg(peoplewords::name(user)), tr("They are put away"),
                 {}, parent),
      m_codes(new QPlainTextEdit)
{
    addSentence(
        tr("Where the telephone is lost or not at hand, one of these lets %1 in instead of the six digits; each of "
           "them once. Write them on paper or print them, and keep that in a safe place.")
            .arg(peoplewords::name(user)));
    QStringList lines; // two beside each other
    for (qsizetype i = 0; i + 1 < codes.size(); i += 2)
        lines << codes.at(i) + u"    "_s + codes.at(i + 1);
    m_codes->setPlainText(lines.join(u'\n'));
    m_codes->setReadOnly(true);
    m_codes->setFont(codeFont());
    m_codes->setTabChangesFocus(true);
    m_codes->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_codes->setFixedHeight(QFontMetrics(codeFont()).lineSpacing() * int(lines.size()) + 20);
    addField(u"codes"_s, tr("Recovery codes"), m_codes, tr("They are shown only now."));
    QPushButton *copy = addAside(tr("Copy"), u"copyCodes"_s);
    new ShownOnce(this); // whatever was copied, as they are for paper
    connect(copy, &QPushButton::clicked, this, [copy, codes] {
        QGuiApplication::clipboard()->setText(codes.join(u'\n'));
        copy->setText(tr("Copied"));
    });
    copy->setDefault(true); // the Enter that turned the second step on, pressed once more, puts nothing away
    fit();
}

}
