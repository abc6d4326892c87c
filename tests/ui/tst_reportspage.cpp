// Reports on a real shop: figures as chart and table beside the period before, the orders behind them, files that others
// can open, and reports that the owner writes.
#include "app/backroom.h"
#include "tests/support/smallshop.h"
#include "ui/dashboard/bookswatch.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/orders/orderview.h"
#include "ui/reports/ownreportview.h"
#include "ui/reports/reportspage.h"
#include "ui/reports/reportview.h"
#include "ui/reports/schematree.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPdfWriter>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QtCharts/QHorizontalBarSeries>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
constexpr Millis DayLong = 24LL * 3600 * 1000;

class Saves final : public Ask {
public:
    void fileToSave(QWidget *, const QString &, const QString &suggestion, const QString &,
                    std::function<void(const QString &)> done) override
    {
        suggested = suggestion;
        done(path);
    }
    QString path, suggested;
};

struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    VariantId mug, cup;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Saves ask;
    Actor owner;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    Fixture()
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        mug = small->addVariant("MUG", 1200, 50);
        cup = small->addVariant("CUP", 600, 50);
        owner = SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        (void)small->order({{mug, 1}});
        clock.advance(DayLong);
        (void)small->order({{mug, 3}});
        (void)small->order({{cup, 2}});
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        addDashboardPage(*window, *desk);
        addOrdersPages(*window, *desk);
        addReportsPages(*window, *desk);
        window->resize(1280, 800);
        window->show();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
    }
    ~Fixture()
    {
        window.reset();
        desk.reset();
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    ReportView *view() const { return find<ReportView>(u"report"_s); }
    // Of the report that is no one's own.
    template<typename T> T *part(const QString &name) const { return view()->findChild<T *>(name); }
    OwnReportView *ownView() const { return window->findChild<OwnReportView *>(); }
    QString page() const { return window->currentPage()->key(); }
    void show(const char *report)
    {
        window->goTo(u"reports"_s);
        auto *list = find<QListWidget>(u"reportList"_s);
        list->setCurrentRow(int(reports::names().indexOf(report)));
        [&] { QTRY_VERIFY(view()->table() && view()->table()->name == report); }();
    }
    bool trigger(const char *command)
    {
        auto *action = find<QAction>(QString::fromLatin1(command));
        if (!action || !action->isEnabled())
            return false;
        action->trigger();
        return true;
    }
    TableView *orders() const { return find<TableView>(u"orders"_s); }
};

