// What is known of datasets comes from the server, while it answers; else from the configurations that their
// homes were given last.
#include "src/cli/doctor/gather.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <set>

#include "fluid/secrets.h"
#include "src/api/client.h"
#include "src/api/json.h"
#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/cli/doctor/probe.h"
#include "src/cluster/secret_names.h"
#include "src/model/generated/cache.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/run.h"
#include "src/model/generated/thin.h"
#include "src/model/kind.h"
#include "src/model/lower.h"
#include "src/model/resource.h"

namespace fluid::cli::doctor {
namespace {

constexpr size_t kSourcesAtOnce = 8;

std::string NameOf(const std::string& space, const std::string& name) {
  return fmt::format("{}/{}", space, name);
}

class Gatherer {
 public:
  explicit Gatherer(const Question& question)
      : question_(question),
        secrets_(NewFileSecrets(JoinPath(question.state_dir, "secrets"))),
        client_(JoinPath(question.state_dir, "fluid.sock"), kPatience) {}

  Facts Run() {
    facts_.machine = LookAtMachine();
    facts_.installation = LookAtInstallation(question_.version, question_.plugin_dirs);
    facts_.state = LookAtState(question_.state_dir);
    facts_.api = LookAtApi(question_.state_dir);
    {
      engine::Reactor reactor;
      launched_ = LookAtProcesses(question_.state_dir, reactor);
    }
    for (const Launched& launched : launched_) {
      if (!launched.config) continue;
      for (const NodeMount& mount : launched.config->mounts) recorded_.insert(mount.target);
    }
    std::erase_if(launched_, [this](const Launched& l) { return !Asked(l.process.dataset); });
    if (facts_.api.serves()) {
      AskServer();
    } else {
      AskHomes();
    }
    for (const Launched& launched : launched_) facts_.processes.push_back(launched.process);
    LookAtSources();
    LookAtMounts();
    return std::move(facts_);
  }

 private:
  bool Asked(const std::string& dataset) const {
    if (question_.datasets.empty()) return true;
    return std::any_of(question_.datasets.begin(), question_.datasets.end(), [&](const std::string& name) {
      return dataset == (name.find('/') == std::string::npos ? NameOf(question_.space, name) : name);
    });
  }

  std::vector<Object> List(const KindInfo& kind) {
    Result<ObjectList> list = client_.List(kind);
    return list.ok() ? std::move(list->items) : std::vector<Object>();
  }

  void AskServer() {
    std::map<std::string, std::vector<Object>> runtimes;
    std::map<std::string, Object> datasets;
    for (const Object& dataset : List(model::Dataset::Info())) {
      datasets.emplace(NameOf(dataset.metadata().space, dataset.metadata().name), dataset);
    }
    for (const KindInfo* kind : model::Kinds()) {
      if (model::RuntimeType(kind->name).empty()) continue;
      for (const Object& runtime : List(*kind)) {
        runtimes[NameOf(runtime.metadata().space, runtime.metadata().name)].push_back(runtime);
      }
    }
    std::set<std::string> names;
    for (const auto& [name, dataset] : datasets) {
      names.insert(name);
      facts_.known.push_back(name);
    }
    for (const auto& [name, list] : runtimes) names.insert(name);
    for (const std::string& name : question_.datasets) {  // that do not exist: said, not passed over
      names.insert(name.find('/') == std::string::npos ? NameOf(question_.space, name) : name);
    }
    for (const std::string& name : names) {
      if (!Asked(name)) continue;
      const auto dataset = datasets.find(name);
      AddDataset(name, dataset == datasets.end() ? nullptr : &dataset->second, runtimes[name]);
    }
    for (const Object& object : List(model::Attachment::Info())) {
      const model::Attachment& attachment = model::Get<model::Attachment>(object);
      AttachmentFacts mount;
      const std::string& space = attachment.spec.dataset.space;
      mount.dataset = NameOf(space.empty() ? object.metadata().space : space, attachment.spec.dataset.name);
      mount.target = attachment.spec.target;
      mount.deleted = !object.metadata().deleted.empty();
      mount.phase = attachment.status.phase;
      for (const ConditionFacts& condition : ConditionsOf(object, nullptr)) {
        if (condition.status != "True" || mount.message.empty()) mount.message = condition.message;
      }
      if (mount.target.empty() || !Asked(mount.dataset) || mount.phase.empty() || mount.phase == "Pending")
        continue;
      facts_.attachments.push_back(std::move(mount));
    }
  }

