#include "ui/history/historypage.h"

#include "ui/history/entrypanel.h"
#include "ui/history/historywords.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/undoer.h"
#include "ui/theme/type.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// Entries have a number instead of an id.
class HistoryPage::Source final : public RowSource {
public:
    explicit Source(Desk &desk) : m_desk(desk) {}

    JournalQuery query;

    void loadIds(const ListOrder &, std::function<void(Result<QList<qint64>>)> done) override
    {
        m_desk.read(
            &m_desk,
            [actor = m_desk.actor(), asked = query](Reader &reader) -> Result<QList<qint64>> {
                const auto found = journal::ids(reader, actor, asked);
                if (!found)
                    return fail(found.error());
                QList<qint64> seqs;
                seqs.reserve(found->size());
                for (const JournalId id : *found)
                    seqs << id.value;
                return seqs;
            },
            std::move(done));
    }

    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        m_desk.read(
            &m_desk,
            [actor = m_desk.actor(), ids, format = m_desk.format()](Reader &reader) -> Result<QList<SourceRow>> {
                QList<JournalId> wanted;
                for (const qint64 id : ids)
                    wanted << JournalId{id};
                const auto found = journal::fetch(reader, actor, wanted);
                if (!found)
                    return fail(found.error());
                const bool named = std::any_of(found->begin(), found->end(),
                                               [](const JournalRow &row) { return row.entity == "category"; });
                const auto names = named ? historywords::categoryNames(reader) : historywords::Names();
                QList<SourceRow> rows;
                for (const JournalRow &row : *found)
                    rows << SourceRow{row.seq, QVariant::fromValue(historywords::rowOf(row, format, names))};
                return rows;
            },
            std::move(done));
    }

private:
    Desk &m_desk;
};

namespace {
constexpr int TextWidth = 70; // of list and entry beside each other, in heights of a line
constexpr int EntryWidth = 22;
constexpr int Since = 1; // the column

const QList<QByteArrayList> &kinds()
{
    static const QList<QByteArrayList> all{{},
                                           {"product", "products", "category", "import"},
                                           {"variant", "stock"},
                                           {"order"},
                                           {"customer", "user", "api_key"},
                                           {"settings", "shipping_method", "tax_rate", "shop", "report"}};
    return all;
}

QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    using Row = HistoryRow;
    return {
        column<Row>(
            u"what"_s, HistoryPage::tr("What was done"), ColumnKind::Name, 0,
            [](const Row &row) { return Cell{.text = row.headline, .second = row.summary}; }, false),
        column<Row>(
            u"state"_s, HistoryPage::tr("Since", "what became of it"), ColumnKind::State, 12,
            [](const Row &row) {
                if (row.entry.undoneBy)
                    return Cell{.text = HistoryPage::tr("Taken back"),
                                .badge = BadgeLook{HistoryPage::tr("Taken back"), Glyph::Over, Ink::Muted}};
                if (row.entry.undoes)
                    return Cell{.text = HistoryPage::tr("Way back"),
                                .badge = BadgeLook{HistoryPage::tr("Way back"), Glyph::Done, Ink::Muted}};
                return Cell{.text = u" "_s};
            },
            false),
        column<Row>(
            u"who"_s, HistoryPage::tr("By"), ColumnKind::Quiet, 15,
            [](const Row &row) { return Cell{.text = historywords::who(row.entry)}; }, false),
        column<Row>(
            u"from"_s, HistoryPage::tr("From", "a computer"), ColumnKind::Quiet, 12,
            [](const Row &row) {
                return Cell{.text = row.entry.address.isEmpty() ? HistoryPage::tr("This computer") : row.entry.address};
            },
            false),
        column<Row>(
            u"at"_s, HistoryPage::tr("When"), ColumnKind::Quiet, 10,
            [&desk, &format](const Row &row) {
                return Cell{.text = format.near(row.entry.at, desk.now()), .tip = format.full(row.entry.at)};
            },
            false),
    };
}
}

