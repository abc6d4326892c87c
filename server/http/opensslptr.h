#pragma once
// Owners for what libcrypto hands out.
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace backroom {

template<auto Free> struct FreedBy
{
    template<typename T> void operator()(T *thing) const { Free(thing); }
};
using BioPtr = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, FreedBy<X509_free>>;

}
