// TLS over a Stream: contexts made from PEM texts, and the two ends of a handshake. TLS 1.2 and later,
// HTTP/1.1 by ALPN, no resumption and no renegotiation.
//
// Source: RFC 8446, RFC 7301. Threads: contexts are immutable and may be shared; a stream is one thread's at
// a time.
#pragma once

#include <memory>
#include <string>

#include "fluid/clock.h"
#include "fluid/status.h"
#include "src/api/stream.h"

struct ssl_ctx_st;

namespace fluid::api {

struct TlsServerOptions {
  std::string certificate, key;  // PEM
  std::string client_authority;  // PEM: who signs the certificates of clients
};

struct TlsClientOptions {
  std::string authority;         // PEM; empty: those that the system trusts
  std::string certificate, key;  // PEM; empty: the client shows none
  bool skip_verify = false;      // takes whatever server answers
};

class TlsContext {
 public:
  static Result<TlsContext> ForServer(const TlsServerOptions& options);
  static Result<TlsContext> ForClient(const TlsClientOptions& options);
  ssl_ctx_st* get() const { return context_.get(); }

 private:
  explicit TlsContext(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}
  std::shared_ptr<ssl_ctx_st> context_;
};

struct TlsConnection {
  std::unique_ptr<Stream> stream;
  bool peer_certified = false;  // the client showed a certificate of the authority, and has its key
};
// The server's end. A client whose certificate is not good is let in without one: what it may do is decided
// by the caller. One that speaks plain HTTP is told so.
Result<TlsConnection> TlsAccept(const TlsContext& context, std::unique_ptr<Stream> raw, MonoTime deadline);
// The client's end. UNAUTHENTICATED: the server could not prove to be `host`.
Result<std::unique_ptr<Stream>> TlsConnect(const TlsContext& context, std::unique_ptr<Stream> raw,
                                           const std::string& host, MonoTime deadline);

}  // namespace fluid::api
