#include "src/api/certificates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "src/api/openssl.h"
#include "src/api/tcp.h"

namespace fluid::api {
namespace {

using NumberPtr = std::unique_ptr<BIGNUM, OpensslFree<BIGNUM, BN_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpensslFree<X509_EXTENSION, X509_EXTENSION_free>>;

constexpr Duration kClocksDiffer = std::chrono::hours(1);
constexpr long kVersion3 = 2;

Status Failed(std::string_view what) { return Internal(fmt::format("{}: {}", what, OpensslReason())); }

std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

// Names go into a text with commas and colons of its own.
bool IsHostName(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
  });
}

Result<std::string> AlternativeNames(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    const bool address = IsNumericAddress(name);
    if (!address && !IsHostName(name)) {
      return InvalidArgument(fmt::format("\"{}\" is no host name for a certificate", name));
    }
    text += fmt::format("{}{}:{}", text.empty() ? "" : ",", address ? "IP" : "DNS", name);
  }
  return text;
}

bool AddName(X509_NAME* to, const char* field, const std::string& value) {
  return value.empty() ||
         X509_NAME_add_entry_by_txt(to, field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0) == 1;
}

bool AddExtension(X509* to, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()));
  return extension && X509_add_ext(to, extension.get(), -1) == 1;
}

bool SetLife(X509* certificate, WallTime now, Duration lifetime) {
  const auto from = std::chrono::system_clock::to_time_t(
      now - std::chrono::duration_cast<WallTime::duration>(kClocksDiffer));
  const auto until =
      std::chrono::system_clock::to_time_t(now + std::chrono::duration_cast<WallTime::duration>(lifetime));
  return ASN1_TIME_set(X509_getm_notBefore(certificate), from) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), until) != nullptr;
}

// With a key of its own; without issuer, extensions and signature.
struct Blank {
  CertificatePtr certificate;
  KeyPtr key;
};
Result<Blank> NewCertificate(const std::string& common_name, const std::string& organization, WallTime now,
                             Duration lifetime) {
  Blank blank{CertificatePtr(X509_new()), KeyPtr(EVP_EC_gen("P-256"))};
  X509* certificate = blank.certificate.get();
  const NumberPtr serial(BN_new());
  const bool made = blank.key && certificate &&
                    BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) &&
                    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) &&
                    X509_set_version(certificate, kVersion3) && SetLife(certificate, now, lifetime) &&
                    AddName(X509_get_subject_name(certificate), "O", organization) &&
                    AddName(X509_get_subject_name(certificate), "CN", common_name) &&
                    X509_set_pubkey(certificate, blank.key.get());
  if (!made) return Failed("make a certificate");
  return blank;
}

Result<KeyPair> Sign(const Blank& blank, EVP_PKEY* by) {
  if (X509_sign(blank.certificate.get(), by, EVP_sha256()) == 0) return Failed("sign a certificate");
  const BioPtr certificate(BIO_new(BIO_s_mem())), key(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(certificate.get(), blank.certificate.get()) != 1 ||
      PEM_write_bio_PrivateKey(key.get(), blank.key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return Failed("write a certificate");
  }
  return KeyPair{TextOf(certificate.get()), TextOf(key.get())};
}

}  // namespace

Result<KeyPair> MakeAuthority(const std::string& common_name, WallTime now, Duration lifetime) {
  FLUID_ASSIGN_OR_RETURN(const Blank blank, NewCertificate(common_name, "", now, lifetime));
  X509* own = blank.certificate.get();
  const bool made = X509_set_issuer_name(own, X509_get_subject_name(own)) == 1 &&
                    AddExtension(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                    AddExtension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                    AddExtension(own, own, NID_subject_key_identifier, "hash");
  if (!made) return Failed("make a certificate authority");
  return Sign(blank, blank.key.get());
}

Result<KeyPair> IssueCertificate(const KeyPair& authority, const CertificateRequest& request, WallTime now,
                                 Duration lifetime) {
  const CertificatePtr issuer = ReadCertificate(PemReader(authority.certificate).get());
  const KeyPtr issuer_key = ReadKey(authority.key);
  if (!issuer || !issuer_key) return Failed("read the certificate authority");
  FLUID_ASSIGN_OR_RETURN(const std::string names, AlternativeNames(request.names));
  FLUID_ASSIGN_OR_RETURN(const Blank blank,
                         NewCertificate(request.common_name, request.organization, now, lifetime));
  X509* own = blank.certificate.get();
  const bool made =
      X509_set_issuer_name(own, X509_get_subject_name(issuer.get())) == 1 &&
      AddExtension(own, issuer.get(), NID_basic_constraints, "critical,CA:FALSE") &&
      AddExtension(own, issuer.get(), NID_key_usage, "critical,digitalSignature") &&
      AddExtension(own, issuer.get(), NID_ext_key_usage, request.server ? "serverAuth" : "clientAuth") &&
      AddExtension(own, issuer.get(), NID_subject_key_identifier, "hash") &&
      AddExtension(own, issuer.get(), NID_authority_key_identifier, "keyid:always") &&
      (names.empty() || AddExtension(own, issuer.get(), NID_subject_alt_name, names));
  if (!made) return Failed("make a certificate");
  return Sign(blank, issuer_key.get());
}

Status CheckCertificate(const KeyPair& pair, const std::string& authority_certificate,
                        const std::vector<std::string>& names, WallTime until) {
  const CertificatePtr certificate = ReadCertificate(PemReader(pair.certificate).get());
  const CertificatePtr authority = ReadCertificate(PemReader(authority_certificate).get());
  const KeyPtr key = ReadKey(pair.key);
  ERR_clear_error();
  if (!certificate || !authority || !key) return InvalidArgument("it can't be read");
  const bool own_key = X509_check_private_key(certificate.get(), key.get()) == 1;
  const bool is_signed = X509_verify(certificate.get(), X509_get0_pubkey(authority.get())) == 1;
  ERR_clear_error();
  if (!own_key) return InvalidArgument("its key is another");
  if (!is_signed) return InvalidArgument("the authority has not signed it");
  time_t end = std::chrono::system_clock::to_time_t(until);
  if (X509_cmp_time(X509_get0_notAfter(certificate.get()), &end) <= 0) return InvalidArgument("it ends soon");
  for (const std::string& name : names) {
    const bool held = IsNumericAddress(name)
                          ? X509_check_ip_asc(certificate.get(), name.c_str(), 0) == 1
                          : X509_check_host(certificate.get(), name.data(), name.size(), 0, nullptr) == 1;
    if (!held) return InvalidArgument(fmt::format("it does not name {}", name));
  }
  return Ok();
}

}  // namespace fluid::api
