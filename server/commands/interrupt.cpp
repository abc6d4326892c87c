#include "server/commands/interrupt.h"

#include <csignal>
#include <sys/eventfd.h>
#include <unistd.h>

namespace backroom {

namespace {
// All that a signal handler may touch.
std::atomic<bool> asked = false;
std::atomic<int> wake = -1;

void onSignal(int)
{
    asked = true;
    const quint64 one = 1;
    // Cannot fill up; were it to fail, `asked` says it too.
    [[maybe_unused]] const auto written = ::write(wake, &one, sizeof one);
}

void handle(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGHUP, &action, nullptr); // the terminal was closed
}
}

Interrupt::Interrupt() : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    asked = false;
    wake = m_descriptor;
    handle(onSignal);
}

Interrupt::~Interrupt()
{
    handle(SIG_DFL);
    wake = -1;
    ::close(m_descriptor);
}

const std::atomic<bool> &Interrupt::flag() const { return asked; }

}
