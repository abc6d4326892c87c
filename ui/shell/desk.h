#pragma once
// What every page works with: the shop, who sits here, where work runs and how things read. Handed to pages by
// reference; outlives them all.
#include "app/backroom.h"
#include "ui/models/taskpool.h"
#include "ui/shell/ask.h"
#include "ui/shell/format.h"

class QAction;

namespace backroom {

class ApiHost;
class MainWindow;

class Desk final : public QObject {
    Q_OBJECT
public:
    // `since`: when work here began, where that was before this desk; undo by keys reaches back to it.
    Desk(Backroom &shop, const Actor &actor, TaskPool &pool, Ask &ask, Millis since = 0);

    Backroom &shop() const { return m_shop; }
    // As the journal names who works at this console.
    const Actor &actor() const { return m_actor; }
    TaskPool &pool() const { return m_pool; }
    Ask &ask() const { return m_ask; }
    const Format &format() const { return m_format; }
    Millis now() const { return m_shop.clock().now(); }
    std::optional<Millis> since() const { return m_since ? std::optional(m_since) : std::nullopt; }

    // Reads off the GUI thread; `done(Result<T>)` comes back on it while `context` lives. job(Reader &) -> Result<T>.
    template<typename Job, typename Done> void read(const QObject *context, Job job, Done done)
    {
        m_pool.run(
            context, [&shop = m_shop, job = std::move(job)] { return shop.database().read(job); }, std::move(done));
    }
    // Writes off the GUI thread, as this console's actor. job(Transaction &) -> Result<T>; run again when the store was busy.
    template<typename Job, typename Done> void write(const QObject *context, Job job, Done done)
    {
        m_pool.run(
            context,
            [&shop = m_shop, actor = m_actor, job = std::move(job)] { return shop.database().writeNow(actor, job); },
            std::move(done));
    }

Q_SIGNALS:
    // What was committed, by whomever; on the GUI thread. Pages fetch what they show of it again.
    void changed(const backroom::Commit &commit);
    // Say what was done, at the foot of the window.
    void told(const QString &text);
    // The same, with something to look at beside the way back: the word is the action's, which its page owns.
    void toldWith(const QString &text, QAction *also);

private:
    Backroom &m_shop;
    Actor m_actor;
    TaskPool &m_pool;
    Ask &m_ask;
    Millis m_since;
    Format m_format;
    ChangeFeed::Subscription m_subscription;
};

}
