// Status and Result of the plugin: the ABI's code with its errno, and a message that says what was attempted,
// with what, and why it failed. Plain values.
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "fluid/plugin.h"

namespace thin {

struct [[nodiscard]] Status {
  fluid_status value = FLUID_OK;
  std::string message;

  bool ok() const { return value == FLUID_OK; }
  int code() const { return FLUID_CODE(value); }
  int err() const { return FLUID_ERRNO(value); }
};

// Text of strings and integers.
inline void AppendTo(std::string& out, std::string_view text) { out += text; }
template <class T>
  requires std::is_integral_v<T>
void AppendTo(std::string& out, T number) {
  out += std::to_string(number);
}
template <class... T>
std::string Cat(const T&... parts) {
  std::string out;
  (AppendTo(out, parts), ...);
  return out;
}

inline Status Error(int code, std::string message, int err = 0) {
  return {FLUID_STATUS(code, err), std::move(message)};
}
// What a system call says: `what` failed with errno `err`.
inline Status SystemError(int err, std::string_view what) {
  int code = FLUID_UNKNOWN;
  switch (err) {
    case ENOENT:
      code = FLUID_NOT_FOUND;
      break;
    case EEXIST:
      code = FLUID_ALREADY_EXISTS;
      break;
    case EACCES:
    case EPERM:
      code = FLUID_PERMISSION_DENIED;
      break;
    case ENOSPC:
    case EDQUOT:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      code = FLUID_RESOURCE_EXHAUSTED;
      break;
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENOTEMPTY:
      code = FLUID_FAILED_PRECONDITION;
      break;
    case EIO:
    case ESTALE:
    case ENOTCONN:
    case ETIMEDOUT:
    case EHOSTDOWN:
      code = FLUID_UNAVAILABLE;
      break;
    default:
      break;
  }
  return Error(code, Cat(what, ": ", std::strerror(err)), err);
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : v_(std::move(value)) {}         // NOLINT(google-explicit-constructor)
  Result(Status status) : v_(std::move(status)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return v_.index() == 0; }
  const Status& status() const {
    static const Status fine;
    return ok() ? fine : std::get<1>(v_);
  }
  T& operator*() { return std::get<0>(v_); }
  const T& operator*() const { return std::get<0>(v_); }
  T* operator->() { return &std::get<0>(v_); }
  const T* operator->() const { return &std::get<0>(v_); }

 private:
  std::variant<T, Status> v_;
};

}  // namespace thin
