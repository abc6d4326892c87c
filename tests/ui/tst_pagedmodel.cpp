// Lists that never wait: under Qt's own model tester, with a million rows, with late, failing and overtaken answers.
#include "ui/models/pagedmodel.h"
#include "ui/models/taskpool.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {

struct Thing
{
    qint64 id = 0;
    QString name;
};

// Answers when it is told to, so that a test decides what overtakes what.
class Things final : public RowSource {
public:
    QList<qint64> ids;
    QHash<qint64, QString> names; // else "thing N"
    QSet<qint64> deleted;
    std::optional<Error> fault;
    QList<std::function<void()>> waiting;
    int orders = 0, fetches = 0;
    qsizetype largest = 0;

    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override
    {
        ++orders;
        QList<qint64> sorted = ids;
        if (order.direction == Qt::DescendingOrder)
            std::reverse(sorted.begin(), sorted.end());
        waiting << [done, sorted, fault = fault] { done(fault ? Result<QList<qint64>>(fail(*fault)) : sorted); };
    }
    void loadRows(const QList<qint64> &wanted, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        ++fetches;
        largest = qMax(largest, wanted.size());
        QList<SourceRow> rows;
        for (const qint64 id : wanted) {
            if (!deleted.contains(id))
                rows << SourceRow{id, QVariant::fromValue(Thing{id, names.value(id, u"thing %1"_s.arg(id))})};
        }
        waiting << [done, rows, fault = fault] { done(fault ? Result<QList<SourceRow>>(fail(*fault)) : rows); };
    }
    void answer()
    {
        QCoreApplication::processEvents();
        while (!waiting.isEmpty()) {
            waiting.takeFirst()();
            QCoreApplication::processEvents();
        }
    }
};

QList<Column> columns()
{
    return {column<Thing>(u"name"_s, u"Name"_s, ColumnKind::Name, 0,
                          [](const Thing &thing) { return Cell{thing.name}; }),
            column<Thing>(
                u"id"_s, u"Number"_s, ColumnKind::Figure, 8,
                [](const Thing &thing) { return Cell{QString::number(thing.id)}; }, false)};
}

struct Fixture
{
    std::shared_ptr<Things> source = std::make_shared<Things>();
    PagedModel model{columns(), source};
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Fixture(int count)
    {
        // The tester walks over every row on every signal: not for a million.
        if (count < 1000)
            tester = std::make_unique<QAbstractItemModelTester>(&model,
                                                                QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 1; i <= count; ++i)
            source->ids << i;
        model.refresh();
        source->answer();
    }
    QString text(int row) { return model.index(row, 0).data().toString(); }
    QString fetched(int row)
    {
        text(row);
        source->answer();
        return text(row);
    }
};

}

class tst_PagedModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadsAndFetchesWhatIsLookedAt();
    void aMillionRows();
    void staleOrderIsDropped();
    void staleRowsAreDropped();
    void oldRowsAreShownUntilNewOnesCome();
    void insertedAndRemoved();
    void sortingKeepsTheSelection();
    void failure();
    void deletedMeanwhile();
    void modelGoesFirst();
    void poolDropsWhatNobodyWaitsFor();
};

void tst_PagedModel::loadsAndFetchesWhatIsLookedAt()
{
    Fixture f(500);
    QCOMPARE(f.model.rowCount(), 500);
    QCOMPARE(f.model.state(), PagedModel::State::Ready);
    f.source->answer();
    const int before = f.source->fetches;
    QCOMPARE(f.text(300), QString());
    QCOMPARE(f.source->fetches, before); // asking waits for nothing
    QCOMPARE(f.fetched(300), u"thing 301"_s);
    QCOMPARE(f.text(299), u"thing 300"_s); // came with its page
    QCOMPARE(f.source->fetches, before + 1);
    QCOMPARE(f.source->largest, qsizetype(PagedModel::FetchRows));
    QCOMPARE(f.model.index(300, 1).data(Qt::AccessibleTextRole).toString(), u"Number, 301"_s);
}

