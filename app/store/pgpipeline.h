#pragma once
// What was sent to PostgreSQL and has not been answered: statements leave as soon as they are bound, and are waited for
// only when somebody looks at an answer, so that many of them cost one round trip (libpq's pipeline mode). Of one
// connection, used by its thread.
#include <QByteArray>
#include <deque>
#include <utility>

struct pg_conn;
struct pg_result;

namespace backroom {

class PgStatement;

class PgPipeline {
public:
    explicit PgPipeline(pg_conn *handle) : m_handle(handle) {}
    Q_DISABLE_COPY_MOVE(PgPipeline)
    ~PgPipeline();
    pg_conn *handle() const { return m_handle; }

    // The statement was just sent with PQsend…; its answer goes to it, or to nobody for null.
    void sent(PgStatement *statement) { m_waiting.push_back(statement); }
    // BEGIN and the like, without parameters; nobody looks at its answer.
    void post(const char *sql);
    // PQsend… may be called after this.
    void enter();
    // Nobody looks at its answer any more; when it fails, that is thrown all the same.
    void abandon(const PgStatement *statement);
    // What comes after this is run even when something before it failed.
    void fence();
    // Until everything that was sent is answered, and out of pipeline mode. Throws the first failure.
    void settle();
    // Whether a COMMIT that settle() waited for held; forgets it.
    bool held() { return std::exchange(m_held, false); }

private:
    void take(pg_result *result, PgStatement *owner);
    pg_conn *m_handle;
    std::deque<PgStatement *> m_waiting;
    int m_fences = 0; // sent and not reached
    bool m_held = false;
    pg_result *m_failure = nullptr;
};

}
