// What becomes of rows in too little room: filters go on in a further line, choices go into a menu, values end in dots.
#include "ui/theme/type.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"

#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
// Three boxes of 100 x 30 and one that may grow from 50 on.
struct Boxes
{
    QWidget window;
    FlowRow *row = new FlowRow;
    QList<QWidget *> boxes;

    Boxes()
    {
        auto *all = new QVBoxLayout(&window);
        all->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
        for (int i = 0; i < 3; ++i) {
            boxes << new QWidget;
            boxes.last()->setFixedSize(100, 30);
            row->addWidget(boxes.last());
        }
        boxes << new QWidget;
        boxes.last()->setMinimumSize(50, 30);
        row->addWidget(boxes.last(), 1);
        all->addLayout(row);
        all->addStretch(1);
    }
    void show(int width)
    {
        window.resize(width, 300);
        window.show();
        QCoreApplication::processEvents();
    }
    QRect at(int box) const { return boxes.at(box)->geometry(); }
};

const QStringList Tabs{u"All"_s, u"Products"_s, u"Stock"_s, u"Orders"_s, u"People"_s, u"Shop"_s};
}

class tst_Narrow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowGoesOnInAFurtherLine();
    void rowIsAsHighAsItsLines();
    void rowIsMirrored();
    void hiddenAndPushedApart();
    void choicesGoIntoAMenu();
    void everyChoiceIsReachedByKeyboard();
    void theChosenOneIsShown();
    void chipEndsInDots();
    void searchKeepsRoomForAWord();
    void hintIsReadBeforeRoomIsPushed();
    void tileHasRoomForItsComparison();
};

void tst_Narrow::rowGoesOnInAFurtherLine()
{
    Boxes f;
    f.show(500);
    QCOMPARE(f.at(2), QRect(220, 0, 100, 30));
    QCOMPARE(f.at(3), QRect(330, 0, 170, 30));
    f.show(380); // what may grow stays as long as its least is there
    QCOMPARE(f.at(3), QRect(330, 0, 50, 30));
    f.show(379);
    QCOMPARE(f.at(3), QRect(0, 40, 379, 30));
    f.show(220);
    QCOMPARE(f.at(2), QRect(0, 40, 100, 30));
    QCOMPARE(f.at(3), QRect(110, 40, 110, 30));
}

void tst_Narrow::rowIsAsHighAsItsLines()
{
    Boxes f;
    QCOMPARE(f.row->heightForWidth(500), 30);
    QCOMPARE(f.row->heightForWidth(300), 70);
    QCOMPARE(f.row->heightForWidth(100), 150);
    QCOMPARE(f.row->minimumSize(), QSize(100, 30));
    f.row->setContentsMargins(20, 5, 20, 5);
    QCOMPARE(f.row->heightForWidth(340), 80);
}

void tst_Narrow::rowIsMirrored()
{
    Boxes f;
    f.window.setLayoutDirection(Qt::RightToLeft);
    f.show(220);
    QCOMPARE(f.at(0), QRect(120, 0, 100, 30));
    QCOMPARE(f.at(1), QRect(10, 0, 100, 30));
    QCOMPARE(f.at(3), QRect(0, 40, 110, 30));
}

void tst_Narrow::hiddenAndPushedApart()
{
    Boxes f;
    f.row->addStretch(1);
    auto *last = new QWidget;
    last->setFixedSize(40, 30);
    f.row->addWidget(last);
    f.boxes.at(1)->hide();
    f.boxes.at(3)->hide();
    f.show(400);
    QCOMPARE(f.at(2), QRect(110, 0, 100, 30));
    QCOMPARE(last->geometry(), QRect(360, 0, 40, 30));
    f.show(210);
    QCOMPARE(last->geometry(), QRect(0, 40, 40, 30)); // nothing pushes it at the beginning of a further line
    for (QWidget *box : std::as_const(f.boxes))
        box->hide();
    f.show(200);
    QCOMPARE(last->geometry(), QRect(160, 0, 40, 30));
}

