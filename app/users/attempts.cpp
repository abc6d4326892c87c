#include "app/users/attempts.h"

#include "app/base/crypto.h"
#include "app/users/email.h"

#include <QCoreApplication>
#include <arpa/inet.h>

using namespace Qt::StringLiterals;

namespace backroom::attempts {

namespace {
constexpr int AccountTries = 5;
constexpr int AddressTries = 10;
constexpr Millis FirstWait = 2000;
constexpr Millis LongestWait = 5LL * 60 * 1000;
constexpr int LoopbackTries = 30; // the shop's own site, which speaks for many people
constexpr Millis AccountForgetsOne = 15LL * 60 * 1000;
constexpr Millis AddressForgetsOne = 60LL * 1000; // behind one there may be many, and some always mistype
constexpr Millis Kept = 24LL * 3600 * 1000;
constexpr Millis DevicesKept = 365LL * 24 * 3600 * 1000;

// One household has a whole IPv6 network of addresses: the first half says who it is.
QByteArray network(const QString &address)
{
    in6_addr six{};
    const QByteArray text = address.toLatin1();
    if (inet_pton(AF_INET6, text.constData(), &six) != 1)
        return text;
    const auto *bytes = reinterpret_cast<const char *>(&six);
    return IN6_IS_ADDR_V4MAPPED(&six) ? QByteArray(bytes + 12, 4).toHex() : QByteArray(bytes, 8).toHex();
}

QByteArray subject(const StoreSecrets &secrets, QByteArrayView kind, const QByteArray &text)
{
    return blake2b(QByteArray(kind.toByteArray() + '\0' + text), secrets.cursorKey);
}

QByteArray deviceSubject(const StoreSecrets &secrets, UserId user, const Device &device)
{
    return subject(secrets, "device", user.bytes() + '\0' + device.address.toUtf8() + '\0' + device.agent.toUtf8());
}

Millis waitUntil(Reader &reader, const QByteArray &subject)
{
    return reader.number("SELECT wait_until FROM login_attempts WHERE subject = ?", Blob{subject}).value_or(0);
}

void count(Transaction &transaction, const QByteArray &subject, int freeTries, Millis forgetsOneIn)
{
    const Millis now = transaction.now();
    qint64 failures = 0;
    {
        Query row = transaction.query(
            "INSERT INTO login_attempts (subject, failures, last_at, wait_until) VALUES (?, 1, ?, 0) "
            "ON CONFLICT (subject) DO UPDATE SET failures = 1 + CASE "
            "WHEN login_attempts.failures > (excluded.last_at - login_attempts.last_at) / ? "
            "THEN login_attempts.failures - (excluded.last_at - login_attempts.last_at) / ? ELSE 0 END, "
            "last_at = excluded.last_at, wait_until = 0 RETURNING failures",
            Blob{subject}, now, forgetsOneIn, forgetsOneIn);
        while (row.next())
            failures = row.int64(0);
    }
    if (failures < freeTries)
        return;
    const Millis wait = std::min(LongestWait, FirstWait << std::min<qint64>(failures - freeTries, 20));
    transaction.exec("UPDATE login_attempts SET wait_until = ? WHERE subject = ?", now + wait, Blob{subject});
}
}

Subjects subjectsOf(const StoreSecrets &secrets, const QString &email, const QString &address)
{
    return {subject(secrets, "account", emailKey(email).toUtf8()),
            address.isEmpty() ? QByteArray() : subject(secrets, "address", network(address)),
            address.startsWith("127."_L1) || address == "::1"_L1 || address.startsWith("::ffff:127."_L1)};
}

int wait(Reader &reader, const Subjects &subjects, bool knownDevice)
{
    Millis until = knownDevice ? 0 : waitUntil(reader, subjects.account);
    if (!subjects.address.isEmpty())
        until = std::max(until, waitUntil(reader, subjects.address));
    return until > reader.now() ? int((until - reader.now() + 999) / 1000) : 0;
}

void failed(Transaction &transaction, const Subjects &subjects)
{
    count(transaction, subjects.account, AccountTries, AccountForgetsOne);
    if (!subjects.address.isEmpty())
        count(transaction, subjects.address, subjects.loopback ? LoopbackTries : AddressTries, AddressForgetsOne);
}

void succeeded(Transaction &transaction, const Subjects &subjects)
{
    transaction.exec("DELETE FROM login_attempts WHERE subject = ?", Blob{subjects.account});
}

bool isKnown(Reader &reader, UserId user, const Device &device)
{
    const QByteArray subject = deviceSubject(reader.secrets(), user, device);
    return reader.number("SELECT 1 FROM known_devices WHERE subject = ?", Blob{subject}).has_value();
}

void remember(Transaction &transaction, UserId user, const Device &device)
{
    const QByteArray subject = deviceSubject(transaction.secrets(), user, device);
    transaction.exec("INSERT INTO known_devices (subject, user_id, seen_at) VALUES (?, ?, ?) "
                     "ON CONFLICT (subject) DO UPDATE SET seen_at = excluded.seen_at",
                     Blob{subject}, user, transaction.now());
}

tl::unexpected<Error> tooMany(int seconds)
{
    Error error{ErrorCode::TooMany,
                QCoreApplication::translate("backroom", "There were too many wrong passwords. Try again in %n seconds.",
                                            nullptr, seconds)};
    error.retryAfter = seconds;
    return fail(error);
}

void prune(Transaction &transaction)
{
    transaction.exec("DELETE FROM login_attempts WHERE last_at < ?", transaction.now() - Kept);
    transaction.exec("DELETE FROM known_devices WHERE seen_at < ?", transaction.now() - DevicesKept);
}

}
