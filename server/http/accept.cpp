#include "server/http/accept.h"

#include "server/http/bytes.h"

#include <optional>

namespace backroom {

namespace {

// What stands before the separator, trimmed, and takes both off; separators in quoted strings are none.
QByteArrayView takePart(QByteArrayView &rest, char separator)
{
    bool quoted = false;
    qsizetype end = 0;
    for (; end < rest.size() && (quoted || rest[end] != separator); ++end) {
        if (rest[end] == '"')
            quoted = !quoted;
        else if (quoted && rest[end] == '\\')
            ++end;
    }
    end = std::min(end, rest.size());
    const QByteArrayView part = bytes::trimmed(rest.first(end));
    rest = end < rest.size() ? rest.sliced(end + 1) : QByteArrayView();
    return part;
}

// "0.25" in thousandths; nothing when it is no quality.
std::optional<int> qualityOf(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') || (text.size() > 1 && text[1] != '.'))
        return std::nullopt;
    int quality = (text[0] - '0') * 1000;
    int worth = 100;
    for (qsizetype i = 2; i < text.size(); ++i, worth /= 10) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        quality += (text[i] - '0') * worth;
    }
    return quality <= 1000 ? std::optional(quality) : std::nullopt;
}

// How well one kind of content is wanted: what names it most closely counts.
struct Wish
{
    QByteArrayView kind;
    QByteArrayView family; // "text/*"
    int closeness = 0; // 3 by its name, 2 by its family, 1 by "*/*"
    int quality = 0;

    void take(QByteArrayView range, int rangeQuality)
    {
        const int close = bytes::same(range, kind) ? 3
            : bytes::same(range, family)           ? 2
            : range == QByteArrayView("*/*")       ? 1
                                                   : 0;
        if (close == 0 || close < closeness)
            return;
        quality = close > closeness ? rangeQuality : std::max(quality, rangeQuality);
        closeness = close;
    }
};

}

bool prefersCsv(QByteArrayView accept)
{
    Wish csv{"text/csv", "text/*"};
    Wish json{"application/json", "application/*"};
    while (!accept.isEmpty()) {
        QByteArrayView rest = takePart(accept, ',');
        const QByteArrayView range = takePart(rest, ';');
        std::optional<int> quality = 1000;
        while (!rest.isEmpty()) {
            const QByteArrayView parameter = takePart(rest, ';');
            if (parameter.size() > 1 && parameter[1] == '=' && bytes::same(parameter.first(1), "q"))
                quality = qualityOf(parameter.sliced(2));
        }
        if (!quality)
            continue; // not understood, so it says nothing
        csv.take(range, *quality);
        json.take(range, *quality);
    }
    if (csv.quality == 0 || csv.closeness < 2)
        return false;
    return csv.quality > json.quality || (csv.quality == json.quality && csv.closeness > json.closeness);
}

}
