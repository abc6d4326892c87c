#include "server/selftest/shopper.h"

namespace backroom::traffic {

std::string idIn(std::string_view body)
{
    constexpr std::string_view Name = "\"id\":\"";
    const size_t at = body.find(Name);
    if (at == std::string_view::npos)
        return {};
    const size_t from = at + Name.size();
    return std::string(body.substr(from, body.find('"', from) - from));
}

std::string_view Shopper::next()
{
    const std::string path = "/api/v1/carts/" + m_cart;
    switch (m_step) {
    case 0:
        if (m_prepared && m_prepared->size() >= m_most)
            return {};
        m_request = request("POST", "/api/v1/carts", "{}");
        break;
    case 1: m_request = request("POST", path + "/lines", m_errand.line((*m_turn)++)); break;
    case 2: m_request = request("PUT", path + "/shipping-address", m_errand.address); break;
    case 3: m_request = request("PUT", path + "/shipping-option", m_errand.option); break;
    default: m_request = request("POST", path + "/checkout", m_errand.checkout); break;
    }
    return m_request;
}

Visitor::Verdict Shopper::answered(int status, std::string_view body)
{
    if (status / 100 != 2) {
        m_step = 0;
        return Verdict::Failed;
    }
    if (m_step == 0)
        m_cart = idIn(body);
    if (m_step == 3 && m_prepared)
        m_prepared->push_back(m_cart);
    m_step = (m_step + 1) % (m_prepared ? 4 : 5);
    return m_step == 0 ? Verdict::Done : Verdict::More;
}

}
