#pragma once
// What has to be put away now and then, whoever works in the shop: sessions and invitations that are over, expired carts,
// answers kept for repeats, statistics past their time, images nobody refers to. One such thread a program is right; on
// several processes of one store it does no harm.
#include "app/base/result.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backroom {

class Backroom;

class Housekeeping {
public:
    // At once, and then every hour for as long as it lives. Borrows the shop.
    explicit Housekeeping(Backroom &shop);
    // Waits for what is under way.
    ~Housekeeping();

    // The whole round, here and now; what failed is logged and does not keep the rest from being done. The first fault,
    // if any. Blocks: not on a worker or the GUI thread.
    static Result<> tidy(Backroom &shop);

private:
    void run();

    Backroom &m_shop;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

}
