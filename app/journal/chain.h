#pragma once
// The hashes of the journal: BLAKE2b-256 keyed with the store's own key, over length-prefixed fields, so that no two
// entries read alike. A payload is hashed apart, so that it can be erased and the chain still holds.
#include "app/base/clock.h"

#include <QByteArray>

namespace backroom::chain {

struct Link
{
    qint64 seq;
    Millis at;
    QByteArray actor;
    QByteArray actorName;
    QByteArray action;
    QByteArray entity;
    QByteArray entityId;
    QByteArray topics;
    QByteArray requestId;
    QByteArray address;
    QByteArray payloadHash;
};

QByteArray firstHash();
QByteArray payloadHash(const QByteArray &key, const QByteArray &before, const QByteArray &after);
QByteArray hash(const QByteArray &key, const QByteArray &previous, const Link &link);

}
