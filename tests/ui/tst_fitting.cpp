// What gives way when there is little room, and what does not: figures are never cut, deeds never out of reach.
#include "ui/models/pagedmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bulkbar.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/keepedge.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOptionSpinBox>
#include <QTest>
#include <QVBoxLayout>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
// Rows of a name, some words and a sum.
class Sums final : public RowSource {
public:
    void loadIds(const ListOrder &, std::function<void(Result<QList<qint64>>)> done) override
    {
        done(QList<qint64>{1, 2});
    }
    void loadRows(const QList<qint64> &wanted, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        QList<SourceRow> rows;
        for (const qint64 id : wanted)
            rows << SourceRow{id, id};
        done(rows);
    }
};

QList<Column> columns()
{
    const auto text = [](const QString &key, ColumnKind kind, int width, const QString &says) {
        Column column;
        column.key = key;
        column.title = key;
        column.kind = kind;
        column.width = width;
        column.cell = [says](const QVariant &) { return Cell{.text = says}; };
        return column;
    };
    return {text(u"name"_s, ColumnKind::Name, 0, u"A name of some length"_s),
            text(u"words"_s, ColumnKind::Text, 30, u"Words"_s),
            text(u"sum"_s, ColumnKind::Figure, 6, u"£1,234,567,890.12"_s)};
}
}

class TestFitting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sumsStayWhole();
    void idleColumnsGiveWay();
    void deedsFoldIntoAMenu();
    void aFactIsSaidInShort();
    void selectedRowsKeepTheFirstWords();
    void noticesStandAboveTheBar();
    void boardsEndWhereTheirHeadDoes();
    void numbersCanBeRead();

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
};

void TestFitting::sumsStayWhole()
{
    PagedModel model(columns(), std::make_shared<Sums>());
    TableView table;
    table.setPagedModel(&model);
    table.resize(420, 300);
    table.show();
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    const QModelIndex sum = model.index(0, 2);
    QTRY_VERIFY(sum.data(PagedModel::LoadedRole).toBool());
    QTRY_VERIFY(table.columnWidth(2) >= table.itemDelegate()->sizeHint({}, sum).width());
    table.resize(900, 300);
    QTRY_COMPARE(table.horizontalScrollBar()->maximum(), 0);
}

// Columns in which nothing stands are no reason to scroll to the others.
void TestFitting::idleColumnsGiveWay()
{
    PagedModel model(columns(), std::make_shared<Sums>());
    TableView table;
    table.setPagedModel(&model);
    table.resize(900, 300);
    table.show();
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    table.setIdle({1});
    QVERIFY(!table.isColumnHidden(1)); // there is room
    table.resize(table.columnWidth(2) + 100, 300);
    QTRY_VERIFY(table.isColumnHidden(1));
    table.resize(900, 300);
    QTRY_VERIFY(!table.isColumnHidden(1));
    table.resize(table.columnWidth(2) + 100, 300);
    QTRY_VERIFY(table.isColumnHidden(1));
    table.setIdle({}); // something came
    QVERIFY(!table.isColumnHidden(1));
}

void TestFitting::deedsFoldIntoAMenu()
{
    QWidget page;
    auto *all = new QVBoxLayout(&page);
    all->setContentsMargins(0, 0, 0, 0);
    PageHead *head = new PageHead(u"A customer with a long name"_s);
    all->addWidget(head);
    all->addStretch(1);
    QAction erase(u"Erase what is known"_s), save(u"Save their data"_s), order(u"New order"_s);
    QAction *deeds[] = {&erase, &save, &order};
    QPushButton *buttons[3];
    for (int i = 0; i < 3; ++i)
        buttons[i] = head->addAction(deeds[i], i == 2);
    head->setFact(u"3 orders"_s);
    page.resize(1000, 200);
    page.show();
    auto *more = head->findChild<QPushButton *>(u"moreDeeds"_s);
    QVERIFY(!more->isVisible());
    QVERIFY(buttons[0]->isVisible() && buttons[1]->isVisible());
    // Whatever there is room for, a short title is read whole.
    head->setTitle(u"Products"_s);
    auto *title = head->findChild<QLabel *>(u"pageTitle"_s);
    for (int width = 640; width > 420; width -= 20) {
        page.resize(width, 200);
        QCoreApplication::processEvents();
        QVERIFY2(title->width() >= title->sizeHint().width(), qPrintable(QString::number(width)));
    }
    page.resize(330, 200);
    QTRY_VERIFY(more->isVisible());
    QVERIFY(!buttons[0]->isVisible());
    QVERIFY(buttons[2]->isVisible());
    QTRY_VERIFY(buttons[2]->width() >= buttons[2]->sizeHint().width());
    QVERIFY(buttons[2]->geometry().right() <= head->width());
    QVERIFY(more->menu()->actions().contains(&erase));
    // A deed that cannot be done now is not offered in the menu either.
    erase.setVisible(false);
    QTRY_VERIFY(!more->menu()->actions().contains(&erase));
    erase.setVisible(true);
    page.resize(1000, 200);
    QTRY_VERIFY(!more->isVisible());
    QVERIFY(buttons[0]->isVisible());
}

