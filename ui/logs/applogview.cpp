#include "ui/logs/applogview.h"

#include "ui/logs/logwords.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/memory.h"
#include "ui/theme/type.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QCheckBox>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Row = LogLine;
constexpr LogLevel Levels[] = {LogLevel::Debug, LogLevel::Warning, LogLevel::Error};

QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    return {
        column<Row>(
            u"at"_s, AppLogView::tr("Time"), ColumnKind::Quiet, 24,
            [&desk, &format](const Row &row) {
                const bool today = shopDay(row.at, format.zone()) == shopDay(desk.now(), format.zone());
                const QString day = format.day(dayDate(shopDay(row.at, format.zone())));
                return Cell{.text = today ? format.exact(row.at) : QString(day + u", "_s + format.exact(row.at)),
                            .tip = format.full(row.at)};
            },
            false),
        column<Row>(
            u"level"_s, AppLogView::tr("Level"), ColumnKind::State, 14,
            [](const Row &row) {
                const BadgeLook badge = logwords::levelBadge(row.level);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<Row>(
            u"message"_s, AppLogView::tr("What was said"), ColumnKind::Text, 0,
            [](const Row &row) { return Cell{.text = row.message, .tip = row.message}; }, false),
        column<Row>(
            u"actor"_s, AppLogView::tr("For"), ColumnKind::Quiet, 12,
            [](const Row &row) { return Cell{.text = QString::fromUtf8(row.actor)}; }, false),
        column<Row>(
            u"request"_s, AppLogView::tr("Request"), ColumnKind::Text, 26,
            [](const Row &row) {
                return Cell{.text = QString::fromUtf8(row.requestId),
                            .ink = Ink::Accent,
                            .tip = row.requestId.isEmpty() ? QString() : AppLogView::tr("Enter leads to the request")};
            },
            false),
    };
}
}

AppLogView::AppLogView(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_folder(logreader::folderOf(desk.shop().config().dataDir)),
      m_source(std::make_shared<ListSource<LogLine>>(desk.pool())),
      m_model(new PagedModel(columnsOf(desk), m_source, this)),
      m_search(new SearchField(tr("Search what was said, or a request id"))),
      m_level(new Segmented({tr("All"), tr("Warnings and faults"), tr("Faults")})),
      m_follow(new QCheckBox(tr("Follow"))),
      m_table(new TableView(RowHeight::Text)),
      m_stack(new QStackedLayout)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *bar = new FlowRow;
    bar->setContentsMargins(PageEdge, 0, PageEdge, 12);
    bar->setSpacing(8);
    m_search->setObjectName(u"searchAppLog"_s);
    m_level->setObjectName(u"appLogLevel"_s);
    m_level->setAccessibleName(tr("Which lines are shown"));
    m_follow->setObjectName(u"followAppLog"_s);
    m_follow->setChecked(true);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_level);
    bar->addStretch(1);
    bar->addWidget(m_follow);
    all->addLayout(bar);
    m_table->setObjectName(u"appLog"_s);
    m_table->setAccessibleName(tr("What the program said"));
    m_table->setPagedModel(m_model);
    all->addLayout(m_stack, 1); // before its first page, which is shown at once, and would be a window of its own
    m_stack->addWidget(m_table);
    m_stack->addWidget(
        new EmptyState(tr("Nothing was said"),
                       tr("What the program has to say stands here: that it started, what went wrong and why."), {}));
    connect(m_search, &SearchField::searched, this, &AppLogView::refresh);
    connect(m_level, &Segmented::currentChanged, this, &AppLogView::refresh);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool on) {
        if (on)
            look();
    });
    const auto open = [this](qint64 id) {
        const LogLine *line = m_source->find(id);
        if (line && !line->requestId.isEmpty())
            Q_EMIT requestWanted(QString::fromUtf8(line->requestId));
    };
    connect(m_table, &TableView::opened, this, open);
    connect(m_table, &QAbstractItemView::clicked, this, [this, open](const QModelIndex &index) {
        if (index.column() == m_model->columnCount() - 1)
            open(m_model->idAt(index.row()));
    });
}

void AppLogView::keep(Memory &memory) { memory.keep(*m_table, u"logs/appLog"_s); }

QWidget *AppLogView::searchField() const { return m_search; }

void AppLogView::showOnly(const QString &text)
{
    {
        const QSignalBlocker search(m_search), level(m_level);
        m_search->setText(text);
        m_level->setCurrent(0);
    }
    refresh();
}

void AppLogView::refresh()
{
    LogQuery query;
    query.least = Levels[m_level->current()];
    query.text = m_search->text();
    const int asked = ++m_asked;
    m_desk.pool().run(
        this,
        [folder = m_folder, query] {
            QByteArray state = logreader::state(folder);
            return std::pair(state, logreader::newest(folder, query));
        },
        [this, asked](const std::pair<QByteArray, QList<LogLine>> &read) {
            if (asked != m_asked)
                return;
            m_state = read.first;
            take(read.second);
        });
}

void AppLogView::look()
{
    if (!m_follow->isChecked())
        return;
    m_desk.pool().run(
        this, [folder = m_folder] { return logreader::state(folder); },
        [this](const QByteArray &state) {
            if (state != m_state && m_follow->isChecked())
                refresh();
        });
}

void AppLogView::take(const QList<LogLine> &lines)
{
    QList<std::pair<qint64, LogLine>> rows;
    for (const LogLine &line : lines)
        rows << std::pair(line.id, line);
    m_source->setRows(std::move(rows));
    m_model->refresh();
    m_stack->setCurrentIndex(lines.isEmpty() ? 1 : 0);
    Q_EMIT counted(int(lines.size()));
}

}
