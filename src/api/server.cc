#include "src/api/server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "src/api/status_json.h"
#include "src/api/watch_stream.h"
#include "src/base/unix_socket.h"

namespace fluid::api {
namespace {

constexpr Duration kLinger = std::chrono::seconds(1);
constexpr size_t kLingerBytes = 16 << 20;

MonoTime After(Duration timeout) { return std::chrono::steady_clock::now() + timeout; }

}  // namespace

Result<std::unique_ptr<ApiServer>> ApiServer::Start(Store& store, ApiServerOptions options) {
  std::optional<Port> port;
  if (!options.listen.empty()) {
    FLUID_ASSIGN_OR_RETURN(port, OpenPort(options));
  }
  FLUID_ASSIGN_OR_RETURN(Fd socket, ListenUnix(options.socket_path));
  return std::unique_ptr<ApiServer>(
      new ApiServer(store, std::move(options), std::move(socket), std::move(port)));
}

Result<ApiServer::Port> ApiServer::OpenPort(const ApiServerOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const HostPort wanted, ParseHostPort(options.listen));
  FLUID_ASSIGN_OR_RETURN(TcpListener listener, ListenTcp(wanted));
  CredentialsOptions credentials;
  credentials.folder = options.tls_folder;
  credentials.kubeconfig = options.kubeconfig;
  credentials.listen = {wanted.host, listener.address.port};
  credentials.log = options.log;
  Port port{std::move(listener.socket), nullptr};
  FLUID_ASSIGN_OR_RETURN(port.credentials, ServingCredentials::Open(std::move(credentials)));
  return port;
}

ApiServer::ApiServer(Store& store, ApiServerOptions options, Fd socket, std::optional<Port> port)
    : store_(store),
      options_(std::move(options)),
      api_(store, options_.hooks, options_.version),
      socket_(std::move(socket)),
      port_(std::move(port)),
      accepting_([this] { AcceptLoop(); }) {}

ApiServer::~ApiServer() {
  stop_.Ring();
  accepting_.join();
  std::vector<std::thread> threads;
  {
    MutexLock lock(mutex_);
    // Nobody accepts any more, so the list only loses meaning here: threads mark their entry, they do not
    // remove it.
    for (Connection& connection : connections_) {
      connection.stop.Ring();
      threads.push_back(std::move(connection.thread));
    }
  }
  for (std::thread& thread : threads) thread.join();
  unlink(options_.socket_path.c_str());
}

void ApiServer::AcceptLoop() {
  while (!stop_.rung()) {
    pollfd fds[3] = {{socket_.get(), POLLIN, 0}, {stop_.fd(), POLLIN, 0}, {-1, POLLIN, 0}};
    if (port_) fds[2].fd = port_->socket.get();
    poll(fds, 3, -1);
    if (fds[1].revents != 0) return;
    if (fds[0].revents != 0) Accept(socket_.get(), Door::kSocket);
    if (fds[2].revents != 0) Accept(port_->socket.get(), Door::kPort);
  }
}

void ApiServer::Accept(int listening, Door door) {
  Fd peer(accept4(listening, nullptr, nullptr, SOCK_CLOEXEC));
  if (peer) {
    Admit(std::move(peer), door);
  } else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
    options_.log.Warning("api: cannot accept a connection: {}",
                         Status::FromErrno(errno, "accept").ToString());
    pollfd stop{stop_.fd(), POLLIN, 0};
    poll(&stop, 1, 100);  // until somebody has closed one
  }
}

void ApiServer::Admit(Fd socket, Door door) {
  bool ours = false;
  if (door == Door::kSocket) {
    const Result<PeerCredentials> peer = PeerOf(socket.get());
    ours = peer.ok() && (peer->uid == geteuid() || peer->uid == 0);
  } else {
    TuneTcp(socket.get());
  }
  JoinDone();
  MutexLock lock(mutex_);
  if (!HasRoom(door)) {
    if (door == Door::kSocket) RefuseAtOnce(std::move(socket), Unavailable("too many connections"));
    return;
  }
  Connection& entry = connections_.emplace_back(door);
  entry.known = door == Door::kSocket;
  try {
    entry.thread =
        std::thread([this, ours, &entry, stream = NewSocketStream(std::move(socket), &entry.stop)]() mutable {
          if (entry.door == Door::kSocket) {
            ServeLocal(entry, std::move(stream), ours);
          } else {
            ServeRemote(entry, std::move(stream));
          }
          MutexLock done_lock(mutex_);
          entry.done = true;
        });
  } catch (const std::system_error& error) {
    options_.log.Warning("api: cannot serve a connection: {}", error.what());
    connections_.pop_back();
  }
}

// Where all are taken, who has been a stranger for longest makes room, else who has been idle for longest.
bool ApiServer::HasRoom(Door door) {
  size_t open = 0;
  Connection* stranger = nullptr;
  Connection* idle = nullptr;
  MonoTime idle_since = std::chrono::steady_clock::now() - options_.idle_at_least;
  for (Connection& connection : connections_) {
    if (connection.door != door || connection.done || connection.ended) continue;
    ++open;
    if (!connection.known && !stranger) stranger = &connection;
    if (const MonoTime since = connection.idle_since; since <= idle_since) {
      idle = &connection;
      idle_since = since;
    }
  }
  if (open < options_.max_connections) return true;
  Connection* const leaving = stranger ? stranger : idle;
  if (!leaving) return false;
  leaving->stop.Ring();
  leaving->ended = true;
  return true;
}

