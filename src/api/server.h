// ApiServer: the resource API of a store on a unix socket and, when asked, on a TCP port with TLS.
//
// Who may: on the socket, processes of our own user, and root; on the port, who has the administrator's
// certificate or token. Bounds: connections of either kind, heads, bodies, and the time each step may take;
// where all connections of a door are taken, strangers that have not yet said who they are make room, then
// the one that has been idle for longest. Threads: one that accepts, one for each connection. The destructor
// ends them all, watches too, and removes the socket. Ownership: the store and what the hooks use must
// outlive it.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "fluid/store.h"
#include "src/api/credentials.h"
#include "src/api/http.h"
#include "src/api/resource_api.h"
#include "src/base/log.h"
#include "src/base/mutex.h"

namespace fluid::api {

struct ApiServerOptions {
  std::string socket_path;
  std::string listen;      // "ADDRESS:PORT" to serve with TLS; port 0: a free one; empty: the socket only
  std::string tls_folder;  // of credentials.h
  std::string kubeconfig;  // file that is written for the port
  ApiHooks hooks;
  std::string version;  // of the program
  Log log;
  HttpLimits limits;
  size_t max_connections = 256;  // of the socket, and as many of the port
  Duration handshake_timeout = std::chrono::seconds(10);
  Duration idle_timeout = std::chrono::seconds(75);  // between requests
  Duration idle_at_least = std::chrono::seconds(1);  // before a connection makes room for another
  Duration head_timeout = std::chrono::seconds(10);
  Duration body_timeout = std::chrono::seconds(30);
  Duration write_timeout = std::chrono::seconds(30);
  Duration bookmark_every = std::chrono::minutes(1);  // in a watch where nothing happens
};

class ApiServer {
 public:
  // ALREADY_EXISTS: somebody serves at that path, or that port. INVALID_ARGUMENT: no address to listen on.
  static Result<std::unique_ptr<ApiServer>> Start(Store& store, ApiServerOptions options);
  ~ApiServer();
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  const std::string& socket_path() const { return options_.socket_path; }
  std::string url() const { return port_ ? port_->credentials->url() : std::string(); }  // empty: no port

 private:
  enum class Door { kSocket, kPort };
  struct Connection {
    explicit Connection(Door through) : door(through) {}
    const Door door;
    bool certified = false;  // the connection itself says who is at its other end; else each request does
    bool known = false;      // somebody is there who may be
    bool ended = false;      // by us
    std::atomic<MonoTime> idle_since{std::chrono::steady_clock::now()};  // max: it has a request
    bool done = false;
    Bell stop;
    std::thread thread;
  };
  struct Port {
    Fd socket;
    std::unique_ptr<ServingCredentials> credentials;
  };

  ApiServer(Store& store, ApiServerOptions options, Fd socket, std::optional<Port> port);
  static Result<Port> OpenPort(const ApiServerOptions& options);
  void AcceptLoop();
  void Accept(int listening, Door door);
  void Admit(Fd socket, Door door);
  bool HasRoom(Door door) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void JoinDone() ABSL_LOCKS_EXCLUDED(mutex_);
  void ServeLocal(Connection& entry, std::unique_ptr<Stream> stream, bool ours);
  void ServeRemote(Connection& entry, std::unique_ptr<Stream> stream);
  void Converse(Connection& entry, HttpConnection& connection);
  bool Knows(Connection& entry, const HttpRequest& request);
  bool ServeRequest(HttpConnection& connection, HttpRequest request);
  void RefuseAtOnce(Fd socket, const Status& why);
  void Refuse(HttpConnection& connection, const Status& why, int http_code = 0);

  Store& store_;
  const ApiServerOptions options_;
  ResourceApi api_;
  const Fd socket_;
  const std::optional<Port> port_;
  const Bell stop_;
  Mutex mutex_;
  std::list<Connection> connections_ ABSL_GUARDED_BY(mutex_);
  std::thread accepting_;
};

}  // namespace fluid::api
