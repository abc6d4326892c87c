#include "app/backups/manifest.h"

#include "app/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QByteArray textOf(const QJsonObject &object, QLatin1StringView name) { return object.value(name).toString().toUtf8(); }
QByteArray bytesOf(const QJsonObject &object, QLatin1StringView name)
{
    return QByteArray::fromHex(textOf(object, name));
}
qint64 numberOf(const QJsonObject &object, QLatin1StringView name) { return object.value(name).toInteger(-1); }
}

qint64 Manifest::rows(const char *table) const
{
    for (const TableDigest &digest : tables)
        if (digest.table == table)
            return digest.rows;
    return 0;
}

QByteArray Manifest::toJson() const
{
    JsonWriter json;
    json.object()
        .field("program", program)
        .field("schema", schema)
        .field("store", kind == StoreKind::Sqlite ? "sqlite" : "postgresql")
        .field("store_id", storeId)
        .field("shop_name", shopName)
        .field("reason", reason)
        .timeField("at", at)
        .field("journal_seq", journalSeq)
        .field("journal_hash", journalHash.toHex())
        .field("store_bytes", storeBytes)
        .field("epoch", epoch)
        .field("change_seq", changeSeq)
        .field("changes_key", changesKey.toHex())
        .field("images_key", imagesKey.toHex());
    json.name("tables").array();
    for (const TableDigest &table : tables)
        json.object()
            .field("name", table.table)
            .field("rows", table.rows)
            .field("hash", table.hash.toHex())
            .endObject();
    json.endArray().name("images").array();
    for (const ImageDigest &image : images)
        json.object()
            .field("name", image.name)
            .field("size", image.size)
            .field("hash", image.hash.toHex())
            .field("inside", image.inside)
            .endObject();
    json.endArray().endObject();
    return json.take();
}

Result<Manifest> Manifest::fromJson(const QByteArray &bytes)
{
    QJsonParseError fault;
    const QJsonObject json = QJsonDocument::fromJson(bytes, &fault).object();
    const auto at = parseTime(json.value("at"_L1).toString());
    Manifest manifest;
    manifest.program = json.value("program"_L1).toString();
    manifest.schema = int(numberOf(json, "schema"_L1));
    if (fault.error != QJsonParseError::NoError || manifest.schema < 1 || !at || !json.value("tables"_L1).isArray()
        || !json.value("images"_L1).isArray())
        return fail(ErrorCode::Malformed,
                    QCoreApplication::translate(
                        "backroom", "The backup does not say what is in it. Use another, and tell us about this one."));
    manifest.kind = json.value("store"_L1) == "postgresql"_L1 ? StoreKind::Postgres : StoreKind::Sqlite;
    manifest.storeId = textOf(json, "store_id"_L1);
    manifest.shopName = json.value("shop_name"_L1).toString();
    manifest.reason = json.value("reason"_L1).toString();
    manifest.at = *at;
    manifest.journalSeq = numberOf(json, "journal_seq"_L1);
    manifest.journalHash = bytesOf(json, "journal_hash"_L1);
    manifest.storeBytes = numberOf(json, "store_bytes"_L1);
    manifest.epoch = textOf(json, "epoch"_L1);
    manifest.changeSeq = numberOf(json, "change_seq"_L1);
    manifest.changesKey = bytesOf(json, "changes_key"_L1);
    manifest.imagesKey = bytesOf(json, "images_key"_L1);
    for (const auto &value : json.value("tables"_L1).toArray()) {
        const QJsonObject table = value.toObject();
        manifest.tables << TableDigest{textOf(table, "name"_L1), numberOf(table, "rows"_L1), bytesOf(table, "hash"_L1)};
    }
    for (const auto &value : json.value("images"_L1).toArray()) {
        const QJsonObject image = value.toObject();
        manifest.images << ImageDigest{textOf(image, "name"_L1), numberOf(image, "size"_L1), bytesOf(image, "hash"_L1),
                                       image.value("inside"_L1).toBool()};
    }
    return manifest;
}

}
