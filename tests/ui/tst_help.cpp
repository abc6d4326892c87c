// The built-in help: every page of the console has a text in every language, links lead somewhere, words are found, and
// the panel follows from page to page.
#include "tests/support/staffedwindow.h"
#include "ui/help/help.h"
#include "ui/help/helppanel.h"
#include "ui/orders/orderspage.h"
#include "ui/products/pages.h"
#include "ui/settings/settingspage.h"
#include "ui/users/customerspage.h"
#include "ui/users/staffpage.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTabBar>
#include <QTextBrowser>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::StaffedWindow;

namespace {
const QStringList Languages{u"en"_s, u"de"_s, u"fr"_s, u"es"_s};

struct Fixture : StaffedWindow
{
    Fixture()
    {
        addOrdersPages(*window, *desk);
        addProductsPages(*window, *desk);
        addCustomersPages(*window, *desk, host);
        addStaffPages(*window, *desk, host);
        addSettingsPages(*window, *desk);
        addHelp(*window);
        show(u"orders"_s);
    }
    HelpPanel *panel() const { return find<HelpPanel>(u"helpPanel"_s); }
    QString text() const { return find<QTextBrowser>(u"helpText"_s)->toPlainText(); }
};
}

class TestHelp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLanguageHasEveryText();
    void linksLeadSomewhere();
    void everyPageHasOne();
    void opensForThePageAndFollows();
    void finds();
    void showsWordsAndNoMarks();
    void keysAreTheSecondTab();
};

void TestHelp::everyLanguageHasEveryText()
{
    const QStringList pages = HelpTexts(QLocale(u"en"_s)).pages();
    QVERIFY(pages.size() >= 15);
    QCOMPARE(pages.first(), u"start"_s);
    for (const QString &language : Languages) {
        const HelpTexts texts{QLocale(language)};
        QCOMPARE(texts.language(), language);
        for (const QString &page : pages) {
            const QString markdown = texts.markdown(page);
            QVERIFY2(markdown.startsWith(u"# "_s), qPrintable(language + u'/' + page));
            QVERIFY2(QFile::exists(u":/help/"_s + language + u'/' + page + u".md"_s),
                     qPrintable(language + u'/' + page));
            // As many headings and links as the English one: nothing was left out.
            const QString english = HelpTexts(QLocale(u"en"_s)).markdown(page);
            QVERIFY2(markdown.count(u"](") == english.count(u"]("), qPrintable(language + u'/' + page));
            QVERIFY2(markdown.count(u"\n#") == english.count(u"\n#"), qPrintable(language + u'/' + page));
        }
    }
    QCOMPARE(HelpTexts(QLocale(u"fi"_s)).language(), u"en"_s);
}

void TestHelp::linksLeadSomewhere()
{
    static const QRegularExpression link(u"\\]\\(([^)]*)\\)"_s);
    for (const QString &language : Languages) {
        const HelpTexts texts{QLocale(language)};
        for (const QString &page : texts.pages()) {
            auto links = link.globalMatch(texts.markdown(page));
            while (links.hasNext()) {
                const QString to = links.next().captured(1);
                QVERIFY2(texts.has(to), qPrintable(language + u'/' + page + u" to "_s + to));
            }
        }
    }
}

void TestHelp::everyPageHasOne()
{
    Fixture f;
    for (const ConsolePage *page : f.window->findChildren<ConsolePage *>())
        QVERIFY2(f.panel()->texts().has(page->key()), qPrintable(page->key()));
}

void TestHelp::opensForThePageAndFollows()
{
    Fixture f;
    auto *dock = f.find<QDockWidget>(u"helpDock"_s);
    QVERIFY(!dock->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_F1);
    QTRY_VERIFY(dock->isVisible());
    QCOMPARE(f.panel()->page(), u"orders"_s);
    QVERIFY(f.text().startsWith(f.panel()->texts().title(u"orders"_s)));
    QTRY_VERIFY(f.panel()->isAncestorOf(f.window->focusWidget()));
    f.window->goTo(u"staff"_s);
    QCOMPARE(f.panel()->page(), u"staff"_s);
    auto *browser = f.find<QTextBrowser>(u"helpText"_s);
    Q_EMIT browser->anchorClicked(QUrl(u"settings"_s));
    QCOMPARE(f.panel()->page(), u"settings"_s);
    QTest::keyClick(browser, Qt::Key_Escape);
    QTRY_VERIFY(!dock->isVisible());
}

void TestHelp::finds()
{
    Fixture f;
    QTest::keyClick(f.window.get(), Qt::Key_F1);
    auto *search = f.find<QLineEdit>(u"searchHelp"_s);
    search->setFocus();
    QTest::keyClicks(search, u"recovery SHEET"_s);
    auto *found = f.find<QListWidget>(u"helpFound"_s);
    QTRY_VERIFY(found->isVisible());
    QCOMPARE(found->count(), 1);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(f.panel()->page(), u"backups"_s);
    QVERIFY(!found->isVisible());
    QTest::keyClicks(search, u"xyzzy"_s);
    QTRY_COMPARE(found->count(), 1);
    QVERIFY(found->item(0)->text().contains(u"xyzzy"_s));
    QTest::keyClick(search, Qt::Key_Return); // there is nothing to open
    QCOMPARE(f.panel()->page(), u"backups"_s);
}

void TestHelp::showsWordsAndNoMarks()
{
    const auto linesOf = [](const char *language, const QString &text) {
        QHash<QString, QString> lines;
        for (const HelpHit &hit : HelpTexts(QLocale(QString::fromLatin1(language))).search(text))
            lines.insert(hit.page, hit.line);
        return lines;
    };
    const auto undo = linesOf("de", u"Rückgängig"_s);
    QVERIFY2(undo.value(u"history"_s).contains(u"Siehe Rückgängig."_s), qPrintable(undo.value(u"history"_s)));
    for (const auto &[language, change] :
         {std::pair("en", u"change"_s), {"de", u"Wechselgeld"_s}, {"fr", u"monnaie"_s}, {"es", u"cambio"_s}})
        QVERIFY2(linesOf(language, change).contains(u"orders"_s), language);
}

void TestHelp::keysAreTheSecondTab()
{
    Fixture f;
    QTest::keyClick(f.window.get(), Qt::Key_F1);
    auto *tabs = f.find<QTabBar>(u"helpTabs"_s);
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    auto *keys = f.find<QTextBrowser>(u"helpKeys"_s);
    QTRY_VERIFY(keys->isVisible());
    QVERIFY(keys->toPlainText().contains(u"Ctrl+K"_s));
}

QTEST_MAIN(TestHelp)
#include "tst_help.moc"
