#include "plugins/thin/engine.h"

#include <algorithm>
#include <charconv>

#include "plugins/thin/cached_source.h"
#include "plugins/thin/dir_source.h"
#include "plugins/thin/http_remote.h"

namespace thin {
namespace {

using Mounts = std::vector<std::shared_ptr<Mount>>;

constexpr int kConnections = 32;
constexpr std::string_view kFormatName = "fluid-thin-state ";
constexpr int kFormat = 1;

CacheLimits LimitsOf(const fluid_instance& instance) {
  CacheLimits limits;
  if (instance.tier_count == 0) return limits;
  const fluid_tier& tier = *instance.tiers[0];
  limits.quota = tier.quota_bytes;
  if (tier.high > 0 && tier.high <= 10000) limits.high = tier.high / 10000.0;
  if (tier.low > 0 && tier.low <= 10000) limits.low = tier.low / 10000.0;
  limits.low = std::min(limits.low, limits.high);
  if (instance.tier_count > 1)
    limits.remark = Cat("the cache is in ", Text(tier.path), " alone, other tiers are not used");
  return limits;
}

Status CheckFormat(const std::string& folder) {
  auto text = ReadFile(folder + "/FORMAT", 4096);
  if (!text.ok() && text.status().err() == ENOENT)
    return ReplaceFile(folder + "/FORMAT", Cat(kFormatName, kFormat, "\n"));
  if (!text.ok()) return text.status();
  int format = 0;
  if (text->starts_with(kFormatName))
    std::from_chars(text->data() + kFormatName.size(), text->data() + text->size(), format);
  if (format >= 1 && format <= kFormat) return {};
  return Error(FLUID_FAILED_PRECONDITION,
               Cat(folder, "/FORMAT: format ", format, "; this version knows up to ", kFormat,
                   ": upgrade, or remove the directory"));
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::Create(const fluid_host* host, const fluid_spec& spec,
                                               const fluid_instance& instance) {
  if (instance.scope != FLUID_SCOPE_NODE)
    return Error(FLUID_INVALID_ARGUMENT, "the built-in client has instances on nodes only");
  const std::string state = Text(instance.state_dir);
  if (!state.starts_with('/'))
    return Error(FLUID_INVALID_ARGUMENT, Cat("state_dir \"", state, "\" is not absolute"));
  std::string tier = instance.tier_count ? Text(instance.tiers[0]->path) : state + "/cache";
  if (!tier.starts_with('/'))
    return Error(FLUID_INVALID_ARGUMENT, Cat("tier \"", tier, "\" is not absolute"));
  auto engine = std::unique_ptr<Engine>(new Engine(host, Text(instance.node), state, tier));
  for (const std::string& folder : {state, state + "/meta", state + "/jobs", tier})
    if (Status status = MakeFolder(folder); !status.ok()) return status;
  if (Status status = engine->state_lock_.Take(state); !status.ok()) return status;
  if (tier != state)
    if (Status status = engine->tier_lock_.Take(tier); !status.ok()) return status;
  if (Status status = CheckFormat(state); !status.ok()) return status;
  auto store = CacheStore::Open(
      tier, LimitsOf(instance),
      [raw = engine.get()](uint32_t level, const std::string& text) { raw->host_.Log(level, text); });
  if (!store.ok()) return store.status();
  engine->store_ = std::move(*store);
  engine->client_ = std::make_unique<HttpClient>(kConnections);
  if (Status status = engine->Apply(spec, nullptr); !status.ok()) return status;
  engine->jobs_ = std::make_unique<Jobs>(
      state + "/jobs", [raw = engine.get()] { return raw->tree(); }, engine->store_.get(),
      [raw = engine.get()](const std::string& id) { raw->host_.Emit(FLUID_EVENT_JOB, id, 0); });
  return engine;
}

Engine::Engine(const fluid_host* host, std::string node, std::string state, std::string tier)
    : host_(host),
      node_(std::move(node)),
      state_(std::move(state)),
      tier_(std::move(tier)),
      tree_(std::make_shared<const Tree>(Mounts(), Mounts())) {}

Engine::~Engine() {
  jobs_.reset();
  std::shared_ptr<const Tree> last;
  {
    MutexLock lock(mutex_);
    last = std::move(tree_);
  }
  last.reset();     // watchers end
  client_.reset();  // downloads end, and let go of their blobs
}

uint64_t Engine::generation() const {
  MutexLock lock(mutex_);
  return generation_;
}

std::shared_ptr<const Tree> Engine::tree() const {
  MutexLock lock(mutex_);
  return tree_;
}

std::shared_ptr<Mount> Engine::MakeMount(const MountSpec& spec) {
  const MountOptions options = ReadOptions(spec, "", [](const std::string&, const std::string&) {});
  std::shared_ptr<Metadata> metadata;
  if (options.kind == MountOptions::Kind::kHttp) {
    MutexLock lock(mutex_);
    metadata = metadata_[spec.uri].lock();
    if (!metadata) metadata_[spec.uri] = metadata = std::make_shared<Metadata>(state_ + "/meta", spec.uri);
  }
  const auto make = [&](const SourceEvents& events) -> std::unique_ptr<Source> {
    if (options.kind == MountOptions::Kind::kDirectory)
      return std::make_unique<DirSource>(options.directory, events);
    const auto credentials = [this, secrets = spec.secrets](Credentials* out) -> Status {
      for (const auto& [key, ref] : secrets) {
        std::string* const value = key == "http.user"       ? &out->user
                                   : key == "http.password" ? &out->password
                                                            : &out->bearer;
        if (Status status = host_.ReadSecret(ref, value); !status.ok()) return status;
      }
      return {};
    };
    auto remote = std::make_shared<HttpRemote>(
        client_.get(), options.url, HttpOptions{options.connect_timeout, options.stall_timeout, options.user},
        credentials);
    return std::make_unique<CachedSource>(spec.uri, std::move(remote), metadata, store_.get(), options.ttl,
                                          events);
  };
  Mount::Listener listener;
  listener.health = [this] { host_.Emit(FLUID_EVENT_HEALTH, "", 0); };
  listener.changed = [this](const std::string& path, uint64_t version) {
    host_.Emit(FLUID_EVENT_SOURCE, path, version);
  };
  return Mount::Make(spec, make, std::move(listener));
}

Status Engine::Apply(const fluid_spec& spec, const fluid_instance* instance) {
  Status bad;
  CheckSpec(spec, [&](const std::string& field, const std::string& text) {
    if (bad.ok()) bad = Error(FLUID_INVALID_ARGUMENT, field + ": " + text);
  });
  if (!bad.ok()) return bad;
  const std::string tier = instance && instance->tier_count ? Text(instance->tiers[0]->path) : tier_;
  if (tier != tier_)
    return Error(FLUID_FAILED_PRECONDITION,
                 Cat("the cache can't move from ", tier_, " to ", tier, " without a restart"));
  const Spec wanted = ReadSpec(spec);
  const std::shared_ptr<const Tree> before = tree();
  if (wanted.generation < generation())
    return Error(FLUID_ABORTED, Cat("generation ", wanted.generation, " is older than ", generation(),
                                    ", which is applied"));

  Mounts serving, leaving, old = before->serving();
  old.insert(old.end(), before->leaving().begin(), before->leaving().end());
  for (const MountSpec& mount : wanted.mounts) {
    // The object of the same source stays, whether it serves on or leaves now. One that left does not come
    // back.
    const auto same = std::find_if(old.begin(), old.end(), [&](const auto& other) {
      return other->spec().SameSource(mount) && (mount.draining || !other->draining());
    });
    std::shared_ptr<Mount> object;
    if (same == old.end()) {
      object = MakeMount(mount);
    } else {
      object = *same;
      object->SetGeneration(mount.generation);
      old.erase(same);
    }
    (mount.draining ? leaving : serving).push_back(std::move(object));
  }
  // Those that have open files are told of until they are closed, even if the spec does not name them any
  // more.
  for (const auto& mount : old)
    if (mount->open_files() > 0) leaving.push_back(mount);
  const auto after = std::make_shared<const Tree>(serving, leaving);
  {
    MutexLock lock(mutex_);
    tree_ = after;
    generation_ = wanted.generation;
  }
  for (const Mounts* gone : {&leaving, &old})
    for (const auto& mount : *gone) mount->Drain();
  if (instance) store_->SetLimits(LimitsOf(*instance));
  // Who kept "no such name", or names of what left, asks again.
  const auto tell_difference = [this](const Mounts& some, const Mounts& others) {
    for (const auto& mount : some)
      if (std::find(others.begin(), others.end(), mount) == others.end())
        host_.Emit(FLUID_EVENT_SOURCE, "/" + mount->spec().path, 0);
  };
  tell_difference(before->serving(), serving);
  tell_difference(serving, before->serving());
  return {};
}

std::vector<MountReport> Engine::Reports() const {
  std::vector<MountReport> reports;
  const auto current = tree();
  for (const Mounts* mounts : {&current->serving(), &current->leaving()})
    for (const auto& mount : *mounts) reports.push_back(mount->Report());
  return reports;
}

std::optional<SourceTotals> Engine::Totals(const std::string& path) const {
  const auto places = tree()->Below(path);
  if (places.empty()) return std::nullopt;
  SourceTotals totals;
  for (const Tree::Place& place : places) {
    const auto part = place.mount->source().Totals(place.path);
    if (!part) return std::nullopt;
    totals.bytes += part->bytes, totals.files += part->files;
  }
  return totals;
}

Status Engine::Teardown(bool purge) {
  jobs_->StopAll();
  if (!purge) return {};
  Status status = store_->Clear();
  if (Status more = RemoveTree(state_ + "/meta"); status.ok()) status = more;
  if (Status more = RemoveTree(state_ + "/jobs"); status.ok()) status = more;
  return status;
}

}  // namespace thin
