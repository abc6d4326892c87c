#include "server/selftest/load.h"

#include "server/selftest/replyreader.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace backroom::traffic {

namespace {
using Clock = std::chrono::steady_clock;

constexpr int MostFailures = 1000; // then the rest is not worth waiting for
constexpr auto Turn = std::chrono::milliseconds(100); // between two questions whether to go on
constexpr auto Patience = std::chrono::seconds(10); // with a server that says nothing

struct Connection
{
    int socket = -1;
    std::unique_ptr<Visitor> visitor;
    ReplyReader reader;
    Clock::time_point began; // of the piece of work
    bool isNewWork = true;
};

int connectTo(int port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic;
    std::memcpy(&generic, &address, sizeof generic);
    if (::connect(socket, &generic, sizeof generic) != 0) {
        ::close(socket);
        return -1;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

class Run {
public:
    Run(const Load &load, int port, const Visitors &visitors);
    ~Run();
    Outcome work();

private:
    bool send(Connection &connection);
    void receive(Connection &connection);
    void drop(Connection &connection, const char *why);
    void counted(const Connection &connection, Visitor::Verdict verdict);

    const Load &m_load;
    int m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Connection> m_connections;
    int m_open = 0;
    bool m_counting = false;
    Outcome m_outcome;
    std::vector<float> m_times; // milliseconds
};

Run::Run(const Load &load, int port, const Visitors &visitors) : m_load(load), m_connections(size_t(load.connections))
{
    int index = 0;
    for (Connection &connection : m_connections) {
        connection.visitor = visitors(index++);
        connection.socket = connectTo(port);
        if (connection.socket < 0) {
            ++m_outcome.failures;
            m_outcome.failure = "no connection";
            continue;
        }
        epoll_event event = {};
        event.events = EPOLLIN;
        event.data.ptr = &connection;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.socket, &event);
        ++m_open;
    }
}

Run::~Run()
{
    for (const Connection &connection : m_connections)
        if (connection.socket >= 0)
            ::close(connection.socket);
    ::close(m_epoll);
}

void Run::drop(Connection &connection, const char *why)
{
    ::close(connection.socket);
    connection.socket = -1;
    --m_open;
    if (why && m_outcome.failures++ == 0)
        m_outcome.failure = why;
}

bool Run::send(Connection &connection)
{
    if (connection.isNewWork)
        connection.began = Clock::now();
    connection.isNewWork = false;
    const std::string_view bytes = connection.visitor->next();
    if (bytes.empty()) {
        drop(connection, nullptr);
        return false;
    }
    // The socket blocks: a request is small and fits the kernel's buffer.
    if (::send(connection.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != ssize_t(bytes.size())) {
        drop(connection, "the connection broke while sending");
        return false;
    }
    return true;
}

void Run::counted(const Connection &connection, Visitor::Verdict verdict)
{
    if (verdict == Visitor::Verdict::Failed && m_outcome.failures++ == 0)
        m_outcome.failure = std::to_string(connection.reader.status()) + ' ' + std::string(connection.reader.body());
    if (!m_counting)
        return;
    ++m_outcome.requests;
    m_outcome.bytes += static_cast<long long>(connection.reader.body().size());
    if (verdict != Visitor::Verdict::Done)
        return;
    ++m_outcome.done;
    m_times.push_back(std::chrono::duration<float, std::milli>(Clock::now() - connection.began).count());
}

void Run::receive(Connection &connection)
{
    const auto [space, size] = connection.reader.space();
    const ssize_t got = ::recv(connection.socket, space, size, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        return drop(connection, "the server closed the connection");
    connection.reader.filled(size_t(got));
    if (!connection.reader.isWhole())
        return;
    const Visitor::Verdict verdict = connection.visitor->answered(connection.reader.status(), connection.reader.body());
    counted(connection, verdict);
    connection.isNewWork = verdict != Visitor::Verdict::More;
    connection.reader.next();
    send(connection);
}

Outcome Run::work()
{
    const auto seconds = [](double value) {
        return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(value));
    };
    m_times.reserve(1'000'000);
    for (Connection &connection : m_connections)
        if (connection.socket >= 0)
            send(connection);
    m_counting = m_load.warmUp <= 0;
    auto start = Clock::now();
    const auto first = start + seconds(m_load.warmUp);
    auto end = m_load.seconds > 0 ? first + seconds(m_load.seconds) : Clock::time_point::max();
    std::array<epoll_event, 256> events;
    auto now = start, heard = start, asked = start;
    while (m_open > 0 && now < end && m_outcome.failures < MostFailures) {
        const int ready = ::epoll_wait(m_epoll, events.data(), int(events.size()), int(Turn.count()));
        for (int i = 0; i < ready; ++i)
            receive(*static_cast<Connection *>(events[size_t(i)].data.ptr));
        now = Clock::now();
        if (ready > 0)
            heard = now;
        if (now - heard >= Patience) {
            m_outcome.failure = "the server has not answered for ten seconds";
            ++m_outcome.failures;
            break;
        }
        if (m_load.goOn && now - asked >= Turn) {
            asked = now;
            if (!m_load.goOn())
                break;
        }
        if (!m_counting && now >= first) {
            m_counting = true;
            start = now;
            if (m_load.seconds > 0)
                end = start + seconds(m_load.seconds);
        }
    }
    m_outcome.seconds = std::chrono::duration<double>(now - start).count();
    if (m_times.empty())
        return m_outcome;
    const auto percentile = [this](double share) {
        const auto place = m_times.begin() + std::ptrdiff_t(share * double(m_times.size() - 1));
        std::nth_element(m_times.begin(), place, m_times.end());
        return double(*place);
    };
    m_outcome.p50 = percentile(0.5);
    m_outcome.p99 = percentile(0.99);
    return m_outcome;
}
}

Outcome run(const Load &load, int port, const Visitors &visitors) { return Run(load, port, visitors).work(); }

std::string request(std::string_view method, std::string_view path, std::string_view body, std::string_view fields)
{
    constexpr size_t HeadSize = 750;
    std::string head;
    head.reserve(HeadSize + body.size());
    head.append(method).append(" ").append(path).append(
        " HTTP/1.1\r\n"
        "Host: 127.0.0.1:8080\r\n"
        "Connection: keep-alive\r\n"
        "sec-ch-ua: \"Chromium\";v=\"130\", \"Not?A_Brand\";v=\"99\"\r\n"
        "sec-ch-ua-mobile: ?0\r\n"
        "sec-ch-ua-platform: \"Linux\"\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36\r\n"
        "Accept: application/json, text/plain, */*\r\n"
        "Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
        "Accept-Encoding: gzip, deflate, br, zstd\r\n"
        "Sec-Fetch-Site: same-origin\r\n"
        "Sec-Fetch-Mode: cors\r\n"
        "Sec-Fetch-Dest: empty\r\n"
        "DNT: 1\r\n");
    if (method != "GET")
        head.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    head.append(fields);
    constexpr std::string_view Referer = "Referer: http://127.0.0.1:8080/";
    const size_t rest = head.size() + Referer.size() + 4;
    head.append(Referer).append(rest < HeadSize ? HeadSize - rest : 0, 'p').append("\r\n\r\n").append(body);
    return head;
}

}
