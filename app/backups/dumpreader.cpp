#include "app/backups/dumpreader.h"

#include "app/backups/dumptext.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <charconv>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What stands in the line goes to the log only as far as it cannot be anybody's data.
tl::unexpected<Error> refuse(const char *why, QByteArrayView what = {})
{
    qWarning("a dump is refused: %s %s", why,
             what.first(std::min<qsizetype>(what.size(), 100)).toByteArray().constData());
    return fail(
        ErrorCode::Malformed,
        tr("The rows in this backup do not read as a shop's. Use another backup, or a newer Backroom if that made it."));
}

std::optional<qint64> integer(QByteArrayView text)
{
    qint64 value = 0;
    const auto [end, fault] = std::from_chars(text.begin(), text.end(), value);
    return fault == std::errc() && end == text.end() ? std::optional(value) : std::nullopt;
}
}

struct DumpReader::Target
{
    QByteArray table;
    QList<StoredAs> kinds; // in the order of the dump's fields
    QByteArray insert;
    std::vector<copytext::Field> fields = {};
    QByteArray bytes = {};
};

DumpReader::DumpReader(Connection &scratch) : m_scratch(scratch), m_load(std::make_unique<BulkLoad>(scratch))
{
    for (const TableShape &table : shopTables(scratch)) {
        m_shapes.insert(table.name, table);
        scratch.command(QByteArray("DELETE FROM \"" + table.name + '"').constData());
    }
}

DumpReader::~DumpReader() = default;

Result<> DumpReader::take(QByteArrayView piece)
{
    for (;;) {
        const qsizetype end = piece.indexOf('\n');
        if (end < 0) {
            m_rest += piece;
            return {};
        }
        Result<> taken;
        if (m_rest.isEmpty()) {
            taken = line(piece.first(end));
        } else {
            m_rest += piece.first(end);
            taken = line(m_rest);
            m_rest.resize(0);
        }
        if (!taken)
            return taken;
        piece = piece.sliced(end + 1);
    }
}

Result<> DumpReader::line(QByteArrayView line)
{
    if (!m_target)
        return statement(line);
    if (line != "\\.")
        return row(line);
    m_target.reset();
    return {};
}

Result<> DumpReader::statement(QByteArrayView line)
{
    if (line == "-- PostgreSQL database dump complete")
        m_complete = true;
    if (line.startsWith("COPY "))
        return beginTable(line);
    if (line.startsWith("SELECT pg_catalog.setval("))
        return sequence(line);
    return dumptext::isSetting(line) ? Result<>() : refuse("a line outside of tables", line);
}

Result<> DumpReader::beginTable(QByteArrayView line)
{
    const auto head = dumptext::parseCopy(line);
    if (!head)
        return refuse("the beginning of a table", line);
    const auto shape = m_shapes.constFind(head->table);
    if (shape == m_shapes.constEnd() || head->columns.size() != shape->columns.size())
        return refuse("a table that is not known", head->table);
    auto target = std::make_unique<Target>(Target{head->table, {}, "INSERT INTO \"" + head->table + "\" ("});
    QByteArray places;
    for (const QByteArray &name : head->columns) {
        const auto column = std::find_if(shape->columns.cbegin(), shape->columns.cend(),
                                         [&name](const TableColumn &column) { return column.name == name; });
        if (column == shape->columns.cend() || head->columns.count(name) != 1)
            return refuse("a column that is not known", name);
        target->kinds << column->kind;
        target->insert += (places.isEmpty() ? "\"" : ", \"") + name + '"';
        places += places.isEmpty() ? "?" : ", ?";
    }
    target->insert += ") VALUES (" + places + ')';
    m_target = std::move(target);
    return {};
}

Result<> DumpReader::row(QByteArrayView line)
{
    Target &target = *m_target;
    if (!copytext::split(line, target.fields) || target.fields.size() != size_t(target.kinds.size()))
        return refuse("a row of", target.table);
    bool understood = true;
    Query insert = m_scratch.queryBound(target.insert, [&](Statement &statement) {
        for (int i = 0; i < int(target.kinds.size()) && understood; ++i) {
            const copytext::Field &field = target.fields[size_t(i)];
            if (field.isNull) {
                statement.bindNull(i);
            } else if (target.kinds.at(i) == StoredAs::Integer) {
                const auto value = integer(field.value);
                understood = value.has_value();
                statement.bindInt(i, value.value_or(0));
            } else if (target.kinds.at(i) == StoredAs::Bytes) {
                understood = copytext::decodeBytes(field.value, target.bytes);
                statement.bindBlob(i, target.bytes);
            } else {
                statement.bindText(i, field.value);
            }
        }
    });
    if (!understood)
        return refuse("a value of", target.table);
    try {
        insert.next();
    } catch (const StoreError &error) {
        if (error.kind == StoreError::Kind::Unique || error.kind == StoreError::Kind::Constraint)
            return refuse("a row that its table does not take:", target.table);
        throw;
    }
    ++m_rows;
    return {};
}

Result<> DumpReader::sequence(QByteArrayView line)
{
    const auto sequence = dumptext::parseSetval(line);
    if (!sequence || !m_shapes.contains(sequence->table))
        return refuse("a sequence", line);
    m_sequences.insert(sequence->table, sequence->last);
    return {};
}

// An id that once was is never given again, on this side neither.
void DumpReader::setSequences()
{
    for (auto entry = m_sequences.cbegin(); entry != m_sequences.cend(); ++entry) {
        const qint64 changed =
            m_scratch.exec("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", entry.value(), entry.key());
        if (changed == 0)
            m_scratch.exec("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", entry.key(), entry.value());
    }
}

Result<qint64> DumpReader::finish()
{
    if (m_target || !m_rest.isEmpty() || !m_complete)
        return refuse("it does not come to its end");
    setSequences();
    m_load->finish();
    return m_rows;
}

}
