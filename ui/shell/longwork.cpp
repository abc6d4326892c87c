#include "ui/shell/longwork.h"

#include "ui/shell/statusstrip.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TickMillis = 200;
constexpr qint64 Unseen = 300; // what is done by then was never long
constexpr qint64 Guessable = 2000; // before that a guess of the rest is none
}

LongWork::LongWork(StatusStrip &strip, Desk &desk, const QString &verb)
    : QObject(&desk), m_strip(&strip), m_format(desk.format()), m_verb(verb)
{
    m_clock.start();
    m_tick.start(TickMillis);
    connect(&m_tick, &QTimer::timeout, this, &LongWork::show);
    connect(&strip, &StatusStrip::cancelled, this, [this] {
        if (isShown())
            m_report->cancelled = true;
    });
}

// Of several at once the eldest has the foot of the window, and its way out.
bool LongWork::isShown() const
{
    return parent()->findChild<LongWork *>(QString(), Qt::FindDirectChildrenOnly) == this;
}

// The desk goes: nobody waits for it any more.
LongWork::~LongWork() { m_report->cancelled = true; }

void LongWork::show()
{
    const qint64 past = m_clock.elapsed(), done = m_report->done, total = m_report->total;
    if (past < Unseen || !m_strip || !isShown())
        return;
    if (m_report->cancelled)
        return m_strip->showProgress(tr("%1: stopping").arg(m_verb), done, total);
    if (total <= 0)
        return m_strip->showProgress(tr("%1…").arg(m_verb), 0, 0);
    QString text = tr("%1 %2 of %3").arg(m_verb, m_format.number(done), m_format.number(total));
    if (const qint64 bytes = m_report->bytes; bytes > 0)
        text = tr("%1 (%2)").arg(text, QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat));
    if (done > 0 && past > Guessable) {
        const int seconds = int((total - done) * past / done / 1000) + 1;
        text = seconds < 90 ? tr("%1, %n seconds left", nullptr, seconds).arg(text)
                            : tr("%1, %n minutes left", nullptr, (seconds + 30) / 60).arg(text);
    }
    m_strip->showProgress(text, done, total);
}

void LongWork::end()
{
    m_tick.stop();
    if (m_strip && isShown())
        m_strip->hideProgress();
    setParent(nullptr); // the next one has the foot
    deleteLater();
}

}
