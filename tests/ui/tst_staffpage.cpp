// The staff and the keys of programs: invited, changed, shut out and in, the last owner kept; keys made, shown once,
// changed and taken away.
#include "app/users/apikeys.h"
#include "app/users/token.h"
#include "app/users/totp.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "tests/support/staffedwindow.h"
#include "ui/models/pagedmodel.h"
#include "ui/users/staffpage.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/qrcode.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::StaffedWindow;

namespace {
struct Fixture : StaffedWindow
{
    UserId tom;

    Fixture()
    {
        UserDraft draft{u"tom@example.com"_s, u"Tom Adeyemi"_s, Role::Staff};
        draft.passwordHash = "$argon2id$none";
        tom = write([&](Transaction &tx) { return users::create(tx, owner, draft); })->user.id;
        addStaffPages(*window, *desk, host);
        show(u"staff"_s);
    }
    TableView *people() const { return find<TableView>(u"staff"_s); }
    TableView *keys() const { return find<TableView>(u"keys"_s); }
    // Chooses whoever has that id.
    void choose(TableView *table, qint64 id)
    {
        PagedModel *model = table->pagedModel();
        [&] {
            QTRY_VERIFY(model->rowOf(id) >= 0
                        && model->data(model->index(model->rowOf(id), 0), PagedModel::LoadedRole).toBool());
        }();
        table->setFocus();
        table->setCurrentIndex(model->index(model->rowOf(id), 0));
    }
    QString fact(const QString &list, const QString &name) const
    {
        for (const Fact &fact : find<FactList>(list)->facts())
            if (fact.name == name)
                return fact.value;
        return {};
    }
    User stored(UserId id)
    {
        return *read([&](Reader &reader) -> Result<User> { return *users::find(reader, id); });
    }
    QList<ApiKey> storedKeys()
    {
        return read([&](Reader &reader) { return apikeys::list(reader, owner, 50, {}); })->items;
    }
};
}

class TestStaffPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhoIsChosen();
    void invitesWithALink();
    void changesARole();
    void theLastOwnerStays();
    void shutsOutAndRemoves();
    void setsUpTwoStepsAndTakesThemOff();
    void makesAKeyShownOnce();
    void changesAndRevokesAKey();
};

void TestStaffPage::showsWhoIsChosen()
{
    Fixture f;
    QTRY_COMPARE(f.people()->pagedModel()->rowCount(), 2);
    QVERIFY(!f.action(u"editStaff"_s)->isEnabled());
    f.choose(f.people(), f.tom.value);
    QTRY_COMPARE(f.find<QLabel>(u"personName"_s)->text(), u"Tom Adeyemi"_s);
    QCOMPARE(f.fact(u"personFacts"_s, u"Role"_s), u"Staff"_s);
    QVERIFY(f.action(u"editStaff"_s)->isEnabled());
}

void TestStaffPage::invitesWithALink()
{
    Fixture f;
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier);
    QDialog *dialog = f.dialog(u"personDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Ria"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog->findChild<QLabel *>(u"emailMessage"_s)->text().isEmpty());
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"done"_s)->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"email"_s), u"ria@example.com"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QDialog *link = f.dialog(u"linkDialog"_s);
    const QString text = link->findChild<QLineEdit *>(u"secret"_s)->text();
    QCOMPARE(link->findChild<QrCode *>()->text(), text);
    const auto invited =
        f.read([&](Reader &reader) { return users::invited(reader, text.section(u'#', 1).toLatin1()); });
    QCOMPARE(invited->email, u"ria@example.com"_s);
    QCOMPARE(invited->role, Role::Staff);
    QTRY_COMPARE(f.people()->pagedModel()->rowCount(), 3);
}

void TestStaffPage::changesARole()
{
    Fixture f;
    f.choose(f.people(), f.tom.value);
    QTest::keyClick(f.window.get(), Qt::Key_F2);
    QDialog *dialog = f.dialog(u"personDialog"_s);
    auto *role = dialog->findChild<QComboBox *>(u"role"_s);
    role->setCurrentIndex(role->findData(int(Role::Manager)));
    QVERIFY(dialog->findChild<QLabel *>(u"roleMessage"_s)->text().contains(u"prices"_s));
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_COMPARE(f.stored(f.tom).role, Role::Manager);
    QTRY_COMPARE(f.fact(u"personFacts"_s, u"Role"_s), u"Manager"_s);
}

