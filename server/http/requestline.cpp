#include "server/http/requestline.h"

#include "server/http/bytes.h"

#include <QStringConverter>
#include <utility>

namespace backroom {

namespace {

const std::pair<QByteArrayView, Method> Methods[] = {
    {"GET", Method::Get},     {"POST", Method::Post},     {"HEAD", Method::Head},       {"PUT", Method::Put},
    {"PATCH", Method::Patch}, {"DELETE", Method::Delete}, {"OPTIONS", Method::Options},
};

int readMethod(QByteArrayView text, Head &head)
{
    if (text.isEmpty())
        return 400;
    for (const char c : text) {
        if (!bytes::isTokenChar(c))
            return 400;
    }
    for (const auto &[name, method] : Methods) {
        if (text == name) {
            head.method = method;
            return 0;
        }
    }
    return 501;
}

int readVersion(QByteArrayView text, Head &head)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 8 || !text.startsWith("HTTP/") || !digit(text[5]) || text[6] != '.' || !digit(text[7]))
        return 400;
    if (text[5] != '1' || text[7] > '1')
        return 505;
    head.http10 = text[7] == '0';
    return 0;
}

// A path that two programs cannot take for different ones: no empty first segment (an authority to some), no dot
// segments, and once decoded no slash that was not there before, no control characters, nothing but UTF-8.
bool pathIsSane(QByteArrayView path, Head &head)
{
    if (path.size() > 1 && path[1] == '/')
        return false;
    QByteArrayView plain = path;
    if (path.indexOf('%') >= 0) {
        const std::optional<QByteArray> decoded = bytes::decoded(path, false);
        if (!decoded || decoded->count('/') != QByteArray::fromRawData(path.data(), path.size()).count('/'))
            return false;
        for (const char c : *decoded) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                return false;
        }
        QStringDecoder utf8(QStringDecoder::Utf8);
        const QString text = utf8(*decoded);
        if (utf8.hasError())
            return false;
        head.decodedPath = *decoded;
        plain = head.decodedPath;
    }
    for (qsizetype dot = plain.indexOf("/."); dot >= 0; dot = plain.indexOf("/.", dot + 1)) {
        const QByteArrayView rest = plain.sliced(dot + 2);
        if (rest.isEmpty() || rest[0] == '/' || (rest[0] == '.' && (rest.size() == 1 || rest[1] == '/')))
            return false;
    }
    return true;
}

bool querySane(QByteArrayView query) { return query.indexOf('%') < 0 || bytes::decoded(query, true).has_value(); }

int readTarget(QByteArrayView whole, QByteArrayView target, Head &head)
{
    if (target.isEmpty())
        return 400;
    for (const char c : target) {
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || c == '#')
            return 400;
        if (!bytes::isTargetChar(c))
            head.plainTarget = false;
    }
    if (target != QByteArrayView("*") && target[0] != '/')
        return 400;
    if (target[0] == '*' && head.method != Method::Options)
        return 400;
    const qsizetype question = target.indexOf('?');
    const QByteArrayView path = question < 0 ? target : target.first(question);
    const QByteArrayView query = question < 0 ? target.sliced(target.size()) : target.sliced(question + 1);
    head.target = spanOf(whole, target);
    head.path = spanOf(whole, path);
    head.query = spanOf(whole, query);
    return pathIsSane(path, head) && querySane(query) ? 0 : 400;
}

}

int readRequestLine(QByteArrayView whole, QByteArrayView line, Head &head)
{
    const qsizetype first = line.indexOf(' ');
    if (first < 0)
        return 400;
    const QByteArrayView rest = line.sliced(first + 1);
    const qsizetype second = rest.indexOf(' ');
    if (second < 0)
        return 400;
    if (const int status = readVersion(rest.sliced(second + 1), head))
        return status;
    if (const int status = readMethod(line.first(first), head))
        return status;
    return readTarget(whole, rest.first(second), head);
}

}
