#include "plugins/thin/read_through.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

namespace thin {
namespace {

// Keeps the wanted stretch of what comes, which may be all of the file.
class Catch : public ByteSink {
 public:
  Catch(uint64_t offset, size_t len) : offset_(offset) { bytes_.resize(len); }

  Status Begin(const Attr&, uint64_t offset, bool) override {
    at_ = offset;
    return {};
  }
  Status Data(const char* data, size_t size) override {
    const uint64_t end = offset_ + bytes_.size();
    const uint64_t from = std::max(at_, offset_), to = std::min(at_ + size, end);
    if (from < to) std::memcpy(bytes_.data() + (from - offset_), data + (from - at_), to - from);
    at_ += size;
    if (at_ <= end) return {};
    return Error(FLUID_CANCELLED, "the rest of the file is not wanted", EINTR);
  }
  void End(const Status& status) override {
    MutexLock lock(mutex_);
    result_ = at_ >= offset_ + bytes_.size() ? Status() : status;
    if (result_->ok() && at_ < offset_ + bytes_.size())
      result_ = Error(FLUID_DATA_LOSS, "the source sent less than was asked for", EIO);
    ended_.NotifyAll();
  }
  Status Await(const Call& call) {
    MutexLock lock(mutex_);
    while (!result_) {
      if (Status alive = call.Alive(); !alive.ok()) return alive;
      call.Wait(ended_, mutex_);
    }
    return *result_;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  const uint64_t offset_;
  std::string bytes_;  // the remote's thread writes it and at_, until result_ is set
  uint64_t at_ = 0;
  Mutex mutex_;
  CondVar ended_;
  std::optional<Status> result_ THIN_GUARDED_BY(mutex_);
};

}  // namespace

bool DiskRefuses(const Status& status) {
  return status.err() == ENOSPC || status.err() == EDQUOT || status.err() == EROFS;
}

Result<size_t> ReadThrough(const Supply& supply, const std::string& path, const Attr& expected, void* buf,
                           size_t len, uint64_t offset, const Call& call) {
  for (int attempts = 1;; ++attempts) {
    const auto sink = std::make_shared<Catch>(offset, len);
    supply.remote->Read(path, expected, offset, len, Priority::kReader, sink, Duration::zero());
    const Status status = sink->Await(call);
    if (!call.Alive().ok()) supply.remote->Cancel(sink.get());
    supply.noted(path, status);
    if (status.ok()) {
      std::memcpy(buf, sink->bytes().data(), len);
      return len;
    }
    Duration pause{};
    if (!MayPass(status) || !supply.may_retry(status, attempts, &pause) || !call.Sleep(pause).ok())
      return status;
  }
}

}  // namespace thin