void ApiServer::JoinDone() {
  std::list<Connection> done;
  {
    MutexLock lock(mutex_);
    for (auto at = connections_.begin(); at != connections_.end();) {
      const auto next = std::next(at);
      if (at->done) done.splice(done.end(), connections_, at);
      at = next;
    }
  }
  for (Connection& connection : done) connection.thread.join();
}

// For the thread that accepts: waits for nobody.
void ApiServer::RefuseAtOnce(Fd socket, const Status& why) {
  HttpConnection connection(NewSocketStream(std::move(socket), &stop_), options_.limits);
  const Status ignored =
      connection.WriteResponse(ErrorResponse(why), /*keep_alive=*/false, After(Duration::zero()));
  (void)ignored;
}

// Answers, and then reads on for a moment: closing a socket with unread bytes resets it, and the answer with
// it.
void ApiServer::Refuse(HttpConnection& connection, const Status& why, int http_code) {
  HttpResponse response = ErrorResponse(why);
  if (http_code != 0) response = JsonResponse(http_code, ErrorJson(why, {}, http_code));
  if (!connection.WriteResponse(response, /*keep_alive=*/false, After(options_.write_timeout)).ok()) return;
  const MonoTime end = After(kLinger);
  char bytes[16 << 10];
  for (size_t rest = kLingerBytes; rest > 0;) {
    const Result<size_t> got = connection.stream().Read(bytes, sizeof bytes, end);
    if (!got.ok() || *got == 0) return;
    rest -= std::min(rest, *got);
  }
}

void ApiServer::ServeLocal(Connection& entry, std::unique_ptr<Stream> stream, bool ours) {
  HttpConnection connection(std::move(stream), options_.limits);
  entry.certified = ours;
  if (ours) {
    Converse(entry, connection);
  } else {
    entry.idle_since = MonoTime::max();
    Refuse(connection, PermissionDenied("this socket serves its own user only"));
  }
}

void ApiServer::ServeRemote(Connection& entry, std::unique_ptr<Stream> stream) {
  Result<TlsConnection> secured =
      TlsAccept(port_->credentials->Context(), std::move(stream), After(options_.handshake_timeout));
  if (!secured.ok()) {
    options_.log.Debug("api: a connection is refused: {}", secured.status().ToString());
    return;
  }
  entry.certified = secured->peer_certified;
  HttpConnection connection(std::move(secured->stream), options_.limits);
  Converse(entry, connection);
}

// Whether a request comes from somebody who may ask.
bool ApiServer::Knows(Connection& entry, const HttpRequest& request) {
  if (!entry.certified) {
    const std::string* shown = request.headers.Find("Authorization");
    if (!shown || !port_->credentials->Knows(*shown)) return false;
  }
  if (entry.known) return true;
  MutexLock lock(mutex_);
  entry.known = true;
  return true;
}

void ApiServer::Converse(Connection& entry, HttpConnection& connection) {
  while (!entry.stop.rung()) {
    const Duration patience = entry.known ? options_.idle_timeout : options_.handshake_timeout;
    Result<std::optional<HttpRequest>> head =
        connection.ReadRequestHead(After(patience), options_.head_timeout);
    entry.idle_since = MonoTime::max();
    if (!head.ok()) {
      const Code code = head.status().code();
      if (code == Code::kUnavailable || code == Code::kCancelled) return;
      Refuse(connection, head.status(),
             code == Code::kResourceExhausted ? 431
             : code == Code::kUnimplemented   ? 501
                                              : 0);
      return;
    }
    if (!head->has_value()) return;
    if (!Knows(entry, **head)) {
      Refuse(connection, Status(Code::kUnauthenticated, "Unauthorized"));
      return;
    }
    if (!ServeRequest(connection, std::move(**head))) return;
    entry.idle_since = std::chrono::steady_clock::now();
  }
}

// True: another request may follow on the connection.
bool ApiServer::ServeRequest(HttpConnection& connection, HttpRequest request) {
  if (connection.has_body() && connection.CheckBody().ok() && request.headers.Has("Expect", "100-continue")) {
    if (!connection.Write("HTTP/1.1 100 Continue\r\n\r\n", After(options_.write_timeout)).ok()) return false;
  }
  Result<std::string> body = connection.ReadBody(After(options_.body_timeout));
  if (!body.ok()) {
    Refuse(connection, body.status());
    return false;
  }
  request.body = *std::move(body);
  const Result<Route> route = ParseRoute(request.target);
  HttpResponse response;
  if (!route.ok()) {
    response = ErrorResponse(route.status());
  } else if (!WatchStream::IsWatch(*route, request)) {
    response = api_.Answer(*route, request);
  } else if (std::optional<HttpResponse> refused = ResourceApi::RefuseWatch(*route, request)) {
    response = *std::move(refused);
  } else {
    const Result<std::unique_ptr<WatchStream>> watch = WatchStream::Open(store_, *route, request);
    if (watch.ok()) {
      return (*watch)->Serve(connection, options_.write_timeout, options_.bookmark_every) &&
             request.keep_alive();
    }
    response = ErrorResponse(watch.status(), &*route);
  }
  options_.log.Debug("api: {} {} {}", request.method, request.target, response.status);
  return connection.WriteResponse(response, request.keep_alive(), After(options_.write_timeout)).ok() &&
         request.keep_alive();
}

}  // namespace fluid::api
