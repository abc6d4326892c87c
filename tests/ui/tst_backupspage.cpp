// The backups page over real backups of a real shop, worked with mouse and keys: made, proved, restored and taken back,
// opened with a passphrase, kept at a second place, and loud when something is wrong.
#include "app/backroom.h"
#include "app/backups/keyring.h"
#include "app/products/imagename.h"
#include "app/stock/ledger.h"
#include "tests/support/desktopkeyring.h"
#include "tests/support/lockedbackup.h"
#include "tests/support/smallshop.h"
#include "ui/backups/backupspage.h"
#include "ui/backups/backupwords.h"
#include "ui/backups/monthgrid.h"
#include "ui/backups/timestrip.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusstrip.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPrintPreviewWidget>
#include <QPrinter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
constexpr Millis Day = 24LL * 3600 * 1000;

// Answers at once, with what the test wants.
class Answers final : public Ask {
public:
    void question(QWidget *, const Question &asked, std::function<void(bool)> done) override
    {
        names << asked.name;
        done(yes);
    }
    void fileToOpen(QWidget *, const QString &, const QString &, std::function<void(const QString &)> done) override
    {
        done(file);
    }
    void fileToSave(QWidget *, const QString &, const QString &, const QString &,
                    std::function<void(const QString &)> done) override
    {
        done(file);
    }
    void folder(QWidget *, const QString &, std::function<void(const QString &)> done) override { done(file); }
    void printer(QWidget *, const QString &, std::function<void(const std::shared_ptr<QPrinter> &)> done) override
    {
        const auto printer = std::make_shared<QPrinter>();
        printer->setOutputFormat(QPrinter::PdfFormat);
        printer->setOutputFileName(file);
        done(printer);
    }
    QStringList names;
    bool yes = true;
    QString file;
};

struct Fixture
{
    QTemporaryDir folder, keys, elsewhere;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    VariantId mug;
    Actor owner;
    std::unique_ptr<Backups> backups;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Answers ask;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Fixture(const QString &rclone = {})
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        mug = small->addVariant("MUG", 1400, 50);
        owner = SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        BackupsOptions options;
        qputenv("BACKROOM_KEYS", QFile::encodeName(keys.path()));
        options.settleSeconds = options.firstAfterSeconds = 1'000'000'000; // none but those that the test asks for
        options.rclone = rclone;
        backups = std::make_unique<Backups>(*shop, options);
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        addDashboardPage(*window, *desk);
        addBackupsPages(*window, *desk, *backups);
        tester =
            std::make_unique<QAbstractItemModelTester>(list(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        window->resize(1440, 900);
        window->show();
        window->goTo(u"backups"_s);
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
    }
    ~Fixture()
    {
        tester.reset();
        window.reset();
        desk.reset();
        backups.reset();
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    TableView *table() const { return find<TableView>(u"backupList"_s); }
    PagedModel *list() const { return table()->pagedModel(); }
    QString cell(int row, int column) const
    {
        return list()->data(list()->index(row, column), Qt::DisplayRole).toString();
    }
    QString text(const QString &label) const { return find<QLabel>(label)->text(); }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    QString lamp() const { return find<Lamp>(u"backupLamp"_s)->text(); }
    QPushButton *button(const QString &name) const { return find<QPushButton>(name); }
    void click(QWidget *widget, const QPoint &at = {}) const { QTest::mouseClick(widget, Qt::LeftButton, {}, at); }
    // A whole round, as the owner does it.
    void backUp()
    {
        const int before = list()->rowCount();
        click(button(u"backUpNow"_s));
        [&] { QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), before + 1, 30'000); }();
        [&] { QTRY_COMPARE(cell(0, 1), u"By hand"_s); }();
        [&] { QTRY_VERIFY(!backups->state()->job); }();
    }
    void selectRow(int row)
    {
        const QRect at = table()->visualRect(list()->index(row, 0));
        click(table()->viewport(), at.center());
    }
    template<typename T> T *dialog(const QString &name) const
    {
        [&] { QTRY_VERIFY(find<T>(name) && find<T>(name)->isVisible()); }();
        return find<T>(name);
    }
    // Written under a passphrase, somewhere else.
    QString lockedFile()
    {
        QString file = elsewhere.filePath(u"old.backroom"_s);
        const QString fault = test::makeLockedBackup(shop->database(), file, u"oat stoneware mug"_s);
        [&] { QVERIFY2(fault.isEmpty(), qPrintable(fault)); }();
        return file;
    }
    void take(qint64 delta)
    {
        const auto moved = shop->database().writeNow(owner, [&](Transaction &transaction) {
            return stock::move(transaction, owner, {.variant = mug, .delta = delta, .reason = "counted"});
        });
        [&] { QVERIFY2(moved, moved ? "" : qPrintable(moved.error().message)); }();
    }
};
}

class TestBackupsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingYet();
    void madeAndProved();
    void restoredAndTakenBack();
    void goesBackToAnySecond();
    void wrongPassphraseIsToldBesideIt();
    void noBackupIsTold();
    void keptElsewhere();
    void cloudNeedsItsProgram();
    void settingsCanBeTakenBack();
    void sheetToPrint();
    void overdueIsLoud();
    void failureIsLoud();
    void keyThatAnotherKeeps();
    void keyInTheKeyring();
    void removedAfterAQuestion();
    void showsAndStopsWhatIsUnderWay();
    void daysAndDotsLeadToBackups();
    void worksInNarrowWindows_data();
    void worksInNarrowWindows();
    void worksByKeyboard();
    void words();
};

