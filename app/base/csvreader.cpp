#include "app/base/csv.h"

#include <QCoreApplication>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype ChunkSize = 256 * 1024;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Windows-1252 differs from Latin-1 in 0x80…0x9F: curly quotes, dashes, the euro sign.
QString fromWindows1252(QByteArrayView bytes)
{
    constexpr char16_t upper[32] = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text)
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(upper[c.unicode() - 0x80]);
    return text;
}

// The first line decides: whichever of the three stands there most often outside quotes.
char detectSeparator(QByteArrayView text)
{
    int commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '\n' || c == '\r'))
            break;
        else if (!quoted)
            (c == ',' ? commas : c == ';' ? semicolons : tabs) += c == ',' || c == ';' || c == '\t';
    }
    if (tabs > commas && tabs > semicolons)
        return '\t';
    return semicolons > commas ? ';' : ',';
}
}

CsvReader::CsvReader(QIODevice *device, CsvLimits limits) : m_device(device), m_limits(limits) {}

Result<bool> CsvReader::fill()
{
    if (m_end)
        return false;
    // Finished records are dropped, and what was seen of an oversized one. Positions inside a record count from
    // m_record, so they stay right.
    const qsizetype keepFrom = m_skipping ? m_scan : m_record;
    m_buffer.remove(0, keepFrom);
    m_scan -= keepFrom;
    m_record = 0;
    const qsizetype size = m_buffer.size();
    m_buffer.resize(size + ChunkSize);
    const qint64 read = m_device->read(m_buffer.data() + size, ChunkSize);
    m_buffer.resize(size + qMax<qint64>(read, 0));
    if (read < 0) {
        m_end = true;
        return fail(ErrorCode::Malformed, m_device->errorString());
    }
    m_end = read <= 0;
    return !m_end;
}

Result<> CsvReader::begin()
{
    m_begun = true;
    while (m_buffer.size() < ChunkSize) {
        const Result<bool> more = fill();
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
    }
    if (m_buffer.startsWith("\xff\xfe") || m_buffer.startsWith("\xfe\xff"))
        return fail(ErrorCode::Malformed, tr("This file is in UTF-16. Save it as CSV in UTF-8, then import it again."));
    if (m_buffer.startsWith("\x1f\x8b")
        || QByteArrayView(m_buffer).first(qMin<qsizetype>(m_buffer.size(), 4096)).contains('\0'))
        return fail(ErrorCode::Malformed, tr("This is no text file. Export it as CSV, then import it again."));
    if (m_buffer.startsWith("\xef\xbb\xbf"))
        m_record = 3;
    if (const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_record);
        rest.size() > 5 && rest.startsWith("sep=") && (rest[5] == '\r' || rest[5] == '\n')) {
        m_separator = rest[4];
        m_record += rest.sliced(5).startsWith("\r\n") ? 7 : 6;
        m_nextLine = 2;
    } else {
        m_separator = detectSeparator(rest);
    }
    m_scan = m_record;
    return {};
}

void CsvReader::closeField(qsizetype end)
{
    m_span.end = end;
    if (m_span.end - m_span.begin > m_limits.field || qsizetype(m_spans.size()) >= m_limits.fields)
        m_skipping = true;
    if (!m_skipping)
        m_spans.push_back(m_span);
    m_state = State::Start;
}

