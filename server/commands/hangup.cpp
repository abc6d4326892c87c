#include "server/commands/hangup.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace backroom {

namespace {
sigset_t justHangup()
{
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGHUP);
    return set;
}

// Kept from killing the process, to be read instead.
int keptBack()
{
    const sigset_t set = justHangup();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}
}

Hangup::Hangup() : m_descriptor(keptBack()), m_notifier(m_descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo what{};
        while (::read(m_descriptor, &what, sizeof what) == sizeof what) {}
        Q_EMIT came();
    });
}

Hangup::~Hangup()
{
    m_notifier.setEnabled(false);
    ::close(m_descriptor);
    const sigset_t set = justHangup();
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}
