// ListPages: lists, whole or in pages that all show one state: what a page leaves over is remembered for a
// while, within bounds, and asked for by a token.
//
// Source: Kubernetes' limit, continue, resourceVersion, resourceVersionMatch. A token whose state is not
// remembered any more is answered by 410 with another token, which goes on at the same place in today's
// state. Threads: any.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/status.h"
#include "fluid/store.h"
#include "src/api/route.h"
#include "src/base/mutex.h"

namespace fluid::api {

struct ListPage {
  std::span<const Object> items;
  std::shared_ptr<const std::vector<Object>> state;  // which the items are of
  std::string version;
  std::string next;    // token of the next page; empty: there is none
  size_t left = 0;     // items after this page
  bool count = false;  // whether `left` is told: not with selectors
  std::string MetadataJson() const;
};

class ListPages {
 public:
  explicit ListPages(Store& store) : store_(store) {}

  // INVALID_ARGUMENT: the query; OUT_OF_RANGE: the state asked for is gone, and `resume`, if not empty, is
  // the token to go on with; DEADLINE_EXCEEDED: it is yet to come.
  Result<ListPage> List(const Route& route, std::string* resume);

 private:
  struct Snapshot {
    std::string version, question;  // what was asked
    std::shared_ptr<const std::vector<Object>> items;
    MonoTime taken;
  };
  std::shared_ptr<const std::vector<Object>> Remembered(const std::string& version,
                                                        const std::string& question);
  void Remember(Snapshot snapshot);

  Store& store_;
  Mutex mutex_;
  std::deque<Snapshot> snapshots_ ABSL_GUARDED_BY(mutex_);  // newest last
};

}  // namespace fluid::api
