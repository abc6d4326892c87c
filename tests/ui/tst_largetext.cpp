// Text twice as large, in a window that is not: on every page whatever is pressed or typed into lies inside the page, over
// nothing else, and no page has to be moved sideways to be read.
#include "app/backroom.h"
#include "tests/support/openconsole.h"
#include "tests/support/smallshop.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/segmented.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
QString nameOf(const QWidget *widget)
{
    return widget->objectName().isEmpty() ? QString::fromLatin1(widget->metaObject()->className())
                                          : widget->objectName();
}

bool isInTable(const QWidget *widget)
{
    for (const QWidget *at = widget; at; at = at->parentWidget())
        if (qobject_cast<const QTableView *>(at))
            return true;
    return false;
}

// Whose buttons end in dots.
bool isInHead(const QWidget *widget)
{
    for (const QWidget *at = widget; at; at = at->parentWidget())
        if (qobject_cast<const PageHead *>(at))
            return true;
    return false;
}

// What somebody presses or types into; not the parts that those are made of.
QList<QWidget *> worked(const QWidget *page)
{
    QList<QWidget *> widgets;
    const auto all = page->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool is = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
            || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
            || qobject_cast<Segmented *>(widget);
        const bool isPart = qobject_cast<QLineEdit *>(widget->parentWidget())
            || qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
        if (is && !isPart && widget->isVisible() && widget->window() == page->window() && !isInTable(widget))
            widgets << widget;
    }
    return widgets;
}

QRect placeOf(const QWidget *widget, const QWidget *page) { return {widget->mapTo(page, QPoint()), widget->size()}; }

QStringList outside(const QWidget *page)
{
    QStringList faults;
    const QList<QWidget *> all = worked(page);
    for (const QWidget *widget : all) {
        const QRect place = placeOf(widget, page);
        if (place.left() < 0 || place.right() >= page->width())
            faults << nameOf(widget) + u" lies outside"_s;
        if (place.width() < qMin(widget->minimumSizeHint().width(), widget->maximumWidth()) && !isInHead(widget))
            faults << nameOf(widget) + u" is cut"_s;
        for (const QWidget *other : all)
            if (other != widget && other->parentWidget() == widget->parentWidget()
                && placeOf(other, page).intersects(place))
                faults << nameOf(widget) + u" and "_s + nameOf(other) + u" lie over each other"_s;
    }
    const auto areas = page->findChildren<QScrollArea *>();
    for (const QScrollArea *area : areas)
        if (area->isVisible() && area->widget() && area->widget()->width() > area->viewport()->width())
            faults << nameOf(area->parentWidget()) + u'/' + nameOf(area)
                    + u" is %1 wider than its place"_s.arg(area->widget()->width() - area->viewport()->width());
    return faults;
}
}

class TestLargeText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pages_data();
    void pages();
    void cleanupTestCase();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    QStringList m_pages;
};

void TestLargeText::initTestCase()
{
    QLocale::setDefault(QLocale(u"en_GB"_s));
    {
        SystemClock clock;
        const auto shop = *Backroom::open({m_folder.path(), {}}, clock, Database::Open::OrCreate);
        SmallShop small(shop->database());
        const VariantId mug = small.addVariant("MUG", 1400, 50);
        (void)small.addUser(u"owner@example.com"_s, Role::Owner);
        (void)small.order({{mug, 2}}, SmallShop::actorOf(small.addUser(u"ada@example.com"_s)));
    }
    {
        QSettings memory(m_folder.filePath(u"window.ini"_s), QSettings::IniFormat);
        memory.setValue(u"textSize"_s, 200);
    }
    m_console = test::openConsole(m_folder.path());
    QVERIFY(m_console);
    for (const ConsolePage *page : m_console->window()->findChildren<ConsolePage *>())
        m_pages << page->key();
}

void TestLargeText::cleanupTestCase() { m_console.reset(); }

void TestLargeText::pages_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("command"); // what covers the page's list, if anything
    QTest::addColumn<QSize>("size");
    QList<std::pair<QString, QString>> shown{{u"orders"_s, u"counter"_s},
                                             {u"orders"_s, u"newOrder"_s},
                                             {u"stock"_s, u"receiveGoods"_s},
                                             {u"stock"_s, u"countStock"_s}};
    for (const QString &page : std::as_const(m_pages))
        shown.prepend({page, {}});
    for (const auto &[page, command] : shown)
        for (const QSize size : {QSize(1100, 760), QSize(1440, 900)})
            QTest::addRow("%s %s %d", qPrintable(page), qPrintable(command), size.width()) << page << command << size;
}

void TestLargeText::pages()
{
    QFETCH(QString, page);
    QFETCH(QString, command);
    QFETCH(QSize, size);
    MainWindow *window = m_console->window();
    window->resize(size);
    window->goTo(page);
    while (window->currentPage()->goBack()) {}
    if (!command.isEmpty())
        window->findChild<QAction *>(command)->trigger();
    for (int i = 0; i < 6; ++i) // what is loaded in the background has arrived
        QTest::qWait(30);
    QCOMPARE(window->width(), size.width());
    const QStringList faults = outside(window->currentPage());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

QTEST_MAIN(TestLargeText)
#include "tst_largetext.moc"
