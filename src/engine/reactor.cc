#include "src/engine/reactor.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <thread>

namespace fluid::engine {
namespace {

// A timer whose expiry is already queued when it is destroyed must still not run: the flag says so.
class ReactorTimer final : public Timer {
 public:
  ReactorTimer(boost::asio::io_context& context, MonoTime at, std::function<void()> fn)
      : timer_(context, at), alive_(std::make_shared<bool>(true)) {
    timer_.async_wait([alive = alive_, fn = std::move(fn)](const boost::system::error_code& error) {
      if (!error && *alive) fn();
    });
  }
  ~ReactorTimer() override { *alive_ = false; }

 private:
  boost::asio::steady_timer timer_;
  std::shared_ptr<bool> alive_;
};

}  // namespace

struct Reactor::Impl {
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work =
      boost::asio::make_work_guard(context);
  std::thread thread;
};

Reactor::Reactor() : impl_(std::make_shared<Impl>()) {
  // Signals are for the program's own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  impl_->thread = std::thread([impl = impl_] { impl->context.run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Reactor::~Reactor() {
  impl_->context.stop();
  // From the inside the thread can't be waited for; it ends when it returns from us, and keeps what it needs
  // till then.
  if (inside()) {
    impl_->thread.detach();
  } else {
    impl_->thread.join();
  }
}

void Reactor::Post(std::function<void()> fn) { boost::asio::post(impl_->context, std::move(fn)); }
bool Reactor::inside() const { return std::this_thread::get_id() == impl_->thread.get_id(); }
std::unique_ptr<Timer> Reactor::At(MonoTime at, std::function<void()> fn) {
  return std::make_unique<ReactorTimer>(impl_->context, at, std::move(fn));
}
boost::asio::io_context& Reactor::context() { return impl_->context; }

}  // namespace fluid::engine
