// The first questions: what is typed becomes a shop, and what does not fit is told beside its field.
#include "server/http/apiserver.h"
#include "tests/support/paths.h"
#include "ui/firstrun/firstrundialog.h"
#include "ui/shell/console.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/translations.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/segmented.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestFirstRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsEveryFaultBesideItsField();
    void currencyFollowsTheCountry();
    void languageFollowsTheCountry();
    void speaksTheLanguageThatIsChosen();
    void theSampleTakesNoName();
    void asksForAShop();
    void everythingByKeyboard();
    void aShopOutOfABackup();
};

void TestFirstRun::tellsEveryFaultBesideItsField()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    QSignalSpy asked(&dialog, &FirstRunDialog::asked);
    dialog.show();
    auto *email = dialog.findChild<QLineEdit *>(u"owner_email"_s);
    email->setText(u"nobody"_s);
    const QString help = dialog.findChild<QLabel *>(u"owner_emailMessage"_s)->text();
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"open"_s), Qt::LeftButton);
    QCOMPARE(asked.count(), 0);
    QVERIFY(dialog.findChild<QLabel *>(u"owner_emailMessage"_s)->text() != help);
    QVERIFY(!dialog.findChild<QLabel *>(u"shop_nameMessage"_s)->text().isEmpty());
    for (const QString &typed : {u"nobody"_s, QString()}) {
        email->setText(typed);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"open"_s), Qt::LeftButton);
        const auto *owner = qobject_cast<FormField *>(dialog.findChild<QLineEdit *>(u"owner_name"_s)->parentWidget());
        QCOMPARE(owner->error(), QString()); // it may stay empty
    }
    email->setText(u"nobody"_s);
    QCOMPARE(email->text(), u"nobody"_s);
}

void TestFirstRun::currencyFollowsTheCountry()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    auto *country = dialog.findChild<QComboBox *>(u"country"_s);
    auto *currency = dialog.findChild<QComboBox *>(u"currency"_s);
    country->setCurrentIndex(country->findData(u"DE"_s));
    QCOMPARE(currency->currentText(), u"EUR"_s);
    country->setCurrentIndex(country->findData(u"JP"_s));
    QCOMPARE(currency->currentText(), u"JPY"_s);
}

void TestFirstRun::asksForAShop()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(true);
    QList<std::pair<NewShop, Beginning>> asked;
    connect(&dialog, &FirstRunDialog::asked, this,
            [&](const NewShop &shop, Beginning beginning) { asked.emplaceBack(shop, beginning); });
    dialog.show();
    QTest::keyClicks(dialog.findChild<QLineEdit *>(u"owner_email"_s), u"owner@example.com"_s);
    QTest::keyClicks(dialog.findChild<QLineEdit *>(u"owner_password"_s), u"correct horse battery staple"_s);
    QTest::keyClick(dialog.findChild<QLineEdit *>(u"owner_password"_s), Qt::Key_Return);
    QStringList told;
    for (const QLabel *label : dialog.findChildren<QLabel *>(QRegularExpression(u"Message$"_s)))
        told << label->text();
    told << dialog.findChild<QLabel *>(u"fault"_s)->text() << dialog.findChild<QLineEdit *>(u"shop_name"_s)->text();
    QVERIFY2(asked.size() == 1, qPrintable(told.join(u" / "_s)));
    QCOMPARE(asked.first().second, Beginning::Sample);
    QCOMPARE(asked.first().first.ownerEmail, u"owner@example.com"_s);
    QVERIFY(!asked.first().first.settings.shopName.isEmpty());
    // The shop says no: the sentence is there and the button works again.
    dialog.showError({ErrorCode::Unavailable, u"No room."_s, {}});
    QVERIFY(dialog.findChild<QLabel *>(u"fault"_s)->isVisible());
    QVERIFY(dialog.findChild<QPushButton *>(u"open"_s)->isEnabled());
}