void TestStaffPage::theLastOwnerStays()
{
    Fixture f;
    f.choose(f.people(), f.owner.user.value);
    f.action(u"shutOutStaff"_s)->trigger();
    auto *fault = f.find<QLabel>(u"personFault"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY(fault->text().contains(u"last owner"_s));
    QVERIFY(!f.stored(f.owner.user).disabled);
    f.choose(f.people(), f.tom.value); // another's fault does not stay
    QTRY_VERIFY(!fault->isVisible());
}

void TestStaffPage::shutsOutAndRemoves()
{
    Fixture f;
    f.choose(f.people(), f.tom.value);
    f.action(u"shutOutStaff"_s)->trigger();
    QTRY_VERIFY(f.stored(f.tom).disabled);
    QTRY_VERIFY(!f.action(u"staffPassword"_s)->isEnabled());
    f.action(u"shutOutStaff"_s)->trigger();
    QTRY_VERIFY(!f.stored(f.tom).disabled);
    QVERIFY(f.ask.names.isEmpty());
    f.action(u"removeStaff"_s)->trigger();
    QTRY_COMPARE(f.people()->pagedModel()->rowCount(), 1);
    QCOMPARE(f.ask.names, QStringList{u"removePerson"_s});
}

void TestStaffPage::setsUpTwoStepsAndTakesThemOff()
{
    Fixture f;
    f.choose(f.people(), f.tom.value);
    auto *deed = f.action(u"twoSteps"_s);
    QTRY_VERIFY(deed->isEnabled());
    deed->trigger();
    QDialog *dialog = f.dialog(u"twoStepsDialog"_s);
    auto *code = dialog->findChild<QLineEdit *>(u"code"_s);
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    const QByteArray secret = dialog->findChild<QLineEdit *>(u"secret"_s)->text().remove(u' ').toLatin1();
    QVERIFY(dialog->findChild<QrCode *>(u"secretCode"_s)->text().contains(QString::fromLatin1(secret)));
    QVERIFY(!done->isEnabled());
    const qint64 step = f.clock.now() / 30'000;
    QTest::keyClicks(code, QString::fromLatin1(totp::code(secret, step + 10)));
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"codeMessage"_s)->text().contains(u"other digits"_s));
    code->clear();
    QTest::keyClicks(code, QString::fromLatin1(totp::code(secret, step)));
    QTest::keyClick(code, Qt::Key_Return);
    QTRY_COMPARE(f.fact(u"personFacts"_s, u"Two steps to sign in"_s), u"On, 10 recovery codes left"_s);
    QTRY_VERIFY(!f.find<QDialog>(u"twoStepsDialog"_s));
    dialog = f.dialog(u"recoveryDialog"_s);
    QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog, Qt::Key_Return); // once too often
    QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog, Qt::Key_Escape); // they are shown only now
    QVERIFY(dialog->isVisible());
    StaffedWindow::click(dialog, u"copyCodes"_s);
    const QStringList codes = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(codes.size(), 10);
    QVERIFY(dialog->findChild<QPlainTextEdit *>(u"codes"_s)->toPlainText().contains(codes.last()));
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_VERIFY(!f.find<QDialog>(u"recoveryDialog"_s));
    QCOMPARE(deed->text(), u"Take the second step off…"_s);
    deed->trigger();
    QCOMPARE(f.ask.names.last(), u"takeOffTwoSteps"_s);
    QTRY_COMPARE(f.fact(u"personFacts"_s, u"Two steps to sign in"_s), u"Off"_s);
}

void TestStaffPage::makesAKeyShownOnce()
{
    Fixture f;
    f.action(u"makeKey"_s)->trigger();
    QDialog *dialog = f.dialog(u"keyDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Shop site"_s);
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_VERIFY(!dialog->findChild<QLabel *>(u"scopesMessage"_s)->text().isEmpty());
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"done"_s)->isEnabled());
    // To change something is to see it, too.
    dialog->findChild<QCheckBox *>(u"orders:write"_s)->click();
    QVERIFY(dialog->findChild<QCheckBox *>(u"orders:read"_s)->isChecked());
    auto *ends = dialog->findChild<QComboBox *>(u"expires_at"_s);
    ends->setCurrentIndex(ends->findData(30));
    StaffedWindow::click(dialog, u"done"_s);
    QDialog *once = f.dialog(u"secretDialog"_s);
    QTest::keyClick(once->focusWidget(), Qt::Key_Escape); // pressed in passing
    QVERIFY(once->isVisible());
    StaffedWindow::click(once, u"copySecret"_s);
    const QByteArray secret = QApplication::clipboard()->text().toLatin1();
    QVERIFY(parseApiKey(secret));
    const QList<ApiKey> keys = f.storedKeys();
    QCOMPARE(keys.size(), 1);
    QCOMPARE(keys.first().scopes, (QStringList{u"orders:read"_s, u"orders:write"_s}));
    QCOMPARE(*keys.first().expiresAt - f.clock.now(), 30LL * 24 * 3600 * 1000);
    QTRY_VERIFY(f.keys()->isVisible());
    // Nowhere in the window does it stand again.
    QTest::keyClick(once, Qt::Key_Escape);
    QTRY_VERIFY(!f.find<QDialog>(u"secretDialog"_s));
    f.choose(f.keys(), keys.first().id.value);
    QTRY_COMPARE(f.find<QLabel>(u"keyName"_s)->text(), u"Shop site"_s);
    QVERIFY(secret.startsWith(f.fact(u"keyFacts"_s, u"Begins with"_s).toLatin1()));
    QVERIFY(f.find<QLabel>(u"keyMay"_s)->text().contains(u"Orders"_s));
}

void TestStaffPage::changesAndRevokesAKey()
{
    Fixture f;
    const ApiKeyId id = f.write([&](Transaction &tx) {
                             return apikeys::create(tx, f.owner, {u"Till"_s, {u"stock:read"_s}, {}});
                         })->key.id;
    f.find<Segmented>(u"staffKind"_s)->setCurrent(1);
    f.choose(f.keys(), id.value);
    QTRY_VERIFY(f.action(u"editKey"_s)->isEnabled());
    QTest::keyClick(f.keys(), Qt::Key_Return);
    QDialog *dialog = f.dialog(u"keyDialog"_s);
    dialog->findChild<QCheckBox *>(u"products:read"_s)->click();
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_COMPARE(f.storedKeys().first().scopes.size(), 2);
    f.action(u"revokeKey"_s)->trigger();
    QTRY_COMPARE(f.storedKeys().size(), 0);
    QCOMPARE(f.ask.names, QStringList{u"revokeKey"_s});
    QTRY_VERIFY(!f.keys()->isVisible()); // says how to begin instead
}

QTEST_MAIN(TestStaffPage)
#include "tst_staffpage.moc"
