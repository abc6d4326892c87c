// Settings: found by any word for them, saved together, told when somebody else saved; tax rates and ways of delivery.
#include "app/orders/shipping.h"
#include "app/orders/taxes.h"
#include "app/settings/settings.h"
#include "tests/support/staffedwindow.h"
#include "ui/settings/countrylist.h"
#include "ui/settings/settingspage.h"
#include "ui/settings/settingssection.h"
#include "ui/settings/settingswords.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::StaffedWindow;

namespace {
struct Fixture : StaffedWindow
{
    Fixture()
    {
        addSettingsPages(*window, *desk);
        show(u"settings"_s);
    }
    Settings stored()
    {
        return *read([](Reader &reader) -> Result<Settings> { return settings::load(reader); });
    }
    void saveElsewhere(const SettingsPatch &patch)
    {
        std::thread([&] {
            (void)write([&](Transaction &tx) { return settings::update(tx, owner, patch, {}); });
        }).join();
    }
    QLineEdit *name() const { return find<QLineEdit>(u"shop_name"_s); }
    bool edited() const { return action(u"saveSettings"_s)->isEnabled(); }
    RowList *rates() const { return find<RowList>(u"taxRates"_s); }
    RowList *methods() const { return find<RowList>(u"deliveryMethods"_s); }
};
}

class TestSettingsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySettingIsFoundByItsWords();
    void savesWithTheKeyboard();
    void typedWhileSavingStays();
    void faultsStandBesideTheirFields();
    void changesFromElsewhereAreTakenIn();
    void clashesAreToldAndNothingIsOverwritten();
    void taxRates();
    void waysOfDelivery();
    void colours();
    void words();
};

