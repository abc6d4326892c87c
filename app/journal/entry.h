#pragma once
// What one call changed, as the journal keeps it and as the change feed announces it.
#include <QByteArray>
#include <QList>

namespace backroom {

// What views, caches and other processes listen for.
enum class Topic {
    Products,
    Categories,
    Stock,
    Orders,
    Customers,
    Users,
    Shipping,
    Taxes,
    Settings,
    ApiKeys,
    Imports,
    Backups
};

struct Change
{
    Topic topic;
    qint64 id = 0; // 0: many, or no one row
    bool operator==(const Change &) const = default;
};

struct JournalEntry
{
    QByteArray action; // "product.updated"
    QByteArray entity; // "product"
    QByteArray entityId; // as clients know it: an id, or an order's number
    QByteArray before = {}; // a JSON object, or nothing
    QByteArray after = {};
    QList<Change> changes = {}; // what to announce
};

QByteArray topicText(Topic topic);
std::optional<Topic> parseTopic(QByteArrayView text);

}
