#include "ui/users/persondeeds.h"

#include "app/apihost.h"
#include "app/users/passwordreset.h"
#include "app/users/personal.h"
#include "app/users/twosteps.h"
#include "app/users/users.h"
#include "ui/users/oncedialog.h"
#include "ui/users/peoplewords.h"
#include "ui/users/recoverydialog.h"
#include "ui/users/twostepsdialog.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
Result<> save(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return fail(ErrorCode::Full,
                QCoreApplication::translate("backroom", "The file could not be written: %1. Choose another place.")
                    .arg(file.errorString()));
}
}

PersonDeeds::PersonDeeds(Desk &desk, const ApiHost &host, QWidget *over)
    : QObject(over), m_desk(desk), m_host(host), m_over(over)
{}

// Behind the mark nothing is sent to a server or written into a log.
QString PersonDeeds::link(const QByteArray &token) const
{
    return m_host.address() + u"/join#"_s + QString::fromLatin1(token);
}

void PersonDeeds::showInvitation(const User &user, const QByteArray &token) { showLink(user, token, false); }

void PersonDeeds::showLink(const User &user, const QByteArray &token, bool reset)
{
    const QString name = peoplewords::name(user);
    Once once;
    once.name = u"linkDialog"_s;
    once.title = reset ? tr("A new password for %1").arg(name) : tr("Invitation for %1").arg(name);
    once.sentence = reset
        ? tr("With this link %1 chooses a new password, once and within seven days. Until then the old "
             "one holds.")
              .arg(name)
        : tr("With this link %1 chooses a password and can sign in, once and within seven days.").arg(name);
    // A link that nobody can open helps nobody.
    const QString host = QUrl(m_host.address()).host();
    if (!m_host.isRunning())
        once.sentence += u' ' + tr("The server is off: start it on the page Server, or the link leads nowhere.");
    else if (host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1))
        once.sentence += u' '
            + tr("The server listens on this computer only, so the link opens here. For others, let it listen on the "
                 "network.");
    once.label = tr("Link");
    once.secret = link(token);
    once.code = true;
    (new OnceDialog(once, m_over))->open(); // deletes itself when closed
}

void PersonDeeds::wayIn(const User &user)
{
    const bool reset = user.hasPassword;
    m_desk.write(
        this,
        [actor = m_desk.actor(), id = user.id, reset](Transaction &transaction) {
            return reset ? passwords::reset(transaction, actor, id) : users::invite(transaction, actor, id);
        },
        [this, user, reset](const Result<Invitation> &made) {
            if (made)
                showLink(user, made->token, reset);
            else
                Q_EMIT refused(made.error().message);
        });
}

void PersonDeeds::setDisabled(const User &user, bool disabled)
{
    UserPatch patch;
    patch.disabled = disabled;
    m_desk.write(
        this,
        [actor = m_desk.actor(), id = user.id, patch](Transaction &transaction) {
            return users::update(transaction, actor, id, patch, {});
        },
        [this, disabled](const Result<User> &changed) {
            if (!changed)
                Q_EMIT refused(changed.error().message);
            else
                Q_EMIT m_desk.told(disabled ? tr("%1 can no longer sign in").arg(peoplewords::name(*changed))
                                            : tr("%1 can sign in again").arg(peoplewords::name(*changed)));
        });
}

void PersonDeeds::saveData(const User &user)
{
    const QString name = peoplewords::name(user);
    m_desk.ask().fileToSave(m_over, tr("Everything the shop holds on %1").arg(name),
                            QString(name).replace(u'/', u'-') + u".json"_s, tr("JSON files (*.json)"),
                            [this, user, name](const QString &path) {
                                if (path.isEmpty())
                                    return;
                                m_desk.pool().run(
                                    this,
                                    [&shop = m_desk.shop(), actor = m_desk.actor(), id = user.id, path]() -> Result<> {
                                        const auto text =
                                            shop.database().read([&](Reader &reader) -> Result<QByteArray> {
                                                JsonWriter json;
                                                if (const auto written = personal::writeAllOf(json, reader, actor, id);
                                                    !written)
                                                    return fail(written.error());
                                                return json.take();
                                            });
                                        return text ? save(path, *text) : fail(text.error());
                                    },
                                    [this, name](const Result<> &saved) {
                                        if (saved)
                                            Q_EMIT m_desk.told(tr("The data of %1 were saved").arg(name));
                                        else
                                            Q_EMIT refused(saved.error().message);
                                    });
                            });
}

void PersonDeeds::decide(const Question &question, std::function<Result<>(Transaction &)> work,
                         std::function<void()> done)
{
    m_desk.ask().question(m_over, question, [this, work = std::move(work), done = std::move(done)](bool yes) {
        if (!yes)
            return;
        m_desk.write(this, work, [this, done](const Result<> &result) {
            if (!result)
                return Q_EMIT refused(result.error().message);
            done();
        });
    });
}

void PersonDeeds::erase(const User &user)
{
    decide(
        {.name = u"erasePerson"_s,
         .title = tr("Erase everything personal of %1?").arg(peoplewords::name(user)),
         .effect =
             tr("Name, addresses and sessions go, and what the history says of them. Orders that were not sent are "
                "cancelled; the others stay in the books without a name. This cannot be taken back."),
         .yes = tr("Erase"),
         .no = tr("Keep")},
        [actor = m_desk.actor(), id = user.id](Transaction &transaction) {
            return personal::eraseOf(transaction, actor, id);
        },
        [this, id = user.id] {
            Q_EMIT m_desk.told(tr("Everything personal was erased"));
            Q_EMIT gone(id);
        });
}

void PersonDeeds::remove(const User &user)
{
    const QString name = peoplewords::name(user);
    decide(
        {.name = u"removePerson"_s,
         .title = tr("Remove %1 from the staff?").arg(name),
         .effect = tr("They are signed out everywhere, and name and addresses are erased. What they did stays in the "
                      "history. This cannot be taken back; shutting them out can."),
         .yes = tr("Remove"),
         .no = tr("Keep")},
        [actor = m_desk.actor(), id = user.id](Transaction &transaction) {
            return users::remove(transaction, actor, id, {});
        },
        [this, id = user.id, name] {
            Q_EMIT m_desk.told(tr("%1 was removed from the staff").arg(name));
            Q_EMIT gone(id);
        });
}

// Where telephone and paper are lost, whoever may change the person takes the step off.
void PersonDeeds::setTwoSteps(const User &user)
{
    if (!user.hasTotp) {
        auto *dialog = new TwoStepsDialog(m_desk, user, m_over); // deletes itself when closed
        connect(dialog, &TwoStepsDialog::turnedOn, this, [this](const User &person, const QStringList &codes) {
            (new RecoveryDialog(person, codes, m_over))->open();
        });
        return dialog->open();
    }
    const QString name = peoplewords::name(user);
    decide(
        {.name = u"takeOffTwoSteps"_s,
         .title = tr("Take the second step off for %1?").arg(name),
         .effect = tr("The password alone lets them in again. It can be set up anew, with another secret."),
         .yes = tr("Take off"),
         .no = tr("Keep")},
        [actor = m_desk.actor(), id = user.id](Transaction &transaction) -> Result<> {
            const auto changed = twosteps::turnOff(transaction, actor, id);
            return changed ? Result<>() : fail(changed.error());
        },
        [this, name] { Q_EMIT m_desk.told(tr("%1 signs in with the password alone").arg(name)); });
}

}
