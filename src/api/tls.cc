#include "src/api/tls.h"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <string_view>

#include "src/api/openssl.h"
#include "src/api/tcp.h"

namespace fluid::api {
namespace {

using SslPtr = std::unique_ptr<SSL, OpensslFree<SSL, SSL_free>>;

// The library's own protocol names, as ALPN writes them.
constexpr unsigned char kHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

constexpr std::string_view kSpeakTls =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 36\r\nConnection: close\r\n\r\n"
    "This port speaks TLS: use https://.\n";

Status UseOwn(SSL_CTX* context, const std::string& certificate, const std::string& key) {
  const BioPtr certificates = PemReader(certificate);
  const CertificatePtr own = ReadCertificate(certificates.get());
  if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) {
    return InvalidArgument("the certificate can't be used: " + OpensslReason());
  }
  while (CertificatePtr further = ReadCertificate(certificates.get())) {
    SSL_CTX_add0_chain_cert(context, further.release());
  }
  const KeyPtr private_key = ReadKey(key);
  if (!private_key || SSL_CTX_use_PrivateKey(context, private_key.get()) != 1) {
    return InvalidArgument("the key of the certificate can't be used: " + OpensslReason());
  }
  return Ok();
}

Status Trust(SSL_CTX* context, const std::string& authority, bool tell_clients) {
  const BioPtr certificates = PemReader(authority);
  int count = 0;
  while (const CertificatePtr certificate = ReadCertificate(certificates.get())) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get());
    if (tell_clients) SSL_CTX_add_client_CA(context, certificate.get());
    ++count;
  }
  return count > 0 ? Ok() : InvalidArgument("the authority's certificate can't be read as PEM");
}

std::shared_ptr<SSL_CTX> NewContext(const SSL_METHOD* method) {
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(method), SSL_CTX_free);
  if (!context) return nullptr;
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  // Many clients end without a word of TLS; where a body ends is HTTP's to say.
  SSL_CTX_set_options(context.get(),
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 0);
  SSL_CTX_set_read_ahead(context.get(), 1);
  return context;
}

int ChooseProtocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                   unsigned int offered_size, void*) {
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, size, kHttp11, sizeof kHttp11, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

// The library reads and writes through the raw stream, which waits as long as the call under way allows: so
// no call of the library ever ends half-way, but with that call's error.
class TlsStream final : public Stream {
 public:
  TlsStream(const TlsContext& context, std::unique_ptr<Stream> raw)
      : raw_(std::move(raw)), ssl_(SSL_new(context.get())) {
    BIO* bio = BIO_new(Method());
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
  }

  ~TlsStream() override {
    Begin(kNow);
    if (SSL_is_init_finished(ssl_.get()) && !broken_) SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }

  SSL* ssl() const { return ssl_.get(); }
  Stream& raw() const { return *raw_; }
  bool plain_http() const { return plain_http_; }  // what the handshake found instead of TLS

  Status Handshake(MonoTime deadline, int (*shake)(SSL*)) {
    Begin(deadline);
    if (shake(ssl_.get()) == 1) return Ok();
    broken_ = true;
    plain_http_ = ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_HTTP_REQUEST;
    return error_.ok() ? Unavailable("TLS: " + std::string(eof_ ? "the peer has ended" : Reason())) : error_;
  }

  Result<size_t> Read(char* to, size_t size, MonoTime deadline) override {
    Begin(deadline);
    size_t got = 0;
    if (SSL_read_ex(ssl_.get(), to, size, &got) == 1) return got;
    if (SSL_get_error(ssl_.get(), 0) == SSL_ERROR_ZERO_RETURN) return size_t{0};
    return Failure("reading from");
  }

  Status Write(std::string_view bytes, MonoTime deadline) override {
    if (bytes.empty()) return Ok();
    Begin(deadline);
    size_t put = 0;
    if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &put) == 1) return Ok();
    broken_ = true;
    return Failure("writing to");
  }

  Result<bool> WaitReadable(const Bell* other, MonoTime deadline) override {
    while (true) {
      // What has come may be no more than a record's beginning, or the protocol's own business.
      Begin(kNow);
      char byte;
      size_t got = 0;
      if (SSL_peek_ex(ssl_.get(), &byte, 1, &got) == 1) return true;
      if (error_.code() == Code::kCancelled) return error_;
      if (SSL_get_error(ssl_.get(), 0) != SSL_ERROR_WANT_READ) return true;  // reading will tell
      FLUID_ASSIGN_OR_RETURN(const bool ready, raw_->WaitReadable(other, deadline));
      if (!ready) return false;
    }
  }

 private:
  static constexpr MonoTime kNow{};

  void Begin(MonoTime deadline) {
    ERR_clear_error();
    deadline_ = deadline;
    error_ = Ok();
  }

  std::string Reason() const {
    const long verified = SSL_get_verify_result(ssl_.get());
    std::string why = OpensslReason();
    if (verified != X509_V_OK) why += fmt::format(" ({})", X509_verify_cert_error_string(verified));
    return why;
  }

  Status Failure(const char* what) {
    if (!error_.ok()) return error_;
    broken_ = true;
    return Unavailable(fmt::format("the connection broke while {} the peer: TLS: {}", what, Reason()));
  }

  static TlsStream* Of(BIO* bio) { return static_cast<TlsStream*>(BIO_get_data(bio)); }

  static int BioRead(BIO* bio, char* to, size_t size, size_t* got) {
    TlsStream* stream = Of(bio);
    BIO_clear_retry_flags(bio);
    const Result<size_t> read = stream->raw_->Read(to, size, stream->deadline_);
    *got = read.ok() ? *read : 0;
    if (!read.ok()) {
      stream->error_ = read.status();
      if (stream->error_.code() == Code::kDeadlineExceeded) BIO_set_retry_read(bio);
    } else if (*read == 0) {
      stream->eof_ = true;
    }
    return *got > 0 ? 1 : 0;
  }

  static int BioWrite(BIO* bio, const char* bytes, size_t size, size_t* put) {
    TlsStream* stream = Of(bio);
    BIO_clear_retry_flags(bio);
    stream->error_ = stream->raw_->Write({bytes, size}, stream->deadline_);
    *put = stream->error_.ok() ? size : 0;
    return stream->error_.ok() ? 1 : 0;
  }

  static long BioControl(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_FLUSH) return 1;
    if (command == BIO_CTRL_EOF) return Of(bio)->eof_ ? 1 : 0;
    return 0;
  }

  static const BIO_METHOD* Method() {
    static BIO_METHOD* const method = [] {
      BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "fluid stream");
      BIO_meth_set_read_ex(made, BioRead);
      BIO_meth_set_write_ex(made, BioWrite);
      BIO_meth_set_ctrl(made, BioControl);
      return made;
    }();
    return method;
  }

  const std::unique_ptr<Stream> raw_;
  const SslPtr ssl_;
  MonoTime deadline_;  // of the call under way
  Status error_;       // the raw stream's, in that call
  bool eof_ = false;
  bool plain_http_ = false;
  bool broken_ = false;  // the protocol can't be ended politely any more
};

}  // namespace

