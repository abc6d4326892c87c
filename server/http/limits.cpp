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
#define SAYS(text) QT_TRANSLATE_NOOP("backroom", text)
    static const std::vector<LimitEntry> entries = {
        {"line_kib", SAYS("Longest request line"), SAYS("KiB"), &Limits::line, KiB, 1, 64},
        {"head_kib", SAYS("Largest request head"), SAYS("KiB"), &Limits::head, KiB, 1, 1024},
        {"header_fields", SAYS("Most header fields of a request"), "", &Limits::fields, 1, 10, 1000},
        {"body_kib", SAYS("Largest body"), SAYS("KiB"), &Limits::body, KiB, 1, 100 * KiB},
        {"upload_kib", SAYS("Largest image or import"), SAYS("KiB"), &Limits::uploadBody, KiB, 1, KiB * KiB},
        {"body_in_memory_kib", SAYS("Larger bodies lie on the disk while they arrive"), SAYS("KiB"),
         &Limits::bodyInMemory, KiB, 1, 16 * KiB},
        {"bodies_on_disk_mib", SAYS("Most that all such bodies take on the disk together"), SAYS("MiB"),
         &Limits::spooled, KiB * KiB, 1, KiB * KiB},
        {"head_seconds", SAYS("A request's head has to arrive within"), SAYS("s"), &Limits::headMillis, Second, 1, 600},
        {"body_seconds", SAYS("A body has to arrive within this time, and the time its size earns"), SAYS("s"),
         &Limits::bodyMillis, Second, 1, 600},
        {"body_kib_per_second", SAYS("Least rate at which a body earns more time"), SAYS("KiB/s"), &Limits::bodyRate,
         KiB, 1, 100 * KiB},
        {"answer_seconds", SAYS("A request is answered within"), SAYS("s"), &Limits::answerMillis, Second, 1, 3600},
        {"reply_bytes_per_second", SAYS("Least rate at which a reply has to be read"), SAYS("B/s"), &Limits::replyRate,
         1, 1, KiB * KiB},
        {"reply_stall_seconds", SAYS("That rate is measured over"), SAYS("s"), &Limits::replyStallMillis, Second, 1,
         600},
        {"idle_seconds", SAYS("An idle connection is kept open for"), SAYS("s"), &Limits::idleMillis, Second, 1, 3600},
        {"handshake_seconds", SAYS("TLS has to be agreed on within"), SAYS("s"), &Limits::handshakeMillis, Second, 1,
         600},
        {"handshakes", SAYS("Most TLS handshakes under way; beyond, the oldest makes room"), "", &Limits::handshakes, 1,
         1, 100'000},
        {"linger_seconds", SAYS("A refused client may still read for"), SAYS("s"), &Limits::lingerMillis, Second, 1,
         60},
        {"drain_seconds", SAYS("What is under way when the server stops has"), SAYS("s"), &Limits::drainMillis, Second,
         1, 600},
        {"connections", SAYS("Most connections in all"), "", &Limits::connections, 1, 1, 1'000'000},
        {"connections_per_address", SAYS("Most connections from one address"), "", &Limits::connectionsPerAddress, 1, 1,
         1'000'000},
        {"connections_from_this_computer", SAYS("Most connections from this computer"), "",
         &Limits::connectionsLoopback, 1, 1, 1'000'000},
        {"backlog", SAYS("Connections that may wait to be accepted"), "", &Limits::backlog, 1, 1, 65535},
        {"retry_after_seconds", SAYS("Clients turned away are told to come back after"), SAYS("s"),
         &Limits::retryAfterSeconds, 1, 1, 3600},
        {"requests_per_turn", SAYS("Pipelined requests of one connection taken in a turn"), "",
         &Limits::requestsPerTurn, 1, 1, 1000},
        {"read_ahead_kib", SAYS("Read ahead of the request being answered"), SAYS("KiB"), &Limits::readAhead, KiB, 4,
         16 * KiB},
        {"queued_output_kib", SAYS("Waiting for a slow reader before it is asked nothing more"), SAYS("KiB"),
         &Limits::queuedOutput, KiB, 16, 64 * KiB},
    };
#undef SAYS
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
