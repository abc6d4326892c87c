#include "server/http/limits.h"

#include <QCoreApplication>
#include <QLocale>

namespace backroom {

namespace {
constexpr int KiB = 1024;
constexpr int Second = 1000;
}

const std::vector<LimitEntry> &limitEntries()
{
    static const std::vector<LimitEntry> entries = {
        {"line_kib", QT_TRANSLATE_NOOP("backroom", "Longest request line"), QT_TRANSLATE_NOOP("backroom", "KiB"),
         &Limits::line, KiB, 1, 64},
        {"head_kib", QT_TRANSLATE_NOOP("backroom", "Largest request head"), QT_TRANSLATE_NOOP("backroom", "KiB"),
         &Limits::head, KiB, 1, 1024},
        {"header_fields", QT_TRANSLATE_NOOP("backroom", "Most header fields of a request"), "", &Limits::fields, 1, 10,
         1000},
        {"body_kib", QT_TRANSLATE_NOOP("backroom", "Largest body"), QT_TRANSLATE_NOOP("backroom", "KiB"), &Limits::body,
         KiB, 1, 100 * KiB},
        {"upload_kib", QT_TRANSLATE_NOOP("backroom", "Largest image or import"), QT_TRANSLATE_NOOP("backroom", "KiB"),
         &Limits::uploadBody, KiB, 1, KiB * KiB},
        {"body_in_memory_kib", QT_TRANSLATE_NOOP("backroom", "Larger bodies lie on the disk while they arrive"),
         QT_TRANSLATE_NOOP("backroom", "KiB"), &Limits::bodyInMemory, KiB, 1, 16 * KiB},
        {"bodies_on_disk_mib", QT_TRANSLATE_NOOP("backroom", "Most that all such bodies take on the disk together"),
         QT_TRANSLATE_NOOP("backroom", "MiB"), &Limits::spooled, KiB * KiB, 1, KiB * KiB},
        {"head_seconds", QT_TRANSLATE_NOOP("backroom", "A request's head has to arrive within"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::headMillis, Second, 1, 600},
        {"body_seconds",
         QT_TRANSLATE_NOOP("backroom", "A body has to arrive within this time, and the time its size earns"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::bodyMillis, Second, 1, 600},
        {"body_kib_per_second", QT_TRANSLATE_NOOP("backroom", "Least rate at which a body earns more time"),
         QT_TRANSLATE_NOOP("backroom", "KiB/s"), &Limits::bodyRate, KiB, 1, 100 * KiB},
        {"answer_seconds", QT_TRANSLATE_NOOP("backroom", "A request is answered within"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::answerMillis, Second, 1, 3600},
        {"reply_bytes_per_second", QT_TRANSLATE_NOOP("backroom", "Least rate at which a reply has to be read"),
         QT_TRANSLATE_NOOP("backroom", "B/s"), &Limits::replyRate, 1, 1, KiB * KiB},
        {"reply_stall_seconds", QT_TRANSLATE_NOOP("backroom", "That rate is measured over"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::replyStallMillis, Second, 1, 600},
        {"idle_seconds", QT_TRANSLATE_NOOP("backroom", "An idle connection is kept open for"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::idleMillis, Second, 1, 3600},
        {"handshake_seconds", QT_TRANSLATE_NOOP("backroom", "TLS has to be agreed on within"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::handshakeMillis, Second, 1, 600},
        {"handshakes", QT_TRANSLATE_NOOP("backroom", "Most TLS handshakes under way; beyond, the oldest makes room"),
         "", &Limits::handshakes, 1, 1, 100'000},
        {"linger_seconds", QT_TRANSLATE_NOOP("backroom", "A refused client may still read for"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::lingerMillis, Second, 1, 60},
        {"drain_seconds", QT_TRANSLATE_NOOP("backroom", "What is under way when the server stops has"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::drainMillis, Second, 1, 600},
        {"connections", QT_TRANSLATE_NOOP("backroom", "Most connections in all"), "", &Limits::connections, 1, 1,
         1'000'000},
        {"connections_per_address", QT_TRANSLATE_NOOP("backroom", "Most connections from one address"), "",
         &Limits::connectionsPerAddress, 1, 1, 1'000'000},
        {"connections_from_this_computer", QT_TRANSLATE_NOOP("backroom", "Most connections from this computer"), "",
         &Limits::connectionsLoopback, 1, 1, 1'000'000},
        {"backlog", QT_TRANSLATE_NOOP("backroom", "Connections that may wait to be accepted"), "", &Limits::backlog, 1,
         1, 65535},
        {"retry_after_seconds", QT_TRANSLATE_NOOP("backroom", "Clients turned away are told to come back after"),
         QT_TRANSLATE_NOOP("backroom", "s"), &Limits::retryAfterSeconds, 1, 1, 3600},
        {"requests_per_turn", QT_TRANSLATE_NOOP("backroom", "Pipelined requests of one connection taken in a turn"), "",
         &Limits::requestsPerTurn, 1, 1, 1000},
        {"read_ahead_kib", QT_TRANSLATE_NOOP("backroom", "Read ahead of the request being answered"),
         QT_TRANSLATE_NOOP("backroom", "KiB"), &Limits::readAhead, KiB, 4, 16 * KiB},
        {"queued_output_kib",
         QT_TRANSLATE_NOOP("backroom", "Waiting for a slow reader before it is asked nothing more"),
         QT_TRANSLATE_NOOP("backroom", "KiB"), &Limits::queuedOutput, KiB, 16, 64 * KiB},
    };
    return entries;
}

qint64 LimitEntry::valueIn(const Limits &limits) const
{
    return std::visit([&limits](auto which) { return qint64(limits.*which); }, member) / scale;
}

void LimitEntry::put(Limits &limits, qint64 value) const
{
    const qint64 scaled = value * scale;
    if (const auto *which = std::get_if<int Limits::*>(&member))
        limits.**which = int(scaled);
    else
        limits.*std::get<qint64 Limits::*>(member) = scaled;
}

QString LimitEntry::text(const Limits &limits) const
{
    const QString number = QLocale().toString(valueIn(limits));
    return *unit ? QString(number % u' ' % QCoreApplication::translate("backroom", unit)) : number;
}

}
