// What comes out of the printer is looked at first: pages to leaf through, in both themes, on the way to paper and to a file.
#include "app/backroom.h"
#include "tests/support/smallshop.h"
#include "ui/orders/paperdialog.h"
#include "ui/reports/reportoutput.h"
#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/paperpreview.h"
#include "ui/widgets/segmented.h"

#include <QApplication>
#include <QFile>
#include <QGraphicsView>
#include <QLabel>
#include <QPainter>
#include <QPrintDialog>
#include <QPrintPreviewWidget>
#include <QPrinter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
class Answers final : public Ask {
public:
    void printer(QWidget *, const QString &, std::function<void(const std::shared_ptr<QPrinter> &)> done) override
    {
        const auto printer = std::make_shared<QPrinter>();
        printer->setOutputFormat(QPrinter::PdfFormat);
        printer->setOutputFileName(path);
        done(printer);
    }
    QString path;
};

// So many pages with a number on each.
PreviewedPaper numbered(int pages)
{
    PreviewedPaper paper;
    paper.title = u"Numbers"_s;
    paper.paint = [pages](QPagedPaintDevice &device, int most) {
        QPainter painter(&device);
        for (int page = 1; page <= qMin(pages, most); ++page) {
            if (page > 1)
                device.newPage();
            painter.drawText(QRectF(0, 0, 2000, 2000), QString::number(page));
        }
        return pages <= most;
    };
    return paper;
}
}

class TestPaperPreview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leafsThroughPages();
    void saysWhenThereAreMore();
    void liesOnTheThemesGround();
    void anOrderBeforeItIsPrinted();
    void aReportBeforeItIsPrinted();
};

void TestPaperPreview::leafsThroughPages()
{
    Theme theme(*qApp, Theme::Choice::Light);
    QWidget window;
    window.show();
    auto *preview = new PaperPreview(numbered(3), &window);
    QSignalSpy print(preview, &PaperPreview::printAsked);
    preview->open();
    QVERIFY(QTest::qWaitForWindowActive(preview));
    QCOMPARE(preview->pages(), 3);
    auto *page = preview->findChild<QLabel *>(u"previewPage"_s);
    auto *before = preview->findChild<QPushButton *>(u"pageBefore"_s);
    auto *after = preview->findChild<QPushButton *>(u"pageAfter"_s);
    QTRY_COMPARE(page->text(), u"Page 1 of 3"_s);
    QVERIFY(!before->isEnabled());
    QTest::mouseClick(after, Qt::LeftButton);
    QTRY_COMPARE(page->text(), u"Page 2 of 3"_s);
    QTest::keyClick(preview, Qt::Key_PageDown);
    QTRY_COMPARE(page->text(), u"Page 3 of 3"_s);
    QVERIFY(!after->isEnabled());
    QTest::keyClick(preview, Qt::Key_PageUp);
    QTRY_COMPARE(page->text(), u"Page 2 of 3"_s);
    QVERIFY(preview->findChild<QLabel *>(u"previewMore"_s)->text().isEmpty());
    // Larger than the window, it is moved by keys.
    preview->findChild<Segmented *>(u"previewSize"_s)->setCurrent(1);
    const QScrollBar *bar = preview->findChild<QGraphicsView *>()->verticalScrollBar();
    const int was = bar->value();
    QTest::keyClick(preview, Qt::Key_Down);
    QTRY_VERIFY(bar->value() > was);
    preview->findChild<QPushButton *>(u"printPreviewed"_s)->setFocus();
    QTest::keyClick(preview, Qt::Key_Return);
    QCOMPARE(print.count(), 1);
    QVERIFY(preview->isVisible()); // whoever prints decides
    QTest::keyClick(preview, Qt::Key_Escape);
    QVERIFY(!preview->isVisible());
}

