#include "app/backups/markmaker.h"

#include "app/log/threadname.h"
#include "app/store/database.h"

namespace backroom {

std::optional<QList<TableDigest>> digestRecorded(Connection &connection, const std::function<bool()> &goOn)
{
    QList<TableShape> tables;
    for (const TableShape &table : shopTables(connection))
        if (recording::isRecorded(table.name))
            tables.append(table);
    return digestTables(connection, tables, [&goOn](qint64) { return goOn(); });
}

MarkMaker::~MarkMaker()
{
    m_stop = true;
    if (m_thread.joinable())
        m_thread.join();
}

void MarkMaker::begin()
{
    if (m_thread.joinable())
        return;
    m_ended = false;
    m_made.reset();
    m_thread = std::thread([this] { make(); });
}

std::optional<MarkMaker::Made> MarkMaker::take()
{
    if (!m_thread.joinable() || !m_ended)
        return std::nullopt;
    m_thread.join();
    return std::exchange(m_made, std::nullopt);
}

void MarkMaker::make()
{
    nameThread("changes-mark");
    const StopWatch watch;
    const auto made = m_shop.read([this](Reader &reader) -> Result<Made> {
        const auto state = recording::state(reader.connection());
        const auto digests = digestRecorded(reader.connection(), [this] { return !m_stop; });
        return Made{state.epoch, {state.seq, reader.now(), digests.value_or(QList<TableDigest>())}};
    });
    if (!made)
        qWarning("no mark could be made of the recorded changes: %s", qPrintable(made.error().message));
    else if (!made->mark.tables.isEmpty())
        m_made = *made;
    if (m_made)
        m_made->micros = watch.micros();
    m_ended = true;
}

}
