// Through the API alone: the server may be any that has the kinds, on any machine.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "src/api/client.h"
#include "src/cli/doctor/gather.h"
#include "src/cli/doctor/probe.h"
#include "src/model/generated/core.h"
#include "src/model/generated/dataset.h"
#include "src/model/kind.h"
#include "src/model/lower.h"
#include "src/model/resource.h"

namespace fluid::cli::doctor {
namespace {

std::string NameOf(const Object& object) {
  return fmt::format("{}/{}", object.metadata().space, object.metadata().name);
}

class Asker {
 public:
  Asker(const api::Endpoint& server, const Question& question)
      : question_(question), client_(server, kPatience) {
    facts_.server = server.ToString();
    facts_.installation.version = question.version;
  }

  Facts Run() {
    const Result<ObjectList> datasets = client_.List(model::Dataset::Info());
    facts_.api.socket = facts_.server;
    facts_.api.answer = datasets.status();
    facts_.api.accepts = facts_.api.there = datasets.status().code() != Code::kUnavailable;
    if (!datasets.ok()) return std::move(facts_);
    std::map<std::string, DatasetFacts> by_name;
    for (const Object& object : datasets->items) {
      facts_.known.push_back(NameOf(object));
      DatasetFacts& dataset = Named(NameOf(object), by_name);
      dataset.there = true;
      dataset.conditions = ConditionsOf(object, &dataset.phase);
      dataset.deleted = !object.metadata().deleted.empty();
      if (Asked(dataset.name)) AddSources(object, dataset);
    }
    for (const KindInfo* kind : model::Kinds()) {
      if (model::RuntimeType(kind->name).empty()) continue;
      const Result<ObjectList> runtimes = client_.List(*kind);
      if (runtimes.status().code() == Code::kNotFound) continue;  // a server need not have all kinds
      if (!runtimes.ok()) {  // whether a dataset has a runtime can't be known
        facts_.api.answer = runtimes.status();
        return std::move(facts_);
      }
      for (const Object& runtime : runtimes->items) {
        Named(NameOf(runtime), by_name)
            .runtimes.push_back({std::string(kind->name), !runtime.metadata().deleted.empty(),
                                 ConditionsOf(runtime, nullptr)});
      }
    }
    for (const std::string& name : question_.datasets) Named(Whole(name), by_name);
    for (auto& [name, dataset] : by_name) {
      if (Asked(name)) facts_.datasets.push_back(std::move(dataset));
    }
    return std::move(facts_);
  }

 private:
  std::string Whole(const std::string& name) const {
    return name.find('/') == std::string::npos ? fmt::format("{}/{}", question_.space, name) : name;
  }
  bool Asked(const std::string& dataset) const {
    return question_.datasets.empty() ||
           std::ranges::any_of(question_.datasets,
                               [&](const std::string& name) { return Whole(name) == dataset; });
  }
  static DatasetFacts& Named(const std::string& name, std::map<std::string, DatasetFacts>& by_name) {
    const auto [at, fresh] = by_name.try_emplace(name);
    if (fresh) {
      at->second.name = name;
      at->second.asked = true;
      at->second.there = false;
    }
    return at->second;
  }

  // The sources themselves are the other machine's to ask; whether their Secrets are there, the API tells.
  void AddSources(const Object& object, DatasetFacts& dataset) {
    const auto& spec = model::Get<model::Dataset>(object).spec;
    for (const model::Mount& mount : spec.mounts) {
      SourceFacts source;
      source.uri = Shown(mount.mount_point);
      source.name = mount.name;
      for (const auto* options : {&spec.shared_encrypt_options, &mount.encrypt_options}) {
        for (const model::EncryptOption& option : *options) {
          if (!option.value_from.secret_key_ref.name.empty()) {
            source.secrets.push_back(Look(object.metadata().space, option));
          }
        }
      }
      dataset.sources.push_back(std::move(source));
    }
  }

  SecretFacts Look(const std::string& space, const model::EncryptOption& option) {
    const auto& ref = option.value_from.secret_key_ref;
    const Result<Object> secret = client_.Get({"Secret", space, ref.name});
    SecretFacts facts{option.name, space, ref.name, ref.key, false, false};
    facts.there = secret.status().code() != Code::kNotFound;  // one that we may not read is there
    facts.has_key = !secret.ok() ? facts.there : model::Get<model::Secret>(*secret).data.contains(ref.key);
    return facts;
  }

  const Question& question_;
  api::ApiClient client_;
  Facts facts_;
};

}  // namespace

Facts GatherElsewhere(const api::Endpoint& server, const Question& question) {
  return Asker(server, question).Run();
}

}  // namespace fluid::cli::doctor
