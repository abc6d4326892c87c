#pragma once
// Large files go to the disk a little at a time: a gigabyte that the system writes at once would keep everybody else's syncs
// waiting.
#include <QtGlobal>

namespace backroom {

class Writeback {
public:
    // Told how long the file has become. Has the system begin to write what came since, waiting for the piece before that
    // alone. What is durable is a matter of the sync at the file's end.
    void grown(int descriptor, qint64 size);

private:
    qint64 m_begun = 0; // of the piece that is being written
    qint64 m_end = 0;
};

}
