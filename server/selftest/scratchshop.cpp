#include "server/selftest/scratchshop.h"

namespace backroom {

ScratchShop::ScratchShop(Database &shop, int workers) : m_clock(shop.clock())
{
    m_options.port = 0;
    m_options.workers = workers;
    m_options.rates.on = false;
    m_options.limits.headMillis = 1000; // who sends a letter at a time need not be watched for ten seconds
    m_options.limits.lingerMillis = 200;
}

ScratchShop::~ScratchShop() { end(); }

Result<std::unique_ptr<ScratchShop>> ScratchShop::open(Database &shop, int workers, const ScratchStore::GoOn &goOn)
{
    auto store = ScratchStore::make(shop, goOn);
    if (!store)
        return fail(store.error());
    std::unique_ptr<ScratchShop> scratch(new ScratchShop(shop, workers));
    scratch->m_store = *std::move(store);
    if (const auto begun = scratch->begin(); !begun)
        return fail(begun.error());
    auto goods = addGoods(scratch->database());
    if (!goods)
        return fail(goods.error());
    scratch->m_goods = *std::move(goods);
    return scratch;
}

Result<> ScratchShop::begin()
{
    auto shop = Backroom::open(m_store->config(), m_clock);
    if (!shop)
        return fail(shop.error());
    m_shop = *std::move(shop);
    m_server = std::make_unique<ApiServer>(*m_shop, m_options);
    return m_server->start();
}

void ScratchShop::end()
{
    m_server.reset();
    m_shop.reset();
}

Result<> ScratchShop::restart()
{
    end();
    return begin();
}

}
