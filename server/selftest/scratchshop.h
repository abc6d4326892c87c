#pragma once
// A copy of a shop that is open and served on a free port of this computer, for tests that may do anything with it.
#include "app/store/scratchstore.h"
#include "server/http/apiserver.h"
#include "server/selftest/goods.h"

namespace backroom {

class ScratchShop {
public:
    // For this computer alone, without TLS and rate limits, within the limits that a server begins with, and quicker to
    // lose its patience. `workers` 0: as many as there are processors. Blocks; restart() and the destructor belong to the
    // same thread.
    static Result<std::unique_ptr<ScratchShop>> open(Database &shop, int workers, const ScratchStore::GoOn &goOn);
    // Ends the server, closes the copy and removes it.
    ~ScratchShop();
    Q_DISABLE_COPY_MOVE(ScratchShop)

    // Ends server and store and takes both up again.
    Result<> restart();

    Database &database() { return m_shop->database(); }
    const Goods &goods() const { return m_goods; }
    int port() const { return m_server->port(); }

private:
    ScratchShop(Database &shop, int workers);
    Result<> begin();
    void end();

    const Clock &m_clock;
    ServerOptions m_options;
    std::unique_ptr<ScratchStore> m_store;
    std::unique_ptr<Backroom> m_shop;
    std::unique_ptr<ApiServer> m_server;
    Goods m_goods;
};

}
