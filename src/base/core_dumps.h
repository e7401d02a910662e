// For the mains of programs that come to hold secrets. Never for the library: the limit is the process'.
#pragma once

#include <sys/resource.h>

#include <algorithm>

namespace fluid {

// From now on neither this process nor those it starts leave a core, unless one of them raises its limit
// again. One byte: smaller than any core file that the kernel writes, and the value at which it starts no
// program of core_pattern either, which it does at 0 (fs/coredump.c). /proc/PID stays readable for the
// process' user, as it would not with PR_SET_DUMPABLE: a launcher without privileges finds its processes by
// their environment.
inline void ForbidCoreDumps() {
  rlimit limit;
  if (getrlimit(RLIMIT_CORE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(1, limit.rlim_max);
  (void)setrlimit(RLIMIT_CORE, &limit);
}

}  // namespace fluid
