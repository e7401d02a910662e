// Stream: bytes to and from a peer, each call bounded by a deadline and ended early by a bell. Over a socket
// here; what brings TLS implements the same.
//
// Threads: one at a time, but a Bell may be rung from any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "fluid/clock.h"
#include "fluid/status.h"
#include "src/base/files.h"

namespace fluid::api {

// A descriptor that becomes readable when rung and stays so until cleared; for waiting in poll.
class Bell {
 public:
  Bell();
  int fd() const { return fd_.get(); }
  void Ring() const;
  void Clear() const;
  bool rung() const { return WaitRung(Duration::zero()); }
  bool WaitRung(Duration at_most) const;  // false: it did not ring in time

 private:
  Fd fd_;
};

class Stream {
 public:
  virtual ~Stream() = default;
  // At least one byte, at most `size`; 0: the peer has ended. DEADLINE_EXCEEDED, CANCELLED (the bell rang),
  // UNAVAILABLE (the connection broke).
  virtual Result<size_t> Read(char* to, size_t size, MonoTime deadline) = 0;
  virtual Status Write(std::string_view bytes, MonoTime deadline) = 0;
  // Writes what goes without waiting, and tells how many bytes that was. Alone of all calls it may run while
  // another thread is in WaitReadable; where that can't be, as with TLS, and where the connection broke,
  // nothing goes.
  virtual size_t WriteNow(std::string_view) { return 0; }
  // Waits until the peer sent something or ended (true), or `other` rang (false). DEADLINE_EXCEEDED,
  // CANCELLED.
  virtual Result<bool> WaitReadable(const Bell* other, MonoTime deadline) = 0;
};

// Takes the socket; `stop` must outlive it and, once rung, ends every call with CANCELLED.
std::unique_ptr<Stream> NewSocketStream(Fd socket, const Bell* stop);

}  // namespace fluid::api
