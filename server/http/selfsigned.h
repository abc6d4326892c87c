#pragma once
// A certificate that a server makes for itself: enough to encrypt, not enough for a stranger's browser to trust.
#include "app/base/result.h"

#include <QStringList>

namespace backroom {

struct SelfSigned
{
    QByteArray certificate; // PEM
    QByteArray key; // PEM, PKCS #8, for the curve P-256
};

// The same name as it stands in a certificate (international ones in ASCII); Invalid for what is neither a host's name
// nor an address. "*.example.com" is one.
Result<QString> certificateHost(const QString &host);

// For these hosts (see certificateHost()), the first of which names it; valid from now for `days`.
Result<SelfSigned> makeSelfSigned(const QStringList &hosts, int days);

}
