#pragma once
// "Test my server": makes a copy of the shop, serves it, asks everything of it that customers and others do, and keeps
// what was seen in the shop's store.
#include "app/selftest/selftest.h"
#include "app/store/database.h"

namespace backroom {

class ServerSelfTest final : public SelfTest {
public:
    // Borrows the shop's store. The copy is served by as many workers as the shop is; 0: as there are processors.
    ServerSelfTest(Database &shop, int workers) : m_shop(shop), m_workers(workers) {}
    Result<SelfTestReport> run(bool quick, const Watch &watch) override;

private:
    Database &m_shop;
    const int m_workers;
};

}
