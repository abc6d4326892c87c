#include "app/base/lowpriority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace backroom {

namespace {
constexpr int Niceness = 15;
// ioprio_set(2): best effort, the last of its eight levels.
constexpr int IoWhoProcess = 1, IoBestEffortLast = 2 << 13 | 7;
}

void workWhenIdle()
{
    // On Linux both are a thread's own. Where they are refused the work is done all the same.
    const auto thread = ::syscall(SYS_gettid);
    (void)::setpriority(PRIO_PROCESS, id_t(thread), Niceness);
    (void)::syscall(SYS_ioprio_set, IoWhoProcess, int(thread), IoBestEffortLast);
}

}
