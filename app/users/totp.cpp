#include "app/users/totp.h"

#include "app/base/crypto.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace backroom::totp {

namespace {
constexpr qint64 StepMillis = 30'000;
constexpr int Digits = 6;

QByteArray fromBase32(const QByteArray &text)
{
    QByteArray bytes;
    quint32 buffer = 0;
    int bits = 0;
    for (const char c : text.toUpper()) {
        const int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
        if (value < 0) // blanks and padding
            continue;
        buffer = buffer << 5 | quint32(value);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.append(char(buffer >> bits & 0xFF));
        }
    }
    return bytes;
}
}

QByteArray code(const QByteArray &secret, qint64 step)
{
    const qint64 counter = qToBigEndian(step);
    const QByteArray message(reinterpret_cast<const char *>(&counter), sizeof counter);
    const QByteArray mac = QMessageAuthenticationCode::hash(message, fromBase32(secret), QCryptographicHash::Sha1);
    const int offset = mac.back() & 0x0F;
    const quint32 number = qFromBigEndian<quint32>(mac.constData() + offset) & 0x7FFFFFFF;
    return QByteArray::number(number % 1'000'000).rightJustified(Digits, '0');
}

std::optional<qint64> check(const QByteArray &secret, QStringView given, Millis now, qint64 lastUsed)
{
    const QByteArray typed = given.toString().remove(u' ').toLatin1();
    std::optional<qint64> fits;
    for (qint64 step = now / StepMillis - 1; step <= now / StepMillis + 1; ++step)
        if (equalConstantTime(code(secret, step), typed) && step > lastUsed)
            fits = step;
    return fits;
}

}