void tst_Narrow::hintIsReadBeforeRoomIsPushed()
{
    QWidget window;
    auto *all = new QVBoxLayout(&window);
    all->setContentsMargins(0, 0, 0, 0);
    auto *row = new FlowRow;
    auto *search = new SearchField(u"Search a name, an e-mail address or a telephone number"_s);
    auto *pause = new QPushButton(u"Pause"_s);
    row->setSpacing(10);
    row->addWidget(search, 1);
    row->addStretch(1);
    row->addWidget(pause);
    all->addLayout(row);
    const int whole = search->sizeHint().width();
    QVERIFY(whole > search->fontMetrics().horizontalAdvance(search->placeholderText()));
    window.resize(whole + 20 + pause->sizeHint().width(), 100);
    window.show();
    QCoreApplication::processEvents();
    QVERIFY2(search->width() >= whole, qPrintable(u"%1 of %2"_s.arg(search->width()).arg(whole)));
    QCOMPARE(search->toolTip(), QString());
    window.resize(4 * whole, 100); // the rest is pushed between them, in equal parts
    QCoreApplication::processEvents();
    QVERIFY(search->width() < 2 * whole + 20);
    window.resize(whole, 100);
    QCoreApplication::processEvents();
    QCOMPARE(search->toolTip(), search->placeholderText());
    // What stands in a further line anyway takes its part of the room there.
    const int room = whole + 10 + pause->sizeHint().width();
    auto *kind = new QWidget;
    kind->setFixedSize(room - 10 - search->minimumSizeHint().width(), 30); // beside it the least of the field
    row->insertWidget(0, kind);
    window.resize(room, 100);
    QCoreApplication::processEvents();
    QCOMPARE(search->y(), pause->y());
    QVERIFY(search->y() > kind->y());
    QCOMPARE(search->width(), whole);
}

void tst_Narrow::choicesGoIntoAMenu()
{
    Segmented tabs(Tabs);
    const int all = tabs.sizeHint().width();
    QVERIFY(tabs.minimumSizeHint().width() < all / 2);
    tabs.resize(all, tabs.sizeHint().height());
    tabs.show();
    QTest::keyClick(&tabs, Qt::Key_Space); // all are there: no menu
    QVERIFY(!tabs.findChild<QMenu *>());
    tabs.resize(all / 2, tabs.height());
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(tabs.width() - 8, tabs.height() / 2));
    auto *menu = tabs.findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    QCOMPARE(tabs.current(), 0); // what would stand there with more room is not taken
    QCOMPARE(menu->actions().size(), Tabs.size());
}

void tst_Narrow::everyChoiceIsReachedByKeyboard()
{
    Segmented tabs(Tabs);
    tabs.resize(tabs.minimumSizeHint());
    tabs.show();
    QSignalSpy changed(&tabs, &Segmented::currentChanged);
    for (int i = 1; i < Tabs.size(); ++i) {
        QTest::keyClick(&tabs, Qt::Key_Down);
        QPointer<QMenu> menu = tabs.findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(tabs.current(), i);
        QCOMPARE(tabs.accessibleDescription(), Tabs.at(i));
        QTRY_VERIFY(!menu);
    }
    QCOMPARE(changed.size(), Tabs.size() - 1);
}

void tst_Narrow::theChosenOneIsShown()
{
    for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        Segmented tabs(Tabs);
        tabs.setLayoutDirection(direction);
        tabs.resize(tabs.minimumSizeHint());
        tabs.show();
        for (int i = 0; i < Tabs.size(); ++i) {
            tabs.setCurrent(i);
            // Where it stands a click changes nothing.
            const int beginning = direction == Qt::LeftToRight ? 8 : tabs.width() - 8;
            QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(beginning, tabs.height() / 2));
            QVERIFY(tabs.current() <= i);
            tabs.setCurrent(i);
            QVERIFY(!tabs.findChild<QMenu *>());
        }
    }
}

void tst_Narrow::chipEndsInDots()
{
    Chip chip(u"Category"_s, u"Everything that is laid on a table in the evening"_s);
    QVERIFY(chip.minimumSizeHint().width() < chip.sizeHint().width() / 2);
    chip.resize(chip.sizeHint());
    QVERIFY(chip.toolTip().isEmpty());
    chip.resize(chip.minimumSizeHint());
    chip.show();
    QVERIFY(chip.toolTip().startsWith(u"Everything"_s));
    // Its cross is where it always is.
    QSignalSpy removed(&chip, &Chip::removed), clicked(&chip, &Chip::clicked);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 8, chip.height() / 2));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(clicked.size(), 0);
}

void tst_Narrow::searchKeepsRoomForAWord()
{
    const SearchField field(u"Search number, name or e-mail"_s);
    const QFontMetrics font(field.font());
    QVERIFY(field.minimumSizeHint().width() >= font.averageCharWidth() * 14);
}

void tst_Narrow::tileHasRoomForItsComparison()
{
    KpiTile tile;
    Kpi kpi{.name = u"Net sales"_s, .figure = u"£1"_s, .change = u"145.5%"_s, .before = u"was £2,584.48"_s};
    kpi.direction = 1;
    tile.setKpi(kpi);
    const QFontMetrics change(typeFont(Type::Caption, QFont::DemiBold)), before(typeFont(Type::Caption));
    const int words = change.horizontalAdvance(kpi.change) + before.horizontalAdvance(kpi.before);
    QVERIFY(tile.minimumSizeHint().width() >= words + metrics().small + 10 + 2 * PanelEdge); // the arrow, gaps
    QVERIFY(tile.sizeHint().width() >= tile.minimumSizeHint().width());
}

QTEST_MAIN(tst_Narrow)
#include "tst_narrow.moc"