  void AddDataset(const std::string& name, const Object* object, const std::vector<Object>& runtimes) {
    DatasetFacts dataset;
    dataset.name = name;
    dataset.asked = true;
    dataset.there = object != nullptr;
    if (object) {
      dataset.conditions = ConditionsOf(*object, &dataset.phase);
      dataset.deleted = !object->metadata().deleted.empty();
    }
    for (const Object& runtime : runtimes) {
      dataset.runtimes.push_back({std::string(runtime.kind().name), !runtime.metadata().deleted.empty(),
                                  ConditionsOf(runtime, nullptr)});
    }
    if (object && !runtimes.empty()) {
      const std::optional<Object> profile = ProfileOf(runtimes.front());
      if (const Result<EngineSpec> spec =
              model::Lower(*object, runtimes.front(), profile ? &*profile : nullptr);
          spec.ok()) {
        AddEngine(*spec, dataset);
      }
    } else if (object) {
      EngineSpec spec;  // as far as the dataset alone says
      for (const model::Mount& mount : model::Get<model::Dataset>(*object).spec.mounts) {
        spec.mounts.emplace_back();
        spec.mounts.back().uri = mount.mount_point;
        spec.mounts.back().options = mount.options;
      }
      for (const MountSpec& mount : spec.mounts) AddSource(mount, dataset);
    }
    facts_.datasets.push_back(std::move(dataset));
  }

  std::optional<Object> ProfileOf(const Object& runtime) {
    std::string kind, name;
    if (model::Is<model::ThinRuntime>(runtime)) {
      kind = "ThinRuntimeProfile", name = model::Get<model::ThinRuntime>(runtime).spec.profile_name;
    } else if (model::Is<model::CacheRuntime>(runtime)) {
      kind = "CacheRuntimeClass", name = model::Get<model::CacheRuntime>(runtime).spec.runtime_class_name;
    }
    if (name.empty()) return std::nullopt;
    Result<Object> profile = client_.Get({kind, "", name});
    return profile.ok() ? std::optional<Object>(*std::move(profile)) : std::nullopt;
  }

  void AskHomes() {
    for (const Launched& launched : launched_) {
      if (!launched.config) continue;
      DatasetFacts dataset;
      dataset.name = launched.process.dataset;
      AddEngine(launched.config->spec, dataset);
      for (const NodeMount& wanted : launched.config->mounts) {
        AttachmentFacts mount;
        mount.dataset = dataset.name;
        mount.target = wanted.target;
        facts_.attachments.push_back(std::move(mount));
      }
      facts_.datasets.push_back(std::move(dataset));
    }
  }

  void AddEngine(const EngineSpec& spec, DatasetFacts& dataset) {
    const NodeConfig* config = nullptr;
    bool answers = false;
    std::vector<std::string> dirs = question_.plugin_dirs;
    for (const Launched& launched : launched_) {
      if (launched.process.dataset != dataset.name) continue;
      if (launched.config) config = &*launched.config;
      answers =
          answers || (launched.process.home && launched.process.pid != 0 && launched.process.answer.ok());
      dirs.insert(dirs.end(), launched.plugin_dirs.begin(), launched.plugin_dirs.end());
    }
    dataset.plugin.id = spec.plugin;
    // A home that answers has loaded it.
    if (!answers) dataset.plugin = LookAtPlugin(spec.plugin, dirs);
    std::vector<Tier> tiers = config ? config->tiers : std::vector<Tier>();
    if (!config) {
      for (const PartSpec& part : spec.parts) tiers.insert(tiers.end(), part.tiers.begin(), part.tiers.end());
      // Not made before the engine starts.
      std::erase_if(tiers, [](const Tier& tier) { return tier.path.empty() || !Exists(tier.path); });
    }
    for (const Tier& tier : tiers)
      dataset.tiers.push_back(LookAtTier(tier, spec.plugin, facts_.state.folder));
    for (const MountSpec& mount : spec.mounts) AddSource(mount, dataset);
  }

