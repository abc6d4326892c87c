#pragma once
// A shop with one of each thing that its people work with, and where each is found; for what has to hold for all of them.
#include "tests/support/sales.h"

#include <QMap>

namespace backroom::test {

class OneOfEach {
public:
    explicit OneOfEach(const QString &store);

    ApiClient owner() { return shop.api.client(m_owner); }
    // Where the one of them is whose path in the route table is this; empty when none was made.
    QByteArray at(const QByteArray &path) const { return m_at.value(path); }
    // The same for any path about one of them or what belongs to it.
    QByteArray concrete(const QByteArray &path) const;
    const QMap<QByteArray, QByteArray> &all() const { return m_at; }

    Sales shop;

private:
    // Makes one in the collection and keeps its place; gives that.
    QByteArray make(const QByteArray &collection, const QByteArray &member, const QByteArray &body,
                    const QByteArray &type = "application/json");

    QByteArray m_owner;
    QMap<QByteArray, QByteArray> m_at;
};

}
