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

constexpr char Orders[] = "SELECT id, revision, placed_at, number, number FROM orders ORDER BY id";
constexpr char Products[] = "SELECT id, revision, created_at, CAST(id AS TEXT) AS key, title FROM products ORDER BY id";
constexpr char Customers[] =
    "SELECT id, revision, created_at, CAST(id AS TEXT) AS key, CASE WHEN name <> '' THEN name ELSE "
    "coalesce(email, external_number) END FROM users WHERE role = 'customer' AND erased = 0 ORDER BY id";

// Walks along both and tells of each that is not the same on both sides.
template<typename Differing> void walk(Side &now, Side &then, Differing &differing)
{
    while (now.seen() || then.seen()) {
        const bool onlyNow = now.seen() && (!then.seen() || now.seen()->id < then.seen()->id);
        const bool onlyThen = then.seen() && (!now.seen() || then.seen()->id < now.seen()->id);
        const bool isAnother = !onlyNow && !onlyThen && now.seen()->born != then.seen()->born;
        if (onlyNow || isAnother)
            differing.added(*now.seen());
        if (onlyThen || isAnother)
            differing.gone(*then.seen());
        if (!onlyNow && !onlyThen && !isAnother && now.seen()->revision != then.seen()->revision)
            differing.changed(*now.seen());
        if (!onlyThen)
            now.next();
        if (!onlyNow)
            then.next();
    }
}

// Counts, and keeps the first few.
struct Counting
{
    Comparison::Kind &kind;
    int atMost;
    void added(const Seen &seen) { note(kind.added, kind.addedItems, seen); }
    void changed(const Seen &seen) { note(kind.changed, kind.changedItems, seen); }
    void gone(const Seen &seen) { note(kind.gone, kind.goneItems, seen); }

private:
    void note(qint64 &count, QList<Comparison::Item> &items, const Seen &seen) const
    {
        ++count;
        if (items.size() < atMost)
            items << seen.item;
    }
};

Comparison::Kind compare(Reader &shop, Reader &backup, const char *sql, int atMost)
{
    Comparison::Kind kind;
    Side now(shop, sql), then(backup, sql);
    Counting counting{kind, atMost};
    walk(now, then, counting);
    kind.inShop = now.count();
    kind.inBackup = then.count();
    return kind;
}

struct Keeping
{
    SinceThen::Kind &kind;
    void added(const Seen &) { ++kind.added; }
    void changed(const Seen &seen) { kind.changed << seen.id; }
    void gone(const Seen &seen) { kind.gone << seen.id; }
};

SinceThen::Kind differences(Reader &shop, Reader &backup, const char *sql)
{
    SinceThen::Kind kind;
    Side now(shop, sql), then(backup, sql);
    Keeping keeping{kind};
    walk(now, then, keeping);
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
            comparison.orders = compare(now, then, Orders, itemsAtMost);
            comparison.products = compare(now, then, Products, itemsAtMost);
            comparison.customers = compare(now, then, Customers, itemsAtMost);
            return comparison;
        });
    });
}

Result<SinceThen> lookSinceThen(Database &shop, Database &backup)
{
    return shop.read([&](Reader &now) {
        return backup.read([&](Reader &then) -> Result<SinceThen> {
            return SinceThen{differences(now, then, Orders), differences(now, then, Products),
                             differences(now, then, Customers)};
        });
    });
}

}
