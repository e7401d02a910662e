#include "src/fuse/requests.h"

#define FUSE_USE_VERSION 314
#include <fuse_lowlevel.h>

#include <vector>

namespace fluid::fuse {

void Requests::StopAll() {
  std::vector<std::stop_source> stops;  // whoever waits for one may take any lock, so none is held
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    for (const auto& [request, stop] : under_way_) stops.push_back(stop);
  }
  for (std::stop_source& stop : stops) stop.request_stop();
}

Requests::Work::Work(Requests& requests, fuse_req* request)
    : requests_(requests),
      request_(request),
      deadline_(std::chrono::steady_clock::now() + requests.timeout_) {
  {
    MutexLock lock(requests_.mutex_);
    if (requests_.stopped_) stop_.request_stop();
    requests_.under_way_.emplace(request_, stop_);
  }
  fuse_req_interrupt_func(
      request_, [](fuse_req_t, void* stop) { static_cast<std::stop_source*>(stop)->request_stop(); }, &stop_);
}

Requests::Work::~Work() {
  fuse_req_interrupt_func(request_, nullptr, nullptr);  // waits for one that is being delivered
  MutexLock lock(requests_.mutex_);
  requests_.under_way_.erase(request_);
}

}  // namespace fluid::fuse
