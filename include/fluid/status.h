// Status and Result<T>: how every function of fluid tells success and failure. Nothing throws across a public
// function.
//
// A Status is OK (a null pointer) or an error: one of the canonical codes, a message that says what was
// attempted, with what, and why it failed, an optional errno for the data plane, and a list of problems where
// there are several (bad input is reported whole, not one mistake at a time).
//
// Threads: a value type; copies share an immutable representation and may be used from different threads.
#pragma once

#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "fluid/export.h"

namespace fluid {

// The numbers are those of plugin.h's fluid_code and of the gRPC and abseil codes.
enum class Code : int {
  kOk = 0,
  kCancelled = 1,
  kUnknown = 2,
  kInvalidArgument = 3,  // wrong whatever the state
  kDeadlineExceeded = 4,
  kNotFound = 5,
  kAlreadyExists = 6,
  kPermissionDenied = 7,
  kResourceExhausted = 8,
  kFailedPrecondition = 9,  // not in this state; nothing was changed
  kAborted = 10,            // somebody else was first: read again, decide anew
  kOutOfRange = 11,
  kUnimplemented = 12,
  kInternal = 13,     // a bug of ours
  kUnavailable = 14,  // try again later
  kDataLoss = 15,
  kUnauthenticated = 16,
};
FLUID_API std::string_view CodeName(Code code);

// One mistake in an input. Printed as FILE:LINE:COL: PATH: found X; allowed Y[; did you mean "Z"?].
struct FLUID_API Problem {
  std::string file;  // empty: not from a file
  int line = 0;      // 1-based; 0: unknown
  int column = 0;
  std::string path;  // of the field: "spec.mounts[0].mountPoint"
  std::string found;
  std::string allowed;
  std::string suggestion;  // empty: none
  std::string ToString() const;
};

class [[nodiscard]] FLUID_API Status {
 public:
  Status() = default;  // OK
  Status(Code code, std::string message);
  Status(Code code, std::string message, std::vector<Problem> problems);
  // An error of the operating system: the code that fits `error` (an errno), and a message ending in its
  // text.
  static Status FromErrno(int error, std::string_view attempted);

  bool ok() const { return rep_ == nullptr; }
  Code code() const;
  std::string_view message() const;
  int error_number() const;                      // 0: none
  const std::vector<Problem>& problems() const;  // empty: none
  std::string ToString() const;                  // "NOT_FOUND: message", then a line for each problem

  Status WithErrno(int error) const;
  // The same error with "context: " put before its message; OK stays OK.
  Status Annotate(std::string_view context) const;

 private:
  struct Rep {
    Code code;
    int error = 0;
    std::string message;
    std::vector<Problem> problems;
  };
  std::shared_ptr<const Rep> rep_;
};

inline Status Ok() { return {}; }
FLUID_API Status Cancelled(std::string message);
FLUID_API Status InvalidArgument(std::string message);
FLUID_API Status DeadlineExceeded(std::string message);
FLUID_API Status NotFound(std::string message);
FLUID_API Status AlreadyExists(std::string message);
FLUID_API Status PermissionDenied(std::string message);
FLUID_API Status ResourceExhausted(std::string message);
FLUID_API Status FailedPrecondition(std::string message);
FLUID_API Status Aborted(std::string message);
FLUID_API Status OutOfRange(std::string message);
FLUID_API Status Unimplemented(std::string message);
FLUID_API Status Internal(std::string message);
FLUID_API Status Unavailable(std::string message);
FLUID_API Status DataLoss(std::string message);

// A T or the Status that says why there is none. Never holds an OK status.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<1>, std::move(value)) {}
  Result(Status status) : state_(std::in_place_index<0>, std::move(status)) {
    assert(!std::get<0>(state_).ok() && "a Result needs a value or an error");
  }

  bool ok() const { return state_.index() == 1; }
  explicit operator bool() const { return ok(); }
  Status status() const { return ok() ? Status() : std::get<0>(state_); }

  T& value() & { return std::get<1>(state_); }
  const T& value() const& { return std::get<1>(state_); }
  T&& value() && { return std::get<1>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<Status, T> state_;
};

}  // namespace fluid

// Leaves the function with the error of EXPR, if it has one.
#define FLUID_RETURN_IF_ERROR(expr)                        \
  do {                                                     \
    if (::fluid::Status status_ = (expr); !status_.ok()) { \
      return status_;                                      \
    }                                                      \
  } while (0)

#define FLUID_CONCAT_INNER_(a, b) a##b
#define FLUID_CONCAT_(a, b) FLUID_CONCAT_INNER_(a, b)
// FLUID_ASSIGN_OR_RETURN(auto x, F()); declares or assigns x from F()'s value, or leaves with its error.
#define FLUID_ASSIGN_OR_RETURN(lhs, expr) \
  FLUID_ASSIGN_OR_RETURN_INNER_(FLUID_CONCAT_(result_, __LINE__), lhs, expr)
#define FLUID_ASSIGN_OR_RETURN_INNER_(result, lhs, expr) \
  auto result = (expr);                                  \
  if (!result.ok()) return result.status();              \
  lhs = std::move(result).value()
