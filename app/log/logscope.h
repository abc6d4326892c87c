#pragma once
// On whose behalf a thread works just now, so that what it logs meanwhile carries the request's id and the actor.
#include "app/base/actor.h"

namespace backroom {

class LogScope {
public:
    // The actor outlives the scope. Costs two stores.
    explicit LogScope(const Actor &actor) : m_before(s_current) { s_current = &actor; }
    ~LogScope() { s_current = m_before; }
    Q_DISABLE_COPY_MOVE(LogScope)

    // Of this thread; null when it works for nobody in particular.
    static const Actor *current() { return s_current; }

private:
    static inline constinit thread_local const Actor *s_current = nullptr;
    const Actor *m_before;
};

}