void TestBackupsPage::nothingYet()
{
    Fixture f;
    QTRY_COMPARE(f.text(u"backupHeadline"_s), u"Not backed up yet"_s);
    QTRY_COMPARE(f.list()->state(), PagedModel::State::Ready);
    QCOMPARE(f.list()->rowCount(), 0);
    QVERIFY(!f.table()->isVisible());
    QCOMPARE(f.lamp(), u"Not backed up yet"_s);
    QVERIFY(!f.find<TimeStrip>(u"backupStrip"_s)->isVisible());
    QVERIFY(!f.find<QWidget>(u"backupBar"_s)->isVisible());
    QVERIFY(!f.find<QAction>(u"restoreBackup"_s)->isEnabled());
    QVERIFY(!f.find<QAction>(u"undoRestore"_s)->isEnabled());
}

void TestBackupsPage::madeAndProved()
{
    Fixture f;
    f.backUp();
    QCOMPARE(f.cell(0, 0), u"Today 09:15"_s);
    QVERIFY2(f.cell(0, 2).endsWith(u"kB"_s), qPrintable(f.cell(0, 2)));
    QCOMPARE(f.cell(0, 3), u"This computer"_s);
    QCOMPARE(f.cell(0, 4), u"just now"_s);
    QTRY_COMPARE(f.text(u"backupHeadline"_s), u"Proved just now"_s);
    QCOMPARE(f.notice(), u"Backup made and proved"_s);
    QCOMPARE(f.lamp(), u"Backed up just now"_s);
    QVERIFY(f.table()->isVisible());
    QCOMPARE(f.find<MonthGrid>(u"backupDays"_s)->backupsOn(QDate(2026, 11, 20)), 1);
    // Time passes, and another is made by its key.
    f.clock.advance(2 * 3'600'000);
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(f.list()->rowCount(), 2, 30'000);
    QTRY_COMPARE(f.cell(0, 0), u"Today 11:15"_s);
    QTRY_COMPARE(f.cell(1, 4), u"2 hours ago"_s);
    // Checked again: proved now.
    f.selectRow(1);
    QCOMPARE(f.text(u"backupBarText"_s), u"Today 09:15, By hand"_s);
    f.click(f.button(u"checkBackup"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.cell(1, 4), u"just now"_s, 30'000);
    QTRY_VERIFY(f.notice().contains(u"whole"_s));
}

void TestBackupsPage::restoredAndTakenBack()
{
    Fixture f;
    f.backUp();
    (void)f.small->order({{f.mug, 20}});
    QCOMPARE(f.small->level(f.mug), 30);
    f.clock.advance(60'000);
    f.selectRow(0);
    QTest::keyClick(f.table(), Qt::Key_Return);
    auto *dialog = f.dialog<QDialog>(u"restoreDialog"_s);
    QVERIFY(!dialog->findChild<QLineEdit *>(u"key"_s)->isVisible()); // its key is here
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!f.find<QDialog>(u"restoreDialog"_s));
    QCOMPARE(f.small->level(f.mug), 30);

    f.click(f.button(u"restoreBackup"_s));
    dialog = f.dialog<QDialog>(u"restoreDialog"_s);
    // Looked at before: an order came since, nothing else did.
    auto *changes = dialog->findChild<FactList *>(u"whatChanges"_s);
    QVERIFY(!changes->isVisible());
    f.click(dialog->findChild<QPushButton *>(u"compare"_s));
    QTRY_VERIFY_WITH_TIMEOUT(changes->isVisible(), 30'000);
    QCOMPARE(changes->facts().at(0).value, u"1 made since would go"_s);
    QCOMPARE(changes->facts().at(1).value, u"no difference"_s);
    QVERIFY(dialog->height() >= dialog->layout()->totalHeightForWidth(dialog->width()));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(f.notice(), u"The shop is as it was in the backup"_s, 30'000);
    QTRY_VERIFY(!f.find<QDialog>(u"restoreDialog"_s));
    QCOMPARE(f.small->level(f.mug), 50);
    QTRY_COMPARE(f.list()->rowCount(), 2); // what was there is kept
    QTRY_COMPARE(f.cell(0, 1), u"Before a restore"_s);
    QTRY_VERIFY(f.text(u"restoredFact"_s).contains(u"Today 09:16"_s));

    f.clock.advance(60'000);
    f.click(f.button(u"noticeUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.notice(), u"What was there before is back"_s, 30'000);
    QCOMPARE(f.small->level(f.mug), 30);
}

// Between two orders: what would change is told for the moment that is chosen, and that moment is what comes.
void TestBackupsPage::goesBackToAnySecond()
{
    Fixture f;
    QVERIFY(!f.find<QAction>(u"goBackInTime"_s)->isEnabled());
    f.backUp();
    f.clock.advance(60'000);
    (void)f.small->order({{f.mug, 20}});
    f.clock.advance(60'000);
    const Millis between = f.clock.now();
    f.clock.advance(60'000);
    (void)f.small->order({{f.mug, 20}});
    f.clock.advance(60'000);
    QCOMPARE(f.small->level(f.mug), 10);
    const auto reaches = [&f, between] {
        f.backups->wake();
        const auto state = f.backups->state();
        return state->canGoBackTo && state->reachable.constLast().until > between;
    };
    QTRY_VERIFY_WITH_TIMEOUT(reaches(), 30'000);
    QTRY_VERIFY(f.find<QAction>(u"goBackInTime"_s)->isEnabled());
    f.click(f.button(u"goBackInTime"_s));
    auto *dialog = f.dialog<QDialog>(u"restoreDialog"_s);
    auto *exact = dialog->findChild<QDateTimeEdit *>(u"moment"_s);
    auto *slider = dialog->findChild<QSlider *>(u"momentSlider"_s);
    slider->setValue(0);
    QCOMPARE(exact->dateTime(), exact->minimumDateTime());
    exact->setDateTime(exact->minimumDateTime().addMSecs(between - *f.backups->state()->canGoBackTo));
    QVERIFY(slider->value() > 0 && slider->value() < slider->maximum());
    auto *changes = dialog->findChild<FactList *>(u"whatChanges"_s);
    f.click(dialog->findChild<QPushButton *>(u"compare"_s));
    QTRY_VERIFY_WITH_TIMEOUT(changes->isVisible(), 30'000);
    QCOMPARE(changes->facts().at(0).value, u"1 made since would go"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(f.notice(), u"The shop is as it was in the backup"_s, 30'000);
    QCOMPARE(f.small->level(f.mug), 30);
}

void TestBackupsPage::wrongPassphraseIsToldBesideIt()
{
    Fixture f;
    f.ask.file = f.lockedFile();
    f.take(-7);
    QTest::keyClick(f.window.get(), Qt::Key_O, Qt::ControlModifier);
    auto *dialog = f.dialog<QDialog>(u"restoreDialog"_s);
    auto *key = dialog->findChild<QLineEdit *>(u"key"_s);
    QTRY_VERIFY(key->isVisible());
    QTRY_VERIFY(key->hasFocus());
    const auto *field = qobject_cast<FormField *>(key->parentWidget());
    QVERIFY(field);
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY2(field->error().startsWith(u"Type the passphrase"_s), qPrintable(field->error()));
    QTest::keyClicks(key, u"oat stoneware mugs"_s);
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY2_WITH_TIMEOUT(field->error().startsWith(u"This passphrase does not open"_s), qPrintable(field->error()),
                              30'000);
    QVERIFY(dialog->isVisible());
    QVERIFY(key->hasFocus());
    QCOMPARE(key->text(), u"oat stoneware mugs"_s); // what was typed stays
    QCOMPARE(f.small->level(f.mug), 43);
    QTest::keyClick(key, Qt::Key_Backspace);
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(f.notice(), u"The shop is as it was in the backup"_s, 30'000);
    QCOMPARE(f.small->level(f.mug), 50);
}

void TestBackupsPage::noBackupIsTold()
{
    Fixture f;
    f.ask.file = f.elsewhere.filePath(u"letter.backroom"_s);
    QFile letter(f.ask.file);
    QVERIFY(letter.open(QIODevice::WriteOnly));
    letter.write(QByteArray(5000, 'x'));
    letter.close();
    f.find<QAction>(u"openBackup"_s)->trigger();
    auto *dialog = f.dialog<QDialog>(u"restoreDialog"_s);
    auto *fault = dialog->findChild<QLabel *>(u"fault"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains(u"no backup of Backroom"_s), qPrintable(fault->text()));
    f.click(dialog->findChild<QPushButton *>(u"leave"_s));
    QTRY_VERIFY(!f.find<QDialog>(u"restoreDialog"_s));
}

void TestBackupsPage::keptElsewhere()
{
    Fixture f;
    f.backUp();
    f.click(f.button(u"addPlaceLink"_s));
    auto *dialog = f.dialog<QDialog>(u"addPlaceDialog"_s);
    auto *path = dialog->findChild<QLineEdit *>(u"placePath"_s);
    auto *name = dialog->findChild<QLineEdit *>(u"placeName"_s);
    QTRY_VERIFY(path->hasFocus());
    QTest::keyClicks(path, u"/nowhere/at all"_s);
    QCOMPARE(name->text(), u"at all"_s);
    QTest::keyClick(path, Qt::Key_Return);
    const auto *field = qobject_cast<FormField *>(path->parentWidget());
    QTRY_VERIFY2(field->error().startsWith(u"There is no folder"_s), qPrintable(field->error()));
    f.ask.file = f.elsewhere.path();
    f.click(dialog->findChild<QPushButton *>(u"choosePlace"_s));
    QCOMPARE(path->text(), f.elsewhere.path());
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"USB stick"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!f.find<QDialog>(u"addPlaceDialog"_s));
    auto *places = f.find<RowList>(u"backupPlaces"_s);
    QTRY_COMPARE(places->rows().value(1).text, u"USB stick"_s);
    QTRY_VERIFY_WITH_TIMEOUT(places->rows().value(1).badge->text == u"Up to date"_s, 30'000);
    QTRY_COMPARE(f.cell(0, 3), u"This computer, USB stick"_s);
    QTRY_COMPARE(f.notice(), u"Backups are kept on “USB stick” too"_s);

    // Removed, and back again.
    places->setFocus();
    QTest::keyClick(places, Qt::Key_Down);
    QTest::keyClick(places, Qt::Key_Return);
    auto *place = f.dialog<QDialog>(u"placeDialog"_s);
    f.click(place->findChild<QPushButton *>(u"removePlace"_s));
    QTRY_VERIFY(!f.find<QDialog>(u"placeDialog"_s));
    QTRY_COMPARE(f.notice(), u"“USB stick” is no longer a place for backups"_s);
    QTRY_COMPARE(f.cell(0, 3), u"This computer"_s);
    QVERIFY(!QDir(f.elsewhere.path()).isEmpty()); // what lies there stays
    f.click(f.button(u"noticeUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.cell(0, 3), u"This computer, USB stick"_s, 30'000);
    QVERIFY(f.ask.names.isEmpty()); // what can be taken back asks nothing
}

void TestBackupsPage::cloudNeedsItsProgram()
{
    Fixture without(u"/nowhere/rclone"_s), with(u"/bin/true"_s);
    if (without.backups->hasRclone())
        without.backups.reset();
    with.click(with.button(u"addPlaceLink"_s));
    auto *dialog = with.dialog<QDialog>(u"addPlaceDialog"_s);
    auto *kind = dialog->findChild<QWidget *>(u"placeKind"_s);
    QVERIFY(kind);
    auto *cloud = dialog->findChild<QLineEdit *>(u"placeCloud"_s);
    QVERIFY(!cloud->isVisible());
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Right);
    QVERIFY(cloud->isVisible());
    cloud->setFocus();
    QTest::keyClicks(cloud, u"storagebox"_s);
    QTest::keyClick(cloud, Qt::Key_Return);
    const auto *field = qobject_cast<FormField *>(cloud->parentWidget());
    QTRY_VERIFY2(field->error().contains(u"rclone"_s), qPrintable(field->error()));
    QTest::keyClick(dialog, Qt::Key_Escape);
}

void TestBackupsPage::settingsCanBeTakenBack()
{
    Fixture f;
    f.click(f.button(u"backupSettings"_s));
    auto *dialog = f.dialog<QDialog>(u"backupSettingsDialog"_s);
    auto *every = dialog->findChild<QComboBox *>(u"every"_s);
    auto *weekday = dialog->findChild<QComboBox *>(u"on"_s);
    QTRY_VERIFY(every->hasFocus());
    QVERIFY(!weekday->isVisible());
    QTest::keyClick(every, Qt::Key_Down);
    QVERIFY(weekday->isVisible());
    dialog->findChild<QSpinBox *>(u"keep_weeks"_s)->setValue(8);
    f.click(dialog->findChild<QCheckBox *>(u"atClose"_s), QPoint(8, 8));
    f.click(dialog->findChild<QPushButton *>(u"done"_s));
    QTRY_VERIFY(!f.find<QDialog>(u"backupSettingsDialog"_s));
    const BackupSettings saved = f.backups->state()->settings;
    QCOMPARE(saved.schedule.every, BackupSchedule::Every::Week);
    QVERIFY(saved.schedule.atClose);
    QCOMPARE(saved.keep.weeks, 8);
    QTRY_VERIFY(f.text(u"backupKeeps"_s).contains(u"one a week for 8 weeks"_s));
    QTRY_VERIFY(f.text(u"backupKeeps"_s).startsWith(u"Made every Sunday at 03:00."_s));
    f.click(f.button(u"noticeUndo"_s));
    QTRY_COMPARE(f.backups->state()->settings, BackupSettings());
}

void TestBackupsPage::sheetToPrint()
{
    Fixture f;
    const auto preview = [&f] { return f.find<QDialog>(u"paperPreview"_s); };
    const auto press = [&](const QString &name) { f.click(preview()->findChild<QPushButton *>(name)); };
    const auto isPdf = [](const QString &path) {
        QFile sheet(path);
        return sheet.open(QIODevice::ReadOnly) && sheet.readAll().startsWith("%PDF");
    };
    f.click(f.button(u"recoverySheet"_s));
    f.click(f.button(u"recoverySheet"_s)); // as one does who knows double clicks
    QTRY_VERIFY(preview());
    QTest::qWait(200);
    QCOMPARE(f.window->findChildren<QDialog *>(u"paperPreview"_s).size(), 1);
    QTRY_COMPARE(preview()->findChild<QPrintPreviewWidget *>()->pageCount(), 1);
    f.ask.file = u"/nowhere/sheet.pdf"_s;
    press(u"savePreviewed"_s);
    QTRY_VERIFY(preview()->findChild<QLabel *>(u"previewFault"_s)->isVisible());
    f.ask.file = f.elsewhere.filePath(u"sheet.pdf"_s);
    press(u"savePreviewed"_s);
    QTRY_VERIFY(f.notice().startsWith(u"Recovery sheet saved"_s));
    QTRY_VERIFY(!preview());
    QVERIFY(isPdf(f.ask.file));
    // On paper, by keys alone: the button that prints has the focus.
    f.click(f.button(u"recoverySheet"_s));
    QTRY_VERIFY(preview() && preview()->isVisible());
    QTRY_VERIFY(preview()->findChild<QPushButton *>(u"printPreviewed"_s)->hasFocus());
    f.ask.file = f.elsewhere.filePath(u"printed.pdf"_s);
    QTest::keyClick(preview(), Qt::Key_Return);
    QTRY_VERIFY(f.notice().startsWith(u"Recovery sheet sent to the printer"_s));
    QTRY_VERIFY(!preview());
    QVERIFY(isPdf(f.ask.file));
}

void TestBackupsPage::overdueIsLoud()
{
    Fixture f;
    f.backUp();
    QCOMPARE(f.window->page(u"backups"_s)->waiting(), 0);
    f.clock.advance(3 * Day);
    f.backups->wake();
    QTRY_COMPARE(f.text(u"backupHeadline"_s), u"A backup is overdue"_s);
    QVERIFY2(f.text(u"backupSentence"_s).contains(u"20 November"_s), qPrintable(f.text(u"backupSentence"_s)));
    QCOMPARE(f.lamp(), u"Backup overdue"_s);
    QCOMPARE(f.window->page(u"backups"_s)->waiting(), 1);
    // The dashboard says it too, and leads here.
    f.window->goTo(u"dashboard"_s);
    auto *waiting = f.find<RowList>(u"waiting"_s);
    QTRY_VERIFY(!waiting->rows().isEmpty() && waiting->rows().first().text == u"A backup is overdue"_s);
    waiting->setFocus();
    QTest::keyClick(waiting, Qt::Key_Return);
    QCOMPARE(f.window->currentPage()->key(), u"backups"_s);
    // Made, and all is quiet.
    f.backUp();
    QTRY_COMPARE(f.text(u"backupHeadline"_s), u"Proved just now"_s);
    QTRY_VERIFY(waiting->rows().first().text != u"A backup is overdue"_s);
    QCOMPARE(f.window->page(u"backups"_s)->waiting(), 0);
}

void TestBackupsPage::failureIsLoud()
{
    Fixture f;
    f.backUp();
    for (const QFileInfo &kept : QDir(f.keys.path()).entryInfoList({u"*.key"_s}, QDir::Files)) {
        QFile key(kept.filePath());
        QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
        key.write("these are no words of a sheet\n");
    }
    f.click(f.button(u"backUpNow"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.text(u"backupHeadline"_s), u"Backups wait for their key"_s, 30'000);
    QVERIFY2(f.text(u"backupSentence"_s).contains(u"recovery sheet"_s), qPrintable(f.text(u"backupSentence"_s)));
    QCOMPARE(f.lamp(), u"Backups wait for their key"_s);
    QVERIFY(f.button(u"typeKey"_s)->isVisible());
    QCOMPARE(f.list()->rowCount(), 1);
    QVERIFY(f.notice() != u"Backup made and proved"_s || f.find<QLabel>(u"backupFault"_s)->isVisible());
    // The lamp leads here from anywhere.
    f.window->goTo(u"dashboard"_s);
    f.click(f.find<Lamp>(u"backupLamp"_s));
    QCOMPARE(f.window->currentPage()->key(), u"backups"_s);
}

// As for a second account on the same shop: no other key is made, the words bring the one.
void TestBackupsPage::keyThatAnotherKeeps()
{
    Fixture f;
    f.backUp();
    const Keyring keys(f.keys.path());
    const QByteArray store = f.shop->database().secrets().storeId;
    const QString words = keys.keyOf(store)->recoveryWords();
    const auto lose = [&f] {
        for (const QFileInfo &kept : QDir(f.keys.path()).entryInfoList({u"*.key"_s}, QDir::Files))
            QVERIFY(QFile::remove(kept.filePath()));
    };
    lose();
    QVERIFY(!f.button(u"typeKey"_s)->isVisible());
    f.click(f.button(u"backUpNow"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.text(u"backupHeadline"_s), u"Backups wait for their key"_s, 30'000);
    QVERIFY2(f.text(u"backupSentence"_s).contains(u"another account or computer"_s),
             qPrintable(f.text(u"backupSentence"_s)));
    QVERIFY(QDir(f.keys.path()).isEmpty());
    f.clock.advance(60'000);
    f.click(f.button(u"typeKey"_s));
    auto *dialog = f.dialog<QDialog>(u"recoveryWordsDialog"_s);
    auto *field = dialog->findChild<QPlainTextEdit *>();
    QTRY_VERIFY(field->hasFocus());
    f.click(dialog->findChild<QPushButton *>(u"done"_s));
    const auto *said = qobject_cast<FormField *>(field->parentWidget());
    QVERIFY2(said->error().startsWith(u"Type the words"_s), qPrintable(said->error()));
    QTest::keyClicks(field, BackupKey::makeKept().recoveryWords());
    f.click(dialog->findChild<QPushButton *>(u"done"_s));
    QTRY_VERIFY2(said->error().contains(u"another key"_s), qPrintable(said->error()));
    field->setPlainText(words.section(u' ', 0, 8) + u'\n' + words.section(u' ', 9));
    f.click(dialog->findChild<QPushButton *>(u"done"_s));
    QTRY_VERIFY(!f.find<QDialog>(u"recoveryWordsDialog"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.list()->rowCount(), 2, 30'000); // what waited for it
    QTRY_COMPARE(f.text(u"backupHeadline"_s), u"Proved just now"_s);
    QCOMPARE(keys.keyOf(store)->recoveryWords(), words);
    // And where nobody has the sheet any more.
    lose();
    f.clock.advance(60'000);
    f.click(f.button(u"backUpNow"_s));
    QTRY_VERIFY_WITH_TIMEOUT(f.button(u"typeKey"_s)->isVisible(), 30'000);
    f.click(f.button(u"typeKey"_s));
    f.click(f.dialog<QDialog>(u"recoveryWordsDialog"_s)->findChild<QPushButton *>(u"replaceKey"_s));
    QTRY_VERIFY(!f.find<QDialog>(u"recoveryWordsDialog"_s));
    QCOMPARE(f.ask.names, QStringList{u"replaceKey"_s});
    QTRY_COMPARE_WITH_TIMEOUT(f.list()->rowCount(), 3, 30'000);
    QVERIFY(keys.keyOf(store)->recoveryWords() != words);
}

void TestBackupsPage::keyInTheKeyring()
{
    const auto comeBack = [](const Fixture &f) {
        f.window->goTo(u"dashboard"_s);
        f.window->goTo(u"backups"_s);
    };
    {
        Fixture f;
        f.backUp();
        QTRY_VERIFY(f.text(u"keyHomeFact"_s).contains(u"in a file"_s));
        QVERIFY(!f.button(u"keyHomeVerb"_s)->isVisible()); // there is no keyring
    }
    test::DesktopKeyring desktop;
    Fixture f;
    const auto *fact = f.find<QLabel>(u"keyHomeFact"_s);
    auto *verb = f.button(u"keyHomeVerb"_s);
    const auto files = [&f] { return QDir(f.keys.path()).entryList({u"*.key"_s}, QDir::Files).size(); };
    QVERIFY(!fact->isVisible()); // nor is there a key yet
    f.backUp();
    QTRY_COMPARE(verb->text(), u"Keep it in the keyring"_s);
    QVERIFY(fact->isVisible() && verb->isVisible());
    QVERIFY2(fact->text().contains(u"in a file"_s), qPrintable(fact->text()));
    f.click(verb);
    QTRY_COMPARE(f.notice(), u"The key of the backups is kept in this computer’s keyring now"_s);
    QTRY_COMPARE(verb->text(), u"Keep it in a file"_s);
    QVERIFY2(fact->text().contains(u"opens with your sign-in"_s), qPrintable(fact->text()));
    QCOMPARE(files(), 0);
    f.clock.advance(60'000);
    f.backUp();

    desktop.lock();
    f.clock.advance(60'000);
    f.click(f.button(u"backUpNow"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.text(u"backupHeadline"_s), u"Backups wait for their key"_s, 30'000);
    QVERIFY2(f.text(u"backupSentence"_s).contains(u"locked"_s), qPrintable(f.text(u"backupSentence"_s)));
    QTRY_COMPARE(verb->text(), u"Unlock the keyring"_s);
    f.click(verb); // and nobody is there who could be asked
    QTRY_VERIFY_WITH_TIMEOUT(f.text(u"backupFault"_s).contains(u"locked still"_s), 90'000);
    desktop.open();
    comeBack(f);
    QTRY_COMPARE_WITH_TIMEOUT(verb->text(), u"Keep it in a file"_s, 10'000);

    f.click(verb);
    QTRY_COMPARE_WITH_TIMEOUT(f.notice(), u"The key of the backups is kept in a file now"_s, 10'000);
    QCOMPARE(files(), 1);
    f.click(f.button(u"noticeUndo"_s)); // taken back
    QTRY_COMPARE_WITH_TIMEOUT(f.notice(), u"The key of the backups is kept in this computer’s keyring now"_s, 10'000);
    QCOMPARE(files(), 0);
    desktop.kill();
    comeBack(f);
    QTRY_VERIFY_WITH_TIMEOUT(fact->text().contains(u"does not answer"_s), 10'000);
    QVERIFY(!verb->isVisible());
}

void TestBackupsPage::removedAfterAQuestion()
{
    Fixture f;
    f.backUp();
    f.clock.advance(60'000);
    f.backUp();
    // The newest one stays, whatever is answered.
    f.selectRow(0);
    QTest::keyClick(f.table(), Qt::Key_Delete);
    QTRY_VERIFY(f.find<QLabel>(u"backupFault"_s)->isVisible());
    QVERIFY(f.text(u"backupFault"_s).contains(u"newest"_s));
    f.ask.yes = false;
    f.selectRow(1);
    f.click(f.button(u"removeBackup"_s));
    QCOMPARE(f.ask.names, (QStringList{u"removeBackup"_s, u"removeBackup"_s}));
    f.ask.yes = true;
    f.click(f.button(u"removeBackup"_s));
    QTRY_COMPARE(f.list()->rowCount(), 1);
    QTRY_COMPARE(f.notice(), u"Backup removed"_s);
    QVERIFY(!f.find<QWidget>(u"backupBar"_s)->isVisible());
}

void TestBackupsPage::showsAndStopsWhatIsUnderWay()
{
    Fixture f;
    // An image that does not come before it is let: so it is under way for as long as this looks at it.
    const QByteArray hash(64, 'a');
    const QString image = f.folder.filePath(u"images/%1"_s.arg(QString::fromLatin1(imageFileName(hash, "png"))));
    QVERIFY(QDir().mkpath(QFileInfo(image).path()));
    QCOMPARE(::mkfifo(QFile::encodeName(image).constData(), 0600), 0);
    const auto imaged = f.shop->database().writeNow(f.owner, [&hash](Transaction &transaction) -> Result<> {
        transaction.exec("INSERT INTO images (product_id, hash, extension, width, height, position, created_at) "
                         "SELECT min(id), ?, 'png', 1, 1, 0, 1 FROM products",
                         hash);
        return {};
    });
    QVERIFY2(imaged, imaged ? "" : qPrintable(imaged.error().message));
    f.click(f.button(u"backUpNow"_s));
    auto *cancel = f.button(u"cancelWork"_s);
    QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible(), 30'000);
    QVERIFY(!f.find<QAction>(u"backUpNow"_s)->isEnabled());
    f.click(cancel);
    const auto isOver = [&] {
        ::close(
            ::open(QFile::encodeName(image).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC)); // whoever reads it goes on
        return !f.backups->state()->job;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 30'000);
    QTRY_VERIFY(!cancel->isVisible());
    QVERIFY(f.backups->state()->ended.first().cancelled);
    QCOMPARE(f.list()->rowCount(), 0);
    QCOMPARE(QDir(f.folder.filePath(u"backups"_s)).entryList({u"*.backroom*"_s}), QStringList());
    QCOMPARE(f.text(u"backupHeadline"_s), u"Not backed up yet"_s); // stopped by somebody is not failed
    QVERIFY(!f.find<QLabel>(u"backupFault"_s)->isVisible());
    QTRY_VERIFY(f.find<QAction>(u"backUpNow"_s)->isEnabled());
}

void TestBackupsPage::daysAndDotsLeadToBackups()
{
    Fixture f;
    f.backUp();
    const BackupId first = f.backups->state()->backups.first().id;
    f.clock.advance(25 * Day); // 15 December
    f.backUp();
    auto *days = f.find<MonthGrid>(u"backupDays"_s);
    QTRY_COMPARE(days->backupsOn(QDate(2026, 12, 15)), 1);
    QCOMPARE(days->title(), u"December 2026"_s);
    QVERIFY(!days->canGo(1));
    f.click(f.button(u"earlierMonth"_s));
    QCOMPARE(days->title(), u"November 2026"_s);
    QVERIFY(!days->canGo(-1));
    f.click(days, days->placeOf(QDate(2026, 11, 20)).center());
    QCOMPARE(f.table()->selectedIds(), QList<qint64>{first.value});
    f.table()->clearSelection();
    auto *strip = f.find<TimeStrip>(u"backupStrip"_s);
    QTRY_VERIFY(strip->isVisible());
    QCOMPARE(strip->dots(), 2);
    f.click(strip, strip->placeOf(first));
    QCOMPARE(f.table()->selectedIds(), QList<qint64>{first.value});
    f.table()->clearSelection();
    strip->setFocus(Qt::TabFocusReason);
    QTest::keyClick(strip, Qt::Key_Left);
    QTest::keyClick(strip, Qt::Key_Return);
    QCOMPARE(f.table()->selectedIds(), QList<qint64>{first.value});
    days->setFocus(Qt::TabFocusReason);
    QTest::keyClick(days, Qt::Key_PageDown);
    QCOMPARE(days->title(), u"December 2026"_s);
    QTest::keyClick(days, Qt::Key_Return); // today
    QVERIFY(f.table()->selectedIds() != QList<qint64>{first.value});
    QCOMPARE(f.table()->selectedIds().size(), 1);
}

void TestBackupsPage::worksInNarrowWindows_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("points");
    QTest::newRow("least") << QSize(1024, 640) << 10;
    QTest::newRow("usual") << QSize(1440, 900) << 10;
    QTest::newRow("large text") << QSize(1440, 900) << 15;
}

void TestBackupsPage::worksInNarrowWindows()
{
    QFETCH(QSize, size);
    QFETCH(int, points);
    const QFont before = QApplication::font();
    QFont font = before;
    font.setPointSize(points);
    QApplication::setFont(font);
    {
        Fixture f;
        f.window->resize(size);
        f.backUp();
        QTest::qWait(20); // the layout's turn
        auto *board = f.find<QScrollArea>(u"backupsBoard"_s);
        QCOMPARE(board->horizontalScrollBar()->maximum(), 0);
        QCOMPARE(f.table()->horizontalScrollBar()->maximum(), 0);
        QList<QRect> panels;
        for (const auto &name : {u"backupSafety"_s, u"backupCalendar"_s, u"backupPlacesPanel"_s}) {
            const auto *panel = f.find<QWidget>(name);
            const QRect at(panel->mapTo(board->widget(), QPoint()), panel->size());
            QVERIFY2(board->widget()->rect().contains(at), qPrintable(name));
            for (const QRect &other : panels)
                QVERIFY2(!other.intersects(at), qPrintable(name));
            panels << at;
        }
        for (const auto &name : {u"backupHeadline"_s, u"backupSentence"_s, u"backupKeeps"_s}) {
            const auto *label = f.find<QLabel>(name);
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(name));
        }
    }
    QApplication::setFont(before);
}

void TestBackupsPage::worksByKeyboard()
{
    Fixture f;
    f.backUp();
    f.clock.advance(Day);
    f.backUp();
    QTRY_COMPARE(f.list()->rowCount(), 2);
    f.button(u"openBackup"_s)->setFocus(Qt::TabFocusReason);
    QStringList reached;
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached << QApplication::focusWidget()->objectName();
    }
    const QStringList expected{u"backupSettings"_s, u"backUpNow"_s,    u"backupStrip"_s,
                               u"backupDays"_s,     u"addPlaceLink"_s, u"backupList"_s};
    qsizetype at = -1;
    for (const QString &name : expected) { // in the order in which they are read
        QVERIFY2(reached.indexOf(name) > at, qPrintable(name % " in "_L1 % reached.join(u' ')));
        at = reached.indexOf(name);
    }
    for (const QWidget *widget : f.window->page(u"backups"_s)->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 qPrintable(widget->objectName()));
    }
    f.table()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(f.table(), Qt::Key_Down);
    QCOMPARE(f.table()->selectedIds().size(), 1);
    QVERIFY(f.find<QWidget>(u"backupBar"_s)->isVisible());
    QTest::keyClick(f.table(), Qt::Key_Escape);
    QVERIFY(!f.find<QWidget>(u"backupBar"_s)->isVisible());
}

void TestBackupsPage::words()
{
    const Format format(QLocale(u"en_GB"_s), "GBP", QTimeZone::utc());
    const Millis now = 1'795'166'130'000;
    BackupsState state;
    QCOMPARE(backupwords::verdict(format, state, now).headline, u"Not backed up yet"_s);
    state.newestProved = now - 12 * 60'000;
    state.canGoBackTo = now - 17 * Day;
    state.nextAt = now + 3'600'000;
    auto verdict = backupwords::verdict(format, state, now);
    QCOMPARE(verdict.headline, u"Proved 12 minutes ago"_s);
    QVERIFY2(verdict.sentence.contains(u"any second since 3 November."_s), qPrintable(verdict.sentence));
    QVERIFY2(verdict.sentence.endsWith(u"The next one is made today at 10:15."_s), qPrintable(verdict.sentence));
    state.changesFault = u"There is no room."_s;
    QVERIFY(!state.isWell());
    QCOMPARE(backupwords::verdict(format, state, now).headline, u"Changes between backups are not kept"_s);
    QCOMPARE(backupwords::lamp(format, state, now).ink, Ink::Warn);
    state.failedSince = now - 60'000;
    state.failure = u"There is no room."_s;
    verdict = backupwords::verdict(format, state, now);
    QCOMPARE(verdict.ink, Ink::Bad);
    QVERIFY2(verdict.sentence.startsWith(u"There is no room. It is tried again at 10:15."_s),
             qPrintable(verdict.sentence));

    BackupEntry entry;
    entry.at = now - Day;
    entry.reason = "daily";
    entry.provedAt = now - Day;
    PlaceState nas;
    nas.place = {2, u"Shop NAS"_s, BackupPlace::Kind::Folder, u"/mnt/nas"_s};
    nas.condition = PlaceState::Condition::Away;
    nas.missedSince = now - Day;
    QCOMPARE(backupwords::proof(format, entry, {nas}, now).text, u"Shop NAS has not got it yet"_s);
    nas.condition = PlaceState::Condition::Copying;
    QCOMPARE(backupwords::proof(format, entry, {nas}, now).text, u"Yesterday"_s);
    entry.fault = u"damaged"_s;
    QCOMPARE(backupwords::proof(format, entry, {nas}, now).ink, Ink::Bad);

    BackupJob job;
    job.secondsLeft = 20;
    QCOMPARE(backupwords::underWay(job), u"Making a backup, 20 s left"_s);
    job.secondsLeft = 61;
    QCOMPARE(backupwords::underWay(job), u"Making a backup, 2 min left"_s);
    // No word of the trade in anything that is said.
    const QStringList said{verdict.sentence, backupwords::keeps({}), backupwords::schedule(format, {})};
    for (const auto &word : {u"retention"_s, u"snapshot"_s, u"verify"_s, u"sync"_s})
        QVERIFY(!said.join(u' ').contains(word));
}

QTEST_MAIN(TestBackupsPage)
#include "tst_backupspage.moc"
