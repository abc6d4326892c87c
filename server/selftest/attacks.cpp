#include "server/selftest/measures.h"
#include "server/selftest/wire.h"

#include <thread>

using namespace std::chrono_literals;

namespace backroom {

namespace {
constexpr auto Patience = 5s; // with an answer
constexpr auto Silence = 100ms; // that a refusal is followed by

struct Attack
{
    const char *name;
    std::string bytes;
    std::vector<int> refusals; // answers that refuse it; 0: the connection is closed
    bool slowly = false; // a letter at a time, never to its end
};

std::string head(std::string_view line, std::string_view fields = {})
{
    return std::string(line).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n").append(fields).append("\r\n");
}

std::vector<Attack> attacks()
{
    const std::string nested(100'000, '[');
    return {
        // RFC 9112, 6.1: what a server and a proxy before it could cut apart differently.
        {"two-readings",
         head("POST /api/v1/carts", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"
             + head("GET /api/v1/shop"),
         {400}},
        {"endless-head", head("GET /api/v1/shop", "X-Filler: " + std::string(40'000, 'a') + "\r\n"), {431}},
        {"endless-body",
         head("POST /api/v1/carts", "Content-Type: application/json\r\nContent-Length: 10000000000\r\n"),
         {413}},
        {"slow-head", head("GET /api/v1/shop"), {408, 0}, true},
        {"deep-data",
         head("POST /api/v1/carts/none/lines",
              "Content-Type: application/json\r\nContent-Length: " + std::to_string(nested.size()) + "\r\n")
             + nested,
         {400, 404, 422}},
        // DNS rebinding: a page elsewhere that had its own name lead to this computer.
        {"other-host", "GET /api/v1/products HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", {421}},
        {"way-out", head("GET /images/../../../../../../etc/passwd"), {400, 404}},
        {"noise", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), {400, 0}},
    };
}

class Customer {
public:
    explicit Customer(int port) : m_port(port), m_wire(std::make_unique<Wire>(port)) {}
    // Looks at the goods; after a failure over a new connection.
    bool isServed()
    {
        if (m_wire->send(head("GET /api/v1/products")) && m_wire->reply(Patience).status == 200)
            return true;
        m_wire = std::make_unique<Wire>(m_port);
        return false;
    }

private:
    int m_port;
    std::unique_ptr<Wire> m_wire;
};

// Sends letters, never the last ones, until the server has had enough of it.
Wire::Reply drip(Wire &wire, const std::string &bytes, Customer &customer, bool &served, const GoOn &goOn)
{
    const auto end = std::chrono::steady_clock::now() + Patience;
    Wire::Reply reply{Wire::NoReply, {}};
    for (size_t at = 0; reply.status == Wire::NoReply && std::chrono::steady_clock::now() < end && goOn(); ++at) {
        if (!wire.send(at + 4 < bytes.size() ? bytes.substr(at, 1) : "X"))
            return {};
        served = customer.isServed() && served;
        reply = wire.reply(Silence);
    }
    return reply;
}
}

QList<SelfTestAttack> attack(int port, const GoOn &goOn)
{
    QList<SelfTestAttack> seen;
    Customer customer(port);
    for (const Attack &attack : attacks()) {
        if (!goOn())
            break;
        Wire wire(port);
        bool served = true;
        Wire::Reply reply;
        if (attack.slowly) {
            reply = drip(wire, attack.bytes, customer, served, goOn);
        } else {
            wire.send(attack.bytes); // it may be refused before it has come through
            served = customer.isServed();
            reply = wire.reply(Patience);
        }
        const bool refused =
            std::find(attack.refusals.begin(), attack.refusals.end(), reply.status) != attack.refusals.end()
            && wire.isQuiet(Silence);
        seen << SelfTestAttack{attack.name, reply.status, refused, customer.isServed() && served};
    }
    return seen;
}

}
