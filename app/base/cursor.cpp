#include "app/base/cursor.h"

#include <QCoreApplication>
#include <sodium.h>

namespace backroom {

namespace {
constexpr int TagSize = 12;

QByteArray tagOf(const QByteArray &plain, const QByteArray &key)
{
    QByteArray tag(crypto_generichash_BYTES_MIN, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<uchar *>(tag.data()), size_t(tag.size()),
                       reinterpret_cast<const uchar *>(plain.constData()), quint64(plain.size()),
                       reinterpret_cast<const uchar *>(key.constData()), size_t(key.size()));
    return tag.left(TagSize);
}
}

QByteArray encodeCursor(const Cursor &cursor, const QByteArray &key)
{
    QByteArray plain = cursor.order;
    plain += '\0';
    plain += QByteArray::number(cursor.id);
    plain += '\0';
    plain += cursor.value;
    QByteArray sealed = tagOf(plain, key);
    sealed += plain;
    return sealed.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

Result<Cursor> decodeCursor(QByteArrayView text, const QByteArray &order, const QByteArray &key)
{
    const auto refuse = [] {
        return fail(ErrorCode::Malformed,
                    QCoreApplication::translate(
                        "backroom", "This cursor does not belong to this list. Begin again without “after”."));
    };
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(),
                                                        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                            | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() <= TagSize)
        return refuse();
    const QByteArray plain = decoded.decoded.mid(TagSize);
    if (sodium_memcmp(tagOf(plain, key).constData(), decoded.decoded.constData(), TagSize) != 0)
        return refuse();
    const qsizetype first = plain.indexOf('\0');
    const qsizetype second = plain.indexOf('\0', first + 1);
    if (first < 0 || second < 0 || plain.left(first) != order)
        return refuse();
    return Cursor{order, plain.mid(second + 1), plain.mid(first + 1, second - first - 1).toLongLong()};
}

}
