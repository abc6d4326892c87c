#pragma once
// Cuts one connection's bytes into HTTP replies, for the load generator: only what it needs to know of them.
#include <string>
#include <string_view>
#include <utility>

namespace backroom::traffic {

class ReplyReader {
public:
    ReplyReader() : m_bytes(16 * 1024, '\0') {}

    // Where further bytes go, and how many fit.
    std::pair<char *, size_t> space()
    {
        if (m_bytes.size() - m_end < 4096)
            m_bytes.resize(m_bytes.size() * 2);
        return {m_bytes.data() + m_end, m_bytes.size() - m_end};
    }
    void filled(size_t bytes)
    {
        m_end += bytes;
        if (m_head == 0)
            readHead();
    }
    bool isWhole() const { return m_head > 0 && m_end >= m_head + m_length; }
    // Of a whole reply, until next().
    int status() const { return m_status; }
    std::string_view body() const { return {m_bytes.data() + m_head, m_length}; }
    // Whether more has come than a whole reply.
    bool surplus() const { return m_end > m_head + m_length; }
    // Forgets the reply. Nothing else is left: the next request had not been sent.
    void next() { m_end = m_head = m_length = 0; }

private:
    void readHead()
    {
        const std::string_view all(m_bytes.data(), m_end);
        const size_t end = all.find("\r\n\r\n");
        if (end == std::string_view::npos)
            return;
        m_head = end + 4;
        m_status = (all[9] - '0') * 100 + (all[10] - '0') * 10 + (all[11] - '0');
        m_length = 0;
        constexpr std::string_view Field = "content-length:";
        for (size_t line = all.find("\r\n"); line < end; line = all.find("\r\n", line + 2)) {
            const size_t from = line + 2;
            size_t i = 0;
            while (i < Field.size() && (all[from + i] | 0x20) == (Field[i] | 0x20))
                ++i;
            if (i < Field.size())
                continue;
            for (i += from; all[i] == ' '; ++i) {}
            for (; all[i] >= '0' && all[i] <= '9'; ++i)
                m_length = m_length * 10 + size_t(all[i] - '0');
            return;
        }
    }

    std::string m_bytes;
    size_t m_end = 0; // of what has come
    size_t m_head = 0; // its size; 0 until it is whole
    size_t m_length = 0; // of the body
    int m_status = 0;
};

}