Result<bool> CsvReader::scan()
{
    m_spans.clear();
    m_skipping = false;
    m_state = State::Start;
    m_line = m_nextLine;
    m_record = m_scan;
    qint64 quoteLine = m_line;
    for (;;) {
        const char *data = m_buffer.constData();
        const qsizetype size = m_buffer.size();
        for (; m_scan < size; ++m_scan) {
            const char c = data[m_scan];
            const qsizetype at = m_scan - m_record;
            if (m_state == State::Start) {
                m_span = {at, at, c == '"', false};
                m_state = c == '"' ? State::Quoted : State::Plain;
                if (c == '"') {
                    quoteLine = m_nextLine;
                    continue;
                }
            }
            if (m_state == State::Quoted) {
                if (c == '"')
                    m_state = State::Closing;
                else if (c == '\n' || (c == '\r' && m_scan + 1 < size && data[m_scan + 1] != '\n'))
                    ++m_nextLine;
                continue;
            }
            if (m_state == State::Closing) {
                m_state = c == '"' ? State::Quoted : State::Plain;
                m_span.escaped = m_span.escaped || (c != m_separator && c != '\n' && c != '\r');
                if (c == '"')
                    continue;
            }
            if (c == m_separator) {
                closeField(at);
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && m_scan + 1 == size && !m_end)
                    break; // whether a LF belongs to it is in the next chunk
                closeField(at);
                m_length = at;
                m_scan += c == '\r' && m_scan + 1 < size && data[m_scan + 1] == '\n' ? 2 : 1;
                ++m_nextLine;
                return m_skipping ? Result<bool>(tooLarge()) : Result<bool>(true);
            }
        }
        if (m_scan - m_record > m_limits.record
            || (m_state != State::Start && m_scan - m_record - m_span.begin > m_limits.field + 2))
            m_skipping = true;
        const Result<bool> more = fill();
        if (!more)
            return fail(more.error());
        if (*more || m_scan < m_buffer.size()) // the latter: a CR was waiting for its LF
            continue;
        if (m_state == State::Quoted)
            return fail(
                ErrorCode::Malformed,
                tr("The quotation mark opened on line %1 is never closed. Add the missing one, then import the file again.")
                    .arg(quoteLine));
        const qsizetype at = m_scan - m_record;
        if (m_skipping)
            return tooLarge();
        if (at == 0)
            return false;
        if (m_state == State::Start)
            m_span = {at, at, false, false}; // the record ended with a separator
        closeField(at);
        m_length = at;
        return m_skipping ? Result<bool>(tooLarge()) : Result<bool>(true);
    }
}

tl::unexpected<Error> CsvReader::tooLarge()
{
    m_skipping = false;
    return fail(
        ErrorCode::TooLarge,
        tr("The row on line %1 is too large. A field can have up to 1 MiB; shorten it, then import the file again.")
            .arg(m_line));
}

QString CsvReader::text(const Span &span, bool utf8) const
{
    QByteArrayView bytes = QByteArrayView(m_buffer).sliced(m_record + span.begin, span.end - span.begin);
    QByteArray unescaped;
    if (span.quoted && !span.escaped && bytes.size() >= 2) {
        bytes = bytes.sliced(1, bytes.size() - 2);
    } else if (span.quoted) {
        bool inside = true;
        for (qsizetype i = 1; i < bytes.size(); ++i) {
            if (inside && bytes[i] == '"') {
                if (i + 1 < bytes.size() && bytes[i + 1] == '"')
                    unescaped += bytes[++i];
                else
                    inside = false;
            } else {
                unescaped += bytes[i];
            }
        }
        bytes = unescaped;
    }
    QString result = utf8 ? QString::fromUtf8(bytes) : fromWindows1252(bytes);
    if (result.contains(QChar(u'\0')))
        result.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return result;
}

bool CsvReader::decode()
{
    const bool utf8 = QByteArrayView(m_buffer).sliced(m_record, m_length).isValidUtf8();
    m_fields.clear();
    bool any = false;
    for (const Span &span : m_spans) {
        m_fields.append(text(span, utf8));
        any = any || !m_fields.last().isEmpty();
    }
    return any;
}

Result<bool> CsvReader::next()
{
    if (!m_begun)
        if (const Result<> begun = begin(); !begun) {
            m_end = true;
            m_buffer.clear();
            m_record = m_scan = 0;
            return fail(begun.error());
        }
    for (;;) {
        const Result<bool> found = scan();
        if (!found || !*found)
            return found;
        if (decode())
            return true;
    }
}

}
