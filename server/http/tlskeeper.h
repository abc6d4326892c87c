#pragma once
// Keeps the certificate that new connections are shown, and takes a renewed one from the same files while the server runs.
#include "server/http/tlsidentity.h"

#include <array>
#include <memory>
#include <mutex>

namespace backroom {

class TlsKeeper {
public:
    // How often look() wants to be called.
    static constexpr int LookMillis = 1000;

    // As readTlsIdentity().
    static Result<std::shared_ptr<TlsKeeper>> open(const TlsFiles &files);

    // Any thread.
    QSslConfiguration current() const;
    // Reads the files now, if they are others than before. Any thread.
    void lookNow() { look(false); }
    // Reads the files if they are others than before and have not changed since the last look, as whoever renews them
    // writes one after the other. A pair that is not fit is told in the log, and the one before is kept. Any thread.
    void look() { look(true); }

private:
    using Stamp = std::array<qint64, 8>; // device, inode, size and time of change of both
    void look(bool patiently);
    Stamp stamp() const;
    TlsKeeper(TlsFiles files, const QSslConfiguration &configuration);

    const TlsFiles m_files;
    mutable std::mutex m_mutex;
    QSslConfiguration m_current;
    std::mutex m_looking;
    Stamp m_judged; // what was read last, taken or not
    Stamp m_seen;
};

}
