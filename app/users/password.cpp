#include "app/users/password.h"

#include "app/base/crypto.h"

#include <QCoreApplication>
#include <sodium.h>
#include <vector>
#include <zxcvbn.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// The same characters typed on another keyboard must hash alike.
QByteArray canonical(QStringView password)
{
    return password.toString().normalized(QString::NormalizationForm_C).toUtf8();
}
constexpr qsizetype MostBytes = 4 * MaxPasswordLength;

// Below 10 bits a password is among the first thousand guesses. More is not asked: guessing is slowed down per account
// and per address, and a rule that people fight makes worse passwords.
constexpr double LeastEntropy = 10;
}

PasswordHasher::PasswordHasher(PasswordCost cost) : m_cost(cost) { ensureCrypto(); }

Result<QByteArray> PasswordHasher::hash(QStringView password) const
{
    const QByteArray text = canonical(password);
    QByteArray result(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(result.data(), text.constData(), size_t(text.size()), m_cost.passes, m_cost.memory,
                              crypto_pwhash_ALG_ARGON2ID13)
        != 0) {
        Error busy{ErrorCode::Busy,
                   QCoreApplication::translate(
                       "backroom", "There is not enough memory to check a password right now. Try again in a moment.")};
        busy.retryAfter = 1;
        return fail(busy);
    }
    result.truncate(qsizetype(qstrlen(result.constData())));
    return result;
}

bool PasswordHasher::verify(QStringView password, const QByteArray &hash) const
{
    const QByteArray text = canonical(password);
    if (text.size() > MostBytes || hash.size() >= qsizetype(crypto_pwhash_STRBYTES))
        return false;
    return crypto_pwhash_str_verify(hash.constData(), text.constData(), size_t(text.size())) == 0;
}

bool PasswordHasher::needsRehash(const QByteArray &hash) const
{
    return hash.size() >= qsizetype(crypto_pwhash_STRBYTES)
        || crypto_pwhash_str_needs_rehash(hash.constData(), m_cost.passes, m_cost.memory) != 0;
}

QByteArray PasswordHasher::dummy() const
{
    // 16 bytes of salt and 32 of hash, all zero: well formed, so it is computed in full, and matched by nothing known.
    return "$argon2id$v=19$m=" + QByteArray::number(quint64(m_cost.memory / 1024))
        + ",t=" + QByteArray::number(m_cost.passes) + ",p=1$" + QByteArray(22, 'A') + '$' + QByteArray(43, 'A');
}

Result<> checkPassword(QStringView password, const QStringList &personal, const QString &field)
{
    const QByteArray text = canonical(password);
    const qsizetype length = QString::fromUtf8(text).toUcs4().size();
    if (length < MinPasswordLength)
        return invalid(field,
                       QCoreApplication::translate("backroom",
                                                   "This password is too short. It needs at least 8 characters."));
    if (length > MaxPasswordLength)
        return invalid(field,
                       QCoreApplication::translate("backroom",
                                                   "This password is too long. It can have up to 128 characters."));

    std::vector<QByteArray> words;
    for (const QString &known : personal)
        for (const QString &word : known.split(u'@', Qt::SkipEmptyParts))
            words.push_back(word.left(64).toLower().toUtf8());
    std::vector<const char *> list;
    for (const QByteArray &word : words)
        list.push_back(word.constData());
    list.push_back(nullptr);
    if (ZxcvbnMatch(text.constData(), list.data(), nullptr) < LeastEntropy)
        return invalid(
            field,
            QCoreApplication::translate(
                "backroom",
                "This password is among the first that anybody would try. Use a longer or rarer one, such as four unrelated words."));
    return {};
}

}
