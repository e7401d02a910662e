#include "src/fuse/errno_of.h"

#include <cerrno>

namespace fluid::fuse {

int ErrnoOf(const Status& status) {
  if (status.ok()) return 0;
  constexpr int kLastErrno = 511;  // the kernel refuses replies beyond
  if (const int error = status.error_number(); error > 0 && error <= kLastErrno) {
    if (error == ENOSYS) return EOPNOTSUPP;
    if (error == ENOTCONN) return EIO;
    return error;
  }
  switch (status.code()) {
    case Code::kCancelled:
      return EINTR;
    case Code::kInvalidArgument:
    case Code::kOutOfRange:
      return EINVAL;
    case Code::kDeadlineExceeded:
      return ETIMEDOUT;
    case Code::kNotFound:
      return ENOENT;
    case Code::kAlreadyExists:
      return EEXIST;
    case Code::kPermissionDenied:
    case Code::kUnauthenticated:
      return EACCES;
    case Code::kResourceExhausted:
      return ENOSPC;
    case Code::kAborted:
      return ESTALE;
    case Code::kUnimplemented:
      return EOPNOTSUPP;
    default:
      return EIO;
  }
}

}  // namespace fluid::fuse
