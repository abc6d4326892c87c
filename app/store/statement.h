#pragma once
// A prepared statement of one connection, the same for both databases: placeholders are '?', columns are read by
// position. Failure throws StoreError. Used through Query, which gives it back.
#include "app/base/ids.h"

#include <QByteArray>
#include <QString>
#include <memory>
#include <optional>
#include <utility>

namespace backroom {

// Bytes that are no text.
struct Blob
{
    QByteArrayView bytes;
};

class Statement {
public:
    virtual ~Statement() = default;
    virtual void bindNull(int index) = 0; // from 0
    virtual void bindInt(int index, qint64 value) = 0;
    virtual void bindReal(int index, double value) = 0;
    virtual void bindText(int index, QByteArrayView utf8) = 0;
    virtual void bindBlob(int index, QByteArrayView bytes) = 0;
    // Everything is bound: what may be under way before its rows are asked for, leaves.
    virtual void bound() {}
    // True when there is a row to read.
    virtual bool step() = 0;
    // Rows that the last INSERT, UPDATE or DELETE touched.
    virtual qint64 changes() const = 0;
    virtual bool isNull(int column) const = 0;
    virtual qint64 int64(int column) const = 0;
    virtual double real(int column) const = 0;
    // Valid until the next step.
    virtual QByteArrayView utf8(int column) const = 0;
    virtual QByteArray blob(int column) const = 0;
    // Ends the reading, so that no snapshot stays open, and drops what was bound.
    virtual void reset() = 0;
    // Before it goes for good while its connection stays: a server that keeps it is told.
    virtual void forget() {}
    // The same statement once more, while this one is in use.
    virtual std::unique_ptr<Statement> another() const = 0;

    bool inUse = false;

    void bind(int index, std::nullopt_t) { bindNull(index); }
    void bind(int index, qint64 value) { bindInt(index, value); }
    void bind(int index, int value) { bindInt(index, value); }
    void bind(int index, bool value) { bindInt(index, value ? 1 : 0); }
    void bind(int index, double value) { bindReal(index, value); }
    void bind(int index, const QString &value) { bindText(index, value.toUtf8()); }
    void bind(int index, const QByteArray &utf8) { bindText(index, utf8); }
    void bind(int index, const char *utf8) { bindText(index, QByteArrayView(utf8)); }
    void bind(int index, Blob value) { bindBlob(index, value.bytes); }
    template<typename Tag> void bind(int index, Id<Tag> id) { bindInt(index, id.value); }
    template<typename T> void bind(int index, const std::optional<T> &value)
    {
        if (value)
            bind(index, *value);
        else
            bindNull(index);
    }
};

// The rows of one execution: while (query.next()) query.text(0). Resets its statement when it goes.
class Query {
public:
    explicit Query(Statement *statement, std::unique_ptr<Statement> owned = {})
        : m_statement(statement), m_owned(std::move(owned))
    {
        m_statement->inUse = true;
    }
    Query(Query &&other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr)), m_owned(std::move(other.m_owned))
    {}
    Query &operator=(Query &&) = delete;
    ~Query();

    bool next() { return m_statement->step(); }
    bool isNull(int column) const { return m_statement->isNull(column); }
    qint64 int64(int column) const { return m_statement->int64(column); }
    int integer(int column) const { return int(m_statement->int64(column)); }
    bool boolean(int column) const { return m_statement->int64(column) != 0; }
    double real(int column) const { return m_statement->real(column); }
    QByteArrayView utf8(int column) const { return m_statement->utf8(column); }
    QByteArray bytes(int column) const { return m_statement->utf8(column).toByteArray(); }
    QString text(int column) const { return QString::fromUtf8(m_statement->utf8(column)); }
    QByteArray blob(int column) const { return m_statement->blob(column); }
    template<typename IdType> IdType id(int column) const { return IdType{m_statement->int64(column)}; }
    std::optional<qint64> maybeInt64(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(int64(column));
    }
    std::optional<QString> maybeText(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(text(column));
    }
    qint64 changes() const { return m_statement->changes(); }

private:
    friend class Connection;
    Statement *m_statement;
    std::unique_ptr<Statement> m_owned; // when the kept one was in use
};

}