Result<TlsContext> TlsContext::ForServer(const TlsServerOptions& options) {
  const std::shared_ptr<SSL_CTX> context = NewContext(TLS_server_method());
  if (!context) return Internal("TLS can't be set up: " + OpensslReason());
  FLUID_RETURN_IF_ERROR(UseOwn(context.get(), options.certificate, options.key));
  FLUID_RETURN_IF_ERROR(Trust(context.get(), options.client_authority, /*tell_clients=*/true));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
  SSL_CTX_set_alpn_select_cb(context.get(), ChooseProtocol, nullptr);
  return TlsContext(context);
}

Result<TlsContext> TlsContext::ForClient(const TlsClientOptions& options) {
  const std::shared_ptr<SSL_CTX> context = NewContext(TLS_client_method());
  if (!context) return Internal("TLS can't be set up: " + OpensslReason());
  if (!options.certificate.empty()) {
    FLUID_RETURN_IF_ERROR(UseOwn(context.get(), options.certificate, options.key));
  }
  if (!options.authority.empty()) {
    FLUID_RETURN_IF_ERROR(Trust(context.get(), options.authority, /*tell_clients=*/false));
  } else {
    SSL_CTX_set_default_verify_paths(context.get());
  }
  SSL_CTX_set_verify(context.get(), options.skip_verify ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_alpn_protos(context.get(), kHttp11, sizeof kHttp11);
  return TlsContext(context);
}

Result<TlsConnection> TlsAccept(const TlsContext& context, std::unique_ptr<Stream> raw, MonoTime deadline) {
  auto stream = std::make_unique<TlsStream>(context, std::move(raw));
  const Status shaken = stream->Handshake(deadline, SSL_accept);
  if (stream->plain_http()) {
    const Status ignored = stream->raw().Write(kSpeakTls, deadline);
    (void)ignored;
  }
  if (!shaken.ok()) return shaken;
  const CertificatePtr shown(SSL_get1_peer_certificate(stream->ssl()));
  const bool certified = shown && SSL_get_verify_result(stream->ssl()) == X509_V_OK;
  return TlsConnection{std::move(stream), certified};
}

Result<std::unique_ptr<Stream>> TlsConnect(const TlsContext& context, std::unique_ptr<Stream> raw,
                                           const std::string& host, MonoTime deadline) {
  auto stream = std::make_unique<TlsStream>(context, std::move(raw));
  if (IsNumericAddress(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(stream->ssl()), host.c_str());
  } else {
    SSL_set_tlsext_host_name(stream->ssl(), host.c_str());
    SSL_set1_host(stream->ssl(), host.c_str());
  }
  const Status shaken = stream->Handshake(deadline, SSL_connect);
  if (!shaken.ok() && SSL_get_verify_mode(stream->ssl()) == SSL_VERIFY_PEER &&
      SSL_get_verify_result(stream->ssl()) != X509_V_OK) {
    return Status(Code::kUnauthenticated,
                  fmt::format("{} is not the server it should be: {}", host, shaken.message()));
  }
  if (!shaken.ok()) return shaken;
  return std::unique_ptr<Stream>(std::move(stream));
}

}  // namespace fluid::api