  void AddSource(const MountSpec& mount, DatasetFacts& dataset) {
    if (mount.draining) return;
    SourceFacts source;
    source.uri = Shown(mount.uri);
    source.name = mount.name;
    Credentials credentials;
    const auto give = [&](const std::string& option, const std::string& value) {
      if (option == "http.user") credentials.user = value;
      if (option == "http.password") credentials.password = value;
      if (option == "http.bearer") credentials.bearer = value;
    };
    for (const auto& [option, value] : mount.options) give(option, value);
    for (const SecretRef& ref : mount.secrets) {
      const Result<SecretPath> path = ParseSecretRef(ref.ref);
      if (!path.ok()) continue;
      SecretFacts secret{ref.key, path->space, path->name, path->key, false, false};
      const Result<SecretValue> value = secrets_->Read(ref.ref);
      secret.has_key = value.ok() || value.status().code() != Code::kNotFound;
      secret.there = secret.has_key ||
                     Exists(fmt::format("{}/secrets/{}/{}", question_.state_dir, path->space, path->name));
      if (value.ok()) give(ref.key, value->bytes);
      source.secrets.push_back(std::move(secret));
    }
    pending_.push_back({facts_.datasets.size(), dataset.sources.size(), mount.uri, std::move(credentials)});
    dataset.sources.push_back(std::move(source));
  }

  void LookAtSources() {
    for (size_t from = 0; from < pending_.size(); from += kSourcesAtOnce) {
      std::vector<std::pair<SourceFacts*, std::future<SourceFacts>>> looks;
      for (size_t i = from; i < std::min(pending_.size(), from + kSourcesAtOnce); ++i) {
        const Pending& p = pending_[i];
        SourceFacts* source = &facts_.datasets[p.dataset].sources[p.source];
        looks.emplace_back(source,
                           std::async(std::launch::async, LookAtSource, *source, p.uri, p.credentials));
      }
      for (auto& [source, look] : looks) *source = look.get();
    }
  }

  void LookAtMounts() {
    std::set<std::string> known;
    for (AttachmentFacts& mount : facts_.attachments) {
      known.insert(mount.target);
      mount = LookAtMount(std::move(mount));
    }
    if (!question_.datasets.empty()) return;
    for (const std::string& point : MountsOfFluid()) {
      // Others' mounts are other servers' to look after.
      const bool ours = recorded_.contains(point) || point.starts_with(question_.state_dir + "/");
      if (!ours || known.contains(point)) continue;
      AttachmentFacts mount;
      mount.target = point;
      mount.wanted = false;
      facts_.attachments.push_back(LookAtMount(std::move(mount)));
    }
  }

  struct Pending {
    size_t dataset, source;  // where in facts_
    std::string uri;
    Credentials credentials;
  };

  const Question& question_;
  const std::shared_ptr<Secrets> secrets_;
  api::ApiClient client_;
  std::vector<Launched> launched_;
  std::set<std::string> recorded_;  // folders that homes of this state folder were told to mount at
  std::vector<Pending> pending_;
  Facts facts_;
};

}  // namespace

std::vector<ConditionFacts> ConditionsOf(const Object& object, std::string* phase) {
  std::vector<ConditionFacts> conditions;
  const Result<api::Json> status = api::Json::Parse(model::StatusJson(object));
  if (!status.ok()) return conditions;
  if (phase) *phase = (*status)["phase"].text();
  for (const api::Json& one : (*status)["conditions"].items()) {
    conditions.push_back(
        {one["type"].text(), one["status"].text(), one["reason"].text(), one["message"].text()});
  }
  return conditions;
}

// A URI may hold "user:password@": that is nobody's to read.
std::string Shown(const std::string& uri) {
  const size_t host = uri.find("://");
  if (host == std::string::npos) return uri;
  const size_t end = std::min(uri.find('/', host + 3), uri.size());
  const size_t at = uri.rfind('@', end);
  return at == std::string::npos || at < host ? uri : uri.substr(0, host + 3) + "***" + uri.substr(at);
}

Facts Gather(const Question& question) { return Gatherer(question).Run(); }

}  // namespace fluid::cli::doctor
