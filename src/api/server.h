// ApiServer: the resource API of a store on a unix socket.
//
// Who may: processes of our own user, and root. Bounds: connections, heads, bodies, and the time each step
// may take. Threads: one that accepts, one for each connection. The destructor ends them all, watches too,
// and removes the socket. Ownership: the store and what the hooks use must outlive it.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <thread>

#include "fluid/store.h"
#include "src/api/http.h"
#include "src/api/resource_api.h"
#include "src/base/log.h"
#include "src/base/mutex.h"

namespace fluid::api {

struct ApiServerOptions {
  std::string socket_path;
  ApiHooks hooks;
  std::string version;  // of the program
  Log log;
  HttpLimits limits;
  size_t max_connections = 256;
  Duration idle_timeout = std::chrono::seconds(75);  // between requests
  Duration head_timeout = std::chrono::seconds(10);
  Duration body_timeout = std::chrono::seconds(30);
  Duration write_timeout = std::chrono::seconds(30);
};

class ApiServer {
 public:
  // ALREADY_EXISTS: somebody serves at that path.
  static Result<std::unique_ptr<ApiServer>> Start(Store& store, ApiServerOptions options);
  ~ApiServer();
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  const std::string& socket_path() const { return options_.socket_path; }

 private:
  struct Connection {
    std::thread thread;
    bool done = false;
  };

  ApiServer(Store& store, ApiServerOptions options, Fd socket);
  void AcceptLoop();
  void Admit(Fd socket);
  void JoinDone() ABSL_LOCKS_EXCLUDED(mutex_);
  void Converse(HttpConnection& connection);
  bool ServeRequest(HttpConnection& connection, HttpRequest request);
  void RefuseAtOnce(HttpConnection& connection, const Status& why);
  void Refuse(HttpConnection& connection, const Status& why, int http_code = 0);

  Store& store_;
  const ApiServerOptions options_;
  ResourceApi api_;
  const Fd socket_;
  const Bell stop_;
  Mutex mutex_;
  std::list<Connection> connections_ ABSL_GUARDED_BY(mutex_);
  std::thread accepting_;
};

}  // namespace fluid::api
