#include "ui/shell/desk.h"

namespace backroom {

Desk::Desk(Backroom &shop, const Actor &actor, TaskPool &pool, Ask &ask, Millis since)
    : m_shop(shop),
      m_actor(actor),
      m_pool(pool),
      m_ask(ask),
      m_since(since),
      m_format(QLocale(), shop.settings()->currency, shop.settings()->zone()),
      m_subscription(shop.database().feed().subscribe([this](const Commit &commit) {
          // The pool outlives the desk, the desk may be gone when the call comes through.
          m_pool.deliver([desk = QPointer(this), commit] {
              if (desk)
                  Q_EMIT desk->changed(commit);
          });
      }))
{}

}
