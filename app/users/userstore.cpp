#include "app/users/userstore.h"

#include "app/base/text.h"
#include "app/users/email.h"

using namespace Qt::StringLiterals;

namespace backroom::users {

namespace {
const QByteArray Columns =
    "id, email, name, phone, role, external_number, country, note, disabled, erased, "
    "CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END, CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END, revision, "
    "created_at, updated_at, name_key";
constexpr int NameKeyColumn = 15;

QByteArray select(QByteArrayView rest) { return "SELECT " + Columns + " FROM users" + rest; }

User read(const Query &row)
{
    User user;
    user.id = row.id<UserId>(0);
    user.email = row.maybeText(1).value_or(QString());
    user.name = row.text(2);
    user.phone = row.text(3);
    user.role = parseRole(row.text(4)).value_or(Role::None);
    user.externalNumber = row.maybeText(5).value_or(QString());
    user.country = row.bytes(6);
    user.note = row.text(7);
    user.disabled = row.boolean(8);
    user.erased = row.boolean(9);
    user.hasPassword = row.boolean(10);
    user.hasTotp = row.boolean(11);
    user.revision = row.int64(12);
    user.createdAt = row.int64(13);
    user.updatedAt = row.int64(14);
    return user;
}

std::optional<User> first(Query query) { return query.next() ? std::optional(read(query)) : std::nullopt; }

std::optional<QString> orNull(const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); }

// What a LIKE finds literally; the escape sign is '!'.
QString literal(QString text) { return text.replace(u'!', u"!!"_s).replace(u'%', u"!%"_s).replace(u'_', u"!_"_s); }

struct Listing
{
    QByteArray where;
    QByteArray key; // the column that sorts
    bool byName = true;
    bool down = false;
    QString name; // patterns of the search
    QString word;
    QString email;
    QString number;
    QString phone;
};

// Pages walk along an index; a whole list of customers reads the table from end to end instead, which is quicker than to
// look up each row of it.
enum class Reads { Page, All };

Listing listing(const UserQuery &query, Reads reads = Reads::Page)
{
    using Order = UserQuery::Order;
    Listing list;
    list.byName = query.order == Order::Name || query.order == Order::NameDown;
    list.down = query.order == Order::NameDown || query.order == Order::CreatedDown;
    list.key = list.byName ? "name_key" : "created_at";
    list.where = " WHERE erased = 0 AND ";
    if (query.who == UserQuery::Who::Customers)
        list.where += reads == Reads::All ? "role || '' = 'customer'" : "role = 'customer'";
    else if (query.role)
        list.where += "role = '" + roleText(*query.role) + '\'';
    else
        list.where += "role IN ('owner', 'manager', 'staff', 'viewer')";
    if (query.disabled)
        list.where += *query.disabled ? " AND disabled = 1" : " AND disabled = 0";
    list.where +=
        " AND (name_key LIKE ? ESCAPE '!' OR name_key LIKE ? ESCAPE '!' OR email_key LIKE ? ESCAPE '!' OR external_number = ? "
        "OR replace(replace(phone, ' ', ''), '-', '') LIKE ?)";
    const QString folded = literal(foldText(query.search));
    list.name = folded + u'%';
    list.word = folded.isEmpty() ? u"%"_s : u"% "_s + folded + u'%';
    list.email = literal(emailKey(query.search)) + u'%';
    list.number = query.search.trimmed();
    // Three digits and more are part of a telephone number, however it is spaced; a pattern with "-" finds none.
    QString digits = query.search;
    digits.removeIf([](QChar c) { return c.isSpace() || c == u'-'; });
    const bool number = digits.size() >= 3
        && std::all_of(digits.begin(), digits.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'+'; });
    list.phone = number ? u'%' + digits + u'%' : u"-"_s;
    return list;
}

QByteArray ordered(const Listing &list) { return " ORDER BY " + list.key + (list.down ? " DESC, id DESC" : ", id"); }
}

std::optional<User> find(Reader &reader, UserId id) { return first(reader.query(select(" WHERE id = ?"), id)); }

std::optional<User> findForUpdate(Transaction &transaction, UserId id)
{
    // Owners are taken together and in one order, so that two of them who leave at once wait for each other.
    if (const auto user = find(transaction, id); user && user->role == Role::Owner) {
        Query owners = transaction.query("SELECT id FROM users WHERE role = 'owner' ORDER BY id /*for update*/");
        while (owners.next()) { // the rows are locked as they are read
        }
    }
    return first(transaction.query(select(" WHERE id = ? /*for update*/"), id));
}

std::optional<User> findByEmail(Reader &reader, const QString &email)
{
    return first(reader.query(select(" WHERE email_key = ?"), emailKey(email)));
}

bool isEmailTaken(Reader &reader, const QString &email, UserId except)
{
    return reader.number("SELECT id FROM users WHERE email_key = ? AND id <> ?", emailKey(email), except).has_value();
}

