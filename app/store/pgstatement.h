#pragma once
// Statements on PostgreSQL through libpq, on the handle that Qt SQL opened: prepared once a connection, sent as soon as
// they are bound, parameters as text, whose type the server infers.
#include "app/store/statement.h"

#include <vector>

struct pg_conn;
struct pg_result;

namespace backroom {

class PgPipeline;

class PgStatement final : public Statement {
public:
    // Prepares it under the name.
    PgStatement(PgPipeline &pipeline, const QByteArray &name, const QByteArray &sql);
    ~PgStatement() override;
    void bindNull(int index) override;
    void bindInt(int index, qint64 value) override;
    void bindReal(int index, double value) override;
    void bindText(int index, QByteArrayView utf8) override;
    void bindBlob(int index, QByteArrayView bytes) override;
    bool step() override;
    qint64 changes() const override;
    bool isNull(int column) const override;
    qint64 int64(int column) const override;
    double real(int column) const override;
    QByteArrayView utf8(int column) const override;
    QByteArray blob(int column) const override;
    void reset() override;
    void forget() override;
    void bound() override;
    std::unique_ptr<Statement> another() const override;

    // By the pipeline: the answer, which is the statement's from now on; null when there is none for a failure.
    void answered(pg_result *result);

private:
    PgStatement(PgPipeline &pipeline, const QByteArray &name) : m_pipeline(pipeline), m_name(name) {}
    void set(int index, QByteArray text);
    PgPipeline &m_pipeline;
    QByteArray m_name;
    std::vector<std::optional<QByteArray>> m_values;
    bool m_waiting = false; // sent and not answered
    pg_result *m_result = nullptr;
    int m_row = -1;
    int m_rows = 0;
};

// '?' outside of quotes becomes $1, $2, ….
QByteArray numberPlaceholders(const QByteArray &sql);
[[noreturn]] void throwPgError(pg_conn *handle, const pg_result *result);
// A statement without parameters or rows; several may stand in it, apart by semicolons.
void pgCommand(pg_conn *handle, const char *sql);

}
