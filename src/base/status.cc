#include "fluid/status.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace fluid {

std::string_view CodeName(Code code) {
  static constexpr std::array<std::string_view, 17> kNames = {
      "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
      "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
      "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
      "DATA_LOSS", "UNAUTHENTICATED"};
  const auto index = static_cast<size_t>(code);
  return index < kNames.size() ? kNames[index] : "UNKNOWN";
}

namespace {

// A problem is one line, whatever the input holds.
std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      line += c;
    } else if (c == '\n' || c == '\t' || c == '\r') {
      line += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
    } else {
      line += fmt::format("\\x{:02x}", byte);
    }
  }
  return line;
}

}  // namespace

std::string Problem::ToString() const {
  std::string text;
  if (!file.empty()) text += fmt::format("{}:", file);
  if (line > 0) text += fmt::format("{}:{}:", line, column);
  if (!text.empty()) text += ' ';
  if (!path.empty()) text += fmt::format("{}: ", path);
  text += fmt::format("found {}; allowed {}", found, allowed);
  if (!suggestion.empty()) text += fmt::format("; did you mean \"{}\"?", suggestion);
  return OneLine(text);
}

Status::Status(Code code, std::string message) : Status(code, std::move(message), {}) {}

Status::Status(Code code, std::string message, std::vector<Problem> problems) {
  if (code == Code::kOk) return;
  rep_ = std::make_shared<const Rep>(Rep{code, 0, std::move(message), std::move(problems)});
}

Status Status::FromErrno(int error, std::string_view attempted) {
  const Code code = [error] {
    switch (error) {
      case ENOENT:
      case ENOTDIR:
        return Code::kNotFound;
      case EEXIST:
        return Code::kAlreadyExists;
      case EACCES:
      case EPERM:
        return Code::kPermissionDenied;
      case ENOSPC:
      case EDQUOT:
      case EMFILE:
      case ENFILE:
      case ENOMEM:
        return Code::kResourceExhausted;
      case EINVAL:
      case ENAMETOOLONG:
      case EISDIR:
        return Code::kInvalidArgument;
      case ETIMEDOUT:
        return Code::kDeadlineExceeded;
      case ECANCELED:
      case EINTR:
        return Code::kCancelled;
      case ENOTEMPTY:
      case EBUSY:
      case EROFS:
        return Code::kFailedPrecondition;
      case ESTALE:
        return Code::kAborted;
      case ENOSYS:
      case ENOTSUP:
        return Code::kUnimplemented;
      case ECONNREFUSED:
      case ECONNRESET:
      case EPIPE:
      case EAGAIN:
      case ENOTCONN:
        return Code::kUnavailable;
      case EIO:
        return Code::kDataLoss;
      default:
        return Code::kUnknown;
    }
  }();
  return Status(code, fmt::format("{}: {}", attempted, std::generic_category().message(error)))
      .WithErrno(error);
}

Code Status::code() const { return rep_ ? rep_->code : Code::kOk; }
std::string_view Status::message() const {
  return rep_ ? std::string_view(rep_->message) : std::string_view();
}
int Status::error_number() const { return rep_ ? rep_->error : 0; }

const std::vector<Problem>& Status::problems() const {
  static const std::vector<Problem> kNone;
  return rep_ ? rep_->problems : kNone;
}

std::string Status::ToString() const {
  if (ok()) return "OK";
  std::string text = fmt::format("{}: {}", CodeName(code()), message());
  for (const Problem& problem : problems()) text += "\n" + problem.ToString();
  return text;
}

Status Status::WithErrno(int error) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.error = error;
  Status status;
  status.rep_ = std::make_shared<const Rep>(std::move(rep));
  return status;
}

Status Status::Annotate(std::string_view context) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.message = fmt::format("{}: {}", context, rep.message);
  Status status;
  status.rep_ = std::make_shared<const Rep>(std::move(rep));
  return status;
}

Status Cancelled(std::string message) { return {Code::kCancelled, std::move(message)}; }
Status InvalidArgument(std::string message) { return {Code::kInvalidArgument, std::move(message)}; }
Status DeadlineExceeded(std::string message) { return {Code::kDeadlineExceeded, std::move(message)}; }
Status NotFound(std::string message) { return {Code::kNotFound, std::move(message)}; }
Status AlreadyExists(std::string message) { return {Code::kAlreadyExists, std::move(message)}; }
Status PermissionDenied(std::string message) { return {Code::kPermissionDenied, std::move(message)}; }
Status ResourceExhausted(std::string message) { return {Code::kResourceExhausted, std::move(message)}; }
Status FailedPrecondition(std::string message) { return {Code::kFailedPrecondition, std::move(message)}; }
Status Aborted(std::string message) { return {Code::kAborted, std::move(message)}; }
Status OutOfRange(std::string message) { return {Code::kOutOfRange, std::move(message)}; }
Status Unimplemented(std::string message) { return {Code::kUnimplemented, std::move(message)}; }
Status Internal(std::string message) { return {Code::kInternal, std::move(message)}; }
Status Unavailable(std::string message) { return {Code::kUnavailable, std::move(message)}; }
Status DataLoss(std::string message) { return {Code::kDataLoss, std::move(message)}; }

}  // namespace fluid