// From the first key to the last without a mouse, and the country decides tax and language.
void TestFirstRun::everythingByKeyboard()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    NewShop asked;
    Beginning beginning = Beginning::Empty;
    connect(&dialog, &FirstRunDialog::asked, this, [&](const NewShop &shop, Beginning begun) {
        asked = shop;
        beginning = begun;
    });
    dialog.show();
    QTRY_VERIFY(dialog.findChild<QLineEdit *>(u"shop_name"_s)->hasFocus());
    const auto type = [&dialog](const QString &text) {
        QTest::keyClicks(dialog.focusWidget(), text);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    };
    type(u"Kontor Nord"_s);
    type(u"Germ"_s);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab); // the currency followed
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab); // and so did the language
    type(u"Ria Sommer"_s);
    type(u"ria@example.com"_s);
    QTest::keyClicks(dialog.focusWidget(), u"drei Nelken im Mai"_s);
    dialog.findChild<Segmented *>(u"kind"_s)->setFocus();
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Right);
    QTest::keyClick(&dialog, Qt::Key_Return);
    QCOMPARE(beginning, Beginning::Import);
    QCOMPARE(asked.ownerName, u"Ria Sommer"_s);
    QCOMPARE(asked.settings.shopName, u"Kontor Nord"_s);
    QCOMPARE(asked.settings.country, "DE"_ba);
    QCOMPARE(asked.settings.currency, "EUR"_ba);
    QCOMPARE(asked.settings.languages, QStringList{u"de"_s});
    QVERIFY(asked.settings.pricesIncludeTax);
    QCOMPARE(dialog.language(), u"de"_s);
}

void TestFirstRun::languageFollowsTheCountry()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    auto *country = dialog.findChild<QComboBox *>(u"country"_s);
    auto *language = dialog.findChild<QComboBox *>(u"window_language"_s);
    country->setCurrentIndex(country->findData(u"AT"_s));
    QCOMPARE(dialog.language(), u"de"_s);
    country->setCurrentIndex(country->findData(u"PL"_s)); // not spoken here
    QCOMPARE(dialog.language(), QString());
    language->setFocus();
    language->setCurrentIndex(language->findData(u"fr"_s));
    Q_EMIT language->activated(language->currentIndex());
    country->setCurrentIndex(country->findData(u"DE"_s));
    QCOMPARE(dialog.language(), u"fr"_s); // chosen by hand
}

// At once, with all that was typed where it was; a country that is only being typed speaks nothing yet.
void TestFirstRun::speaksTheLanguageThatIsChosen()
{
    Theme theme(*qApp, Theme::Choice::Light);
    Translations translations(*qApp);
    translations.use(u"en"_s);
    FirstRunDialog dialog(true);
    QStringList spoken;
    connect(&dialog, &FirstRunDialog::languageChosen, this, [&](const QString &language) {
        spoken << language;
        translations.use(language, dialog.country());
        dialog.speakAnew();
    });
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const auto line = [&dialog](const QString &name) { return dialog.findChild<QLineEdit *>(name); };
    const auto box = [&dialog](const QString &name) { return dialog.findChild<QComboBox *>(name); };
    QCOMPARE(line(u"shop_name"_s)->text(), u"Harbour Lane"_s);
    QTest::keyClicks(line(u"owner_email"_s), u"ria@example.com"_s);
    QTest::keyClicks(line(u"owner_password"_s), u"drei Nelken"_s);
    box(u"currency"_s)->setCurrentText(u"CHF"_s);
    Q_EMIT box(u"currency"_s)->textActivated(u"CHF"_s);
    const int height = dialog.height();
    box(u"window_language"_s)->setFocus();
    QTest::keyClicks(box(u"window_language"_s), u"Deu"_s);
    QTRY_COMPARE(spoken, QStringList{u"de"_s});
    QCOMPARE(dialog.windowTitle(), u"Willkommen bei Backroom"_s);
    QCOMPARE(dialog.findChild<QPushButton *>(u"open"_s)->text(), u"Shop öffnen"_s);
    QCOMPARE(box(u"country"_s)->itemText(box(u"country"_s)->findData(u"DE"_s)), u"Deutschland"_s);
    QCOMPARE(line(u"owner_email"_s)->text(), u"ria@example.com"_s);
    QCOMPARE(line(u"owner_password"_s)->text(), u"drei Nelken"_s);
    QCOMPARE(box(u"currency"_s)->currentText(), u"CHF"_s);
    QCOMPARE(dialog.language(), u"de"_s);
    QVERIFY(box(u"window_language"_s)->hasFocus());
    QVERIFY(line(u"owner_email"_s)->isVisible());
    QVERIFY2(qAbs(dialog.height() - height) < 80, qPrintable(u"%1 %2"_s.arg(dialog.height()).arg(height)));
    // Typed by hand, the currency stays whatever the country; the language too.
    box(u"country"_s)->setCurrentIndex(box(u"country"_s)->findData(u"FR"_s));
    QCOMPARE(box(u"currency"_s)->currentText(), u"CHF"_s);
    QCOMPARE(dialog.language(), u"de"_s);
    QCOMPARE(dialog.country(), "FR"_ba);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    // Where nobody chose one, the country's is spoken once its box is left.
    spoken.clear();
    translations.use(u"en"_s);
    FirstRunDialog other(false);
    connect(&other, &FirstRunDialog::languageChosen, this, [&](const QString &language) {
        spoken << language;
        translations.use(language, other.country());
        other.speakAnew();
    });
    other.show();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    auto *country = other.findChild<QComboBox *>(u"country"_s);
    country->setFocus();
    QTest::keyClicks(country, u"Germ"_s);
    QCoreApplication::processEvents();
    QCOMPARE(spoken, QStringList());
    QTest::keyClick(country, Qt::Key_Tab);
    QTRY_COMPARE(spoken, QStringList{u"de"_s});
    QCOMPARE(other.findChild<QComboBox *>(u"currency"_s)->currentText(), u"EUR"_s);
    QTRY_VERIFY(other.findChild<QComboBox *>(u"currency"_s)->hasFocus()); // where Tab led
    translations.use(u"en"_s);
}