void tst_PagedModel::aMillionRows()
{
    Fixture f(1'000'000);
    QCOMPARE(f.model.rowCount(), 1'000'000);
    f.source->fetches = 0;
    for (int row = 0; row < 1'000'000; row += 50)
        f.text(row); // dragging through all of it
    f.source->answer();
    QVERIFY2(f.source->fetches <= 8, qPrintable(QString::number(f.source->fetches)));
    QCOMPARE(f.text(999'950), u"thing 999951"_s);
    for (int row = 0; row < 3 * PagedModel::CacheRows; row += PagedModel::FetchRows)
        f.fetched(row);
    int held = 0;
    for (int row = 0; row < f.model.rowCount(); ++row)
        held += f.model.valueAt(row).isValid();
    QVERIFY(held <= PagedModel::CacheRows);
}

void tst_PagedModel::staleOrderIsDropped()
{
    Fixture f(10);
    f.model.refresh();
    const auto late = f.source->waiting.takeFirst();
    f.source->ids = {7, 8};
    f.model.refresh();
    f.source->answer();
    QCOMPARE(f.model.rowCount(), 2);
    late();
    QCOMPARE(f.model.rowCount(), 2);
    QCOMPARE(f.model.idAt(0), 7);
}

void tst_PagedModel::staleRowsAreDropped()
{
    Fixture f(10);
    f.source->answer();
    f.model.invalidate({1});
    f.text(0);
    QCoreApplication::processEvents();
    QCOMPARE(f.source->waiting.size(), qsizetype(1));
    const auto late = f.source->waiting.takeFirst();
    f.source->names[1] = u"renamed"_s;
    f.model.invalidate({1}); // changed while the answer was on its way
    f.text(0);
    f.source->answer();
    late();
    QCOMPARE(f.text(0), u"renamed"_s);
}

void tst_PagedModel::oldRowsAreShownUntilNewOnesCome()
{
    Fixture f(10);
    f.fetched(3);
    f.source->names[4] = u"renamed"_s;
    f.model.refresh();
    QCoreApplication::processEvents();
    QCOMPARE(f.text(3), u"thing 4"_s);
    f.source->answer();
    QCOMPARE(f.fetched(3), u"renamed"_s);
}

void tst_PagedModel::insertedAndRemoved()
{
    Fixture f(20);
    const QPersistentModelIndex last(f.model.index(19, 0));
    QSignalSpy resets(&f.model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
    f.source->ids.prepend(100);
    f.model.refresh();
    f.source->answer();
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(last.row(), 20);
    f.source->ids.removeAll(10);
    f.model.refresh();
    f.source->answer();
    QCOMPARE(last.row(), 19);
    QCOMPARE(f.model.rowOf(100), 0);
    QCOMPARE(f.model.rowOf(10), -1);
    QCOMPARE(resets.size(), 0);
    f.source->ids.clear();
    f.model.refresh();
    f.source->answer();
    QCOMPARE(f.model.rowCount(), 0);
}

void tst_PagedModel::sortingKeepsTheSelection()
{
    Fixture f(100);
    QItemSelectionModel selection(&f.model);
    selection.select(f.model.index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    f.model.sort(1, Qt::DescendingOrder); // cannot be sorted by
    QCOMPARE(f.model.order().key, QString());
    f.model.sort(0, Qt::DescendingOrder);
    f.source->answer();
    QCOMPARE(f.model.idAt(0), 100);
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(f.model.idAt(selection.selectedRows().first().row()), 3);
}

void tst_PagedModel::failure()
{
    Fixture f(100);
    f.fetched(0);
    f.source->fault = Error{ErrorCode::Unavailable, u"The store does not answer."_s};
    QSignalSpy changed(&f.model, &PagedModel::stateChanged);
    f.fetched(90);
    QCOMPARE(f.model.state(), PagedModel::State::Failed);
    QCOMPARE(f.model.error().code, ErrorCode::Unavailable);
    const int asked = f.source->fetches;
    f.fetched(95);
    f.fetched(96);
    QCOMPARE(f.source->fetches, asked); // not hammered
    QCOMPARE(f.text(0), u"thing 1"_s); // what was here stays
    f.source->fault.reset();
    f.model.refresh();
    f.source->answer();
    QCOMPARE(f.model.state(), PagedModel::State::Ready);
    QCOMPARE(f.fetched(95), u"thing 96"_s);
    QVERIFY(changed.size() >= 3);
}

void tst_PagedModel::deletedMeanwhile()
{
    Fixture f(10);
    f.source->deleted = {5};
    f.model.invalidate({5});
    f.fetched(4);
    const int asked = f.source->fetches;
    f.fetched(4);
    QCOMPARE(f.source->fetches, asked); // nobody asks for ever
}

void tst_PagedModel::modelGoesFirst()
{
    const auto source = std::make_shared<Things>();
    source->ids = {1, 2, 3};
    {
        PagedModel model(columns(), source);
        model.refresh();
        source->answer();
        model.index(0, 0).data();
        QCoreApplication::processEvents();
        model.refresh();
    }
    QVERIFY(!source->waiting.isEmpty());
    source->answer();
}

void tst_PagedModel::poolDropsWhatNobodyWaitsFor()
{
    TaskPool pool(2);
    QThread *const here = QThread::currentThread();
    auto *brief = new QObject;
    QObject lasting;
    int kept = 0, dropped = 0;
    bool elsewhere = true, back = true;
    for (int i = 0; i < 200; ++i) {
        pool.run(
            brief, [] { return 1; }, [&dropped](int) { ++dropped; });
        pool.run(
            &lasting, [here] { return QThread::currentThread() != here; },
            [&, here](bool off) {
                elsewhere = elsewhere && off;
                back = back && QThread::currentThread() == here;
                ++kept;
            });
    }
    delete brief;
    QTRY_COMPARE(kept, 200);
    QCOMPARE(dropped, 0);
    QVERIFY(elsewhere && back);
    // A pool that goes while jobs wait and run calls nobody.
    int late = 0;
    {
        TaskPool brieflyThere(1);
        for (int i = 0; i < 50; ++i)
            brieflyThere.run(
                &lasting, [] { return 0; }, [&late](int) { ++late; });
    }
    QCoreApplication::processEvents();
    QCOMPARE(late, 0);
}

QTEST_GUILESS_MAIN(tst_PagedModel)
#include "tst_pagedmodel.moc"