HistoryPage::HistoryPage(MainWindow &window, Desk &desk)
    : ConsolePage(u"history"_s, tr("History"), u"history"_s, PageGroup::Oversight),
      m_desk(desk),
      m_source(std::make_shared<Source>(desk)),
      m_model(new PagedModel(columnsOf(desk), m_source, this)),
      m_entry(new EntryPanel(desk))
{
    setAutoFillBackground(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("History"));
    all->addWidget(m_head);
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->setObjectName(u"historySplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(m_entry);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({1000, metrics().unit * EntryWidth});
    window.memory().keep(*m_splitter, u"history/splitter"_s);
    window.memory().keep(*m_table, u"history/table"_s);
    all->addWidget(m_splitter, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(200);
    connect(&m_soon, &QTimer::timeout, m_model, &PagedModel::refresh);
    connect(m_model, &PagedModel::stateChanged, this, &HistoryPage::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPage::showEntry);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HistoryPage::showEntry);
    connect(m_entry, &EntryPanel::undoAsked, this, &HistoryPage::undoAsked);
    connect(&desk, &Desk::changed, this, [this](const Commit &commit) {
        if (commit.seq > 0 && isVisible() && !m_soon.isActive())
            m_soon.start();
    });
}

QWidget *HistoryPage::makeList()
{
    auto *list = new QWidget;
    auto *all = new QVBoxLayout(list);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *filters = new FlowRow;
    filters->setContentsMargins(PageEdge, 0, PageEdge, 12);
    filters->setSpacing(8);
    m_search = new SearchField(tr("Search names, SKUs, numbers, people"));
    m_search->setObjectName(u"searchHistory"_s);
    m_kind = new Segmented({tr("All"), tr("Products"), tr("Stock"), tr("Orders"), tr("People"), tr("Shop")});
    m_kind->setObjectName(u"historyKind"_s);
    m_kind->setAccessibleName(tr("Which changes are shown"));
    m_only = new Chip(tr("Only"), {});
    m_only->setObjectName(u"historyOnly"_s);
    m_only->hide();
    filters->addWidget(m_search, 1);
    filters->addWidget(m_only);
    filters->addWidget(m_kind);
    all->addLayout(filters);
    all->addWidget(makeRule());
    m_table = new TableView(RowHeight::TwoLines);
    m_table->setObjectName(u"historyTable"_s);
    m_table->setAccessibleName(tr("History"));
    m_table->setPagedModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_none =
        new EmptyState(tr("Nothing was changed yet"),
                       tr("Every change stands here, made in this window, by an import or by a shop site, with the "
                          "way back."),
                       {});
    auto *clear = new QAction(tr("Show everything"), this);
    clear->setObjectName(u"clearHistory"_s);
    m_nothingFound = new EmptyState(tr("Nothing found"), tr("No change fits what is chosen above."), {clear});
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_table);
    m_lists->addWidget(m_none);
    m_lists->addWidget(m_nothingFound);
    all->addWidget(m_lists, 1);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_source->query.text = text;
        m_model->refresh();
    });
    connect(m_kind, &Segmented::currentChanged, this, &HistoryPage::choose);
    connect(m_only, &Chip::removed, this, [this] { showOnly({}, {}, {}); });
    connect(clear, &QAction::triggered, this, [this] {
        m_search->clear();
        m_kind->setCurrent(0);
        m_source->query = {};
        showOnly({}, {}, {});
    });
    return list;
}

// What was before and after stands under the list where there is no room beside it.
void HistoryPage::arrange()
{
    const int unit = metrics().unit;
    const bool isNarrow = width() < TextWidth * unit;
    // Its state is mostly empty; the entry says it, too. The table takes that for nothing somebody chose.
    if (isNarrow != m_isSinceAway && m_table->isColumnHidden(Since) == m_isSinceAway) {
        const QSignalBlocker quiet(m_table->horizontalHeader());
        m_table->setColumnHidden(Since, isNarrow);
        m_isSinceAway = isNarrow;
    }
    const Qt::Orientation wanted = isNarrow ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() == wanted)
        return;
    m_splitter->setOrientation(wanted);
    m_splitter->setSizes(isNarrow ? QList<int>{height() * 3 / 5, height() * 2 / 5}
                                  : QList<int>{width() - EntryWidth * unit, EntryWidth * unit});
}

void HistoryPage::resizeEvent(QResizeEvent *event)
{
    ConsolePage::resizeEvent(event);
    arrange();
}

void HistoryPage::choose(int kind)
{
    m_source->query.entities = kinds().value(kind);
    m_model->refresh();
}

void HistoryPage::showOnly(const QByteArray &entity, const QByteArray &entityId, const QString &says)
{
    m_source->query.entity = entity;
    m_source->query.entityId = entityId;
    m_only->setValue(says);
    m_only->setVisible(!entity.isEmpty());
    m_table->clearSelection();
    m_entry->clear();
    m_model->refresh();
}

void HistoryPage::activated() { refresh(); }

void HistoryPage::refresh() { m_model->refresh(); }

QWidget *HistoryPage::searchField() { return m_search; }

void HistoryPage::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    if (m_model->state() == PagedModel::State::Failed)
        return setStatusText(m_model->error().message);
    const JournalQuery &query = m_source->query;
    const bool filtered = !query.text.isEmpty() || !query.entities.isEmpty() || !query.entity.isEmpty();
    m_head->setFact(tr("%Ln changes", nullptr, m_model->rowCount()));
    m_lists->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table)
                                                      : (filtered ? m_nothingFound : m_none));
    setStatusText(query.text.isEmpty() ? QString()
                                       : tr("Searched the newest %L1 changes").arg(qint64(journal::MaxSearched)));
}

void HistoryPage::showEntry()
{
    const QVariant value = m_model->valueAt(m_table->currentIndex().row());
    if (!value.isValid())
        return;
    const JournalRow entry = value.value<HistoryRow>().entry;
    // Fetched again after every commit: asked again only when it stands otherwise.
    if (entry.seq != m_entry->seq() || entry.undoneBy != m_entry->undoneBy())
        m_entry->open(entry.seq);
}

void addHistoryPages(MainWindow &window, Desk &desk)
{
    auto *page = new HistoryPage(window, desk);
    window.addPage(page);
    QObject::connect(page, &HistoryPage::undoAsked, &window, [&window](qint64 seq) {
        if (Undoer *undoer = window.undoer())
            undoer->take(seq);
    });
}

}
