#include "app/store/sqlwords.h"

#include "app/store/ownqueryparts.h"

#include <QCoreApplication>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool beginsName(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || uchar(c) >= 0x80; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool inName(char c) { return beginsName(c) || isDigit(c) || c == '$'; }
bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

class Words {
public:
    explicit Words(const QByteArray &sql) : m_sql(sql) {}

    Result<QList<SqlWord>> read()
    {
        while (m_at < m_sql.size()) {
            const Result<> taken = one();
            if (!taken)
                return fail(taken.error());
        }
        return m_words;
    }

private:
    char at(qsizetype place) const { return place < m_sql.size() ? m_sql.at(place) : '\0'; }
    char here() const { return at(m_at); }
    char next() const { return at(m_at + 1); }

    void add(SqlWord::Kind kind, const QByteArray &text, qsizetype begin) { m_words << SqlWord{kind, text, begin}; }

    Result<> one()
    {
        if (isSpace(here())) {
            ++m_at;
            return {};
        }
        if (here() == '-' && next() == '-')
            return lineComment();
        if (here() == '/' && next() == '*')
            return comment();
        if (here() == '\'')
            return quoted('\'', SqlWord::Kind::Text);
        if (here() == '"')
            return quoted('"', SqlWord::Kind::Quoted);
        if (beginsName(here()))
            return name();
        if (isDigit(here()))
            return number();
        if (here() == '$')
            return ownquery::refused(tr("Write texts 'in single quotes'; a dollar sign has no place here."));
        add(SqlWord::Kind::Sign, QByteArray(1, here()), m_at);
        ++m_at;
        return {};
    }

    Result<> lineComment()
    {
        while (m_at < m_sql.size() && here() != '\n' && here() != '\r')
            ++m_at;
        return {};
    }

    // In one database comments stand in each other, in the other they do not: where a comment in a comment ends would be
    // a matter of opinion.
    Result<> comment()
    {
        const qsizetype end = m_sql.indexOf("*/", m_at + 2);
        if (end < 0)
            return ownquery::refused(tr("A comment has no end. Close it with */."));
        if (QByteArrayView(m_sql).sliced(m_at + 2, end - m_at - 2).contains("/*"))
            return ownquery::refused(tr("There is a comment in a comment. Take one of them out."));
        m_at = end + 2;
        return {};
    }

    Result<> quoted(char quote, SqlWord::Kind kind)
    {
        const qsizetype begin = m_at++;
        QByteArray text;
        while (m_at < m_sql.size()) {
            if (here() != quote) {
                text += m_sql.at(m_at++);
            } else if (next() == quote) {
                text += quote;
                m_at += 2;
            } else {
                ++m_at;
                add(kind, text, begin);
                return {};
            }
        }
        return ownquery::refused(tr("A quote has no end."));
    }

    Result<> name()
    {
        const qsizetype begin = m_at;
        while (m_at < m_sql.size() && inName(here()))
            ++m_at;
        // E'…', B'…', U&'…' and U&"…" write their letters in other ways.
        const bool unicode = here() == '&' && (next() == '\'' || next() == '"');
        if (here() == '\'' || here() == '"' || unicode)
            return ownquery::refused(
                tr("Write texts 'in single quotes' and names \"in double quotes\", with a space before them."));
        add(SqlWord::Kind::Name, m_sql.sliced(begin, m_at - begin).toLower(), begin);
        return {};
    }

    Result<> number()
    {
        const qsizetype begin = m_at;
        while (isDigit(here()))
            ++m_at;
        if (here() == '.') {
            ++m_at;
            while (isDigit(here()))
                ++m_at;
        }
        if ((here() == 'e' || here() == 'E')
            && (isDigit(next()) || ((next() == '+' || next() == '-') && isDigit(at(m_at + 2))))) {
            m_at += 2;
            while (isDigit(here()))
                ++m_at;
        }
        if (inName(here()))
            return ownquery::refused(tr("There has to be a space between a number and a word."));
        add(SqlWord::Kind::Number, m_sql.sliced(begin, m_at - begin), begin);
        return {};
    }

    const QByteArray &m_sql;
    qsizetype m_at = 0;
    QList<SqlWord> m_words;
};
}

Result<QList<SqlWord>> sqlWords(const QByteArray &sql) { return Words(sql).read(); }

}
