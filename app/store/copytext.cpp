#include "app/store/copytext.h"

#include <algorithm>

namespace backroom::copytext {

namespace {
int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isOctal(char c) { return c >= '0' && c <= '7'; }

// What the letter after a backslash stands for; 0 when it is none of these.
char plainOf(char letter)
{
    switch (letter) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\': return '\\';
    default: return 0;
    }
}

char letterOf(char plain)
{
    switch (plain) {
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    case '\v': return 'v';
    case '\\': return '\\';
    default: return 0;
    }
}

// What stands after a backslash at `at`, which is moved behind it. False when COPY writes nothing like it.
bool unescape(const char *&at, const char *end, QByteArray &value)
{
    if (at == end)
        return false;
    if (const char plain = plainOf(*at)) {
        value += plain;
        ++at;
        return true;
    }
    if (isOctal(*at)) {
        int code = 0;
        for (int digits = 0; digits < 3 && at != end && isOctal(*at); ++digits)
            code = code * 8 + (*at++ - '0');
        value += char(code & 0xff);
        return true;
    }
    if (*at != 'x' || at + 1 == end || hexDigit(at[1]) < 0)
        return false;
    ++at;
    int code = 0;
    for (int digits = 0; digits < 2 && at != end && hexDigit(*at) >= 0; ++digits)
        code = code * 16 + hexDigit(*at++);
    value += char(code);
    return true;
}

bool decode(QByteArrayView text, Field &field)
{
    field.value.resize(0);
    field.isNull = text == "\\N";
    if (field.isNull)
        return true;
    const char *at = text.begin();
    const char *const end = text.end();
    while (at != end) {
        const char *const slash = std::find(at, end, '\\');
        field.value.append(at, slash - at);
        at = slash;
        if (at != end && !unescape(++at, end, field.value))
            return false;
    }
    return true;
}
}

bool split(QByteArrayView line, std::vector<Field> &fields)
{
    size_t count = 0;
    const char *at = line.begin();
    for (;;) {
        const char *const tab = std::find(at, line.end(), '\t');
        if (count == fields.size())
            fields.emplace_back();
        if (!decode(QByteArrayView(at, tab - at), fields[count++]))
            return false;
        if (tab == line.end())
            break;
        at = tab + 1;
    }
    fields.resize(count);
    return true;
}

bool decodeBytes(QByteArrayView value, QByteArray &bytes)
{
    if (!value.startsWith("\\x") || value.size() % 2 != 0)
        return false;
    bytes.resize(value.size() / 2 - 1);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const int high = hexDigit(value[2 * i + 2]);
        const int low = hexDigit(value[2 * i + 3]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = char(high * 16 + low);
    }
    return true;
}

void appendNull(QByteArray &line) { line += "\\N"; }

void appendText(QByteArray &line, QByteArrayView utf8)
{
    const char *at = utf8.begin();
    const char *const end = utf8.end();
    while (at != end) {
        const char *const odd = std::find_if(at, end, letterOf);
        line.append(at, odd - at);
        at = odd;
        if (at != end) {
            line += '\\';
            line += letterOf(*at++);
        }
    }
}

void appendBytes(QByteArray &line, QByteArrayView bytes)
{
    static constexpr char Digits[] = "0123456789abcdef";
    line += "\\\\x";
    const qsizetype before = line.size();
    line.resize(before + bytes.size() * 2);
    char *to = line.data() + before;
    for (const char byte : bytes) {
        *to++ = Digits[uchar(byte) >> 4];
        *to++ = Digits[uchar(byte) & 0xf];
    }
}

}