void TestFitting::aFactIsSaidInShort()
{
    QWidget page;
    auto *all = new QVBoxLayout(&page);
    all->setContentsMargins(0, 0, 0, 0);
    PageHead *head = new PageHead(u"Order #1042"_s);
    all->addWidget(head);
    QAction refund(u"Refund…"_s), send(u"Send the rest…"_s);
    head->addAction(&refund);
    head->addAction(&send, true);
    refund.setVisible(false);
    const QString whole = u"Friday 27 November 2026, 12:27"_s, shorter = u"12:27"_s;
    head->setFact(whole, shorter);
    auto *fact = head->findChild<QLabel *>(u"pageFact"_s);
    for (int width = 900; width > 400; width -= 20) {
        page.resize(width, 200);
        page.show();
        QCoreApplication::processEvents();
        const int needed = fact->fontMetrics().horizontalAdvance(fact->text());
        QVERIFY2(fact->width() >= needed, qPrintable(u"%1: %2"_s.arg(width).arg(fact->text())));
        QVERIFY(width < 900 || fact->text() == whole);
    }
    QCOMPARE(fact->text(), shorter);
    page.resize(900, 200);
    QTRY_COMPARE(fact->text(), whole);
    // A deed comes along, and goes again.
    const int both = head->sizeHint().width();
    page.resize(both + 40, 200);
    QTRY_COMPARE(fact->text(), whole);
    refund.setVisible(true);
    QTRY_COMPARE(fact->text(), shorter);
    refund.setVisible(false);
    QTRY_COMPARE(fact->text(), whole);
    // Another order, with the room as it is.
    page.resize(420, 200);
    QTRY_COMPARE(fact->text(), shorter);
    head->setFact(u"Saturday 28 November 2026, 12:27"_s, u"Sat 12:27"_s);
    QTRY_COMPARE(fact->text(), u"Sat 12:27"_s);
}

// No verb stands there as a sign alone: what there is no room for goes into a menu.
void TestFitting::selectedRowsKeepTheFirstWords()
{
    QAction price(icon(u"percent"_s), u"Change price…"_s), status(icon(u"done"_s), u"Change status…"_s),
        tags(icon(u"tag"_s), u"Change the tags of all of them…"_s);
    BulkBar bar(u"bar"_s, u"Selected"_s, {&price, &status, &tags});
    bar.resize(1200, 50);
    bar.setText(u"2 selected"_s);
    auto *more = bar.findChild<QPushButton *>(u"moreVerbs"_s);
    const auto words = [&bar, more] {
        QStringList words;
        const auto buttons = bar.findChildren<QPushButton *>();
        for (const QPushButton *button : buttons)
            if (button->objectName() != u"clearSelection"_s && button != more && button->isVisible())
                words << button->text();
        return words;
    };
    QCOMPARE(words(), (QStringList{price.text(), status.text(), tags.text()}));
    QVERIFY(!more->isVisible());
    const int all = bar.sizeHint().width();
    bar.resize(all - 30, 50);
    QCOMPARE(words(), (QStringList{price.text(), status.text()}));
    QVERIFY(more->isVisible());
    QCOMPARE(more->menu()->actions(), QList<QAction *>{&tags});
    price.setEnabled(false); // buttons follow their actions, and keep their words as they are
    QCOMPARE(words(), (QStringList{price.text(), status.text()}));
    bar.resize(260, 50);
    QCOMPARE(more->menu()->actions().last(), &tags);
    QVERIFY(more->geometry().right() <= bar.width());
    bar.resize(all, 50);
    QCOMPARE(words(), (QStringList{price.text(), status.text(), tags.text()}));
    QVERIFY(!more->isVisible());
}

// What was done is told above the bar, which can go on being used, and follows it.
void TestFitting::noticesStandAboveTheBar()
{
    QWidget page;
    auto *all = new QVBoxLayout(&page);
    all->setContentsMargins(0, 0, 0, 0);
    QAction price(u"Change price…"_s);
    auto *bar = new BulkBar(u"bar"_s, u"Selected"_s, {&price});
    all->addStretch(1);
    all->addWidget(bar);
    NoticeBar notice(&page);
    page.resize(900, 500);
    page.show();
    bar->setText(u"2 selected"_s);
    notice.show(u"2 products were changed"_s, &price);
    const auto lies = [&] { return notice.geometry().bottom(); };
    QTRY_VERIFY2(lies() < bar->y() && lies() > bar->y() - 40, qPrintable(QString::number(lies())));
    bar->setText({});
    QTRY_VERIFY2(lies() > page.height() - 40, qPrintable(QString::number(lies())));
    bar->setText(u"1 selected"_s);
    QTRY_VERIFY2(lies() < bar->y(), qPrintable(QString::number(lies())));
}

void TestFitting::boardsEndWhereTheirHeadDoes()
{
    QScrollArea area;
    area.setWidgetResizable(true);
    area.setFrameShape(QFrame::NoFrame);
    auto *board = new QWidget;
    auto *column = new QVBoxLayout(board);
    column->setContentsMargins(PageEdge, 0, PageEdge, 0);
    auto *panel = new QLabel;
    column->addWidget(panel);
    area.setWidget(board);
    keepEdge(area, *column);
    area.resize(400, 300);
    area.show();
    const auto end = [&] { return panel->mapTo(&area, panel->rect().topRight()).x(); };
    panel->setFixedHeight(100);
    QTRY_COMPARE(end(), 400 - PageEdge - 1);
    panel->setFixedHeight(1000);
    QTRY_VERIFY(area.verticalScrollBar()->maximum() > 0);
    QTRY_COMPARE(end(), 400 - PageEdge - 1);
}

void TestFitting::numbersCanBeRead()
{
    QSpinBox box;
    box.setRange(0, 2);
    box.resize(box.sizeHint());
    QStyleOptionSpinBox option;
    option.initFrom(&box);
    option.buttonSymbols = box.buttonSymbols();
    option.subControls = QStyle::SC_All;
    const QRect field = box.style()->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxEditField, &box);
    // The line edit in it keeps eight pixels and two more on either side.
    QVERIFY(field.width() >= box.fontMetrics().horizontalAdvance(u"2"_s) + 20);
}

QTEST_MAIN(TestFitting)
#include "tst_fitting.moc"
