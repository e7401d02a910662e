// Jobs: what of a v1 Pod or a batch/v1 Job decides where it runs.
#include <fmt/format.h>

#include <algorithm>

#include "src/ranking/input.h"
#include "src/ranking/reader.h"
#include "src/ranking/rules.h"

namespace fluid::ranking {
namespace {

using model::Node;
using placement::Operator;

constexpr std::string_view kHostname = "kubernetes.io/hostname";

class JobReader {
 public:
  JobReader(const std::string& file, const std::vector<placement::Level>& levels)
      : reader_(file), levels_(levels) {}

  Result<PlaceJob> Read(std::string_view text) {
    const Node* root = reader_.Open(text);
    if (root != nullptr) ReadRoot(*root);
    FLUID_RETURN_IF_ERROR(reader_.Finish());
    return std::move(job_);
  }

 private:
  using Each = std::function<void(const Node&, const std::string&)>;

  void ReadRoot(const Node& root) {
    const std::string kind = reader_.Text(&root, "kind", "kind", true);
    const Node* metadata = reader_.Map(&root, "metadata", "metadata");
    job_.name = reader_.Text(metadata, "name", "metadata.name");
    if (job_.name.empty()) job_.name = reader_.Text(metadata, "generateName", "metadata.generateName");
    space_ = reader_.Text(metadata, "namespace", "metadata.namespace");
    if (space_.empty()) space_ = "default";
    const Node* spec = reader_.Map(&root, "spec", "spec");
    if (kind == "Pod") {
      ReadPod(metadata, spec, "spec");
    } else if (kind == "Job") {
      job_.pods = reader_.Whole(spec, "parallelism", "spec.parallelism", 1).value_or(1);
      const Node* pod = reader_.Map(spec, "template", "spec.template");
      if (pod == nullptr) reader_.Complain(root, "spec.template", "nothing", "a pod template");
      ReadPod(reader_.Map(pod, "metadata", "spec.template.metadata"),
              reader_.Map(pod, "spec", "spec.template.spec"), "spec.template.spec");
    } else if (!kind.empty()) {
      reader_.Complain(*root.Find("kind"), "kind", fmt::format("\"{}\"", kind),
                       "Pod of v1, or Job of batch/v1");
    }
  }

  void List(const Node* in, std::string_view key, const std::string& path, const Each& each) {
    reader_.EachOf(in, key, path, each);
  }

  void ReadPod(const Node* metadata, const Node* spec, const std::string& path) {
    reader_.EachText(reader_.Map(metadata, "labels", "metadata.labels"), "metadata.labels",
                     [&](std::string_view key, const std::string& value, const Node&) {
                       labels_[std::string(key)] = value;
                     });
    ReadRequests(spec, path);
    List(spec, "volumes", path, [&](const Node& volume, const std::string& at) {
      const std::string claim_path = at + ".persistentVolumeClaim";
      const Node* claim = reader_.Map(&volume, "persistentVolumeClaim", claim_path);
      if (claim == nullptr) return;
      const std::string name = reader_.Text(claim, "claimName", claim_path + ".claimName", true);
      const auto wish = labels_.find("fluid.io/dataset." + name + ".sched");
      const std::string dataset = space_ + '/' + name;
      const auto same = [&](const PlaceJob::Read& read) { return read.dataset == dataset; };
      if (std::any_of(job_.reads.begin(), job_.reads.end(), same)) return;
      job_.reads.push_back({dataset, wish != labels_.end() && wish->second == "required"});
    });
    reader_.EachText(reader_.Map(spec, "nodeSelector", path + ".nodeSelector"), path + ".nodeSelector",
                     [&](std::string_view key, const std::string& value, const Node&) {
                       job_.rules.selector[std::string(key)] = value;
                     });
    List(spec, "tolerations", path,
         [&](const Node& item, const std::string& at) { ReadToleration(reader_, item, at, job_.rules); });
    const Node* affinity = reader_.Map(spec, "affinity", path + ".affinity");
    ReadNodeAffinity(reader_, reader_.Map(affinity, "nodeAffinity", path + ".affinity.nodeAffinity"),
                     path + ".affinity.nodeAffinity", job_.rules);
    const std::string anti = path + ".affinity.podAntiAffinity";
    List(reader_.Map(affinity, "podAntiAffinity", anti), "requiredDuringSchedulingIgnoredDuringExecution",
         anti, [&](const Node& item, const std::string& at) {
           job_.rules.anti_affinity.push_back({GroupOf(item, at), LevelOf(item, at)});
         });
    List(spec, "topologySpreadConstraints", path, [&](const Node& item, const std::string& at) {
      if (reader_.Text(&item, "whenUnsatisfiable", at + ".whenUnsatisfiable") == "ScheduleAnyway") return;
      const int64_t skew = reader_.Whole(&item, "maxSkew", at + ".maxSkew", 1).value_or(1);
      job_.rules.spread.push_back({GroupOf(item, at), LevelOf(item, at), skew});
    });
  }

