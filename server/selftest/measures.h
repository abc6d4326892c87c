#pragma once
// What is tested, one function a property: each asks a server as its customers do and gives the facts that it saw. All
// block and end early once `goOn` says false, which they ask about ten times a second.
#include "app/selftest/report.h"
#include "app/store/transaction.h"
#include "server/selftest/load.h"
#include "server/selftest/shopper.h"

namespace backroom {

using GoOn = std::function<bool()>;
// At once, while speeds are measured; as in the benchmarks.
inline constexpr int Customers = 32;

// Lists of products from the server at 127.0.0.1:`port`: the same few, or ones that nobody asked for before.
SelfTestSpeed measureKeptLists(int port, double seconds, const GoOn &goOn);
SelfTestSpeed measureFreshLists(int port, double seconds, const GoOn &goOn);

// Orders from empty carts. `answered` counts all that were acknowledged, also while nothing was measured yet.
SelfTestSpeed measureOrders(int port, const traffic::Errand &errand, double seconds, const GoOn &goOn,
                            qint64 &answered);

// One reply to a checkout.
struct OrderReply
{
    int status = 0; // 0: none came
    std::string body;
};
// As many carts, filled; fewer when the server will not.
traffic::Carts fillCarts(int port, const traffic::Errand &errand, int count, const GoOn &goOn);
// Orders all these carts at the same moment, each over a connection of its own. With a key each is sent with it.
std::vector<OrderReply> orderAtOnce(int port, const traffic::Errand &errand, const traffic::Carts &carts,
                                    const GoOn &goOn, const std::string &key = {});

// What the answers say, still without what stands in the store.
SelfTestRace countRace(const std::vector<OrderReply> &replies, int pieces);
SelfTestRepeat countRepeat(const std::vector<OrderReply> &replies, int afterRestart);

// Hostile requests, each with a customer beside it.
QList<SelfTestAttack> attack(int port, const GoOn &goOn);

// What the store says about orders of one customer and about a piece.
qint64 ordersOf(Reader &reader, const char *email);
void readRace(Reader &reader, const char *email, VariantId piece, SelfTestRace &race);
// Sentences about what does not balance: stock, payments, sums, numbers, daily totals, the journal. Reads everything.
QStringList bookFaults(Reader &reader, qint64 &journalEntries);

}
