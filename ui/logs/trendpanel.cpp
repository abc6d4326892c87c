#include "ui/logs/trendpanel.h"

#include "ui/server/serverwords.h"
#include "ui/shell/desk.h"
#include "ui/shell/memory.h"
#include "ui/theme/type.h"
#include "ui/widgets/depthchart.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/ringed.h"
#include "ui/widgets/segmented.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis Minute = 60'000, Hour = 60 * Minute, DayLong = 24 * Hour;

struct Window
{
    Millis length, step;
};
constexpr Window Windows[] = {{Hour, Minute}, {DayLong, Hour}, {7 * DayLong, 4 * Hour}, {30 * DayLong, DayLong}};
}

TrendPanel::TrendPanel(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_panel(new Panel(tr("Time to answer"))),
      m_window(new Segmented({tr("1 hour"), tr("24 hours"), tr("7 days"), tr("30 days")})),
      m_endpoint(new QComboBox),
      m_chart(new DepthChart),
      m_table(new Ringed<QTableWidget>)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PageEdge, 0, PageEdge, 12);
    all->addWidget(m_panel);
    m_endpoint->setObjectName(u"trendEndpoint"_s);
    m_endpoint->setAccessibleName(tr("Endpoint"));
    m_endpoint->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_endpoint->addItem(tr("All endpoints"));
    const QFontMetrics letters = m_endpoint->fontMetrics(); // paths are long, and end in dots
    m_endpoint->setMinimumContentsLength(
        qMax(12, letters.horizontalAdvance(tr("All endpoints")) / letters.horizontalAdvance(u'X') + 2));
    connect(m_endpoint, &QComboBox::currentTextChanged, m_endpoint, &QWidget::setToolTip);
    m_window->setObjectName(u"trendWindow"_s);
    m_window->setAccessibleName(tr("How far back"));
    m_window->setCurrent(1);
    m_panel->addToHead(m_endpoint);
    m_panel->addToHead(m_window);
    auto *asTable = m_panel->addLink(tr("Show as table"), u"trendAsTable"_s);
    m_stack = new QStackedLayout;
    m_panel->body()->addLayout(m_stack, 1); // before its first page, which is shown at once
    m_chart->setObjectName(u"trendChart"_s);
    m_chart->setAccessibleName(tr("Time to answer"));
    m_stack->addWidget(m_chart);
    m_table->setObjectName(u"trendTable"_s);
    m_table->setAccessibleName(tr("Time to answer"));
    m_table->setColumnCount(6);
    m_table->setHorizontalHeaderLabels(
        {tr("When"), tr("Calls"), tr("Failed"), tr("Half within"), tr("95% within"), tr("99% within")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_stack->addWidget(m_table);
    connect(asTable, &QPushButton::clicked, this, [this, asTable] {
        showTable(m_stack->currentIndex() == 0);
        asTable->setText(m_stack->currentIndex() == 0 ? tr("Show as table") : tr("Show the chart"));
    });
    connect(m_window, &Segmented::currentChanged, this, &TrendPanel::refresh);
    connect(m_endpoint, &QComboBox::activated, this, [this](int at) {
        const QStringList parts = m_endpoint->itemData(at).toStringList();
        setEndpoint(parts.value(0).toUtf8(), parts.value(1).toUtf8());
        Q_EMIT endpointChosen(m_method, m_path);
    });
    connect(m_chart, &DepthChart::opened, this, [this](int slot) {
        if (slot < m_slots.size())
            Q_EMIT opened(m_slots.at(slot).begin, m_slots.at(slot).begin + m_step);
    });
}

void TrendPanel::keep(Memory &memory)
{
    m_window->setCurrent(memory.value(u"logs/window"_s, 1).toInt());
    connect(m_window, &Segmented::currentChanged, this,
            [&memory](int window) { memory.setValue(u"logs/window"_s, window); });
}

void TrendPanel::setEndpoint(const QByteArray &method, const QByteArray &path)
{
    if (method == m_method && path == m_path)
        return;
    m_method = method;
    m_path = path;
    refresh();
}

// Slots begin with full minutes, hours and days of the shop's clock.
TrendQuery TrendPanel::query() const
{
    const Window window = Windows[m_window->current()];
    const QTimeZone &zone = m_desk.format().zone();
    const Millis now = m_desk.now();
    TrendQuery query{.from = 0, .to = 0, .step = window.step, .method = m_method, .path = m_path};
    if (window.step == DayLong) {
        const int today = shopDay(now, zone);
        query.from = dayStart(today - 29, zone);
        query.to = query.from + 30 * DayLong;
    } else {
        const Millis offset = 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(now, Qt::UTC));
        const Millis local = now + offset;
        const Millis last = local - local % window.step;
        query.to = last + window.step - offset;
        query.from = query.to - window.length;
    }
    return query;
}

