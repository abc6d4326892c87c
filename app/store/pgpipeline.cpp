#include "app/store/pgpipeline.h"

#include "app/store/pgstatement.h"
#include "app/store/storeerror.h"

#include <libpq-fe.h>
#include <utility>

namespace backroom {

PgPipeline::~PgPipeline() { PQclear(m_failure); }

void PgPipeline::enter()
{
    if (PQpipelineStatus(m_handle) == PQ_PIPELINE_OFF && PQenterPipelineMode(m_handle) == 0)
        throwPgError(m_handle, nullptr);
}

void PgPipeline::post(const char *sql)
{
    enter();
    if (PQsendQueryParams(m_handle, sql, 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
        throwPgError(m_handle, nullptr);
    sent(nullptr);
}

void PgPipeline::abandon(const PgStatement *statement)
{
    for (PgStatement *&waiting : m_waiting)
        if (waiting == statement)
            waiting = nullptr;
}

void PgPipeline::take(pg_result *result, PgStatement *owner)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
        if (owner)
            return owner->answered(result);
        // What failed or was taken back before is no COMMIT but a ROLLBACK.
        if (QByteArrayView(PQcmdStatus(result)) == "COMMIT")
            m_held = true;
        break;
    case PGRES_PIPELINE_ABORTED: break; // something before it failed
    default:
        if (!m_failure)
            std::swap(m_failure, result);
    }
    PQclear(result);
}

void PgPipeline::fence()
{
    enter();
    if (PQpipelineSync(m_handle) == 0)
        throwPgError(m_handle, nullptr);
    ++m_fences;
}

void PgPipeline::settle()
{
    if (PQpipelineStatus(m_handle) == PQ_PIPELINE_OFF)
        return;
    m_fences = PQpipelineSync(m_handle) == 0 ? 0 : m_fences + 1;
    int silences = 0; // in a row: a connection that is gone says nothing for ever
    while (m_fences > 0 && silences < 3) {
        pg_result *result = PQgetResult(m_handle);
        if (!result) { // the end of one statement's answer
            ++silences;
            if (!m_waiting.empty())
                m_waiting.pop_front();
            continue;
        }
        silences = 0;
        if (PQresultStatus(result) != PGRES_PIPELINE_SYNC) {
            take(result, m_waiting.empty() ? nullptr : m_waiting.front());
            continue;
        }
        PQclear(result);
        --m_fences;
    }
    m_fences = 0;
    for (PgStatement *statement : std::exchange(m_waiting, {}))
        if (statement)
            statement->answered(nullptr);
    if (PQstatus(m_handle) == CONNECTION_BAD || PQexitPipelineMode(m_handle) == 0 || m_failure)
        throwPgError(m_handle, std::exchange(m_failure, nullptr));
}

}
