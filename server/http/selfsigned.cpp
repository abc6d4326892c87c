#include "server/http/selfsigned.h"

#include "server/http/opensslptr.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr long ClockSlack = 60 * 60; // seconds; clients' clocks are not all right
constexpr int MostCommonName = 64; // RFC 5280

QByteArray alternativeNames(const QStringList &hosts)
{
    QByteArrayList names;
    for (const QString &host : hosts)
        names << (QHostAddress(host).isNull() ? "DNS:" : "IP:") + host.toLatin1();
    return names.join(',');
}

bool addExtension(X509 *certificate, int which, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, which, value.constData());
    const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool setSerial(X509 *certificate)
{
    std::array<unsigned char, 16> random{};
    if (RAND_bytes(random.data(), int(random.size())) != 1)
        return false;
    random[0] = (random[0] & 0x7f) | 0x40; // positive, and always as long
    ASN1_INTEGER *const serial = X509_get_serialNumber(certificate);
    return ASN1_STRING_set(serial, random.data(), int(random.size())) == 1;
}

bool setNames(X509 *certificate, const QString &host)
{
    X509_NAME *const name = X509_get_subject_name(certificate);
    const QByteArray text = host.toLatin1().left(MostCommonName);
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                      reinterpret_cast<const unsigned char *>(text.constData()), int(text.size()), -1,
                                      0)
        == 1
        && X509_set_issuer_name(certificate, name) == 1;
}

CertificatePtr signedCertificate(EVP_PKEY *key, const QStringList &hosts, int days)
{
    CertificatePtr made(X509_new());
    X509 *const certificate = made.get();
    const bool good = certificate && X509_set_version(certificate, X509_VERSION_3) == 1 && setSerial(certificate)
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -ClockSlack)
        && X509_time_adj_ex(X509_getm_notAfter(certificate), days, -ClockSlack, nullptr)
        && setNames(certificate, hosts.constFirst()) && X509_set_pubkey(certificate, key) == 1
        && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && addExtension(certificate, NID_subject_key_identifier, "hash")
        && addExtension(certificate, NID_subject_alt_name, alternativeNames(hosts))
        && X509_sign(certificate, key, EVP_sha256()) > 0;
    return good ? std::move(made) : nullptr;
}

QByteArray bytesOf(BIO *bio)
{
    char *bytes = nullptr;
    const auto size = BIO_get_mem_data(bio, &bytes);
    return {bytes, size};
}
}

Result<QString> certificateHost(const QString &host)
{
    static const QRegularExpression label(
        u"^(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"_s);
    const QString bare = host.startsWith(u'[') && host.endsWith(u']') ? host.sliced(1, host.size() - 2) : host;
    static const QRegularExpression numbers(u"^[0-9.]+$"_s);
    if (const QHostAddress address(bare);
        !address.isNull() && address.scopeId().isEmpty() && (bare.contains(u':') || bare.count(u'.') == 3))
        return address.toString();
    const bool wild = host.startsWith("*."_L1);
    const QString ascii = QString::fromLatin1(QUrl::toAce(wild ? host.sliced(2) : host)).toLower();
    const QString name = wild ? QString("*."_L1 % ascii) : ascii;
    if (name.size() <= 253 && label.match(name).hasMatch() && !numbers.match(name).hasMatch())
        return name;
    return invalid(
        u"host"_s,
        tr("“%1” is neither a name nor an address of a computer. Write it as in shop.example.com or 192.168.1.20.")
            .arg(host.left(100)));
}

Result<SelfSigned> makeSelfSigned(const QStringList &hosts, int days)
{
    const KeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const CertificatePtr certificate = key ? signedCertificate(key.get(), hosts, days) : nullptr;
    const BioPtr certificateOut(BIO_new(BIO_s_mem()));
    const BioPtr keyOut(BIO_new(BIO_s_mem()));
    const bool written = certificate && PEM_write_bio_X509(certificateOut.get(), certificate.get()) == 1
        && PEM_write_bio_PKCS8PrivateKey(keyOut.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    ERR_clear_error();
    if (!written)
        return fail(ErrorCode::Internal,
                    tr("OpenSSL could not make a certificate. See whether this computer gives random numbers."));
    return SelfSigned{bytesOf(certificateOut.get()), bytesOf(keyOut.get())};
}

}
