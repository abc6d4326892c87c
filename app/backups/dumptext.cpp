#include "app/backups/dumptext.h"

#include <QRegularExpression>
#include <charconv>

using namespace Qt::StringLiterals;

namespace backroom::dumptext {

namespace {
// Takes pieces off the front of a line.
class Scanner {
public:
    explicit Scanner(QByteArrayView text) : m_rest(text) {}

    bool skip(QByteArrayView word)
    {
        if (!m_rest.startsWith(word))
            return false;
        m_rest = m_rest.sliced(word.size());
        return true;
    }
    // A name, in quotes where it needs them.
    std::optional<QByteArray> name()
    {
        if (skip("\""))
            return quoted('"');
        qsizetype size = 0;
        while (size < m_rest.size() && isPlain(m_rest[size]))
            ++size;
        if (size == 0)
            return {};
        const QByteArray name = m_rest.first(size).toByteArray();
        m_rest = m_rest.sliced(size);
        return name;
    }
    // What stands before the closing mark, which is doubled where it is meant; the opening one was taken.
    std::optional<QByteArray> quoted(char mark)
    {
        QByteArray text;
        for (qsizetype at = 0; at < m_rest.size(); ++at) {
            if (m_rest[at] != mark) {
                text += m_rest[at];
            } else if (at + 1 < m_rest.size() && m_rest[at + 1] == mark) {
                text += mark;
                ++at;
            } else {
                m_rest = m_rest.sliced(at + 1);
                return text;
            }
        }
        return {};
    }
    std::optional<qint64> number()
    {
        qint64 value = 0;
        const auto [end, fault] = std::from_chars(m_rest.begin(), m_rest.end(), value);
        if (fault != std::errc())
            return {};
        m_rest = QByteArrayView(end, m_rest.end());
        return value;
    }
    bool atEnd() const { return m_rest.isEmpty(); }

private:
    static bool isPlain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$'; }
    QByteArrayView m_rest;
};

// "schema.name"; the name.
std::optional<QByteArray> qualifiedName(Scanner &scanner)
{
    if (!scanner.name() || !scanner.skip("."))
        return {};
    return scanner.name();
}
}

std::optional<CopyHead> parseCopy(QByteArrayView line)
{
    Scanner scanner(line);
    if (!scanner.skip("COPY "))
        return {};
    const auto table = qualifiedName(scanner);
    if (!table || !scanner.skip(" ("))
        return {};
    CopyHead head{*table, {}};
    do {
        const auto column = scanner.name();
        if (!column)
            return {};
        head.columns << *column;
    } while (scanner.skip(", "));
    return scanner.skip(") FROM stdin;") && scanner.atEnd() ? std::optional(head) : std::nullopt;
}

std::optional<Sequence> parseSetval(QByteArrayView line)
{
    constexpr QByteArrayView Tail = "_id_seq";
    Scanner scanner(line);
    if (!scanner.skip("SELECT pg_catalog.setval('"))
        return {};
    const auto where = scanner.quoted('\'');
    if (!where || !scanner.skip(", "))
        return {};
    const auto value = scanner.number();
    const bool given = scanner.skip(", true);");
    if (!value || (!given && !scanner.skip(", false);")) || !scanner.atEnd())
        return {};
    Scanner inside(*where);
    const auto name = qualifiedName(inside);
    if (!name || !inside.atEnd() || !name->endsWith(Tail))
        return {};
    return Sequence{name->chopped(Tail.size()), given ? *value : *value - 1};
}

bool isSetting(QByteArrayView line)
{
    if (line.isEmpty() || line.startsWith("--") || line == "SELECT pg_catalog.set_config('search_path', '', false);")
        return true;
    // Newer programs let psql alone read what stands between these two.
    static const QRegularExpression fence(uR"(\A\\(un)?restrict [A-Za-z0-9]+\z)"_s);
    static const QRegularExpression setting(uR"(\ASET [a-z_]+ = ('[A-Za-z0-9_ ]*'|[A-Za-z0-9_]+);\z)"_s);
    const QString text = QString::fromUtf8(line);
    if (fence.match(text).hasMatch())
        return true;
    if (line.startsWith("SET client_encoding") && line != "SET client_encoding = 'UTF8';")
        return false;
    if (line.startsWith("SET standard_conforming_strings") && line != "SET standard_conforming_strings = on;")
        return false;
    return setting.match(text).hasMatch();
}

}
