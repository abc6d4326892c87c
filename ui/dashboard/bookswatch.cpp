#include "ui/dashboard/bookswatch.h"

using namespace std::chrono_literals;

namespace backroom {

namespace {
constexpr auto First = 2min; // after the window has settled
constexpr auto Often = 4h;
}

BooksWatch::BooksWatch(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &BooksWatch::check);
    m_again.start(First);
}

void BooksWatch::check()
{
    if (m_checking)
        return;
    m_checking = true;
    m_pool.run(
        this,
        [&shop = m_desk.shop(), actor = m_desk.actor()] {
            return shop.database().read([&actor](Reader &reader) { return bookcheck::run(reader, actor); });
        },
        [this](const Result<BookCheck> &result) { take(result); });
    Q_EMIT changed();
}

void BooksWatch::take(const Result<BookCheck> &result)
{
    m_checking = false;
    m_fault = result ? QString() : result.error().message;
    if (result)
        m_last = *result;
    m_again.start(Often);
    Q_EMIT changed();
}

}
