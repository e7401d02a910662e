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
  FLUID_ASSIGN_OR_RETURN(Fd socket, ListenUnix(options.socket_path));
  return std::unique_ptr<ApiServer>(new ApiServer(store, std::move(options), std::move(socket)));
}

ApiServer::ApiServer(Store& store, ApiServerOptions options, Fd socket)
    : store_(store),
      options_(std::move(options)),
      api_(store, options_.hooks, options_.version),
      socket_(std::move(socket)),
      accepting_([this] { AcceptLoop(); }) {}

ApiServer::~ApiServer() {
  stop_.Ring();
  accepting_.join();
  std::list<Connection> rest;
  {
    MutexLock lock(mutex_);
    // Nobody accepts any more, so the list only loses meaning here: threads mark their entry, they do not
    // remove it.
    for (Connection& connection : connections_) rest.push_back({std::move(connection.thread), false});
  }
  for (Connection& connection : rest) connection.thread.join();
  unlink(options_.socket_path.c_str());
}

void ApiServer::AcceptLoop() {
  while (!stop_.rung()) {
    pollfd fds[2] = {{socket_.get(), POLLIN, 0}, {stop_.fd(), POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents != 0) return;
    Fd peer(accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (peer) {
      Admit(std::move(peer));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
      options_.log.Warning("api: cannot accept a connection: {}",
                           Status::FromErrno(errno, "accept").ToString());
      poll(&fds[1], 1, 100);  // until somebody has closed one
    }
  }
}

void ApiServer::Admit(Fd socket) {
  const Result<PeerCredentials> peer = PeerOf(socket.get());
  auto connection =
      std::make_unique<HttpConnection>(NewSocketStream(std::move(socket), &stop_), options_.limits);
  const bool ours = peer.ok() && (peer->uid == geteuid() || peer->uid == 0);
  JoinDone();
  MutexLock lock(mutex_);
  if (connections_.size() >= options_.max_connections) {
    RefuseAtOnce(*connection, Unavailable("too many connections"));
    return;
  }
  Connection& entry = connections_.emplace_back();
  try {
    entry.thread = std::thread([this, ours, &entry, connection = std::move(connection)]() mutable {
      if (ours) {
        Converse(*connection);
      } else {
        Refuse(*connection, PermissionDenied("this socket serves its own user only"));
      }
      connection.reset();
      MutexLock done_lock(mutex_);
      entry.done = true;
    });
  } catch (const std::system_error& error) {
    options_.log.Warning("api: cannot serve a connection: {}", error.what());
    connections_.pop_back();
  }
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
void ApiServer::RefuseAtOnce(HttpConnection& connection, const Status& why) {
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

void ApiServer::Converse(HttpConnection& connection) {
  while (!stop_.rung()) {
    Result<std::optional<HttpRequest>> head =
        connection.ReadRequestHead(After(options_.idle_timeout), options_.head_timeout);
    if (!head.ok()) {
      const Code code = head.status().code();
      if (code == Code::kUnavailable || code == Code::kCancelled) return;
      Refuse(connection, head.status(),
             code == Code::kResourceExhausted ? 431
             : code == Code::kUnimplemented   ? 501
                                              : 0);
      return;
    }
    if (!head->has_value() || !ServeRequest(connection, std::move(**head))) return;
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
  } else if (WatchStream::IsWatch(*route, request)) {
    const Result<std::unique_ptr<WatchStream>> watch = WatchStream::Open(store_, *route);
    if (watch.ok()) return (*watch)->Serve(connection, options_.write_timeout) && request.keep_alive();
    response = ErrorResponse(watch.status(), &*route);
  } else {
    response = api_.Answer(*route, request);
  }
  options_.log.Debug("api: {} {} {}", request.method, request.target, response.status);
  return connection.WriteResponse(response, request.keep_alive(), After(options_.write_timeout)).ok() &&
         request.keep_alive();
}

}  // namespace fluid::api
