#pragma once
// How far a test has come: its steps with the seconds that each is expected to take, told to who watches.
#include "app/selftest/selftest.h"

#include <QElapsedTimer>

namespace backroom {

class Course {
public:
    struct Step
    {
        QString what; // "50 customers race for the last 10 pieces"
        double seconds = 0; // expected
    };
    Course(QList<Step> steps, SelfTest::Watch watch) : m_steps(std::move(steps)), m_watch(std::move(watch)) {}

    // Begins the next step. False once somebody said stop, as below.
    bool next();
    // Within a step: by the time that went by, or by a share of it that is known.
    bool goOn();
    bool goOn(double share);
    bool isStopped() const { return m_stopped; }
    // Of the step under way.
    double seconds() const { return m_steps.at(m_step).seconds; }

private:
    QList<Step> m_steps;
    SelfTest::Watch m_watch;
    qsizetype m_step = -1;
    QElapsedTimer m_began; // the step
    bool m_stopped = false;
};

}
