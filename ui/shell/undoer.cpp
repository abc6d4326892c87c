#include "ui/shell/undoer.h"

#include "app/journal/undo.h"
#include "ui/history/historywords.h"
#include "ui/shell/desk.h"
#include "ui/shell/inputrules.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Found = Result<std::optional<JournalRow>>;
}

Undoer::Undoer(MainWindow &window, Desk &desk, QAction *undo, QAction *redo)
    : QObject(&window), m_window(window), m_desk(desk), m_undo(undo), m_redo(redo)
{
    m_offer.setObjectName(u"undoOffered"_s);
    m_offer.setText(tr("Undo"));
    m_offer.setShortcut(undo->shortcut()); // to be written beside it; the window's own answers the keys
    connect(&m_offer, &QAction::triggered, this, [this] { take(m_offered); });
    connect(undo, &QAction::triggered, this, &Undoer::undoLatest);
    connect(redo, &QAction::triggered, this, &Undoer::redoLatest);
    connect(&desk, &Desk::told, this, [this](const QString &text) { tell(text); });
    connect(&desk, &Desk::toldWith, this, &Undoer::tell);
    begin();
}

void Undoer::begin()
{
    m_desk.read(
        this,
        [since = m_desk.since()](Reader &reader) -> Result<std::pair<qint64, qint64>> {
            const qint64 head = reader.number("SELECT seq FROM journal_head").value_or(0);
            if (!since)
                return std::pair(head, head);
            const qint64 before =
                reader.number("SELECT seq FROM journal WHERE at < ? ORDER BY seq DESC LIMIT 1", *since).value_or(0);
            return std::pair(before, head);
        },
        [this](const Result<std::pair<qint64, qint64>> &found) {
            if (found)
                std::tie(m_since, m_offered) = *found;
        });
}

// What a page says was done is offered to be taken back when the journal has something new of ours.
void Undoer::tell(const QString &text, QAction *also)
{
    m_desk.read(
        this,
        [actor = m_desk.actor(), since = m_offered](Reader &reader) { return undo::newest(reader, actor, since); },
        [this, text, also = QPointer(also)](const Found &found) {
            const bool fresh = found && *found, offered = fresh && undo::refusal(**found).isEmpty();
            if (fresh)
                m_offered = (*found)->seq; // what is told next is not of this
            if (offered)
                InputRules::forgetTyping(QApplication::focusWidget()); // Ctrl+Z is for what is told now
            m_window.notice(text, offered ? &m_offer : nullptr, also);
        });
}

void Undoer::undoLatest()
{
    m_desk.read(
        this, [actor = m_desk.actor(), since = m_since](Reader &reader) { return undo::latest(reader, actor, since); },
        [this](const Found &found) {
            if (!found)
                return m_window.notice(found.error().message);
            if (!*found)
                return m_window.notice(tr("Nothing was changed here since the start. The page History has what was "
                                          "before."));
            take((*found)->seq);
        });
}

void Undoer::redoLatest()
{
    m_desk.read(
        this,
        [actor = m_desk.actor(), since = m_since](Reader &reader) { return undo::latestUndone(reader, actor, since); },
        [this](const Found &found) {
            if (!found)
                return m_window.notice(found.error().message);
            if (!*found)
                return m_window.notice(tr("Nothing was taken back that could be done again."));
            take((*found)->seq);
        });
}

void Undoer::take(qint64 seq)
{
    if (std::exchange(m_running, true))
        return;
    using Plan = std::pair<JournalRow, QList<qint64>>;
    m_desk.read(
        this,
        [actor = m_desk.actor(), seq](Reader &reader) -> Result<Plan> {
            const auto row = journal::entry(reader, actor, seq);
            if (!row)
                return fail(row.error());
            if (const QString why = undo::refusal(*row); !why.isEmpty())
                return fail(ErrorCode::Conflict, why);
            const auto whole = undo::wholeOf(reader, actor, seq);
            return whole ? Result<Plan>({*row, *whole}) : fail(whole.error());
        },
        [this](const Result<Plan> &plan) {
            if (plan)
                return run(plan->second, plan->first);
            m_running = false;
            m_window.notice(plan.error().message);
        });
}

void Undoer::run(const QList<qint64> &seqs, const JournalRow &row)
{
    m_desk.pool().run(
        this,
        [&database = m_desk.shop().database(), actor = m_desk.actor(), seqs]() -> Result<Outcome> {
            // Batch by batch, the newest first; one that nothing is left of does not keep the others.
            std::optional<Error> failed;
            Outcome outcome;
            for (const qint64 seq : seqs) {
                const auto taken = database.writeNow(actor, [&](Transaction &transaction) {
                    return undo::take(transaction, actor, seq);
                });
                if (!taken) {
                    failed = taken.error();
                    outcome.fault = failed->message;
                    continue;
                }
                ++outcome.done;
                const auto left = database.read([&](Reader &reader) -> Result<int> {
                    const auto undone = journal::entry(reader, actor, seq);
                    if (!undone || !undone->undoneBy)
                        return 0;
                    const auto by = journal::entry(reader, actor, *undone->undoneBy);
                    return by ? undo::leftOf(*by) : 0;
                });
                outcome.left += left.value_or(0);
            }
            return outcome.done > 0 || !failed ? Result<Outcome>(outcome) : fail(*failed);
        },
        [this, row](const Result<Outcome> &outcome) { finished(row, outcome); });
}

void Undoer::finished(const JournalRow &row, const Result<Outcome> &outcome)
{
    m_running = false;
    if (!outcome)
        return m_window.notice(outcome.error().message);
    const QString what = historywords::headline(row);
    QString says = row.undoes ? tr("Done again: %1").arg(what) : tr("Taken back: %1").arg(what);
    if (!outcome->fault.isEmpty())
        says = tr("%1. Not all of it: %2").arg(says, outcome->fault);
    else if (outcome->left > 0)
        says = tr("%1. %Ln were changed again since and stay as they are.", nullptr, outcome->left).arg(says);
    m_window.notice(says, row.undoes ? m_undo : m_redo);
}

}
