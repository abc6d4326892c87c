// The categories of the shop in the window: typed, arranged, taken away, each with its undo.
#include "app/products/category.h"
#include "app/products/productservice.h"
#include "tests/support/productdraft.h"
#include "tests/support/staffedwindow.h"
#include "ui/products/categorytree.h"
#include "ui/products/filterbar.h"
#include "ui/products/pages.h"
#include "ui/products/productspage.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/tableview.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
struct Fixture : test::StaffedWindow
{
    Fixture()
    {
        window->setDesk(*desk);
        addProductsPages(*window, *desk);
        show(u"products"_s);
    }
    CategoryId add(const QString &name, std::optional<CategoryId> parent = {})
    {
        CategoryChange change;
        change.name = name;
        change.parent.emplace(parent);
        return write([&](Transaction &tx) { return categories::create(tx, owner, change); })->id;
    }
    void open() const
    {
        QTest::keyClick(window.get(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        [&] { QTRY_VERIFY(tree()->isVisible() || none()->isVisible()); }();
    }
    CategoryTree *tree() const { return find<CategoryTree>(u"categoryTree"_s); }
    QWidget *none() const { return find<QWidget>(u"noCategories"_s); }
    QString fault() const
    {
        auto *label = find<QLabel>(u"categoryFault"_s);
        return label->isVisible() ? label->text() : QString();
    }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    void type(const QString &text) const
    {
        QLineEdit *editor = nullptr;
        [&] { QTRY_VERIFY((editor = tree()->findChild<QLineEdit *>(u"categoryEditor"_s))); }();
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
    }
    // "A(B C) D", as it is shown.
    QString shown() const
    {
        QString text;
        const auto write = [&text](const auto &self, const QTreeWidgetItem *item) -> void {
            for (int i = 0; i < item->childCount(); ++i) {
                text += (i ? u" "_s : QString()) + item->child(i)->text(0);
                if (item->child(i)->childCount() > 0) {
                    text += u'(';
                    self(self, item->child(i));
                    text += u')';
                }
            }
        };
        write(write, tree()->invisibleRootItem());
        return text;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(tree(), key, modifiers); }
    void undo() const { key(Qt::Key_Z, Qt::ControlModifier); }
};
constexpr auto CtrlShift = Qt::ControlModifier | Qt::ShiftModifier;
}

class TestCategories : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesATreeByKeyboard();
    void arrangesByKeyboard();
    void renamesAndSaysWhatIsWrong();
    void removesAndTakesItBack();
    void keepsWhatIsTypedWhileOthersChange();
    void leadsToItsProducts();
    void keepsItsKeysToItself();
    void losesNoNameThatIsTyped();
};

void TestCategories::makesATreeByKeyboard()
{
    const Fixture f;
    f.open();
    QTRY_VERIFY(f.none()->isVisible());
    f.action(u"addCategory"_s)->trigger();
    f.type(u"Table"_s);
    QTRY_COMPARE(f.notice(), u"“Table” was added"_s);
    QTRY_COMPARE(f.shown(), u"Table"_s);
    f.key(Qt::Key_Insert, Qt::ShiftModifier);
    f.type(u"Mugs"_s);
    QTRY_COMPARE(f.tree()->currentItem()->text(1), u"mugs"_s);
    QCOMPARE(f.shown(), u"Table(Mugs)"_s);
    f.key(Qt::Key_Insert);
    f.type(u"Bowls"_s);
    QTRY_COMPARE(f.tree()->currentItem()->text(1), u"bowls"_s);
    QCOMPARE(f.shown(), u"Table(Mugs Bowls)"_s); // where it was typed, not where its letter is
    // Nothing typed is nothing made.
    f.key(Qt::Key_Insert);
    f.type({});
    QTRY_COMPARE(f.shown(), u"Table(Mugs Bowls)"_s);
    f.undo();
    QTRY_COMPARE(f.shown(), u"Table(Mugs)"_s);
    QTRY_VERIFY(!f.notice().isEmpty());
    f.key(Qt::Key_Escape); // the notice goes first
    f.key(Qt::Key_Escape);
    QTRY_VERIFY(!f.tree()->isVisible());
}

void TestCategories::arrangesByKeyboard()
{
    Fixture f;
    const CategoryId a = f.add(u"A"_s);
    f.add(u"B"_s), f.add(u"C"_s);
    f.open();
    QTRY_COMPARE(f.shown(), u"A B C"_s);
    f.tree()->select(a);
    f.key(Qt::Key_Down, CtrlShift);
    QTRY_COMPARE(f.shown(), u"B A C"_s);
    f.key(Qt::Key_Right, CtrlShift);
    QTRY_COMPARE(f.shown(), u"B(A) C"_s);
    QVERIFY(!f.action(u"categoryUp"_s)->isEnabled());
    f.key(Qt::Key_Left, CtrlShift);
    QTRY_COMPARE(f.shown(), u"B A C"_s);
    f.key(Qt::Key_Up, CtrlShift);
    QTRY_COMPARE(f.shown(), u"A B C"_s);
    f.undo();
    QTRY_COMPARE(f.shown(), u"B A C"_s);
}

