#pragma once
// The certificate and key that the server shows under TLS, read from PEM files and found fit to serve with, and what is
// negotiated with them: TLS 1.2 and 1.3, and of their suites those with forward secrecy and AEAD only (RFC 9325).
#include "app/base/result.h"

#include <QSslConfiguration>

namespace backroom {

struct TlsFiles
{
    QString certificate; // PEM: the server's own first, then those that vouch for it
    QString key; // PEM, without a passphrase
    bool isEmpty() const { return certificate.isEmpty() && key.isEmpty(); }
};

// Reads both files. A sentence naming the file, when one cannot be read or holds something else, when they do not
// belong together, when the certificate is not valid now or the key is of a kind that is not served with.
Result<QSslConfiguration> readTlsIdentity(const TlsFiles &files);

// Whether a browser may be told to use nothing but HTTPS for this Host from now on (RFC 6797): never for addresses, and
// not for "localhost", where other programs of the same computer answer too.
bool takesHsts(QByteArrayView host);

}
