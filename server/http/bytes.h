#pragma once
// Small questions about bytes of HTTP, answered without a locale and without a copy.
#include <QByteArrayView>
#include <QByteArray>
#include <optional>

namespace backroom::bytes {

// A character of a token (RFC 9110, 5.6.2).
bool isTokenChar(char c);
// A character that may stand in a path or a query as it is (RFC 3986), the percent sign included.
bool isTargetChar(char c);
// 0 to 15, or -1.
int hexValue(char c);
// Equal but for the case of ASCII letters.
bool same(QByteArrayView a, QByteArrayView b);
// Without blanks and tabs at either end.
QByteArrayView trimmed(QByteArrayView text);
// Percent escapes resolved; nothing when one is broken or stands for NUL. With `form`, a plus is a blank.
std::optional<QByteArray> decoded(QByteArrayView text, bool form);

}
