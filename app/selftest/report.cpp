#include "app/selftest/report.h"

#include "app/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::selftest {

namespace {
void write(JsonWriter &json, QByteArrayView name, const SelfTestSpeed &speed)
{
    json.name(name)
        .object()
        .field("per_second", speed.perSecond)
        .field("p99_ms", speed.p99)
        .field("done", speed.done)
        .field("failures", speed.failures)
        .field("failure", speed.failure)
        .endObject();
}

SelfTestSpeed speedOf(const QJsonValue &value)
{
    return {value["per_second"_L1].toDouble(), value["p99_ms"_L1].toDouble(), value["done"_L1].toInteger(),
            value["failures"_L1].toInteger(), value["failure"_L1].toString()};
}

SelfTestRace raceOf(const QJsonValue &value)
{
    return {value["customers"_L1].toInt(),  value["pieces"_L1].toInt(),     value["sold"_L1].toInt(),
            value["refused"_L1].toInt(),    value["orders"_L1].toInteger(), value["level"_L1].toInteger(),
            value["ledger"_L1].toInteger(), value["numbers"_L1].toInteger()};
}

SelfTestRepeat repeatOf(const QJsonValue &value)
{
    return {value["sent"_L1].toInt(), value["after_restart"_L1].toInt(), value["answered"_L1].toInt(),
            value["different"_L1].toInt(), value["orders"_L1].toInteger()};
}
}

QByteArray toJson(const SelfTestReport &report)
{
    JsonWriter json;
    json.object()
        .timeField("at", report.at)
        .field("version", report.version)
        .field("machine", report.machine)
        .field("cores", report.cores)
        .field("store", report.store)
        .field("quick", report.quick)
        .field("seconds", report.seconds)
        .field("products", report.products)
        .field("orders", report.orders)
        .field("orders_copied", report.ordersCopied)
        .field("customers", report.customers);
    write(json, "kept_lists", report.keptLists);
    write(json, "fresh_lists", report.freshLists);
    write(json, "checkouts", report.checkouts);
    json.field("orders_answered", report.ordersAnswered)
        .field("orders_found", report.ordersFound)
        .field("waits_for_disk", report.waitsForDisk);
    const SelfTestRace &race = report.race;
    json.name("race")
        .object()
        .field("customers", race.customers)
        .field("pieces", race.pieces)
        .field("sold", race.sold)
        .field("refused", race.refused)
        .field("orders", race.orders)
        .field("level", race.level)
        .field("ledger", race.ledger)
        .field("numbers", race.numbers)
        .endObject();
    const SelfTestRepeat &repeat = report.repeat;
    json.name("repeat")
        .object()
        .field("sent", repeat.sent)
        .field("after_restart", repeat.afterRestart)
        .field("answered", repeat.answered)
        .field("different", repeat.different)
        .field("orders", repeat.orders)
        .endObject();
    json.name("attacks").array();
    for (const SelfTestAttack &attack : report.attacks)
        json.object()
            .field("name", attack.name)
            .field("status", attack.status)
            .field("refused", attack.refused)
            .field("others_served", attack.othersServed)
            .endObject();
    json.endArray().field("journal_entries", report.journalEntries).field("book_faults", report.bookFaults).endObject();
    return json.take();
}

std::optional<SelfTestReport> fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto at = parseTime(object["at"_L1].toString());
    if (!at)
        return std::nullopt;
    SelfTestReport report;
    report.at = *at;
    report.version = object["version"_L1].toString().toUtf8();
    report.machine = object["machine"_L1].toString().toUtf8();
    report.cores = object["cores"_L1].toInt();
    report.store = object["store"_L1].toString().toUtf8();
    report.quick = object["quick"_L1].toBool();
    report.seconds = object["seconds"_L1].toDouble();
    report.products = object["products"_L1].toInteger();
    report.orders = object["orders"_L1].toInteger();
    report.ordersCopied = object["orders_copied"_L1].toBool();
    report.customers = object["customers"_L1].toInt();
    report.keptLists = speedOf(object["kept_lists"_L1]);
    report.freshLists = speedOf(object["fresh_lists"_L1]);
    report.checkouts = speedOf(object["checkouts"_L1]);
    report.ordersAnswered = object["orders_answered"_L1].toInteger();
    report.ordersFound = object["orders_found"_L1].toInteger();
    report.waitsForDisk = object["waits_for_disk"_L1].toBool();
    report.race = raceOf(object["race"_L1]);
    report.repeat = repeatOf(object["repeat"_L1]);
    for (const QJsonValue &attack : object["attacks"_L1].toArray())
        report.attacks << SelfTestAttack{attack["name"_L1].toString().toUtf8(), attack["status"_L1].toInt(),
                                         attack["refused"_L1].toBool(), attack["others_served"_L1].toBool()};
    report.journalEntries = object["journal_entries"_L1].toInteger();
    for (const QJsonValue &fault : object["book_faults"_L1].toArray())
        report.bookFaults << fault.toString();
    return report;
}

}
