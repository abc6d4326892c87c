#include "app/users/recoverycodes.h"

#include "app/base/crypto.h"

using namespace Qt::StringLiterals;

namespace backroom::recoverycodes {

namespace {
constexpr int Codes = 10, Length = 12, Group = 4;
// Without those that are taken for each other on paper: 60 bits in twelve.
constexpr char Letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// As they are kept: without dashes and blanks, in capitals, and what was read wrongly put right.
QByteArray tidied(QStringView typed)
{
    QByteArray code;
    for (const QChar given : typed) {
        const char16_t c = given.toUpper().unicode();
        if (c == u'O')
            code += '0';
        else if (c == u'I' || c == u'L')
            code += '1';
        else if (c > u' ' && c != u'-')
            code += c < 128 ? char(c) : '?';
    }
    return code;
}

QByteArray hashOf(UserId user, QByteArrayView code)
{
    return blake2b(QByteArray("recovery code\n" + user.bytes() + '\n' + code.toByteArray()));
}
}

QStringList renew(Transaction &transaction, UserId user)
{
    remove(transaction, user);
    QStringList codes;
    for (int i = 0; i < Codes; ++i) {
        const QByteArray random = randomBytes(Length);
        QByteArray code, shown;
        for (int place = 0; place < Length; ++place) {
            code += Letters[quint8(random.at(place)) & 31];
            shown += place > 0 && place % Group == 0 ? "-" : "";
            shown += code.back();
        }
        transaction.exec("INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?)", user,
                         Blob{hashOf(user, code)});
        codes << QString::fromLatin1(shown);
    }
    return codes;
}

void remove(Transaction &transaction, UserId user)
{
    transaction.exec("DELETE FROM recovery_codes WHERE user_id = ?", user);
}

bool isMeant(QStringView typed) { return tidied(typed).size() == Length; }

bool spend(Transaction &transaction, UserId user, QStringView typed)
{
    const QByteArray code = tidied(typed);
    return code.size() == Length
        && transaction.exec("DELETE FROM recovery_codes WHERE user_id = ? AND code_hash = ?", user,
                            Blob{hashOf(user, code)})
        == 1;
}

}
