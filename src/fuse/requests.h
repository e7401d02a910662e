// Requests: the work that is under way for the kernel, so that it can be called off: one piece when the
// kernel says that its caller was interrupted, all of it when the mount ends.
//
// Threads: all functions, any thread.
#pragma once

#include <stop_token>

#include "absl/container/flat_hash_map.h"
#include "src/base/call.h"
#include "src/base/mutex.h"

struct fuse_req;

namespace fluid::fuse {

class Requests {
 public:
  explicit Requests(Duration timeout) : timeout_(timeout) {}

  // Stops what is under way and whatever comes.
  void StopAll();

  // One piece of work. Ends before the request is answered, because libfuse forgets it then.
  class Work {
   public:
    Work(Requests& requests, fuse_req* request);
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    Call call() const { return {deadline_, stop_.get_token()}; }

   private:
    Requests& requests_;
    fuse_req* const request_;
    const MonoTime deadline_;
    std::stop_source stop_;
  };

 private:
  const Duration timeout_;
  Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_map<fuse_req*, std::stop_source> under_way_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::fuse