void TrendPanel::refresh()
{
    const TrendQuery asked = query();
    m_step = asked.step;
    const int number = ++m_asked;
    m_desk.read(
        this,
        [actor = m_desk.actor(), asked](Reader &reader) -> Result<Answer> {
            auto trend = requesttrend::load(reader, actor, asked);
            if (!trend)
                return fail(trend.error());
            auto called = requesttrend::endpoints(reader, actor, asked.to - 30 * DayLong);
            return Answer{*std::move(trend), called ? *std::move(called) : QList<CalledEndpoint>()};
        },
        [this, number](const Result<Answer> &answer) {
            if (answer && number == m_asked)
                take(*answer);
        });
}

void TrendPanel::take(const Answer &answer)
{
    m_slots = answer.slotsOfTime;
    showEndpoints(answer.endpoints);
    const Format &format = m_desk.format();
    const QLocale locale = format.locale();
    DepthData data;
    DepthLine half{tr("half"), tr("Half within"), {}}, most{tr("95%"), tr("95% within"), {}},
        nearly{tr("99%"), tr("99% within"), {}};
    const bool hours = m_step < DayLong;
    const auto words = [format, hours, step = m_step](Millis at) -> QString {
        if (!hours)
            return format.dayLong(dayDate(shopDay(at, format.zone())));
        const QString time = format.exact(at).section(u':', 0, 1);
        return step > Hour ? format.day(dayDate(shopDay(at, format.zone()))) + u' ' + time : time;
    };
    QStringList names;
    QList<qint64> calls;
    const int every = m_step == Minute ? 10 : m_step == Hour ? 4 : m_step == DayLong ? 7 : 6;
    for (int slot = 0; slot < m_slots.size(); ++slot) {
        const TrendSlot &of = m_slots.at(slot);
        const auto value = [&of](qint64 micros) { return of.calls > 0 ? std::optional(double(micros)) : std::nullopt; };
        half.values << value(of.p50Micros);
        most.values << value(of.p95Micros);
        nearly.values << value(of.p99Micros);
        names << words(of.begin);
        calls << of.calls;
        if (slot % every == every - 1)
            data.ticks << qMakePair(slot,
                                    m_step == DayLong || m_step > Hour
                                        ? format.day(dayDate(shopDay(of.begin, format.zone())))
                                        : format.exact(of.begin).section(u':', 0, 1));
    }
    data.lines = {half, most, nearly};
    data.slotName = [names](int slot) { return names.value(slot); };
    data.figure = [locale](double micros) { return serverwords::duration(locale, qint64(micros)); };
    data.axis = [locale](double micros, double largest) {
        return serverwords::durationOnAxis(locale, micros, largest);
    };
    data.note = [calls](int slot) { return tr("%n calls", nullptr, int(calls.value(slot))); };
    m_chart->setData(data);
    m_table->setRowCount(int(m_slots.size()));
    for (int row = 0; row < m_slots.size(); ++row) {
        const TrendSlot &of = m_slots.at(m_slots.size() - 1 - row); // the newest first
        const auto took = [&](qint64 micros) { return of.calls > 0 ? serverwords::duration(locale, micros) : u"–"_s; };
        const QStringList cells{words(of.begin),    format.number(of.calls), format.number(of.errors),
                                took(of.p50Micros), took(of.p95Micros),      took(of.p99Micros)};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            if (column > 0)
                item->setTextAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
    }
}

// What is chosen stays chosen, called or not.
void TrendPanel::showEndpoints(const QList<CalledEndpoint> &endpoints)
{
    if (m_endpoint->view()->isVisible())
        return;
    m_endpoint->clear();
    m_endpoint->addItem(tr("All endpoints"));
    const auto add = [this](const QByteArray &method, const QByteArray &path) {
        m_endpoint->addItem(QString::fromUtf8(QByteArray(method + ' ' + path)),
                            QStringList{QString::fromUtf8(method), QString::fromUtf8(path)});
        if (method == m_method && path == m_path)
            m_endpoint->setCurrentIndex(m_endpoint->count() - 1);
    };
    for (const CalledEndpoint &endpoint : endpoints)
        add(endpoint.method, endpoint.path);
    if (!m_path.isEmpty() && m_endpoint->currentIndex() == 0)
        add(m_method, m_path);
}

void TrendPanel::showTable(bool shown)
{
    m_stack->setCurrentIndex(shown ? 1 : 0);
    (shown ? static_cast<QWidget *>(m_table) : m_chart)->setFocus();
}

}
