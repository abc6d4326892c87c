#include "server/selftest/measures.h"

namespace backroom {

using namespace traffic;

namespace {
// Orders one cart and notes what it was answered.
class Buyer final : public Visitor {
public:
    Buyer(std::string request, OrderReply &reply) : m_request(std::move(request)), m_reply(reply) {}
    std::string_view next() override { return std::exchange(m_sent, true) ? std::string_view() : m_request; }
    Verdict answered(int status, std::string_view body) override
    {
        m_reply = {status, std::string(body)};
        return Verdict::Done;
    }

private:
    std::string m_request;
    OrderReply &m_reply;
    bool m_sent = false;
};

Load untilDone(int connections, const GoOn &goOn)
{
    Load load;
    load.connections = connections;
    load.warmUp = 0;
    load.seconds = 0;
    load.goOn = goOn;
    return load;
}
}

Carts fillCarts(int port, const Errand &errand, int count, const GoOn &goOn)
{
    Carts carts;
    const auto turn = std::make_shared<long long>(0);
    run(untilDone(std::min(count, 10), goOn), port,
        [&](int) { return std::make_unique<Shopper>(errand, turn, &carts, size_t(count)); });
    while (carts.size() > size_t(count)) // who was under way with the next one finished it
        carts.pop_back();
    return carts;
}

std::vector<OrderReply> orderAtOnce(int port, const Errand &errand, const Carts &carts, const GoOn &goOn,
                                    const std::string &key)
{
    std::vector<OrderReply> replies(carts.size());
    if (carts.empty())
        return replies;
    const std::string field = key.empty() ? std::string() : "Idempotency-Key: " + key + "\r\n";
    run(untilDone(int(carts.size()), goOn), port, [&](int customer) {
        const auto place = size_t(customer);
        return std::make_unique<Buyer>(request("POST", "/api/v1/carts/" + carts[place] + "/checkout", errand.checkout,
                                               field),
                                       replies[place]);
    });
    return replies;
}

SelfTestRace countRace(const std::vector<OrderReply> &replies, int pieces)
{
    SelfTestRace race;
    race.customers = int(replies.size());
    race.pieces = pieces;
    for (const OrderReply &reply : replies) {
        race.sold += reply.status == 201 ? 1 : 0;
        race.refused += reply.status == 409 ? 1 : 0;
    }
    return race;
}

SelfTestRepeat countRepeat(const std::vector<OrderReply> &replies, int afterRestart)
{
    SelfTestRepeat repeat;
    repeat.sent = int(replies.size());
    repeat.afterRestart = afterRestart;
    const OrderReply *first = nullptr;
    for (const OrderReply &reply : replies) {
        if (reply.status != 201)
            continue;
        ++repeat.answered;
        if (!first)
            first = &reply;
        else if (reply.body != first->body)
            ++repeat.different;
    }
    return repeat;
}

}
