#include "ui/users/twostepsdialog.h"

#include "app/users/twosteps.h"
#include "ui/shell/desk.h"
#include "ui/users/peoplewords.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/qrcode.h"

#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// In fours, as it is read aloud and typed.
QString spaced(const QByteArray &secret)
{
    QStringList parts;
    for (qsizetype i = 0; i < secret.size(); i += 4)
        parts << QString::fromLatin1(secret.mid(i, 4));
    return parts.join(u' ');
}
}

TwoStepsDialog::TwoStepsDialog(Desk &desk, const User &user, QWidget *parent)
    : FormDialog(u"twoStepsDialog"_s, tr("Two steps to sign in for %1").arg(peoplewords::name(user)), tr("Turn on"),
                 tr("Cancel"), parent),
      m_desk(desk),
      m_user(user),
      m_secret(twosteps::newSecret()),
      m_code(new QLineEdit)
{
    addSentence(tr("Beside the password the shop then asks for six digits, which an authenticator app on the telephone "
                   "shows. Let the app take this picture, or type the secret into it."));
    auto *code = new QrCode(twosteps::address(desk.shop().settings()->shopName, user.email, m_secret));
    code->setObjectName(u"secretCode"_s);
    code->setAccessibleName(tr("The secret as a QR code"));
    body()->addWidget(code, 0, Qt::AlignHCenter);
    auto *secret = new QLineEdit(spaced(m_secret));
    secret->setReadOnly(true);
    addField(u"secret"_s, tr("Secret"), secret, tr("It is shown only now."));
    m_code->setMaxLength(7); // "123 456"
    addField(u"code"_s, tr("Digits that the app shows"), m_code,
             tr("They show that the app has the secret. Codes for a lost telephone come next."));
    setReady(false);
    connect(m_code, &QLineEdit::textChanged, this,
            [this](const QString &text) { setReady(QString(text).remove(u' ').size() == 6); });
    m_code->setFocus();
    fit();
}

void TwoStepsDialog::submit()
{
    clearErrors();
    setWorking(tr("Saving…"));
    m_desk.write(
        this,
        [actor = m_desk.actor(), id = m_user.id, secret = m_secret, code = m_code->text()](Transaction &transaction) {
            return twosteps::turnOn(transaction, actor, id, secret, code);
        },
        [this](const Result<twosteps::TurnedOn> &changed) {
            setWorking();
            if (!changed)
                return showError(changed.error());
            Q_EMIT m_desk.told(tr("%1 signs in in two steps from now on").arg(peoplewords::name(changed->user)));
            Q_EMIT turnedOn(changed->user, changed->codes);
            accept();
        });
}

}
