#pragma once
// Closes a SQLite store to everybody's changes while a backup takes its place: a locked file in the data folder, which
// the kernel unlocks however the program ends. Reading goes on.
#include "app/store/storeconfig.h"

#include <memory>

namespace backroom {

class RestoreGate {
public:
    // Conflict while another program has closed it. Transactions under way may still end after this: begin and end one
    // of your own to wait for them.
    static Result<std::unique_ptr<RestoreGate>> close(const StoreConfig &config);
    // Opens it.
    ~RestoreGate();
    Q_DISABLE_COPY_MOVE(RestoreGate)

    // Asked inside every transaction that writes. Quick.
    static bool isClosed(const QByteArray &path);
    // The file's name in the way that the system takes it.
    static QByteArray pathOf(const StoreConfig &config);

private:
    RestoreGate(int descriptor, const QByteArray &path) : m_descriptor(descriptor), m_path(path) {}
    int m_descriptor;
    QByteArray m_path;
};

}
