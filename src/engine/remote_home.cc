// The client's side of protocol.proto. All of it runs on the reactor's thread, so nothing is locked.
#include <fmt/format.h>

#include <utility>
// <utility> first: Boost 1.74 needs it with gcc 12.
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <deque>
#include <map>

#include "src/base/unix_socket.h"
#include "src/engine/home.h"
#include "src/engine/reactor.h"
#include "src/engine/wire.h"

namespace fluid::engine {
namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

constexpr size_t kMaxPending = 4096;
constexpr size_t kMaxQueued = 64 << 20;

// One connection's life: bytes out, frames in, its end told once. Its handlers keep it; whoever lost interest
// calls Close.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  using OnFrame = std::function<void(Frame)>;
  using OnEnd = std::function<void(Status)>;

  Connection(asio::io_context& context, Fd fd, OnFrame on_frame, OnEnd on_end)
      : socket_(context, asio::local::stream_protocol(), fd.Release()),
        on_frame_(std::move(on_frame)),
        on_end_(std::move(on_end)) {}

  void Start() { ReadHeader(); }

  // False: too much waits to be written.
  bool Write(std::string bytes) {
    if (queued_ + bytes.size() > kMaxQueued) return false;
    queued_ += bytes.size();
    outgoing_.push_back(std::move(bytes));
    if (outgoing_.size() == 1) WriteFirst();
    return true;
  }

  // Nobody is told anything any more.
  void Close() {
    on_frame_ = nullptr;
    on_end_ = nullptr;
    ErrorCode code;
    [[maybe_unused]] const ErrorCode closed = socket_.close(code);  // a dead socket has nothing more to say
  }

 private:
  void End(Status why) {
    const OnEnd on_end = std::move(on_end_);
    Close();
    if (on_end) on_end(std::move(why));
  }
  void EndBy(const ErrorCode& error, const char* what) {
    End(Unavailable(fmt::format("{}: {}", what, error == asio::error::eof ? "it hung up" : error.message())));
  }

  void ReadHeader() {
    asio::async_read(socket_, asio::buffer(header_),
                     [self = shared_from_this()](const ErrorCode& error, size_t) {
                       if (error) return self->EndBy(error, "read from the home");
                       const Result<size_t> size = DecodeHeader({self->header_, kFrameHeader});
                       if (!size.ok()) return self->End(size.status());
                       self->ReadBody(*size);
                     });
  }
  void ReadBody(size_t size) {
    body_.resize(size);
    asio::async_read(socket_, asio::buffer(body_),
                     [self = shared_from_this()](const ErrorCode& error, size_t) {
                       if (error) return self->EndBy(error, "read from the home");
                       Result<Frame> frame = DecodeFrame(self->body_);
                       if (!frame.ok()) return self->End(frame.status());
                       if (const OnFrame on_frame = self->on_frame_)
                         on_frame(std::move(*frame));  // a copy: it may close us
                       if (self->socket_.is_open()) self->ReadHeader();
                     });
  }
  void WriteFirst() {
    asio::async_write(socket_, asio::buffer(outgoing_.front()),
                      [self = shared_from_this()](const ErrorCode& error, size_t) {
                        if (error) return self->EndBy(error, "write to the home");
                        self->queued_ -= self->outgoing_.front().size();
                        self->outgoing_.pop_front();
                        if (!self->outgoing_.empty()) self->WriteFirst();
                      });
  }

  asio::local::stream_protocol::socket socket_;
  OnFrame on_frame_;
  OnEnd on_end_;
  char header_[kFrameHeader];
  std::string body_;
  std::deque<std::string> outgoing_;
  size_t queued_ = 0;
};

class RemoteHome final : public Home {
 public:
  RemoteHome(Reactor& reactor, std::string socket) : reactor_(reactor), socket_(std::move(socket)) {}
  ~RemoteHome() override {
    *alive_ = false;
    if (connection_) connection_->Close();
  }

  uint64_t Send(Request request, Duration timeout, Answer answer) override {
    const uint64_t ticket = ++last_;
    Status status =
        pending_.size() < kMaxPending
            ? Ok()
            : ResourceExhausted(fmt::format("call the home at {}: {} calls wait", socket_, kMaxPending));
    if (status.ok()) {
      const Result<std::string> bytes = EncodeFrame(CallFrame{ticket, timeout, std::move(request)});
      status = bytes.ok() ? Connect() : bytes.status();
      if (status.ok() && !connection_->Write(*bytes)) {
        status =
            ResourceExhausted(fmt::format("call the home at {}: it does not read what it is sent", socket_));
      }
    }
    pending_[ticket] = std::move(answer);
    if (!status.ok()) {
      reactor_.Post([this, alive = alive_, ticket, status] {
        if (*alive) Deliver(ticket, {status, {}});
      });
    }
    return ticket;
  }

  void Cancel(uint64_t ticket) override {
    if (pending_.erase(ticket) == 0 || !connection_) return;
    if (const Result<std::string> bytes = EncodeFrame(CancelFrame{ticket}); bytes.ok())
      connection_->Write(*bytes);
  }

  void OnEvent(std::function<void(const EngineEvent&)> fn) override { on_event_ = std::move(fn); }

 private:
  Status Connect() {
    if (connection_) return Ok();
    FLUID_ASSIGN_OR_RETURN(Fd fd, ConnectUnix(socket_));
    FLUID_ASSIGN_OR_RETURN(std::string hello, EncodeFrame(HelloFrame{kWireVersion, "fluid", {}, true}));
    greeted_ = false;
    connection_ = std::make_shared<Connection>(
        reactor_.context(), std::move(fd), [this](Frame frame) { Take(std::move(frame)); },
        [this](Status why) { Lost(why); });
    connection_->Write(std::move(hello));
    connection_->Start();
    return Ok();
  }

  void Take(Frame frame) {
    if (const auto* hello = std::get_if<HelloFrame>(&frame); hello && !greeted_) {
      const Status version =
          hello->refused.ok() ? CheckVersion(hello->version, hello->program) : hello->refused;
      if (!version.ok()) return Drop(version);
      greeted_ = true;
    } else if (auto* answer = std::get_if<AnswerFrame>(&frame); answer && greeted_) {
      Deliver(answer->id, std::move(answer->response));
    } else if (const auto* event = std::get_if<EventFrame>(&frame); event && greeted_) {
      if (const auto fn = on_event_) fn(event->event);  // a copy: it may end us
    } else {
      Drop(DataLoss("read from the home: a frame that it must not send"));
    }
  }

  void Deliver(uint64_t ticket, Response response) {
    auto pending = pending_.extract(ticket);
    if (pending) pending.mapped()(std::move(response));
  }

  void Drop(const Status& why) {
    connection_->Close();
    Lost(why);
  }

  // What was under way is answered; the next call connects anew.
  void Lost(const Status& why) {
    connection_.reset();
    const auto pending = std::exchange(pending_, {});
    const std::shared_ptr<bool> alive = alive_;
    for (const auto& [ticket, answer] : pending) {
      if (*alive) answer({why.Annotate(fmt::format("the home at {}", socket_)), {}});
    }
  }

  Reactor& reactor_;
  const std::string socket_;
  uint64_t last_ = 0;
  std::map<uint64_t, Answer> pending_;
  std::shared_ptr<Connection> connection_;  // null: not connected
  bool greeted_ = false;
  std::function<void(const EngineEvent&)> on_event_;
  const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace

std::unique_ptr<Home> NewRemoteHome(Reactor& reactor, std::string socket) {
  return std::make_unique<RemoteHome>(reactor, std::move(socket));
}

}  // namespace fluid::engine
