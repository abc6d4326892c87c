#include "app/products/importhtml.h"

#include "app/products/importtools.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
struct Entity
{
    QLatin1StringView name;
    char16_t value;
};
constexpr Entity Entities[] = {{"amp"_L1, u'&'},    {"lt"_L1, u'<'},     {"gt"_L1, u'>'},     {"quot"_L1, u'"'},
                               {"apos"_L1, u'\''},  {"nbsp"_L1, u' '},   {"ndash"_L1, u'–'},  {"mdash"_L1, u'—'},
                               {"lsquo"_L1, u'‘'},  {"rsquo"_L1, u'’'},  {"ldquo"_L1, u'“'},  {"rdquo"_L1, u'”'},
                               {"hellip"_L1, u'…'}, {"bull"_L1, u'•'},   {"copy"_L1, u'©'},   {"reg"_L1, u'®'},
                               {"trade"_L1, u'™'},  {"deg"_L1, u'°'},    {"euro"_L1, u'€'},   {"pound"_L1, u'£'},
                               {"times"_L1, u'×'},  {"frac12"_L1, u'½'}, {"eacute"_L1, u'é'}, {"egrave"_L1, u'è'},
                               {"auml"_L1, u'ä'},   {"ouml"_L1, u'ö'},   {"uuml"_L1, u'ü'},   {"Auml"_L1, u'Ä'},
                               {"Ouml"_L1, u'Ö'},   {"Uuml"_L1, u'Ü'},   {"szlig"_L1, u'ß'}};

