#include "app/base/writeback.h"

#include <fcntl.h>
#include <unistd.h>

namespace backroom {

namespace {
constexpr qint64 Piece = 8LL << 20;
}

void Writeback::grown(int descriptor, qint64 size)
{
    if (size - m_end < Piece)
        return;
#ifdef Q_OS_LINUX
    // Where a file system has no such thing, there is nothing to be gained.
    ::sync_file_range(descriptor, m_end, size - m_end, SYNC_FILE_RANGE_WRITE);
    if (m_end > m_begun)
        ::sync_file_range(descriptor, m_begun, m_end - m_begun,
                          SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
#else
    ::fsync(descriptor);
#endif
    m_begun = m_end;
    m_end = size;
}

}
