// ErrnoOf: the errno by which a system call tells a Status.
#pragma once

#include "fluid/status.h"

namespace fluid::fuse {

// Of an error; 0 of OK. The error's own errno where it has one that the kernel passes on, else the one that
// fits its code. Never ENOSYS (the kernel would stop asking for that operation) and never ENOTCONN (it means
// a dead mount).
int ErrnoOf(const Status& status);

}  // namespace fluid::fuse
