#include "server/http/tlsidentity.h"

#include "server/http/opensslptr.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QSslCipher>
#include <QSslKey>
#include <QSslSocket>
#include <ctime>
#include <openssl/err.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr qint64 MostBytes = 1024 * 1024; // of a PEM file
constexpr int LeastRsaBits = 2048;

// Written out, so that a system's policy or a newer library cannot let others in.
constexpr std::array Suites = {"TLS_AES_128_GCM_SHA256",       "TLS_AES_256_GCM_SHA384",
                               "TLS_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256",
                               "ECDHE-RSA-AES128-GCM-SHA256",  "ECDHE-ECDSA-AES256-GCM-SHA384",
                               "ECDHE-RSA-AES256-GCM-SHA384",  "ECDHE-ECDSA-CHACHA20-POLY1305",
                               "ECDHE-RSA-CHACHA20-POLY1305"};

Result<QByteArray> contentsOf(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Unavailable,
                    tr("“%1” cannot be read. Check that it is there and that this account may read it.").arg(name));
    return file.read(MostBytes);
}

BioPtr bioOf(const QByteArray &bytes) { return BioPtr(BIO_new_mem_buf(bytes.constData(), int(bytes.size()))); }

// Nobody is there to type a passphrase; that one was wanted is what the caller learns.
int refusePassphrase(char *, int, int, void *wanted)
{
    *static_cast<bool *>(wanted) = true;
    return -1;
}

QString dayOf(const ASN1_TIME *time)
{
    std::tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    return QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday).toString(Qt::ISODate);
}

Result<> checkDates(const X509 *certificate, const QString &file)
{
    std::time_t now = std::time(nullptr);
    if (X509_cmp_time(X509_get0_notAfter(certificate), &now) < 0)
        return fail(ErrorCode::Unavailable,
                    tr("The certificate in “%1” ran out on %2. Renew it, then start again.")
                        .arg(file, dayOf(X509_get0_notAfter(certificate))));
    if (X509_cmp_time(X509_get0_notBefore(certificate), &now) > 0)
        return fail(ErrorCode::Unavailable,
                    tr("The certificate in “%1” is good from %2 on. Check the clock of this computer.")
                        .arg(file, dayOf(X509_get0_notBefore(certificate))));
    return {};
}

// The key as Qt has it, if it is one to serve with.
Result<QSslKey> qtKey(EVP_PKEY *key, const QString &file)
{
    const int kind = EVP_PKEY_get_base_id(key);
    const bool fits = kind == EVP_PKEY_EC || (kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= LeastRsaBits);
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!fits || PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return fail(
            ErrorCode::Unavailable,
            tr("The key in “%1” is of a kind that this server does not use. Have one made for the curve P-256, or "
               "RSA with at least 2,048 bits.")
                .arg(file));
    char *bytes = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &bytes);
    QSslKey result(QByteArray(bytes, size), kind == EVP_PKEY_EC ? QSsl::Ec : QSsl::Rsa);
    OPENSSL_cleanse(bytes, size_t(size));
    return result;
}

Result<KeyPtr> readKey(const QByteArray &pem, const QString &file)
{
    bool locked = false;
    KeyPtr key(PEM_read_bio_PrivateKey(bioOf(pem).get(), nullptr, refusePassphrase, &locked));
    ERR_clear_error();
    if (key)
        return key;
    if (locked)
        return fail(ErrorCode::Unavailable,
                    tr("The key in “%1” is locked with a passphrase. Save it without one, in a file that only this "
                       "account may read.")
                        .arg(file));
    return fail(
        ErrorCode::Unavailable,
        tr("There is no private key in “%1”. It is text that begins with “-----BEGIN PRIVATE KEY-----”.").arg(file));
}

QSslConfiguration configurationOf(const QList<QSslCertificate> &chain, const QSslKey &key)
{
    QList<QSslCipher> ciphers;
    for (const char *suite : Suites)
        if (const QSslCipher cipher(QString::fromLatin1(suite)); !cipher.isNull())
            ciphers << cipher;
    QSslConfiguration configuration;
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setCiphers(ciphers);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients show no certificate
    configuration.setCaCertificates({});
    configuration.setAllowedNextProtocols({"http/1.1"_ba}); // the gate does not speak HTTP/2
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    return configuration;
}
}

Result<QSslConfiguration> readTlsIdentity(const TlsFiles &files)
{
    if (!QSslSocket::supportsSsl() || QSslSocket::activeBackend() != "openssl"_L1)
        return fail(
            ErrorCode::Unavailable,
            tr("Qt's part for TLS with OpenSSL is missing here. Install the package libqt6network6 as a whole."));
    const auto certificatePem = contentsOf(files.certificate);
    if (!certificatePem)
        return fail(certificatePem.error());
    const auto keyPem = contentsOf(files.key);
    if (!keyPem)
        return fail(keyPem.error());
    const CertificatePtr certificate(PEM_read_bio_X509(bioOf(*certificatePem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    if (!certificate || chain.isEmpty())
        return fail(ErrorCode::Unavailable,
                    tr("There is no certificate in “%1”. It is text that begins with “-----BEGIN CERTIFICATE-----”.")
                        .arg(files.certificate));
    const auto key = readKey(*keyPem, files.key);
    if (!key)
        return fail(key.error());
    const bool belongs = X509_check_private_key(certificate.get(), key->get()) == 1;
    ERR_clear_error();
    if (!belongs)
        return fail(
            ErrorCode::Unavailable,
            tr("The key in “%1” does not belong to the certificate in “%2”. Give the two that were issued together.")
                .arg(files.key, files.certificate));
    if (const auto valid = checkDates(certificate.get(), files.certificate); !valid)
        return fail(valid.error());
    const auto served = qtKey(key->get(), files.key);
    if (!served)
        return fail(served.error());
    return configurationOf(chain, *served);
}

bool takesHsts(QByteArrayView host)
{
    QByteArray name = host.toByteArray().toLower();
    if (const qsizetype colon = name.lastIndexOf(':'); colon >= 0 && !name.endsWith(']'))
        name.truncate(colon);
    if (name.endsWith('.'))
        name.chop(1);
    if (name.isEmpty() || name.startsWith('[') || name == "localhost" || name.endsWith(".localhost"))
        return false;
    return QHostAddress(QString::fromLatin1(name)).isNull();
}

}
