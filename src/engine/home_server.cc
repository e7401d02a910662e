#include "src/engine/home_server.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <list>
#include <map>
#include <set>
#include <thread>

#include "src/base/unix_socket.h"
#include "src/engine/instance_home.h"
#include "src/engine/wire.h"
#include "src/engine/work_pool.h"

namespace fluid::engine {
namespace {

constexpr int kWorkers = 8;
constexpr size_t kQueueLimit = 256;
constexpr int kStuckLimit = 2;
constexpr int kMaxConnections = 64;
constexpr size_t kMaxHints = 256;  // that wait to be sent; a hint may get lost
constexpr timeval kSendPatience = {5, 0};
constexpr Duration kLongestCall = std::chrono::hours(1);

// What a connection's calls need of it, kept by each of them: it may end before they do.
class Peer {
 public:
  explicit Peer(Fd fd) : fd_(std::move(fd)) {}

  int fd() const { return fd_.get(); }

  // Frames leave whole, one at a time. A peer that does not read for too long is hung up on.
  void Send(const Frame& frame) {
    Result<std::string> bytes = EncodeFrame(frame);
    if (!bytes.ok()) {
      const auto* answer = std::get_if<AnswerFrame>(&frame);
      if (!answer) return;
      bytes = EncodeFrame(AnswerFrame{answer->id, {bytes.status(), {}}});
      if (!bytes.ok()) return;
    }
    MutexLock lock(write_mutex_);
    for (std::string_view rest = *bytes; !rest.empty();) {
      const ssize_t n = send(fd_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return HangUp();
      rest.remove_prefix(static_cast<size_t>(n));
    }
  }

  void HangUp() { shutdown(fd_.get(), SHUT_RDWR); }

  // False: the id is in use.
  bool Begin(uint64_t id, std::stop_source stop) {
    MutexLock lock(mutex_);
    return calls_.emplace(id, std::move(stop)).second;
  }
  void End(uint64_t id) {
    MutexLock lock(mutex_);
    calls_.erase(id);
  }
  void Cancel(uint64_t id) {
    std::stop_source stop;
    {
      MutexLock lock(mutex_);
      const auto call = calls_.find(id);
      if (call == calls_.end()) return;
      stop = call->second;
    }
    stop.request_stop();
  }
  void CancelAll() {
    std::map<uint64_t, std::stop_source> calls;
    {
      MutexLock lock(mutex_);
      calls = calls_;
    }
    for (auto& [id, stop] : calls) stop.request_stop();
  }

 private:
  const Fd fd_;
  Mutex write_mutex_;
  Mutex mutex_;
  std::map<uint64_t, std::stop_source> calls_ ABSL_GUARDED_BY(mutex_);  // under way
};

// Reads exactly `size` bytes. False: the peer hung up, or was hung up on.
bool ReadExactly(int fd, char* to, size_t size) {
  while (size > 0) {
    const ssize_t n = recv(fd, to, size, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

Result<Frame> ReadFrame(int fd) {
  char header[kFrameHeader];
  if (!ReadExactly(fd, header, sizeof header)) return Unavailable("the peer hung up");
  FLUID_ASSIGN_OR_RETURN(const size_t size, DecodeHeader({header, sizeof header}));
  std::string body(size, '\0');
  if (!ReadExactly(fd, body.data(), size)) return Unavailable("the peer hung up");
  return DecodeFrame(body);
}

class SocketServer final : public HomeServer {
 public:
  SocketServer(Fd listener, Fd stop, std::string socket, InstanceHome& home, HomeServerOptions options)
      : listener_(std::move(listener)),
        stop_(std::move(stop)),
        socket_(std::move(socket)),
        home_(home),
        options_(std::move(options)),
        log_(options_.log),
        pool_(std::make_unique<WorkPool>(kWorkers, kQueueLimit)) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    acceptor_ = std::thread([this] { Accept(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    listener_id_ = home_.AddListener([this](const EngineEvent& event) { Hint(event); });
  }

  ~SocketServer() override {
    home_.RemoveListener(listener_id_);
    const uint64_t one = 1;
    (void)!write(stop_.get(), &one, sizeof one);
    acceptor_.join();
    for (Conversation& c : conversations_) c.peer->HangUp();
    for (Conversation& c : conversations_) c.reader.join();
    pool_.reset();
    unlink(socket_.c_str());
  }

 private:
  struct Conversation {
    std::shared_ptr<Peer> peer;
    std::thread reader;
    std::shared_ptr<std::atomic<bool>> ended;
  };

  // A call inside the home while it lives.
  class Running {
   public:
    Running(SocketServer& server, MonoTime deadline) : server_(server) {
      MutexLock lock(server_.running_mutex_);
      at_ = server_.running_.insert(deadline);
    }
    ~Running() {
      MutexLock lock(server_.running_mutex_);
      server_.running_.erase(at_);
    }

   private:
    SocketServer& server_;
    std::multiset<MonoTime>::iterator at_;
  };

  int Stuck() {
    const MonoTime limit = std::chrono::steady_clock::now() - options_.stuck_after;
    MutexLock lock(running_mutex_);
    return static_cast<int>(std::distance(running_.begin(), running_.lower_bound(limit)));
  }

  void Accept() {
    pollfd fds[2] = {{listener_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}};
    for (;;) {
      if (poll(fds, 2, -1) < 0 && errno != EINTR) return log_.Error("wait for connections: errno {}", errno);
      if (fds[1].revents) return;
      if (!(fds[0].revents & POLLIN)) continue;
      Fd fd(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!fd) continue;
      conversations_.remove_if([](Conversation& c) {
        if (!*c.ended) return false;
        c.reader.join();
        return true;
      });
      if (const Status status = Admit(fd.get()); !status.ok()) {
        log_.Warning("{}", status.ToString());
        continue;
      }
      auto peer = std::make_shared<Peer>(std::move(fd));
      auto ended = std::make_shared<std::atomic<bool>>(false);
      std::thread reader([this, peer, ended] {
        Converse(peer);
        peer->HangUp();
        peer->CancelAll();  // nobody waits for their answers
        *ended = true;
      });
      conversations_.push_back({std::move(peer), std::move(reader), std::move(ended)});
    }
  }

  Status Admit(int fd) {
    FLUID_ASSIGN_OR_RETURN(const PeerCredentials who, PeerOf(fd));
    if (who.uid != 0 && who.uid != geteuid()) {
      return PermissionDenied(
          fmt::format("accept a connection: process {} runs as user {}", who.pid, who.uid));
    }
    if (conversations_.size() >= kMaxConnections) {
      return ResourceExhausted(fmt::format("accept a connection: there are {} already", kMaxConnections));
    }
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &kSendPatience, sizeof kSendPatience);
    return Ok();
  }

  void Converse(const std::shared_ptr<Peer>& peer) {
    bool greeted = false;
    for (;;) {
      Result<Frame> frame = ReadFrame(peer->fd());
      if (!frame.ok()) {
        if (frame.status().code() != Code::kUnavailable) log_.Warning("{}", frame.status().ToString());
        return;
      }
      if (const auto* hello = std::get_if<HelloFrame>(&*frame); hello && !greeted) {
        const Status version = CheckVersion(hello->version, hello->program);
        peer->Send(HelloFrame{kWireVersion, "fluid-node", version, false});
        if (!version.ok()) return log_.Warning("{}", version.ToString());
        greeted = true;
        if (hello->events) {
          MutexLock lock(listening_mutex_);
          listening_.push_back(peer);
        }
      } else if (auto* call = std::get_if<CallFrame>(&*frame); call && greeted) {
        Begin(peer, std::move(*call));
      } else if (const auto* cancel = std::get_if<CancelFrame>(&*frame); cancel && greeted) {
        peer->Cancel(cancel->id);
      } else {
        return log_.Warning("read a frame: one that may not come here");
      }
    }
  }

  // On a thread of the plugin's, which must not wait for a peer: a worker sends.
  void Hint(const EngineEvent& event) {
    {
      MutexLock lock(hints_mutex_);
      if (hints_.size() >= kMaxHints || std::find(hints_.begin(), hints_.end(), event) != hints_.end())
        return;
      hints_.push_back(event);
      if (hints_.size() > 1) return;  // somebody is on the way to them
    }
    if (pool_->Post([this] { SendHints(); })) return;
    MutexLock lock(hints_mutex_);
    hints_.clear();
  }

  void SendHints() {
    std::vector<EngineEvent> hints;
    std::vector<std::shared_ptr<Peer>> peers;
    {
      MutexLock lock(hints_mutex_);
      hints.swap(hints_);
    }
    {
      MutexLock lock(listening_mutex_);
      std::erase_if(listening_, [](const auto& peer) { return peer.expired(); });
      for (const auto& weak : listening_)
        if (auto peer = weak.lock()) peers.push_back(std::move(peer));
    }
    for (const auto& peer : peers)
      for (const EngineEvent& hint : hints) peer->Send(EventFrame{hint});
  }

  void Begin(const std::shared_ptr<Peer>& peer, CallFrame frame) {
    if (options_.on_stuck && Stuck() >= kStuckLimit) {
      log_.Error("{} calls do not end although their time is over", kStuckLimit);
      options_.on_stuck();
    }
    std::stop_source stop;
    if (!peer->Begin(frame.id, stop)) {
      return peer->Send(AnswerFrame{frame.id, {InvalidArgument("its id is that of a call under way"), {}}});
    }
    const Duration timeout = std::clamp(frame.timeout, Duration::zero(), kLongestCall);
    const Call call{std::chrono::steady_clock::now() + timeout, stop.get_token()};
    const uint64_t id = frame.id;
    const bool taken = pool_->Post([this, peer, call, id, request = std::move(frame.request)] {
      Response response;
      response.status = call.Check("begin a call");
      if (response.status.ok()) {
        const Running running(*this, call.deadline);
        response = home_.Handle(request, call);
      }
      peer->End(id);
      peer->Send(AnswerFrame{id, std::move(response)});
    });
    if (taken) return;
    peer->End(id);
    peer->Send(AnswerFrame{id, {ResourceExhausted(fmt::format("{} calls wait already", kQueueLimit)), {}}});
  }

  const Fd listener_;
  const Fd stop_;  // an eventfd
  const std::string socket_;
  InstanceHome& home_;
  const HomeServerOptions options_;
  const Log& log_;
  Mutex running_mutex_;
  std::multiset<MonoTime> running_ ABSL_GUARDED_BY(running_mutex_);  // deadlines of calls inside the home
  uint64_t listener_id_ = 0;
  Mutex hints_mutex_;
  std::vector<EngineEvent> hints_ ABSL_GUARDED_BY(hints_mutex_);
  Mutex listening_mutex_;
  std::vector<std::weak_ptr<Peer>> listening_ ABSL_GUARDED_BY(listening_mutex_);  // who asked for events
  std::unique_ptr<WorkPool> pool_;
  std::list<Conversation> conversations_;  // the acceptor's; the destructor's after it ended
  std::thread acceptor_;
};

}  // namespace

Result<std::unique_ptr<HomeServer>> ServeHome(const std::string& socket, InstanceHome& home,
                                              HomeServerOptions options) {
  FLUID_ASSIGN_OR_RETURN(Fd listener, ListenUnix(socket));
  Fd stop(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!stop) return Status::FromErrno(errno, "make an eventfd");
  return std::unique_ptr<HomeServer>(
      new SocketServer(std::move(listener), std::move(stop), socket, home, std::move(options)));
}

}  // namespace fluid::engine
