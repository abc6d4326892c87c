#include "app/backups/comparison.h"

#include "app/store/database.h"

namespace backroom {

namespace {
// One row of either side: what it is, and what tells that it is another than it was.
struct Seen
{
    qint64 id = 0;
    qint64 revision = 0;
    qint64 born = 0; // two things of one id that were made at different times are two things
    Comparison::Item item;
};

class Side {
public:
    Side(Reader &reader, const char *sql) : m_rows(reader.query(sql)) { next(); }
    const std::optional<Seen> &seen() const { return m_seen; }
    qint64 count() const { return m_count; }
    void next()
    {
        m_seen.reset();
        if (!m_rows.next())
            return;
        ++m_count;
        m_seen = Seen{m_rows.int64(0), m_rows.int64(1), m_rows.int64(2), {m_rows.bytes(3), m_rows.text(4)}};
    }

private:
    Query m_rows;
    std::optional<Seen> m_seen;
    qint64 m_count = 0;
};

void note(qint64 &count, QList<Comparison::Item> &items, const Seen &seen, int atMost)
{
    ++count;
    if (items.size() < atMost)
        items << seen.item;
}

Comparison::Kind compare(Reader &shop, Reader &backup, const char *sql, int atMost)
{
    Comparison::Kind kind;
    Side now(shop, sql), then(backup, sql);
    while (now.seen() || then.seen()) {
        const bool onlyNow = now.seen() && (!then.seen() || now.seen()->id < then.seen()->id);
        const bool onlyThen = then.seen() && (!now.seen() || then.seen()->id < now.seen()->id);
        if (onlyNow) {
            note(kind.added, kind.addedItems, *now.seen(), atMost);
        } else if (onlyThen) {
            note(kind.gone, kind.goneItems, *then.seen(), atMost);
        } else if (now.seen()->born != then.seen()->born) {
            note(kind.added, kind.addedItems, *now.seen(), atMost);
            note(kind.gone, kind.goneItems, *then.seen(), atMost);
        } else if (now.seen()->revision != then.seen()->revision) {
            note(kind.changed, kind.changedItems, *now.seen(), atMost);
        }
        if (!onlyThen)
            now.next();
        if (!onlyNow)
            then.next();
    }
    kind.inShop = now.count();
    kind.inBackup = then.count();
    return kind;
}
}

Result<std::unique_ptr<Database>> openProved(const ProvedBackup &backup, const Clock &clock)
{
    return Database::open(backup.config(), clock);
}

Result<Comparison> compareWith(Database &shop, Database &backup, int itemsAtMost)
{
    return shop.read([&](Reader &now) {
        return backup.read([&](Reader &then) -> Result<Comparison> {
            Comparison comparison;
            comparison.orders =
                compare(now, then, "SELECT id, revision, placed_at, number, number FROM orders ORDER BY id",
                        itemsAtMost);
            comparison.products =
                compare(now, then, "SELECT id, revision, created_at, CAST(id AS TEXT), title FROM products ORDER BY id",
                        itemsAtMost);
            comparison.customers = compare(
                now, then,
                "SELECT id, revision, created_at, CAST(id AS TEXT), CASE WHEN name <> '' THEN name ELSE "
                "coalesce(email, external_number) END FROM users WHERE role = 'customer' AND erased = 0 ORDER BY id",
                itemsAtMost);
            return comparison;
        });
    });
}

}