void TestSettingsPage::everySettingIsFoundByItsWords()
{
    Fixture f;
    auto *search = f.find<SearchField>(u"searchSettings"_s);
    QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(search->hasFocus());
    const std::pair<QString, QString> words[] = {{u"vat"_s, u"taxRates"_s},
                                                 {u"postage"_s, u"deliveryMethods"_s},
                                                 {u"basket"_s, u"cart_days"_s},
                                                 {u"cors"_s, u"allowed_origins"_s},
                                                 {u"dark"_s, u"colours"_s},
                                                 {u"sprache"_s, u"language"_s},
                                                 {u"time zone"_s, u"timezone"_s},
                                                 {u"imprint"_s, u"address"_s},
                                                 {u"restore"_s, u"backupsElsewhere"_s}};
    for (const auto &[word, widget] : words) {
        search->clear();
        QTest::keyClicks(search, word);
        QTRY_VERIFY2(f.find<QWidget>(widget)->isVisible(), qPrintable(word));
        QTRY_VERIFY2(!f.name()->isVisible(), qPrintable(word));
    }
    search->setText(u"xyzzy"_s);
    QTRY_VERIFY(f.find<QLabel>(u"noSetting"_s)->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_VERIFY(f.name()->isVisible());
}

void TestSettingsPage::savesWithTheKeyboard()
{
    Fixture f;
    QVERIFY(!f.edited());
    f.name()->setFocus();
    f.name()->selectAll();
    QTest::keyClicks(f.name(), u"Harbour Lane"_s);
    QVERIFY(f.edited());
    f.find<QSpinBox>(u"cart_days"_s)->setValue(45);
    f.find<QPlainTextEdit>(u"allowed_origins"_s)->setPlainText(u"https://shop.example\n\nhttps://www.shop.example\n"_s);
    QTest::keyClick(f.window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(f.stored().shopName, u"Harbour Lane"_s);
    QCOMPARE(f.stored().cartDays, 45);
    QCOMPARE(f.stored().allowedOrigins, (QStringList{u"https://shop.example"_s, u"https://www.shop.example"_s}));
    QTRY_VERIFY(!f.action(u"revertSettings"_s)->isEnabled());
    f.name()->setText(u"Other"_s);
    f.action(u"revertSettings"_s)->trigger();
    QCOMPARE(f.name()->text(), u"Harbour Lane"_s);
}

void TestSettingsPage::typedWhileSavingStays()
{
    Fixture f;
    f.name()->setText(u"Harbour Lane"_s);
    QTest::keyClick(f.window.get(), Qt::Key_S, Qt::ControlModifier);
    f.name()->setText(u"Harbour Lane 7"_s); // the answer is not here yet
    QTRY_COMPARE(f.stored().shopName, u"Harbour Lane"_s);
    QTRY_VERIFY(f.edited());
    QCOMPARE(f.name()->text(), u"Harbour Lane 7"_s);
    QTest::keyClick(f.window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(f.stored().shopName, u"Harbour Lane 7"_s);
}

void TestSettingsPage::faultsStandBesideTheirFields()
{
    Fixture f;
    f.name()->clear();
    auto *origins = f.find<QPlainTextEdit>(u"allowed_origins"_s);
    origins->setPlainText(u"shop.example/path"_s);
    QTest::keyClick(f.window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(f.find<QLabel>(u"shop_nameMessage"_s)->text().contains(u"name"_s));
    QVERIFY(!origins->accessibleDescription().isEmpty());
    QTRY_VERIFY(f.name()->hasFocus());
    QCOMPARE(origins->toPlainText(), u"shop.example/path"_s);
    QVERIFY(f.edited());
}

void TestSettingsPage::changesFromElsewhereAreTakenIn()
{
    Fixture f;
    f.name()->setText(u"Harbour Lane"_s);
    SettingsPatch patch;
    patch.contactPhone = u"0123"_s;
    f.saveElsewhere(patch);
    QTRY_COMPARE(f.find<QLineEdit>(u"contact_phone"_s)->text(), u"0123"_s);
    QCOMPARE(f.name()->text(), u"Harbour Lane"_s); // half typed, and still here
    QVERIFY(!f.find<QWidget>(u"staleBar"_s)->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(f.stored().shopName, u"Harbour Lane"_s);
    QCOMPARE(f.stored().contactPhone, u"0123"_s);
}

void TestSettingsPage::clashesAreToldAndNothingIsOverwritten()
{
    Fixture f;
    auto *bar = f.find<QWidget>(u"staleBar"_s);
    SettingsPatch patch;
    for (const bool mine : {true, false}) {
        const QString here = mine ? u"Mine"_s : u"Also mine"_s, there = mine ? u"Theirs"_s : u"Also theirs"_s;
        f.name()->setText(here);
        patch.shopName = there;
        f.saveElsewhere(patch);
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(f.name()->text(), here);
        QVERIFY(!f.edited()); // not to be saved before somebody decides
        StaffedWindow::click(bar, mine ? u"keepMine"_s : u"showTheirs"_s);
        QTRY_VERIFY(!bar->isVisible());
        QCOMPARE(f.name()->text(), mine ? here : there);
        QCOMPARE(f.stored().shopName, there);
        if (mine) {
            QTest::keyClick(f.window.get(), Qt::Key_S, Qt::ControlModifier);
            QTRY_COMPARE(f.stored().shopName, here);
            QTRY_VERIFY(!f.action(u"revertSettings"_s)->isEnabled());
        }
    }
}

void TestSettingsPage::taxRates()
{
    Fixture f;
    QTRY_COMPARE(f.rates()->rows().size(), 4);
    StaffedWindow::click(f.window.get(), u"addTaxRate"_s);
    QDialog *dialog = f.dialog(u"taxDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Sales tax"_s);
    auto *country = dialog->findChild<QComboBox *>(u"country"_s);
    country->setCurrentIndex(country->findData(u"US"_s));
    auto *rate = dialog->findChild<QLineEdit *>(u"rate"_s);
    rate->setText(u"a lot"_s);
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"rateMessage"_s)->text().contains(u"8.5"_s));
    rate->setText(u"8.875"_s);
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_COMPARE(f.rates()->rows().size(), 5);
    QTRY_VERIFY(!f.find<QDialog>(u"taxDialog"_s));
    const auto rates = [&] { return *f.read([&](Reader &reader) { return taxes::list(reader, f.owner); }); };
    QCOMPARE(rates().last().rate, 88'750);
    // Opened by keyboard, shown as it was typed, taken away without a question.
    f.rates()->setFocus();
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(f.rates(), Qt::Key_Down);
    QTest::keyClick(f.rates(), Qt::Key_Return);
    dialog = f.dialog(u"taxDialog"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"rate"_s)->text(), u"8.875"_s);
    StaffedWindow::click(dialog, u"removeRate"_s);
    QTRY_COMPARE(rates().size(), 4);
    QVERIFY(f.ask.names.isEmpty());
}

void TestSettingsPage::waysOfDelivery()
{
    Fixture f;
    QTRY_COMPARE(f.methods()->rows().size(), 1);
    QVERIFY(f.methods()->rows().first().second.contains(u"£4.90"_s));
    StaffedWindow::click(f.window.get(), u"addDelivery"_s);
    QDialog *dialog = f.dialog(u"deliveryDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Courier"_s);
    dialog->findChild<QLineEdit *>(u"price"_s)->setText(u"12.50"_s);
    dialog->findChild<QLineEdit *>(u"max_weight_grams"_s)->setText(u"heavy"_s);
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"max_weight_gramsMessage"_s)->text().contains(u"2.5"_s));
    dialog->findChild<QLineEdit *>(u"max_weight_grams"_s)->setText(u"2.5"_s);
    StaffedWindow::click(dialog, u"allOfEurope"_s);
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_COMPARE(f.methods()->rows().size(), 2);
    const auto methods = *f.read([&](Reader &reader) { return shipping::list(reader, f.owner); });
    const auto courier =
        std::find_if(methods.begin(), methods.end(), [](const auto &method) { return method.name == u"Courier"_s; });
    QVERIFY(courier != methods.end());
    QCOMPARE(courier->price, 1250);
    QCOMPARE(courier->maxWeightGrams, std::optional<qint64>(2500));
    QCOMPARE(courier->countries.size(), 28); // the Union and the shop's own
    QVERIFY(courier->countries.contains("FR") && courier->countries.contains("GB"));
}

void TestSettingsPage::colours()
{
    Fixture f;
    auto *colours = f.find<Segmented>(u"colours"_s);
    colours->setFocus();
    colours->setCurrent(2);
    QCOMPARE(f.theme.choice(), Theme::Choice::Dark);
    colours->setCurrent(1);
    QCOMPARE(f.theme.choice(), Theme::Choice::Light);
    QSignalSpy chosen(f.window.get(), &MainWindow::languageChosen);
    auto *language = f.find<QComboBox>(u"language"_s);
    language->setFocus();
    QTest::keyClicks(language, u"Deu"_s);
    QTest::keyClick(language, Qt::Key_Return);
    QTRY_COMPARE(f.window->memory().value(u"language"_s).toString(), u"de"_s);
    QTRY_COMPARE(chosen.size(), 1); // the window is built anew in it
}

void TestSettingsPage::words()
{
    const Format german(QLocale(u"de_DE"_s), "EUR", QTimeZone("Europe/Berlin"));
    QCOMPARE(settingswords::percentPlain(german, 85'000), u"8,5"_s);
    QCOMPARE(settingswords::percentPlain(german, 200'000), u"20"_s);
    QCOMPARE(settingswords::parsePercent(german, u" 8,875 % "_s), std::optional<qint64>(88'750));
    QCOMPARE(settingswords::parsePercent(german, u"acht"_s), std::nullopt);
    QCOMPARE(settingswords::kilosPlain(german, 30'000), u"30"_s);
    QCOMPARE(settingswords::parseKilos(german, u"2,5"_s), std::optional<qint64>(2500));
    QCOMPARE(settingswords::parseKilos(german, u"-1"_s), std::nullopt);
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
