#include "app/base/text.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// Accents, and the points of Hebrew and Arabic, which people leave out when they type.
bool isLooseMark(char16_t c)
{
    constexpr std::pair<char16_t, char16_t> ranges[] = {{0x0300, 0x036F}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},
                                                        {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7},
                                                        {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
                                                        {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF},
                                                        {0xFE20, 0xFE2F}};
    for (const auto &[first, last] : ranges)
        if (c >= first && c <= last)
            return true;
    return c == 0x00AD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0xFEFF;
}

// Letters that Unicode does not take apart but people do. Lower case, as folding comes before.
QLatin1StringView plainLetters(char16_t c)
{
    switch (c) {
    case u'ß': return "ss"_L1;
    case u'æ': return "ae"_L1;
    case u'œ': return "oe"_L1;
    case u'ø': return "o"_L1;
    case u'đ':
    case u'ð': return "d"_L1;
    case u'ł': return "l"_L1;
    case u'ħ': return "h"_L1;
    case u'ı': return "i"_L1;
    case u'þ': return "th"_L1;
    case u'ŋ': return "n"_L1;
    default: return {};
    }
}

bool isAscii(QStringView text)
{
    for (const QChar c : text)
        if (c.unicode() >= 128)
            return false;
    return true;
}

bool isWordChar(QChar c) { return c.isLetterOrNumber() || c.isMark() || c.isSurrogate(); }
}

QString foldText(QStringView text)
{
    if (isAscii(text))
        return text.toString().toLower().simplified();
    const QString parts = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(parts.size());
    for (const QChar c : parts) {
        if (isLooseMark(c.unicode()))
            continue;
        if (const QLatin1StringView plain = c.unicode() < 128 ? QLatin1StringView() : plainLetters(c.unicode());
            !plain.isEmpty())
            folded += plain;
        else
            folded += c;
    }
    return folded.normalized(QString::NormalizationForm_C).simplified();
}

QStringList searchWords(QStringView query)
{
    const QString folded = foldText(query.left(1000));
    QStringList words;
    for (qsizetype start = 0; start < folded.size() && words.size() < MaxSearchWords;) {
        if (!isWordChar(folded[start])) {
            ++start;
            continue;
        }
        qsizetype end = start;
        while (end < folded.size() && isWordChar(folded[end]))
            ++end;
        const QString word = folded.mid(start, qMin<qsizetype>(end - start, 64));
        if (!words.contains(word))
            words << word;
        start = end;
    }
    return words;
}

QString slugify(QStringView title)
{
    QString slug;
    for (const QChar c : foldText(title)) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            slug += c;
        else if (c == u'\'' || c == u'’')
            continue;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
        if (slug.size() == MaxSlugLength)
            break;
    }
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

bool isSlug(QStringView text)
{
    if (text.isEmpty() || text.size() > MaxSlugLength || text.startsWith(u'-') || text.endsWith(u'-'))
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || (c == u'-' && text[i - 1] != u'-')))
            return false;
    }
    return true;
}

}
