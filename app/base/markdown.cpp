#include "app/base/markdown.h"

#include <md4c-html.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
void append(const MD_CHAR *text, MD_SIZE size, void *out)
{
    static_cast<QByteArray *>(out)->append(text, qsizetype(size));
}

bool isSafeAddress(QByteArrayView address)
{
    const QByteArray text = address.toByteArray().trimmed().toLower();
    // Without a scheme it stays inside the site; a colon only counts as one before the first slash, ? or #.
    for (const char c : text) {
        if (c == ':' || c == '&') // "javascript&#58;": an entity here could become the colon
            break;
        if (c == '/' || c == '?' || c == '#')
            return true;
    }
    return text.startsWith("http:") || text.startsWith("https:") || text.startsWith("mailto:")
        || !(text.contains(':') || text.contains('&'));
}

// The renderer writes every address as href="…" or src="…" and escapes quotation marks everywhere else, so that these
// are the only places where one can stand.
QByteArray withSafeAddresses(const QByteArray &html)
{
    QByteArray safe;
    safe.reserve(html.size());
    qsizetype at = 0;
    while (at < html.size()) {
        const qsizetype href = html.indexOf("href=\"", at);
        const qsizetype src = html.indexOf("src=\"", at);
        if (href < 0 && src < 0)
            break;
        const bool isHref = href >= 0 && (src < 0 || href < src);
        const qsizetype begin = isHref ? href + 6 : src + 5;
        const qsizetype end = html.indexOf('"', begin);
        if (end < 0)
            break;
        const QByteArrayView address = QByteArrayView(html).sliced(begin, end - begin);
        safe += QByteArrayView(html).sliced(at, begin - at);
        safe += isSafeAddress(address) ? address : QByteArrayView("#");
        at = end;
    }
    return safe + html.mid(at);
}
}

QByteArray markdownToHtml(QStringView markdown)
{
    const QByteArray text = markdown.toUtf8();
    QByteArray html;
    constexpr unsigned flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
    if (md_html(text.constData(), MD_SIZE(text.size()), append, &html, flags, 0) != 0)
        return "<p>" + markdown.toString().toHtmlEscaped().toUtf8() + "</p>";
    return withSafeAddresses(html);
}

}
