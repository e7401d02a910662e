// Engine: one instance on one node. Sole owner of its state directory and its cache tier.
//
//   STATE/lock, FORMAT     one owner; "fluid-thin-state 1"
//   STATE/meta/...         metadata.h
//   STATE/jobs/...         job_record.h
//   TIER/...               cache_store.h; without a tier STATE/cache
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plugins/thin/cache_store.h"
#include "plugins/thin/files.h"
#include "plugins/thin/host.h"
#include "plugins/thin/http_client.h"
#include "plugins/thin/jobs.h"
#include "plugins/thin/metadata.h"
#include "plugins/thin/tree.h"

namespace thin {

class Engine {
 public:
  static Result<std::unique_ptr<Engine>> Create(const fluid_host* host, const fluid_spec& spec,
                                                const fluid_instance& instance);
  ~Engine();

  // Brings the mounts and quotas to the spec, in one step. ABORTED: older than applied.
  Status Apply(const fluid_spec& spec, const fluid_instance* instance);
  std::vector<MountReport> Reports() const;
  uint64_t generation() const;
  std::shared_ptr<const Tree> tree() const;
  // Of the subtree; nothing unless all of it is known without asking.
  std::optional<SourceTotals> Totals(const std::string& path) const;
  CacheStore& store() { return *store_; }
  Jobs& jobs() { return *jobs_; }
  const std::string& node() const { return node_; }
  uint64_t fetched_bytes() const { return client_->body_bytes(); }
  // Stops jobs; with `purge` removes what is stored.
  Status Teardown(bool purge);

 private:
  Engine(const fluid_host* host, std::string node, std::string state, std::string tier);
  std::shared_ptr<Mount> MakeMount(const MountSpec& spec);

  const Host host_;
  const std::string node_, state_, tier_;
  FolderLock state_lock_, tier_lock_;
  std::unique_ptr<CacheStore> store_;
  std::unique_ptr<HttpClient> client_;
  mutable Mutex mutex_;
  uint64_t generation_ THIN_GUARDED_BY(mutex_) = 0;
  std::shared_ptr<const Tree> tree_ THIN_GUARDED_BY(mutex_);
  std::map<std::string, std::weak_ptr<Metadata>> metadata_ THIN_GUARDED_BY(mutex_);  // by URI
  std::unique_ptr<Jobs> jobs_;
};

}  // namespace thin
