#include "app/store/transaction.h"

namespace backroom {

void Transaction::journal(JournalEntry entry)
{
    Q_ASSERT_X(!m_entry, "Transaction::journal", "one call leaves one entry");
    for (const Change &change : std::as_const(entry.changes))
        changed(change.topic, change.id);
    m_entry = std::move(entry);
}

void Transaction::changed(Topic topic, qint64 id)
{
    if (const Change change{topic, id}; !m_changes.contains(change))
        m_changes << change;
}

}