void TestCategories::renamesAndSaysWhatIsWrong()
{
    Fixture f;
    const CategoryId mugs = f.add(u"Mugs"_s);
    f.add(u"Bowls"_s);
    f.open();
    QTRY_COMPARE(f.shown(), u"Bowls Mugs"_s);
    f.tree()->select(mugs);
    f.key(Qt::Key_F2);
    f.type(u"Cups"_s);
    QTRY_COMPARE(f.read([&](Reader &reader) { return categories::get(reader, mugs); })->name, u"Cups"_s);
    QTRY_COMPARE(f.shown(), u"Bowls Cups"_s);
    f.tree()->editItem(f.tree()->currentItem(), 1);
    f.type(u"bowls"_s);
    QTRY_VERIFY2(f.fault().contains(u"Another category"_s), qPrintable(f.fault()));
    QTRY_COMPARE(f.tree()->currentItem()->text(1), u"mugs"_s);
    f.key(Qt::Key_F2);
    f.type(u"Mugs"_s);
    QTRY_COMPARE(f.shown(), u"Bowls Mugs"_s);
    QCOMPARE(f.fault(), QString());
}

void TestCategories::removesAndTakesItBack()
{
    Fixture f;
    const CategoryId table = f.add(u"Table"_s);
    f.add(u"Mugs"_s, table);
    f.open();
    QTRY_COMPARE(f.shown(), u"Table(Mugs)"_s);
    f.tree()->select(table);
    f.key(Qt::Key_Delete);
    QTRY_COMPARE(f.shown(), u"Mugs"_s);
    QTRY_COMPARE(f.notice(), u"“Table” was removed; its products stay"_s);
    f.undo();
    QTRY_COMPARE(f.shown(), u"Table(Mugs)"_s);
}

void TestCategories::keepsWhatIsTypedWhileOthersChange()
{
    Fixture f;
    const CategoryId mugs = f.add(u"Mugs"_s);
    f.open();
    QTRY_COMPARE(f.shown(), u"Mugs"_s);
    f.tree()->select(mugs);
    f.key(Qt::Key_F2);
    QLineEdit *editor = nullptr;
    QTRY_VERIFY((editor = f.tree()->findChild<QLineEdit *>(u"categoryEditor"_s)));
    QTest::keyClicks(editor, u"Cups"_s);
    f.add(u"Bowls"_s);
    QTest::qWait(400);
    QCOMPARE(f.shown(), u"Mugs"_s);
    QCOMPARE(f.tree()->findChild<QLineEdit *>(u"categoryEditor"_s), editor);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(f.shown(), u"Bowls Cups"_s);
    QCOMPARE(f.tree()->currentItem()->text(0), u"Cups"_s);
}

void TestCategories::leadsToItsProducts()
{
    Fixture f;
    const CategoryId mugs = f.add(u"Mugs"_s);
    f.open();
    QTRY_COMPARE(f.shown(), u"Mugs"_s);
    f.tree()->select(mugs);
    f.key(Qt::Key_Return);
    QTRY_VERIFY(!f.tree()->isVisible());
    QCOMPARE(f.window->findChild<FilterBar *>()->filter().category, mugs);
}

// The commands of the tree end with it: Delete in the editor's grid is the grid's.
void TestCategories::keepsItsKeysToItself()
{
    Fixture f;
    f.add(u"Mugs"_s);
    const ProductChange draft = test::productDraft(u"Mug"_s, u"MUG"_s, 1200);
    const auto product = f.write([&](Transaction &tx) { return products::create(tx, f.owner, draft); });
    f.open();
    QTRY_COMPARE(f.shown(), u"Mugs"_s);
    QVERIFY(f.action(u"removeCategory"_s)->isEnabled());
    qobject_cast<ProductsPage *>(f.window->currentPage())->open(product->id);
    QVERIFY(!f.action(u"removeCategory"_s)->isEnabled());
    QVERIFY(!f.action(u"addCategory"_s)->isEnabled());
    QTest::keyClick(f.window.get(), Qt::Key_Delete);
    QTest::qWait(100);
    QCOMPARE(f.read([](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); })->size(), 1);
}

void TestCategories::losesNoNameThatIsTyped()
{
    Fixture f;
    f.add(u"Mugs"_s);
    f.open();
    QTRY_COMPARE(f.shown(), u"Mugs"_s);
    f.key(Qt::Key_Insert);
    QLineEdit *editor = nullptr;
    QTRY_VERIFY((editor = f.tree()->findChild<QLineEdit *>(u"categoryEditor"_s)));
    QTest::keyClicks(editor, u"Bowls"_s);
    f.action(u"addCategory"_s)->trigger(); // another one, from the menu
    QTRY_VERIFY((editor = f.tree()->findChild<QLineEdit *>(u"categoryEditor"_s)) && editor->text().isEmpty());
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_COMPARE(f.shown(), u"Mugs Bowls"_s);
    // What is below the one that went is current, not the first of all.
    f.tree()->select(f.add(u"Cups"_s));
    QTRY_COMPARE(f.tree()->topLevelItemCount(), 3);
    f.tree()->setCurrentItem(f.tree()->topLevelItem(1));
    f.key(Qt::Key_Delete);
    QTRY_COMPARE(f.tree()->topLevelItemCount(), 2);
    QCOMPARE(f.tree()->currentItem(), f.tree()->topLevelItem(1));
}

QTEST_MAIN(TestCategories)
#include "tst_categories.moc"
