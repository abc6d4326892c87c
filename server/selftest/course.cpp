#include "server/selftest/course.h"

#include <cmath>

namespace backroom {

bool Course::next()
{
    ++m_step;
    m_began.start();
    return goOn(0);
}

bool Course::goOn() { return goOn(double(m_began.elapsed()) / 1000 / qMax(0.001, seconds())); }

bool Course::goOn(double share)
{
    double before = 0, all = 0;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        all += m_steps.at(i).seconds;
        if (i < m_step)
            before += m_steps.at(i).seconds;
    }
    const double done = before + seconds() * qBound(0.0, share, 1.0);
    if (m_watch && !m_stopped)
        m_stopped = !m_watch({m_steps.at(m_step).what, all > 0 ? done / all : 0, int(std::ceil(all - done))});
    return !m_stopped;
}

}
