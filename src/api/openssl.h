// Owners of OpenSSL's objects, and PEM texts. For tls.cc and certificates.cc only, which alone know that
// library.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace fluid::api {

template <class T, auto kFree>
struct OpensslFree {
  void operator()(T* object) const { kFree(object); }
};
using BioPtr = std::unique_ptr<BIO, OpensslFree<BIO, BIO_free_all>>;
using CertificatePtr = std::unique_ptr<X509, OpensslFree<X509, X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY, EVP_PKEY_free>>;

// What went wrong last on this thread; forgets it.
inline std::string OpensslReason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason ? reason : "unknown error";
}

// An encrypted key is refused; without this the library would ask the terminal.
inline int NoPassword(char*, int, int, void*) { return 0; }

inline BioPtr PemReader(const std::string& pem) {
  return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}
// The next one of the text; null: no more, or it can't be read.
inline CertificatePtr ReadCertificate(BIO* from) {
  CertificatePtr certificate(PEM_read_bio_X509(from, nullptr, NoPassword, nullptr));
  if (!certificate) ERR_clear_error();
  return certificate;
}
inline KeyPtr ReadKey(const std::string& pem) {
  return KeyPtr(PEM_read_bio_PrivateKey(PemReader(pem).get(), nullptr, NoPassword, nullptr));
}

}  // namespace fluid::api