// The text of "&…;", empty when it is no entity that is known.
QString entity(QStringView name)
{
    if (name.startsWith(u'#')) {
        const bool hex = name.mid(1).startsWith(u'x', Qt::CaseInsensitive);
        bool ok = false;
        const char32_t code = name.mid(hex ? 2 : 1).toUInt(&ok, hex ? 16 : 10);
        if (!ok || code < 32 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
            return {};
        return QString::fromUcs4(&code, 1);
    }
    for (const Entity &known : Entities)
        if (name == known.name)
            return QString(QChar(known.value));
    return {};
}

class Converter {
public:
    explicit Converter(QStringView html) : m_html(html) {}

    QString run()
    {
        while (m_at < m_html.size()) {
            const QChar c = m_html[m_at];
            const QChar following = m_at + 1 < m_html.size() ? m_html[m_at + 1] : QChar();
            if (c == u'<' && (following.isLetter() || following == u'/' || following == u'!'))
                tag();
            else if (c == u'&')
                reference();
            else
                text(c), ++m_at;
        }
        static const QRegularExpression spaces(u" +\n"_s), breaks(u"\n{3,}"_s);
        return m_out.replace(spaces, u"\n"_s).replace(breaks, u"\n\n"_s).trimmed();
    }

private:
    void text(QChar c)
    {
        if (c.isSpace()) {
            if (!m_out.isEmpty() && !m_out.back().isSpace())
                m_out += u' ';
            return;
        }
        constexpr QStringView special = u"\\*_[]`<#";
        if (special.contains(c))
            m_out += u'\\';
        m_out += c;
    }

    void reference()
    {
        const qsizetype end = m_html.mid(m_at, 12).indexOf(u';');
        const QString found = end > 1 ? entity(m_html.mid(m_at + 1, end - 1)) : QString();
        for (const QChar c : found.isEmpty() ? u"&"_s : found)
            text(c);
        m_at += found.isEmpty() ? 1 : end + 1;
    }

    void line(QLatin1StringView breaks)
    {
        while (m_out.endsWith(u' '))
            m_out.chop(1);
        if (!m_out.isEmpty() && !m_out.endsWith(breaks))
            m_out += breaks;
    }

    // Emphasis must hug its text; what was opened and stayed empty is taken away again.
    void mark(QLatin1StringView sign, bool closing)
    {
        if (!closing) {
            m_out += sign;
            return;
        }
        const bool blank = m_out.endsWith(u' ');
        while (m_out.endsWith(u' '))
            m_out.chop(1);
        if (m_out.endsWith(sign))
            m_out.chop(sign.size());
        else
            m_out += sign;
        if (blank)
            m_out += u' ';
    }

    void link(QStringView attributes, bool closing)
    {
        if (!closing) {
            static const QRegularExpression href(u"\\bhref\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')"_s,
                                                 QRegularExpression::CaseInsensitiveOption);
            const QRegularExpressionMatch match = href.match(attributes.toString());
            QString url = match.captured(1) + match.captured(2);
            url = url.replace("&amp;"_L1, "&"_L1).trimmed();
            const bool safe = isWebAddress(url) || (url.startsWith("mailto:"_L1) && !url.contains(u' '));
            m_links << (safe
                            ? QString::fromLatin1(QUrl(url).toEncoded()).replace(u'(', u"%28"_s).replace(u')', u"%29"_s)
                            : QString());
            if (safe)
                m_out += u'[';
        } else if (!m_links.isEmpty()) {
            if (const QString url = m_links.takeLast(); !url.isEmpty())
                m_out += u"]("_s + url + u')';
        }
    }

    void tag()
    {
        if (m_html.mid(m_at).startsWith(u"<!--")) {
            const qsizetype end = m_html.indexOf(u"-->", m_at);
            m_at = end < 0 ? m_html.size() : end + 3;
            return;
        }
        qsizetype end = m_html.indexOf(u'>', m_at);
        if (end < 0)
            end = m_html.size();
        QStringView inside = m_html.mid(m_at + 1, end - m_at - 1);
        m_at = qMin(end + 1, m_html.size());
        const bool closing = inside.startsWith(u'/');
        if (closing)
            inside = inside.mid(1);
        qsizetype length = 0;
        while (length < inside.size() && inside[length].isLetterOrNumber())
            ++length;
        element(inside.left(length).toString().toLower(), inside.mid(length), closing);
    }

    void element(const QString &name, QStringView attributes, bool closing)
    {
        if (name == "script"_L1 || name == "style"_L1) {
            if (closing)
                return;
            const QString close = u"</"_s + name;
            const qsizetype end = m_html.indexOf(close, m_at, Qt::CaseInsensitive);
            m_at = end < 0 ? m_html.size() : end;
        } else if (name == "br"_L1 || name == "tr"_L1) {
            line("\n"_L1);
        } else if (name == "strong"_L1 || name == "b"_L1) {
            mark("**"_L1, closing);
        } else if (name == "em"_L1 || name == "i"_L1) {
            mark("*"_L1, closing);
        } else if (name == "a"_L1) {
            link(attributes, closing);
        } else if (name.size() == 2 && name[0] == u'h' && name[1] >= u'1' && name[1] <= u'6') {
            line("\n\n"_L1);
            if (!closing)
                m_out += QString(name[1].digitValue(), u'#') + u' ';
        } else if (name == "ul"_L1 || name == "ol"_L1) {
            if (!closing)
                m_lists << (name == "ol"_L1);
            else if (!m_lists.isEmpty())
                m_lists.removeLast();
            line(m_lists.size() > (closing ? 0 : 1) ? "\n"_L1 : "\n\n"_L1);
        } else if (name == "li"_L1) {
            line("\n"_L1);
            if (!closing)
                m_out += QString(qBound(qsizetype(0), 2 * (m_lists.size() - 1), qsizetype(8)), u' ')
                    + (!m_lists.isEmpty() && m_lists.last() ? u"1. "_s : u"- "_s);
        } else if (name == "td"_L1 || name == "th"_L1) {
            text(u' ');
        } else if (name == "p"_L1 || name == "div"_L1 || name == "table"_L1 || name == "section"_L1
                   || name == "blockquote"_L1 || name == "hr"_L1) {
            line("\n\n"_L1);
        }
    }

    QStringView m_html;
    qsizetype m_at = 0;
    QString m_out;
    QStringList m_links;
    QList<bool> m_lists;
};
}

QString htmlToMarkdown(const QString &html)
{
    static const QRegularExpression markup(u"<[A-Za-z/!]|&[A-Za-z#0-9]+;"_s);
    return html.contains(markup) ? Converter(html).run() : html.trimmed();
}

}
