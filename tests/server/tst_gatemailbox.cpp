// Many replies posted to a worker cost one wake-up, and none after it has closed.
#include "server/http/mailbox.h"

#include <QTest>
#include <array>
#include <atomic>
#include <thread>

using namespace backroom;

class TestGateMailbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wakesOnce();
    void losesNothingBetweenThreads();
    void dropsAfterClosing();
};

void TestGateMailbox::wakesOnce()
{
    Mailbox box;
    int wakes = 0;
    box.open([&wakes] { ++wakes; });
    for (quint64 i = 0; i < 128; ++i)
        box.post(LateReply{{i, 1}, {}});
    QCOMPARE(wakes, 1);
    QCOMPARE(box.take().replies.size(), size_t(128));
    QCOMPARE(box.take().replies.size(), size_t(0));
    box.post(LateReply{{1, 1}, {}});
    box.post(Arrival(-1, {}));
    QCOMPARE(wakes, 2);
    const Mailbox::Post post = box.take();
    QCOMPARE(post.replies.size(), size_t(1));
    QCOMPARE(post.arrivals.size(), size_t(1));
}

void TestGateMailbox::losesNothingBetweenThreads()
{
    constexpr int Threads = 4;
    constexpr int Each = 5000;
    Mailbox box;
    std::atomic<int> wakes = 0;
    box.open([&wakes] { ++wakes; });
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&box, t] {
            for (int i = 0; i < Each; ++i)
                box.post(LateReply{{quint64(t), quint64(i)}, {}});
        });
    }
    std::array<quint64, Threads> next{};
    size_t count = 0;
    while (count < Threads * Each) {
        const Mailbox::Post post = box.take();
        for (const LateReply &late : post.replies)
            QCOMPARE(late.exchange.number, next[late.exchange.gate]++); // each thread's own order is kept
        count += post.replies.size();
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(count, size_t(Threads * Each));
    QVERIFY(wakes > 0 && wakes <= Threads * Each);
}

void TestGateMailbox::dropsAfterClosing()
{
    Mailbox box;
    int wakes = 0;
    box.open([&wakes] { ++wakes; });
    box.post(LateReply{});
    box.close();
    box.post(LateReply{});
    QCOMPARE(wakes, 1);
    QCOMPARE(box.take().replies.size(), size_t(0));
}

QTEST_GUILESS_MAIN(TestGateMailbox)
#include "tst_gatemailbox.moc"
