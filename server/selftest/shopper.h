#pragma once
// A shop's customers, as visitors of the load generator: they fill a cart and order what is in it.
#include "server/selftest/load.h"

#include <deque>

namespace backroom::traffic {

// What customers want, as the bodies of their requests.
struct Errand
{
    std::function<std::string(long long turn)> line; // what goes into the cart, another one each turn
    std::string address;
    std::string option; // chooses how it is sent
    std::string checkout;
};

// Ids of carts with everything in them, to be ordered.
using Carts = std::deque<std::string>;

// The value of the first "id" in a reply; empty when there is none.
std::string idIn(std::string_view body);

// One after the other: a cart, a line, an address, a shipping option, the order. With `prepared` nothing is ordered:
// carts are put there until there are `most`.
class Shopper final : public Visitor {
public:
    // All shoppers of a run share `turn`. Borrows the errand and the carts.
    Shopper(const Errand &errand, std::shared_ptr<long long> turn, Carts *prepared = nullptr, size_t most = 0)
        : m_errand(errand), m_turn(std::move(turn)), m_prepared(prepared), m_most(most)
    {}
    std::string_view next() override;
    Verdict answered(int status, std::string_view body) override;

private:
    const Errand &m_errand;
    std::shared_ptr<long long> m_turn;
    Carts *m_prepared;
    size_t m_most;
    int m_step = 0;
    std::string m_cart;
    std::string m_request;
};

}