  // Containers together, or one of those that run before them, whichever asks for more.
  void ReadRequests(const Node* spec, const std::string& path) {
    List(spec, "containers", path, [&](const Node& container, const std::string& at) {
      for (const auto& [resource, amount] : RequestOf(container, at)) {
        int64_t& sum = job_.request[resource];
        sum = std::min(sum + amount, placement::kMaxQuantity + 1);
        if (sum > placement::kMaxQuantity) {
          reader_.Complain(container, at + ".resources", "requests that add up to more than 2^50", "less");
        }
      }
    });
    List(spec, "initContainers", path, [&](const Node& container, const std::string& at) {
      for (const auto& [resource, amount] : RequestOf(container, at)) {
        job_.request[resource] = std::max(job_.request[resource], amount);
      }
    });
  }

  // A limit without a request asks for the limit.
  Amounts RequestOf(const Node& container, const std::string& path) {
    Amounts amounts;
    const Node* resources = reader_.Map(&container, "resources", path + ".resources");
    for (const char* which : {"limits", "requests"}) {
      const std::string at = path + ".resources." + which;
      reader_.EachText(reader_.Map(resources, which, at), at,
                       [&](std::string_view resource, const std::string& quantity, const Node& node) {
                         const Result<int64_t> amount = AmountOf(resource, quantity);
                         if (amount.ok()) {
                           amounts[std::string(resource)] = *amount;
                         } else {
                           reader_.Complain(node, fmt::format("{}[{}]", at, resource), Describe(node),
                                            std::string(amount.status().message()));
                         }
                       });
    }
    return amounts;
  }

  // A label selector is a group by its text. The pod is in it if its own labels match.
  std::string GroupOf(const Node& item, const std::string& path) {
    const std::string at = path + ".labelSelector";
    const Node* selector = reader_.Map(&item, "labelSelector", at);
    bool mine = selector != nullptr;
    std::string group;
    reader_.EachText(reader_.Map(selector, "matchLabels", at + ".matchLabels"), at + ".matchLabels",
                     [&](std::string_view key, const std::string& value, const Node&) {
                       group += fmt::format("{}{}={}", group.empty() ? "" : ",", key, value);
                       const auto label = labels_.find(std::string(key));
                       mine = mine && label != labels_.end() && label->second == value;
                     });
    List(selector, "matchExpressions", at, [&](const Node& expression, const std::string& where) {
      const placement::Expression e = ExpressionOf(reader_, expression, where);
      group += fmt::format("{}{} {} {}", group.empty() ? "" : ",", e.key, static_cast<int>(e.op),
                           fmt::join(e.values, "|"));
      const auto label = labels_.find(e.key);
      const bool has = label != labels_.end();
      const bool among = has && std::count(e.values.begin(), e.values.end(), label->second) > 0;
      mine = mine && (e.op == Operator::kIn       ? among
                      : e.op == Operator::kNotIn  ? !among
                      : e.op == Operator::kExists ? has
                                                  : !has);
    });
    std::vector<std::string>& groups = job_.rules.groups;
    if (mine && std::count(groups.begin(), groups.end(), group) == 0) groups.push_back(group);
    return group;
  }

  std::string LevelOf(const Node& item, const std::string& at) {
    const std::string key = reader_.Text(&item, "topologyKey", at + ".topologyKey", true);
    std::vector<std::string> keys;
    for (const placement::Level& level : levels_) {
      if (level.key == key) return level.name;
      keys.push_back(level.key);
    }
    if (key == kHostname) return "node";
    if (!key.empty()) {
      reader_.Complain(*item.Find("topologyKey"), at + ".topologyKey", fmt::format("\"{}\"", key),
                       fmt::format("the key of a level ({}); more by --levels", fmt::join(keys, ", ")));
    }
    return "node";
  }

  PlaceReader reader_;
  const std::vector<placement::Level>& levels_;
  PlaceJob job_;
  std::string space_;
  std::map<std::string, std::string> labels_;
};

}  // namespace

Result<PlaceJob> ReadJob(std::string_view text, const std::string& file,
                         const std::vector<placement::Level>& levels) {
  return JobReader(file, levels).Read(text);
}

}  // namespace fluid::ranking
