#include "ui/history/entrypanel.h"

#include "app/journal/undo.h"
#include "ui/history/historywords.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// More of one entry nobody reads in a panel; an import of thousands has as many.
constexpr qsizetype MostShown = 100;
constexpr int RestMillis = 120;

QLabel *makeText(Ink ink = Ink::Text)
{
    QLabel *label = makeLabel({}, Type::Body, ink);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}
}

EntryPanel::EntryPanel(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_headline(makeLabel({}, Type::Heading)),
      m_facts(makeText(Ink::Muted)),
      m_reason(makeText(Ink::Muted)),
      m_changesBox(new QWidget),
      m_undo(new QPushButton(icon(u"undo"_s), tr("Undo this")))
{
    setObjectName(u"historyEntry"_s);
    setAutoFillBackground(true);
    setMinimumWidth(metrics().unit * 14);
    m_headline->setWordWrap(true);
    m_headline->setObjectName(u"entryHeadline"_s);
    m_facts->setObjectName(u"entryFacts"_s);
    m_reason->setObjectName(u"entryReason"_s);
    m_undo->setObjectName(u"undoEntry"_s);
    m_changes = new QGridLayout(m_changesBox);
    m_changes->setContentsMargins(0, 0, 0, 0);
    m_changes->setVerticalSpacing(8);
    m_changes->setHorizontalSpacing(12);
    m_changes->setColumnStretch(1, 1);
    m_changes->setColumnStretch(2, 1);
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(PanelEdge, PanelEdge, PanelEdge, PanelEdge);
    column->setSpacing(12);
    column->addWidget(m_headline);
    column->addWidget(m_facts);
    column->addWidget(makeRule());
    column->addWidget(m_changesBox);
    column->addStretch(1);
    column->addWidget(m_reason);
    column->addWidget(m_undo, 0, Qt::AlignLeft);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->setAccessibleName(tr("What was changed"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    m_rest.setSingleShot(true);
    m_rest.setInterval(RestMillis);
    connect(&m_rest, &QTimer::timeout, this, &EntryPanel::fetch);
    connect(m_undo, &QPushButton::clicked, this, [this] { Q_EMIT undoAsked(m_row.seq); });
    clear();
}

void EntryPanel::open(qint64 seq)
{
    m_wanted = seq;
    m_rest.start();
}

void EntryPanel::fetch()
{
    m_desk.read(
        this,
        [actor = m_desk.actor(), seq = m_wanted](Reader &reader) -> Result<std::pair<JournalRow, historywords::Names>> {
            auto row = journal::entry(reader, actor, seq);
            if (!row)
                return fail(row.error());
            const bool named = row->entity == "category";
            return std::pair(*row, named ? historywords::categoryNames(reader) : historywords::Names());
        },
        [this](const Result<std::pair<JournalRow, historywords::Names>> &found) {
            if (!found || found->first.seq != m_wanted)
                return;
            m_categories = found->second;
            show(found->first);
        });
}

void EntryPanel::clear()
{
    m_rest.stop();
    m_wanted = 0;
    m_row = {};
    m_headline->setText(tr("Choose a line to see what was before and after."));
    m_facts->clear();
    m_reason->clear();
    m_undo->hide();
    showChanges();
}

void EntryPanel::show(const JournalRow &row)
{
    m_row = row;
    const Format &format = m_desk.format();
    m_headline->setText(historywords::headline(row));
    QStringList facts{tr("By %1").arg(historywords::who(row)), format.fullExact(row.at)};
    if (!row.address.isEmpty())
        facts << tr("From %1").arg(row.address);
    if (!row.requestId.isEmpty())
        facts << tr("Request %1").arg(QString::fromUtf8(row.requestId));
    if (row.undoes)
        facts << tr("Takes back entry %L1").arg(*row.undoes);
    if (row.undoneBy)
        facts << tr("Taken back by entry %L1").arg(*row.undoneBy);
    m_facts->setText(facts.join(u'\n'));
    m_reason->clear();
    m_undo->show();
    m_undo->setEnabled(false);
    showChanges();
    ask();
}

void EntryPanel::showChanges()
{
    while (QLayoutItem *item = m_changes->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto all =
        m_row.seq ? historywords::changes(m_row, m_desk.format(), m_categories) : QList<historywords::FieldChange>();
    const bool made = m_row.before.isEmpty() && !historywords::namesPieces(m_row); // nothing was there before
    m_changes->setColumnStretch(1, made ? 0 : 1);
    if (!all.isEmpty() && !made) {
        m_changes->addWidget(makeLabel(tr("Before"), Type::Caption, Ink::Muted), 0, 1);
        m_changes->addWidget(makeLabel(tr("After"), Type::Caption, Ink::Muted), 0, 2);
    }
    int row = 1;
    for (const auto &change : all.first(std::min(all.size(), MostShown))) {
        const std::pair<QString, Ink> cells[] = {{change.name, Ink::Muted},
                                                 {change.before, Ink::Text},
                                                 {change.after, Ink::Text}};
        int column = 0;
        for (const auto &[text, ink] : cells) {
            if (made && column == 1 && ++column)
                continue;
            QLabel *label = makeText(ink);
            label->setText(text.isEmpty() ? u"–"_s : text);
            label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
            m_changes->addWidget(label, row, column++);
        }
        ++row;
    }
    if (all.size() > MostShown)
        m_changes->addWidget(makeLabel(tr("and %n more", nullptr, int(all.size() - MostShown)), Type::Body, Ink::Muted),
                             row, 0, 1, 3);
}

// Tried and taken back at once, as only that knows what stands in the way by now.
void EntryPanel::ask()
{
    if (const QString why = undo::refusal(m_row); !why.isEmpty()) {
        m_reason->setText(why);
        m_undo->hide();
        return;
    }
    m_desk.pool().run(
        this,
        [&database = m_desk.shop().database(), actor = m_desk.actor(), seq = m_row.seq] {
            return std::pair(seq, undo::attempt(database, actor, seq));
        },
        [this](const std::pair<qint64, Result<>> &tried) {
            if (tried.first != m_row.seq)
                return;
            m_undo->setEnabled(tried.second.has_value());
            m_undo->setVisible(tried.second.has_value());
            m_reason->setText(tried.second ? QString() : tried.second.error().message);
        });
}

}
