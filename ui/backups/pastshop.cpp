#include "ui/backups/pastshop.h"

#include <algorithm>

namespace backroom {

Result<std::shared_ptr<PastShop::Opened>> PastShop::open(const PastOpener &opener, const QString &scratch,
                                                         const std::optional<BackupKey> &key, const Clock &clock,
                                                         const BackupGoOn &goOn)
{
    auto backup = opener(scratch, key, goOn);
    if (!backup)
        return fail(backup.error());
    auto shop = Backroom::open((*backup)->config(), clock);
    if (!shop)
        return fail(shop.error());
    (void)(*shop)->settings(); // read here, so that the window need not
    return std::make_shared<Opened>(Opened{*std::move(backup), *std::move(shop)});
}

PastShop::PastShop(std::shared_ptr<Opened> opened, Desk &live, QObject *parent)
    : QObject(parent),
      m_opened(std::move(opened)),
      m_live(live),
      m_pool(std::make_unique<TaskPool>()),
      m_desk(std::make_unique<Desk>(*m_opened->shop, live.actor(), *m_pool, live.ask()))
{
    look();
}

PastShop::~PastShop()
{
    m_desk.reset();
    m_pool.reset(); // no job reads it any more
    // Closing it and removing its files takes a moment, which is no matter of the window's thread.
    m_live.pool().run(
        &m_live.pool(), [opened = std::exchange(m_opened, {})]() mutable { return opened.reset(), true; }, [](bool) {});
}

const SinceThen::Kind &PastShop::differences(PastKind kind) const
{
    static const SinceThen::Kind none;
    if (!m_since)
        return none;
    return kind == PastKind::Products ? m_since->products
        : kind == PastKind::Orders    ? m_since->orders
                                      : m_since->customers;
}

Since PastShop::since(PastKind kind, qint64 id) const
{
    if (m_brought.value(kind).contains(id))
        return Since::BroughtBack;
    if (!m_since)
        return Since::NotKnown;
    const SinceThen::Kind &differing = differences(kind);
    if (std::binary_search(differing.gone.begin(), differing.gone.end(), id))
        return Since::Gone;
    return std::binary_search(differing.changed.begin(), differing.changed.end(), id) ? Since::Changed : Since::Same;
}

void PastShop::look()
{
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    m_live.pool().run(
        this,
        [opened = m_opened, &shop = m_live.shop()] { return lookSinceThen(shop.database(), opened->shop->database()); },
        [this](const Result<SinceThen> &since) {
            m_looking = false;
            if (since)
                m_since = *since;
            else
                qWarning("the past could not be compared: %s", qPrintable(since.error().message));
            Q_EMIT looked();
            if (std::exchange(m_lookAgain, false))
                look();
        });
}

void PastShop::bringBack(const QObject *context, PastKind kind, qint64 id, const QByteArray &key,
                         std::function<void(const Result<BroughtBack> &)> done)
{
    m_live.pool().run(
        context,
        [opened = m_opened, &shop = m_live.shop(), actor = m_live.actor(), kind, key] {
            return backroom::bringBack(shop.database(), *opened->backup, opened->shop->database(), actor,
                                       pastWord(kind), key);
        },
        [self = QPointer(this), kind, id, done = std::move(done)](const Result<BroughtBack> &brought) {
            if (brought && self) {
                self->m_brought[kind].insert(id);
                self->look();
            }
            done(brought);
        });
}

QByteArray pastWord(PastKind kind)
{
    switch (kind) {
    case PastKind::Products: return "product";
    case PastKind::Orders: return "order";
    case PastKind::Customers: break;
    }
    return "customer";
}

}
