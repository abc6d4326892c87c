#pragma once
// Copies of files that are on the disk when they are said to be, and are the same to the last bit.
#include "app/base/result.h"

#include <functional>

namespace backroom {

// Called now and then with the bytes done so far. False stops it: the call fails with Conflict.
using CopyGoOn = std::function<bool(qint64 bytes)>;

// BLAKE2b-256 of a stream of bytes.
class StreamHash {
public:
    StreamHash();
    ~StreamHash();
    Q_DISABLE_COPY_MOVE(StreamHash)
    void add(QByteArrayView bytes);
    QByteArray result(); // once

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Of the file as it lies on the disk: what is still in memory of it is let go of first, where the system allows. NotFound
// when there is no such file, Unavailable when it cannot be read.
Result<QByteArray> hashFile(const QString &path, const CopyGoOn &goOn = {});
// Makes `to` (0600; it is overwritten) and gives the hash of what was read from `from`. On the disk when this returns,
// its name once the folder is synced. Full when there is no room; then and after other faults nothing stays under `to`.
Result<QByteArray> copyFile(const QString &from, const QString &to, const CopyGoOn &goOn = {});
// Puts the file in its place in one step, over what may be there, and syncs the folder.
Result<> replaceFile(const QString &from, const QString &to);

}
