// Messages as bytes: frames of protocol.proto. Nothing here does I/O.
//
// Threads: all functions, any thread. Bytes of the other side are checked: what doesn't parse is DATA_LOSS.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "fluid/clock.h"
#include "src/engine/messages.h"

namespace fluid::engine {

inline constexpr uint32_t kWireVersion = 1;
inline constexpr size_t kMaxFrame = 16 << 20;
inline constexpr size_t kFrameHeader = 4;

struct HelloFrame {
  uint32_t version = kWireVersion;
  std::string program;
  Status refused;       // of a server that doesn't speak our version
  bool events = false;  // of a client: it wants EventFrames
};
struct CallFrame {
  uint64_t id = 0;
  Duration timeout{};
  Request request;
};
struct AnswerFrame {
  uint64_t id = 0;
  Response response;
};
struct CancelFrame {
  uint64_t id = 0;
};
struct EventFrame {
  EngineEvent event;
};
using Frame = std::variant<HelloFrame, CallFrame, AnswerFrame, CancelFrame, EventFrame>;

// With its length in front. Longer than kMaxFrame: RESOURCE_EXHAUSTED.
Result<std::string> EncodeFrame(const Frame& frame);
// The length that a header announces: of what follows it. Over the limit: DATA_LOSS.
Result<size_t> DecodeHeader(std::string_view header);
Result<Frame> DecodeFrame(std::string_view body);  // without the header

// OK when we can talk to a peer that says this version; else FAILED_PRECONDITION with advice.
Status CheckVersion(uint32_t version, std::string_view peer);

}  // namespace fluid::engine