void TestPaperPreview::saysWhenThereAreMore()
{
    Theme theme(*qApp, Theme::Choice::Light);
    QWidget window;
    window.show();
    auto *preview = new PaperPreview(numbered(1000), &window);
    preview->open();
    QTRY_COMPARE(preview->pages(), 30);
    QVERIFY(!preview->findChild<QLabel *>(u"previewMore"_s)->text().isEmpty());
    preview->close();
}

void TestPaperPreview::liesOnTheThemesGround()
{
    Theme theme(*qApp, Theme::Choice::Light);
    QWidget window;
    window.show();
    auto *preview = new PaperPreview(numbered(1), &window);
    preview->open();
    auto *view = preview->findChild<QGraphicsView *>();
    QCOMPARE(view->scene()->backgroundBrush().color(), lightTokens().canvas);
    theme.choose(Theme::Choice::Dark);
    QTRY_COMPARE(view->scene()->backgroundBrush().color(), darkTokens().canvas);
    preview->close();
}

namespace {
struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Answers ask;
    std::unique_ptr<Desk> desk;
    QWidget window;

    Fixture()
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        const Actor owner = SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window.resize(900, 700);
        window.show();
        ask.path = folder.filePath(u"printed.pdf"_s);
    }
    PaperPreview *preview() const { return window.findChild<PaperPreview *>(); }
};
}

void TestPaperPreview::anOrderBeforeItIsPrinted()
{
    Fixture f;
    const VariantId mug = f.small->addVariant("MUG", 1200, 50);
    const QByteArrayList numbers{f.small->order({{mug, 1}}).number, f.small->order({{mug, 2}}).number};
    QPointer dialog = new PaperDialog(*f.desk, numbers, DocumentKind::Invoice, &f.window);
    dialog->open();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"preview"_s), Qt::LeftButton);
    QTRY_VERIFY(f.preview());
    QTRY_COMPARE(f.preview()->pages(), 2);
    f.preview()->close();
    QTRY_VERIFY(!f.preview());
    // A receipt lies on a roll that is as long as it.
    dialog->findChild<Segmented *>(u"paperKind"_s)->setCurrent(int(DocumentKind::Receipt));
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"preview"_s), Qt::LeftButton);
    QTRY_VERIFY(f.preview());
    QTRY_COMPARE(f.preview()->pages(), 2);
    QTest::mouseClick(f.preview()->findChild<QPushButton *>(u"printPreviewed"_s), Qt::LeftButton);
    QTRY_VERIFY(!dialog);
    QFile printed(f.ask.path);
    QVERIFY(printed.open(QIODevice::ReadOnly) && printed.readAll().startsWith("%PDF-"));
}

void TestPaperPreview::aReportBeforeItIsPrinted()
{
    Fixture f;
    ReportTable table;
    table.name = "products";
    table.columns << ReportColumn{"sku", u"SKU"_s, ReportKind::Text};
    for (int row = 0; row < 5000; ++row)
        table.rows << ReportRow{u"SKU-%1"_s.arg(row)};
    const ReportPaper paper{.table = std::make_shared<const ReportTable>(table),
                            .chart = {},
                            .shop = u"Fern & Tide"_s,
                            .title = u"Products"_s,
                            .period = {},
                            .summary = {},
                            .made = {},
                            .format = f.desk->format(),
                            .font = qApp->font()};
    ReportOutput output(*f.desk, &f.window);
    output.print(paper);
    QTRY_VERIFY(f.preview() && f.preview()->pages() == 30);
    QVERIFY(!f.preview()->findChild<QLabel *>(u"previewMore"_s)->text().isEmpty());
    QTest::mouseClick(f.preview()->findChild<QPushButton *>(u"printPreviewed"_s), Qt::LeftButton);
    QTRY_VERIFY(f.window.findChild<QPrintDialog *>());
    f.window.findChild<QPrintDialog *>()->reject();
    QVERIFY(f.preview()); // thought better of the printer, not of the paper
    f.preview()->close();
}

QTEST_MAIN(TestPaperPreview)
#include "tst_paperpreview.moc"
