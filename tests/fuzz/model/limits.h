// What one input may take of the processor. The memory is limited by who runs the targets (-rss_limit_mb).
#pragma once

#include <time.h>

#include <cstdio>
#include <cstdlib>

class OneSecond {
 public:
  OneSecond() : start_(Now()) {}
  ~OneSecond() {
    if (Now() - start_ <= 1) return;
    std::fprintf(stderr, "more than a second of CPU time for one input\n");
    std::abort();
  }
  OneSecond(const OneSecond&) = delete;
  OneSecond& operator=(const OneSecond&) = delete;

 private:
  static double Now() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
  }
  double start_;
};