// A report of a shop that sold for long.
ReportPaper longPaper(int rows)
{
    ReportTable table;
    table.name = "products";
    table.currency = "EUR";
    table.from = 20'000;
    table.to = 20'030;
    table.columns = {{"sku", u"SKU"_s, ReportKind::Text},
                     {"title", u"Product"_s, ReportKind::Text},
                     {"revenue", u"Revenue"_s, ReportKind::Money},
                     {"last", u"Last"_s, ReportKind::Day}};
    for (int row = 0; row < rows; ++row)
        table.rows << ReportRow{u"S%1"_s.arg(row), u"=cmd|' /C calc'!A0 & <b>"_s, qint64(123'456 + row),
                                qint64(20'001)};
    const auto shared = std::make_shared<const ReportTable>(table);
    const Format format(QLocale(u"de_DE"_s), "EUR", QTimeZone("Europe/Berlin"));
    return {.table = shared,
            .chart = chartOf(format, table, nullptr, 20'029),
            .shop = u"Hafengasse"_s,
            .title = u"Products / all"_s,
            .period = u"October"_s,
            .summary = {},
            .made = {},
            .format = format,
            .font = QApplication::font()};
}
}

class TestReportsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chartAndTableSayTheSame();
    void besideThePeriodBefore();
    void ownDays();
    void leadsToTheOrders();
    void changesAppear();
    void exports();
    void filesOfAnyLength();
    void cancelledLeavesNothing();
    void ownReportIsWrittenRunAndKept();
    void ownReportSaysWhatIsWrong();
    void ownReportOutOfReadyOnes();
    void dashboardLeadsToReports();
    void booksLamp();
    void builtTwice();
};

void TestReportsPage::chartAndTableSayTheSame()
{
    Fixture f;
    f.show("sales");
    QTRY_COMPARE(f.view()->table()->rows.size(), 21); // the month until today
    const ReportChart &chart = f.view()->chart();
    QCOMPARE(chart.kind, ReportChart::Kind::Line);
    QCOMPARE(chart.line.now.size(), 21);
    QCOMPARE(qint64(chart.line.now.last()), 4000); // 48.00 less 20 %
    QVERIFY(chart.line.unfinished);
    auto *table = f.part<TableView>(u"reportTable"_s);
    QTRY_COMPARE(table->pagedModel()->rowCount(), 21);
    const int net = f.view()->table()->column("net");
    QTRY_COMPARE(table->pagedModel()->data(table->pagedModel()->index(20, net), Qt::DisplayRole).toString(),
                 u"£40.00"_s);
    // By keyboard to the table and back.
    auto *link = f.part<QPushButton>(u"showAsTable"_s);
    link->setFocus();
    QTest::keyClick(link, Qt::Key_Space);
    QVERIFY(!f.part<LineChart>(u"reportLine"_s)->isVisible());
    QVERIFY(table->hasFocus());
    QTest::keyClick(f.part<QPushButton>(u"showChart"_s), Qt::Key_Space);
    QVERIFY(f.part<LineChart>(u"reportLine"_s)->isVisible());
    f.show("products");
    QTRY_COMPARE(f.view()->chart().kind, ReportChart::Kind::Bars);
    QCOMPARE(f.view()->chart().bars.size(), 2);
    QCOMPARE(f.view()->chart().bars.first().figure, u"£40.00"_s);
}

void TestReportsPage::besideThePeriodBefore()
{
    Fixture f;
    f.show("sales");
    f.find<QComboBox>(u"reportSpan"_s)->setCurrentIndex(0); // today
    QTRY_COMPARE(f.view()->table()->rows.size(), 1);
    QTRY_COMPARE(f.view()->table()->number(0, "net"), 4000);
    QCOMPARE(f.view()->table()->number(0, "before"), 1000);
    QCOMPARE(f.view()->table()->number(0, "change"), 3'000'000);
    QTRY_VERIFY(f.window->currentPage()->statusText().contains(u"300.0%"_s));
    f.find<QAbstractButton>(u"compareReport"_s)->click();
    QTRY_COMPARE(f.view()->table()->column("before"), -1);
}

void TestReportsPage::ownDays()
{
    Fixture f;
    f.show("products");
    auto *span = f.find<QComboBox>(u"reportSpan"_s);
    span->setCurrentIndex(span->count() - 1);
    auto *from = f.find<QDateEdit>(u"reportFrom"_s), *to = f.find<QDateEdit>(u"reportTo"_s);
    QVERIFY(from->isVisible());
    QVERIFY(from->displayFormat().contains(u"yyyy"_s));
    // The wrong way round means the same days.
    from->setDate(QDate(2026, 11, 20));
    to->setDate(QDate(2026, 11, 19));
    QTRY_COMPARE(f.view()->table()->from, dateDay(QDate(2026, 11, 19)));
    QTRY_COMPARE(f.view()->table()->to, dateDay(QDate(2026, 11, 21)));
    QTRY_COMPARE(f.view()->table()->rows.size(), 1);
    QCOMPARE(f.view()->table()->number(0, "revenue"), 1000);
}

void TestReportsPage::leadsToTheOrders()
{
    Fixture f;
    f.show("products");
    auto *bars = f.part<BarChart>(u"reportBars"_s);
    QTRY_VERIFY(bars->isVisible());
    // A single one has the whole height, and is no thicker for it than its words leave room.
    const auto *series = qobject_cast<QHorizontalBarSeries *>(bars->chart()->series().value(0));
    const auto thickness = [&] {
        return series->barWidth() * bars->chart()->plotArea().height() / double(bars->bars().size());
    };
    QVERIFY(series && bars->bars().size() < 3);
    QTRY_VERIFY2(thickness() <= 10.5, qPrintable(QString::number(thickness())));
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Down);
    QTest::keyClick(bars, Qt::Key_Return);
    QTRY_COMPARE(f.page(), u"orders"_s);
    QTRY_COMPARE(f.orders()->pagedModel()->rowCount(), 2); // with a mug
    f.show("sales");
    auto *line = f.part<LineChart>(u"reportLine"_s);
    QTRY_VERIFY(line->isVisible());
    line->setFocus();
    QTest::keyClick(line, Qt::Key_Left); // the last day
    QTest::keyClick(line, Qt::Key_Left);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(f.page(), u"orders"_s);
    QTRY_COMPARE(f.orders()->pagedModel()->rowCount(), 1); // yesterday's
    // From the table as well.
    f.show("countries");
    auto *table = f.part<TableView>(u"reportTable"_s);
    QTRY_COMPARE(table->pagedModel()->rowCount(), 1);
    table->setFocus();
    table->setCurrentIndex(table->pagedModel()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(f.page(), u"orders"_s);
    QTRY_COMPARE(f.orders()->pagedModel()->rowCount(), 3);
}

void TestReportsPage::changesAppear()
{
    Fixture f;
    f.show("products");
    QTRY_COMPARE(f.view()->table()->number(0, "units"), 4);
    std::thread([&] { (void)f.small->order({{f.mug, 2}}); }).join();
    QTRY_COMPARE(f.view()->table()->number(0, "units"), 6);
}

void TestReportsPage::exports()
{
    Fixture f;
    f.show("sales");
    QTRY_VERIFY(f.find<QAction>(u"exportCsv"_s)->isEnabled());
    const auto written = [&](const char *command, const QString &name) {
        f.ask.path = f.folder.filePath(name);
        if (!f.trigger(command))
            return QByteArray();
        [&] { QTRY_VERIFY(QFile::exists(f.ask.path)); }();
        QFile file(f.ask.path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray csv = written("exportCsv", u"sales.csv"_s);
    QCOMPARE(csv, toCsv(*f.view()->table()));
    QCOMPARE(f.ask.suggested, u"Sales 2026-11-01 2026-11-21.csv"_s);
    QTRY_VERIFY(!QFile::exists(f.folder.filePath(u"sales.csv.part"_s)));
    QTest::qWait(50);
    QVERIFY(written("exportXlsx", u"sales.xlsx"_s).startsWith("PK"));
    QTest::qWait(50);
    QVERIFY(written("exportPdf", u"sales.pdf"_s).startsWith("%PDF"));
}

void TestReportsPage::filesOfAnyLength()
{
    QTemporaryDir folder;
    const ReportPaper paper = longPaper(1000);
    QCOMPARE(reportfile::suggestedName(paper, ReportFormat::Pdf), u"Products - all 2024-10-04 2024-11-02.pdf"_s);
    ReportProgress progress;
    QPdfWriter writer(folder.filePath(u"long.pdf"_s));
    writer.setPageSize(QPageSize(QPageSize::A4));
    const int pages = reportfile::paint(paper, writer, progress);
    QVERIFY2(pages > 10 && pages < 40, qPrintable(QString::number(pages)));
    QCOMPARE(progress.rows.load(), 1000);
    // Real numbers and dates in the workbook, and words that stay words.
    const QString path = folder.filePath(u"long.xlsx"_s);
    QCOMPARE(*reportfile::write(paper, ReportFormat::Xlsx, path, progress), true);
    QProcess unzip;
    unzip.start(u"unzip"_s, {u"-p"_s, path, u"xl/worksheets/sheet1.xml"_s});
    if (unzip.waitForStarted()) { // where there is one
        unzip.waitForFinished();
        const QByteArray sheet = unzip.readAllStandardOutput();
        QVERIFY(sheet.contains("<v>1234.56</v>"));
        QVERIFY(sheet.contains("<v>45570</v>")); // 5 October 2024
        // Sums follow the table's filter; words of people are no formulas.
        QVERIFY(sheet.contains("<f>SUBTOTAL(109,C2:C1001)</f>"));
        QCOMPARE(sheet.count("<f>"), sheet.count("<f>SUBTOTAL(109,"));
        QVERIFY(sheet.contains("topLeftCell=\"A2\"")); // the head stays
    }
}

void TestReportsPage::cancelledLeavesNothing()
{
    QTemporaryDir folder;
    const ReportPaper paper = longPaper(2000);
    for (const ReportFormat format : {ReportFormat::Csv, ReportFormat::Xlsx, ReportFormat::Pdf}) {
        ReportProgress progress;
        progress.cancelled = true;
        const auto done = reportfile::write(paper, format, folder.filePath(u"x"_s), progress);
        QVERIFY(done);
        QCOMPARE(*done, false);
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    }
    ReportProgress progress;
    QVERIFY(!reportfile::write(paper, ReportFormat::Pdf, folder.filePath(u"none/x"_s), progress));
}

void TestReportsPage::ownReportIsWrittenRunAndKept()
{
    Fixture f;
    f.show("sales");
    auto *list = f.find<QListWidget>(u"reportList"_s);
    QTRY_COMPARE(list->count(), int(reports::names().size()) + 1);
    QVERIFY(f.trigger("newReport"));
    auto *text = f.find<QPlainTextEdit>(u"ownReportSql"_s);
    QTRY_VERIFY(text->isVisible());
    text->setFocus();
    QTest::keyClicks(text, u"SELECT sku, sum(total) AS total FROM "_s);
    // The name of a table from beside it.
    auto *schema = f.window->findChild<SchemaTree *>();
    const auto lines = schema->findItems(u"order_lines"_s, Qt::MatchExactly, 1);
    QCOMPARE(lines.size(), 1);
    for (int i = 0; i < schema->topLevelItemCount(); ++i) // the names that are typed are read whole
        QVERIFY(schema->columnWidth(1) > schema->fontMetrics().horizontalAdvance(schema->topLevelItem(i)->text(1)) + 6);
    Q_EMIT schema->itemActivated(lines.first(), 1);
    QTest::keyClicks(text, u" GROUP BY sku ORDER BY sku"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(f.ownView()->table());
    QCOMPARE(f.ownView()->table()->rows.size(), 2);
    QCOMPARE(f.ownView()->table()->text(1, 1), u"48.00"_s);
    QCOMPARE(f.ownView()->chart().kind, ReportChart::Kind::Bars);
    QTest::keyClicks(f.find<QLineEdit>(u"ownReportName"_s), u"By piece"_s);
    QTest::keyClick(text, Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(list->count(), int(reports::names().size()) + 2);
    QCOMPARE(list->currentItem()->text(), u"By piece"_s);
    // Somebody saves another one; what is half written here stays.
    QTest::keyClicks(text, u" -- more"_s);
    (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) {
        return ownreports::save(tx, f.owner, {{}, u"Another"_s, u"SELECT 1 AS a"_s});
    });
    QTRY_COMPARE(list->count(), int(reports::names().size()) + 3);
    QVERIFY(text->toPlainText().endsWith(u"-- more"_s));
    QCOMPARE(list->currentItem()->text(), u"By piece"_s);
    f.ask.path = f.folder.filePath(u"own.csv"_s);
    QVERIFY(f.trigger("exportCsv"));
    QTRY_VERIFY(QFile::exists(f.ask.path));
    QVERIFY(f.trigger("removeReport"));
    QTRY_COMPARE(list->count(), int(reports::names().size()) + 2);
}

// Without a word of SQL; and what was written before is a Ctrl+Z away.
void TestReportsPage::ownReportOutOfReadyOnes()
{
    Fixture f;
    f.show("sales");
    QTRY_COMPARE(f.find<QListWidget>(u"reportList"_s)->count(), int(reports::names().size()) + 1);
    QVERIFY(f.trigger("newReport"));
    auto *text = f.find<QPlainTextEdit>(u"ownReportSql"_s);
    auto *name = f.find<QLineEdit>(u"ownReportName"_s);
    QTest::keyClicks(text, u"SELECT 1 AS a"_s);
    auto *button = f.find<QPushButton>(u"startingPoints"_s);
    QVERIFY(button->menu()->actions().size() >= 8);
    f.find<QAction>(u"start-stockValue"_s)->trigger();
    QTRY_VERIFY(f.ownView()->table());
    QCOMPARE(f.ownView()->table()->rows.size(), 1);
    QVERIFY(!name->text().isEmpty());
    f.find<QAction>(u"start-unsold"_s)->trigger();
    QTRY_COMPARE(f.ownView()->table()->columns.size(), 4);
    QVERIFY(name->text().contains(u"90"_s)); // the name follows while nobody typed one
    name->setText(u"Mine"_s);
    f.find<QAction>(u"start-quiet"_s)->trigger();
    QCOMPARE(name->text(), u"Mine"_s);
    for (int i = 0; i < 3; ++i)
        text->undo();
    QCOMPARE(text->toPlainText(), u"SELECT 1 AS a"_s);
}

void TestReportsPage::ownReportSaysWhatIsWrong()
{
    Fixture f;
    f.show("sales");
    QTRY_COMPARE(f.find<QListWidget>(u"reportList"_s)->count(), int(reports::names().size()) + 1);
    QVERIFY(f.trigger("newReport"));
    auto *text = f.find<QPlainTextEdit>(u"ownReportSql"_s);
    text->setPlainText(u"SELECT password_hash FROM users"_s);
    QVERIFY(f.trigger("runReport"));
    auto *fault = f.find<QLabel>(u"ownReportFault"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY(fault->text().contains(u"users.password_hash"_s));
    text->setPlainText(u"DELETE FROM users"_s);
    QVERIFY(f.trigger("runReport"));
    QTRY_VERIFY(fault->text().contains(u"only reads"_s));
    QVERIFY(f.trigger("saveReport"));
    auto *message = f.ownView()->findChild<QLabel *>(u"nameMessage"_s);
    QTRY_VERIFY(!message->text().isEmpty());
    text->setPlainText(u"SELECT count(*) AS n FROM users"_s);
    QVERIFY(f.trigger("runReport"));
    QTRY_VERIFY(f.ownView()->table());
    QVERIFY(!fault->isVisible());
}

void TestReportsPage::dashboardLeadsToReports()
{
    Fixture f;
    f.window->goTo(u"dashboard"_s);
    auto *tile = f.find<KpiTile>(u"tile0"_s);
    QTRY_COMPARE(tile->kpi().figure, u"£50.00"_s); // 60.00 less 20 %
    tile->click();
    QTRY_COMPARE(f.page(), u"reports"_s);
    QTRY_VERIFY(f.view()->table() && f.view()->table()->name == "sales");
    f.window->goTo(u"dashboard"_s);
    auto *waiting = f.find<RowList>(u"waiting"_s);
    QTRY_VERIFY(!waiting->rows().isEmpty() && waiting->rows().first().figure == u"3"_s);
    waiting->setFocus();
    QTest::keyClick(waiting, Qt::Key_Return);
    QTRY_COMPARE(f.page(), u"orders"_s);
    QTRY_COMPARE(f.orders()->pagedModel()->rowCount(), 3);
}

void TestReportsPage::booksLamp()
{
    Fixture f;
    f.window->goTo(u"dashboard"_s);
    auto *health = f.find<RowList>(u"shopHealth"_s);
    QCOMPARE(health->rows().first().second, u"not checked yet"_s);
    QCOMPARE(health->rows().first().ink, Ink::Muted); // which is not green
    health->setFocus();
    QTest::keyClick(health, Qt::Key_Return);
    QVERIFY(f.find<QLabel>(u"booksSentence"_s)->isVisible());
    QVERIFY(f.trigger("checkBooks"));
    QTRY_COMPARE(health->rows().first().text, u"Books balance"_s);
    QCOMPARE(health->rows().first().ink, Ink::Good);
    (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE orders SET paid = paid + 1 WHERE number = '1001'");
        return {};
    });
    QVERIFY(f.trigger("checkTheBooks"));
    QTRY_COMPARE(health->rows().first().ink, Ink::Bad);
    auto *faults = f.find<RowList>(u"bookFaults"_s);
    QCOMPARE(faults->rows().size(), 1);
    QVERIFY(faults->rows().first().text.contains(u"1001"_s));
    faults->setFocus();
    QTest::keyClick(faults, Qt::Key_Return);
    QTRY_COMPARE(f.page(), u"orders"_s);
    QTRY_COMPARE(f.window->findChild<OrderView *>()->order().number, QByteArray("1001"));
    f.window->goTo(u"dashboard"_s);
    QTest::keyClick(f.window.get(), Qt::Key_Escape);
    QTRY_VERIFY(health->isVisible());
}

// The window is taken down and made anew when the language changes.
void TestReportsPage::builtTwice()
{
    Fixture f;
    f.show("sales");
    f.window = std::make_unique<MainWindow>(f.theme, QString());
    addReportsPages(*f.window, *f.desk);
    f.window->show();
    f.show("products");
    QVERIFY(f.view()->table());
}

QTEST_MAIN(TestReportsPage)
#include "tst_reportspage.moc"