void TestFirstRun::theSampleTakesNoName()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    auto *name = dialog.findChild<QLineEdit *>(u"shop_name"_s);
    auto *kind = dialog.findChild<Segmented *>(u"kind"_s);
    kind->setCurrent(2);
    QVERIFY(!name->text().isEmpty());
    kind->setCurrent(0);
    QCOMPARE(name->text(), QString());
    QTest::keyClicks(name, u"Kontor Nord"_s);
    kind->setCurrent(2);
    kind->setCurrent(0);
    QCOMPARE(name->text(), u"Kontor Nord"_s);
}

// On a computer that never saw the shop: the file, a wrong passphrase, the right one, and the window with its orders.
void TestFirstRun::aShopOutOfABackup()
{
    const QTemporaryDir folder;
    const StoreConfig store{folder.filePath(u"shop"_s), {}};
    ConsoleOptions options;
    options.store = store;
    Console console(*qApp, options, [](Backroom &shop, Backups &) -> std::unique_ptr<ApiHost> {
        ServerOptions server;
        server.port = 0;
        return std::make_unique<ApiServer>(shop, server);
    });
    QSignalSpy opened(&console, &Console::opened);
    console.begin();
    FirstRunDialog *dialog = nullptr;
    const auto shown = [&dialog] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<FirstRunDialog *>(widget); found && found->isVisible())
                dialog = found;
        return dialog != nullptr;
    };
    QTRY_VERIFY(shown());
    dialog->findChild<Segmented *>(u"kind"_s)->setCurrent(3);
    auto *button = dialog->findChild<QPushButton *>(u"open"_s);
    auto *fileMessage = dialog->findChild<QLabel *>(u"backup_fileMessage"_s);
    auto *wordsMessage = dialog->findChild<QLabel *>(u"backup_wordsMessage"_s);
    QVERIFY(!dialog->findChild<QLineEdit *>(u"shop_name"_s)->isVisible());

    const QString help = fileMessage->text();
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(fileMessage->text() != help); // no file was named
    auto *file = dialog->findChild<QLineEdit *>(u"file"_s);
    file->setText(test::fixture(u"v1-passphrase.backroom"_s));
    auto *words = dialog->findChild<QLineEdit *>(u"backup_words"_s);
    QTest::keyClicks(words, u"vier Rosen"_s);
    const QString wordsHelp = wordsMessage->text();
    QTest::keyClick(words, Qt::Key_Return);
    QTRY_VERIFY(wordsMessage->text() != wordsHelp);
    QVERIFY(button->isEnabled());
    QCOMPARE(words->text(), u"vier Rosen"_s); // what was typed stays
    QVERIFY(!QFile::exists(store.sqliteFile()));

    words->setText(u"vier Nelken im Frühling"_s);
    QTest::keyClick(words, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 30'000);
    QVERIFY(console.window()->isVisible());
    QVERIFY(QFile::exists(store.sqliteFile()));
}

QTEST_MAIN(TestFirstRun)
#include "tst_firstrun.moc"
