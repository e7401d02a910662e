#include "tests/unit/reconcile/bench.h"

#include <algorithm>

#include "src/engine/node_config.h"
#include "src/model/conditions.h"
#include "src/model/generated/core.h"
#include "src/model/generated/thin.h"
#include "src/reconcile/kinds.h"

namespace fluid::reconcile {
namespace {

Metadata Named(const std::string& name) {
  Metadata metadata;
  metadata.name = name;
  metadata.space = "default";
  return metadata;
}

// "/data" of an URI "http://x/data": its last word, so that two URIs of one word replace each other.
std::vector<model::Mount> Mounts(const std::vector<std::string>& uris, const std::string& secret) {
  std::vector<model::Mount> mounts;
  for (const std::string& uri : uris) {
    model::Mount mount;
    mount.mount_point = uri;
    mount.name = uri.substr(uri.rfind('/') + 1);
    mount.path = "/" + mount.name;
    if (!secret.empty()) {
      model::EncryptOption option;
      option.name = "http.password";
      option.value_from.secret_key_ref.name = secret;
      option.value_from.secret_key_ref.key = "password";
      mount.encrypt_options.push_back(option);
    }
    mounts.push_back(mount);
  }
  return mounts;
}

std::unique_ptr<MemoryStore> PumpedStore(Clock& clock) {
  MemoryStoreOptions options;
  options.pumped = true;
  return NewMemoryStore(clock, options);
}

}  // namespace

Bench::Bench(Planner planner, std::function<std::unique_ptr<Store>(Store&)> front)
    : store(PumpedStore(clock)), secrets(NewMemorySecrets()), planner_(std::move(planner)) {
  for (const char* name : {kNode, kOther}) {
    Node node;
    node.name = name;
    cluster.Put(node);
  }
  if (front) front_ = front(*store);
  RestartOrchestrator();
}

Bench::~Bench() = default;

void Bench::RestartOrchestrator() {
  loop.reset();
  Settings settings;
  settings.cache_dir = "/cache";
  Store& through = front_ ? *front_ : *store;
  loop = std::make_unique<Loop>(
      LoopSeams{through, launcher, engines, cluster, *secrets, clock}, settings,
      Log(LogLevel::kDebug, [this](LogLevel level, std::string_view line) { log.emplace_back(level, line); }),
      planner_);
}

Result<Object> Bench::AddDataset(const std::string& name, const std::vector<std::string>& uris,
                                 const std::string& secret) {
  model::Dataset dataset;
  dataset.spec.mounts = Mounts(uris, secret);
  return store->Create(model::Make(Named(name), dataset));
}

Result<Object> Bench::SetSources(const std::string& name, const std::vector<std::string>& uris,
                                 const std::string& secret) {
  FLUID_ASSIGN_OR_RETURN(Object object, Get("Dataset", name));
  model::Edit<model::Dataset>(object).spec.mounts = Mounts(uris, secret);
  return store->Update(object);
}

Result<Object> Bench::AddRuntime(const std::string& name) {
  return store->Create(model::Make(Named(name), model::ThinRuntime()));
}

Result<Object> Bench::AddLoad(const std::string& name, const std::string& dataset,
                              const LoadOptions& options) {
  model::DataLoad load;
  load.spec.dataset.name = dataset;
  load.spec.dataset.space = "default";
  load.spec.policy = options.policy;
  load.spec.schedule = options.schedule;
  for (const std::string& path : options.paths) load.spec.target.emplace_back().path = path;
  if (options.ttl >= 0) load.spec.ttl_seconds_after_finished = options.ttl;
  if (!options.after.empty()) {
    model::OperationRef after;
    after.kind = "DataLoad";
    after.name = options.after;
    load.spec.run_after = after;
  }
  return store->Create(model::Make(Named(name), load));
}

Result<Object> Bench::Attach(const std::string& name, const std::string& dataset, const std::string& mode,
                             const std::string& node) {
  model::Attachment attachment;
  attachment.spec.node = node;
  attachment.spec.dataset.name = dataset;
  attachment.spec.mode = mode;
  attachment.spec.target = "/mnt/" + name;
  return store->Create(model::Make(Named(name), attachment));
}

Status Bench::Annotate(const Key& key, const std::string& name, const std::string& value) {
  FLUID_ASSIGN_OR_RETURN(Object object, store->Get(key));
  object.metadata().annotations[name] = value;
  return store->Update(object).status();
}

Status Bench::Delete(const std::string& kind, const std::string& name) {
  return store->Delete({kind, "default", name});
}

Result<Object> Bench::Get(const std::string& kind, const std::string& name) {
  return store->Get({kind, "default", name});
}

std::vector<Object> Bench::All(const std::string& kind) {
  const Result<ObjectList> list = store->List({kind, ""});
  return list.ok() ? list->items : std::vector<Object>();
}

std::string Bench::Phase(const std::string& kind, const std::string& name) {
  const Result<Object> object = Get(kind, name);
  if (!object.ok()) return "gone";
  if (const model::OperationStatus* status = OperationStatusOf(*object)) return status->phase;
  if (const model::RuntimeStatus* status = RuntimeStatusOf(*object)) return status->worker_phase;
  if (model::Is<model::Attachment>(*object)) return model::Get<model::Attachment>(*object).status.phase;
  return model::Get<model::Dataset>(*object).status.phase;
}

std::string Bench::Condition(const std::string& kind, const std::string& name, const std::string& type) {
  const Result<Object> object = Get(kind, name);
  if (!object.ok()) return "gone";
  const auto text = [&](const auto& conditions) -> std::string {
    const auto* c = model::FindCondition(conditions, type);
    return c ? c->status + " " + c->reason + ": " + c->message : "";
  };
  if (const model::OperationStatus* status = OperationStatusOf(*object)) return text(status->conditions);
  if (const model::RuntimeStatus* status = RuntimeStatusOf(*object)) return text(status->conditions);
  if (model::Is<model::Attachment>(*object))
    return text(model::Get<model::Attachment>(*object).status.conditions);
  return text(model::Get<model::Dataset>(*object).status.conditions);
}

std::vector<Object> Bench::Runtimes() {
  std::vector<Object> all = All("ThinRuntime");
  for (Object& object : All("AlluxioRuntime")) all.push_back(std::move(object));
  std::sort(all.begin(), all.end(), [](const Object& a, const Object& b) {
    return std::pair(a.metadata().created, a.metadata().uid) <
           std::pair(b.metadata().created, b.metadata().uid);
  });
  return all;
}

std::string Bench::Uid(const std::string& name) {
  for (const Object& runtime : Runtimes()) {
    if (runtime.metadata().name == name) return runtime.metadata().uid;
  }
  return "";
}

void Bench::EditHomes(const std::string& uid, const std::function<void(engine::FakeHome&)>& edit) {
  for (const LaunchState& state : launcher.List(uid)) engines.Edit(uid, state.node, edit);
}

std::vector<std::string> Bench::Events() {
  std::vector<std::string> reasons;
  for (const Object& object : All("Event")) reasons.push_back(model::Get<model::Event>(object).reason);
  return reasons;
}

void Bench::Tick() {
  for (const LaunchState& state : launcher.List("")) {
    if (state.phase == LaunchPhase::kBackOff && start_homes) launcher.Restart(state.id);
    if (state.phase != LaunchPhase::kStarting) continue;
    if (!start_homes) {
      engines.Kill(state.id.engine, state.node);
      continue;
    }
    std::optional<NodeConfig> config;
    const std::optional<Launch> launch = launcher.Wished(state.id);
    for (const LaunchFile& file : launch ? launch->files : std::vector<LaunchFile>()) {
      if (file.path != "node.pb") continue;
      std::string bytes;
      for (size_t i = 0; i < file.content.size(); ++i) {
        bytes += file.content[i];
        if (file.content[i] == '$') ++i;  // doubled, as launchers read it
      }
      const Result<NodeConfig> read = engine::DecodeNodeConfig(bytes);
      if (read.ok()) config = *read;
    }
    engines.Start(state.id.engine, state.node, config);
    launcher.BecomeReady(state.id);
  }
  if (!finish_jobs) return;
  for (const Object& runtime : Runtimes()) {
    for (const auto& [id, job] : engines.Jobs(runtime.metadata().uid)) {
      if (job.phase != JobPhase::kRunning) continue;
      engines.EditJob(runtime.metadata().uid, id,
                      [](JobStatus& status) { status.phase = JobPhase::kSucceeded; });
    }
  }
}

void Bench::KillHome(const std::string& uid) {
  for (const LaunchState& state : launcher.List(uid)) {
    engines.Kill(uid, state.node);
    launcher.Die(state.id);
  }
}

void Bench::Pump() {
  int quiet = 0;  // rounds: in the last one that did nothing, the loop may have asked something
  for (int i = 0; i < 1000; ++i) {
    const size_t events = store->Pump();
    const int answers = engines.Pump();
    quiet = loop->Step() || events != 0 || answers != 0 ? 0 : quiet + 1;
    if (quiet == 2) return;
  }
  restless = true;
}

void Bench::Settle(Duration limit, Duration step) {
  for (Duration passed{}; passed < limit; passed += step) {
    Pump();
    Tick();
    clock.Advance(step);
  }
  Pump();
}

}  // namespace fluid::reconcile
