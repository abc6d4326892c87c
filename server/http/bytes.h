#pragma once
// Small questions about bytes of HTTP, answered without a locale and without a copy.
#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <optional>

namespace backroom::bytes {

namespace detail {
enum Kind : unsigned char { Token = 1, Target = 2 };

constexpr std::array<unsigned char, 256> kinds()
{
    std::array<unsigned char, 256> table{};
    const auto mark = [&table](const char *chars, unsigned char kind) {
        for (; *chars; ++chars)
            table[static_cast<unsigned char>(*chars)] |= kind;
    };
    mark("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", Token | Target);
    mark("!#$%&'*+-.^_`|~", Token);
    mark("-._~!$&'()*+,;=:@/?%", Target);
    return table;
}
inline constexpr auto Kinds = kinds();
}

// A character of a token (RFC 9110, 5.6.2).
inline bool isTokenChar(char c) { return detail::Kinds[static_cast<unsigned char>(c)] & detail::Token; }
// A character that may stand in a path or a query as it is (RFC 3986), the percent sign included.
inline bool isTargetChar(char c) { return detail::Kinds[static_cast<unsigned char>(c)] & detail::Target; }
// 0 to 15, or -1.
int hexValue(char c);
// Equal but for the case of ASCII letters.
bool same(QByteArrayView a, QByteArrayView b);
// Where the byte stands first, not before `from`; -1 when it does not.
qsizetype find(QByteArrayView text, char c, qsizetype from = 0);
// Whether there is a control character in it other than a tab. Looks at eight bytes at a time: most of a head is values.
bool hasControls(QByteArrayView text);
// Without blanks and tabs at either end.
QByteArrayView trimmed(QByteArrayView text);
// Percent escapes resolved; nothing when one is broken or stands for NUL. With `form`, a plus is a blank.
std::optional<QByteArray> decoded(QByteArrayView text, bool form);

}