User insert(Transaction &transaction, const UserDraft &draft)
{
    const bool mail = !draft.email.isEmpty();
    const UserId id = transaction.insert<UserId>(
        "INSERT INTO users (email, email_key, name, name_key, phone, role, password_hash, country, note, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        orNull(draft.email), mail ? std::optional(emailKey(draft.email)) : std::nullopt, draft.name,
        foldText(draft.name), draft.phone, roleText(draft.role), draft.passwordHash, draft.country, draft.note,
        transaction.now(), transaction.now());
    return *find(transaction, id);
}

void store(Transaction &transaction, User &user)
{
    ++user.revision;
    user.updatedAt = transaction.now();
    const bool mail = !user.email.isEmpty();
    transaction.exec(
        "UPDATE users SET email = ?, email_key = ?, name = ?, name_key = ?, phone = ?, role = ?, external_number = ?, "
        "country = ?, note = ?, disabled = ?, erased = ?, revision = ?, updated_at = ? WHERE id = ?",
        orNull(user.email), mail ? std::optional(emailKey(user.email)) : std::nullopt, user.name, foldText(user.name),
        user.phone, roleText(user.role), orNull(user.externalNumber), user.country, user.note, user.disabled,
        user.erased, user.revision, user.updatedAt, user.id);
}

Page<User> page(Reader &reader, const UserQuery &query)
{
    const Listing list = listing(query);
    const QByteArray sql = select(list.where) + " AND (" + list.key + ", id) " + (list.down ? '<' : '>') + " (?, ?)"
        + ordered(list) + " LIMIT ?";
    constexpr qint64 last = std::numeric_limits<qint64>::max();
    const qint64 id = query.after ? query.after->id : list.down ? last : 0;
    Query rows = [&] {
        if (list.byName) {
            const QByteArray name = query.after ? query.after->value
                : list.down                     ? QByteArray("\xF4\x8F\xBF\xBF")
                                                : QByteArray("");
            return reader.query(sql, list.name, list.word, list.email, list.number, list.phone, name, id,
                                query.limit + 1);
        }
        const qint64 time = query.after ? query.after->value.toLongLong() : list.down ? last : -1;
        return reader.query(sql, list.name, list.word, list.email, list.number, list.phone, time, id, query.limit + 1);
    }();
    Page<User> page;
    QByteArray nameKey;
    while (rows.next()) {
        if (page.items.size() == query.limit) {
            const User &end = page.items.last();
            page.next =
                Cursor{query.orderText(), list.byName ? nameKey : QByteArray::number(end.createdAt), end.id.value};
            break;
        }
        page.items << read(rows);
        nameKey = rows.bytes(NameKeyColumn);
    }
    return page;
}

QList<UserId> orderedIds(Reader &reader, const UserQuery &query)
{
    const Listing list = listing(query, Reads::All);
    const bool all = query.who == UserQuery::Who::Customers && query.search.trimmed().isEmpty();
    QByteArray sql = "SELECT id FROM users";
    if (all) {
        // The index alone has their order, and the few that do not count are known beforehand.
        sql += " WHERE role = 'customer' AND id NOT IN (SELECT id FROM users WHERE erased = 1)";
        if (query.disabled)
            sql += QByteArray(" AND id ") + (*query.disabled ? "" : "NOT ")
                + "IN (SELECT id FROM users WHERE disabled = 1)";
    } else {
        sql += list.where;
    }
    sql += ordered(list);
    Query rows = all ? reader.query(sql) : reader.query(sql, list.name, list.word, list.email, list.number, list.phone);
    QList<UserId> ids;
    while (rows.next())
        ids << rows.id<UserId>(0);
    return ids;
}

QList<UserId> idsByFigure(Reader &reader, const UserQuery &query, Figure figure, bool down)
{
    const Listing list = listing(query, Reads::All);
    const QByteArray value = figure == Figure::Orders ? "sum(CASE WHEN item_count > 0 THEN 1 ELSE 0 END)"
        : figure == Figure::Spent ? "sum(CASE WHEN source = 'import' THEN total ELSE total - refunded END)"
                                  : "max(CASE WHEN item_count > 0 THEN placed_at END)";
    const QByteArray sql = "SELECT id FROM users LEFT JOIN (SELECT user_id, " + value
        + " AS figure FROM orders WHERE user_id IS NOT NULL AND status <> 'cancelled' GROUP BY user_id) bought "
          "ON bought.user_id = users.id"
        + list.where + " ORDER BY coalesce(figure, 0)" + (down ? " DESC, id DESC" : ", id");
    Query rows = reader.query(sql, list.name, list.word, list.email, list.number, list.phone);
    QList<UserId> ids;
    while (rows.next())
        ids << rows.id<UserId>(0);
    return ids;
}

QList<User> rows(Reader &reader, const QList<UserId> &ids)
{
    QList<User> users;
    for (const UserId id : ids)
        if (const auto user = find(reader, id))
            users << *user;
    return users;
}

}
