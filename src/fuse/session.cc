#include "src/fuse/session.h"

#define FUSE_USE_VERSION 314
#include <fmt/format.h>
#include <fuse_lowlevel.h>
#include <linux/fuse.h>
#include <pthread.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace fluid::fuse {
namespace {

// Signals are for the program's own threads. Blocks them for threads that are made while it lives.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

// What the thread is answering now; 0 when it tells something unasked.
thread_local uint32_t answering = 0;

// libfuse 3.14 knows this ability of the kernel's but never asks for it, and then each look-up that waits for
// a source would hold up all others in its folder. Later versions ask themselves.
void AskForParallelLookups(const iovec* parts, int count) {
  fuse_init_out reply;
  constexpr size_t kFlagsEnd = offsetof(fuse_init_out, flags) + sizeof reply.flags;
  if (count < 2 || parts[1].iov_len < kFlagsEnd) return;
  std::memcpy(&reply, parts[1].iov_base, kFlagsEnd);
  reply.flags |= FUSE_PARALLEL_DIROPS;
  std::memcpy(parts[1].iov_base, &reply, kFlagsEnd);
}

constexpr fuse_custom_io kDeviceIo = {
    .writev = [](int fd, iovec* parts, int count, void*) -> ssize_t {
      if (answering == FUSE_INIT) AskForParallelLookups(parts, count);
      return writev(fd, parts, count);
    },
    .read = [](int fd, void* buffer, size_t size, void*) -> ssize_t { return read(fd, buffer, size); },
    .splice_receive = nullptr,
    .splice_send = nullptr,
};

uint32_t OpcodeOf(const fuse_buf& buffer) {
  fuse_in_header header;
  if (buffer.size < sizeof header) return 0;
  std::memcpy(&header, buffer.mem, sizeof header);
  return header.opcode;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::Start(FileSystem& files, Fd device, const SessionOptions& options) {
  std::unique_ptr<Session> session(new Session(files, options));
  if (session->session_ == nullptr ||
      fuse_session_custom_io(session->session_, &kDeviceIo, device.get()) != 0) {
    return Internal("start a FUSE session: libfuse refused it");
  }
  device.Release();  // now libfuse's
  const int wanted =
      options.threads > 0 ? options.threads : std::max(2u, std::thread::hardware_concurrency());
  MutexLock lock(session->mutex_);
  for (int i = 0; i < wanted; ++i) {
    if (!session->AddThread() && i == 0)
      return ResourceExhausted("start a FUSE session: no thread can be made");
  }
  return session;
}

Session::Session(FileSystem& files, const SessionOptions& options) : options_(options) {
  std::string name = "fluid", max_read = fmt::format("-omax_read={}", FileSystem::kMaxRead);
  char* argv[] = {name.data(), max_read.data(), nullptr};
  fuse_args args = FUSE_ARGS_INIT(2, argv);
  const fuse_lowlevel_ops ops = FileSystem::Operations();
  session_ = fuse_session_new(&args, &ops, sizeof ops, &files);
  fuse_opt_free_args(&args);  // parsing replaced them by a copy
}

Session::~Session() {
  if (session_ == nullptr) return;
  WaitEnded(MonoTime::max());
  {
    MutexLock lock(mutex_);
    for (std::thread& thread : finished_) thread.join();
  }
  fuse_session_destroy(session_);
}

bool Session::AddThread() {
  const SignalsBlocked blocked;
  try {
    std::thread thread([this] { Serve(); });
    pthread_setname_np(thread.native_handle(), "fluid-fuse");
    threads_.emplace(thread.get_id(), std::move(thread));
    ++idle_;
    return true;
  } catch (const std::system_error&) {
    return false;  // those that there are go on
  }
}

void Session::Serve() {
  fuse_buf buffer = {};
  bool surplus = false;
  while (!surplus && !fuse_session_exited(session_)) {
    const int got = fuse_session_receive_buf(session_, &buffer);
    if (got == -EINTR || got == -EAGAIN) continue;
    if (got <= 0) break;
    const uint32_t opcode = OpcodeOf(buffer);
    if (opcode < requests_.size()) requests_[opcode].fetch_add(1, std::memory_order_relaxed);
    const bool quick = opcode == FUSE_FORGET || opcode == FUSE_BATCH_FORGET;  // they come in thousands
    std::vector<std::thread> finished;
    {
      MutexLock lock(mutex_);
      if (--idle_ == 0 && !quick && static_cast<int>(threads_.size()) < options_.max_threads) AddThread();
      finished.swap(finished_);
    }
    for (std::thread& thread : finished) thread.join();
    answering = opcode;
    fuse_session_process_buf(session_, &buffer);
    MutexLock lock(mutex_);
    surplus = idle_ >= options_.idle_threads;
    if (!surplus) ++idle_;
  }
  std::free(buffer.mem);
  fuse_session* const session = session_;
  MutexLock lock(mutex_);
  if (!surplus) {
    --idle_;
    fuse_session_exit(session);  // what ends one thread ends all
  }
  auto self = threads_.extract(std::this_thread::get_id());
  finished_.push_back(std::move(self.mapped()));
  if (threads_.empty()) ended_.NotifyAll();
}

bool Session::running() const { return !fuse_session_exited(session_); }

bool Session::listening() const {
  MutexLock lock(mutex_);
  return idle_ > 0;
}

bool Session::WaitEnded(MonoTime until) {
  MutexLock lock(mutex_);
  while (!threads_.empty()) {
    if (until == MonoTime::max()) {
      ended_.Wait(mutex_);
    } else if (!ended_.WaitUntil(mutex_, until) && !threads_.empty()) {
      return false;
    }
  }
  return true;
}

void Session::ExpireEntry(uint64_t parent, const std::string& name) {
  // Errors say that the kernel doesn't have it, or has gone.
  if (fuse_lowlevel_notify_expire_entry(session_, parent, name.data(), name.size(), FUSE_LL_EXPIRE_ONLY) ==
      -ENOSYS) {
    (void)fuse_lowlevel_notify_inval_entry(session_, parent, name.data(), name.size());
  }
}

void Session::ExpireAttributes(uint64_t node) {
  (void)fuse_lowlevel_notify_inval_inode(session_, node, -1, 0);
}

uint64_t Session::requests(uint32_t opcode) const {
  return opcode < requests_.size() ? requests_[opcode].load(std::memory_order_relaxed) : 0;
}

}  // namespace fluid::fuse
