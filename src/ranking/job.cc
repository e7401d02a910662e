// Jobs: what of a v1 Pod or a batch/v1 Job decides where it runs.
#include <fmt/format.h>

#include <algorithm>

#include "src/model/generated/shapes.h"
#include "src/ranking/crowds.h"
#include "src/ranking/input.h"
#include "src/ranking/reader.h"
#include "src/ranking/requests.h"
#include "src/ranking/rules.h"

namespace fluid::ranking {
namespace {

using model::Node;

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
  void ReadRoot(const Node& root) {
    const std::string kind = reader_.Text(&root, "kind", "kind", true);
    const Node* metadata = reader_.Map(&root, "metadata", "metadata");
    job_.name = reader_.Text(metadata, "name", "metadata.name");
    if (job_.name.empty()) job_.name = reader_.Text(metadata, "generateName", "metadata.generateName");
    space_ = reader_.Text(metadata, "namespace", "metadata.namespace");
    if (space_.empty()) space_ = "default";
    if (kind != "Pod" && kind != "Job") {
      if (!kind.empty()) {
        reader_.Complain(*root.Find("kind"), "kind", fmt::format("\"{}\"", kind),
                         "Pod of v1, or Job of batch/v1");
      }
      return;
    }
    reader_.OneOf(&root, "apiVersion", "apiVersion", {kind == "Pod" ? "v1" : "batch/v1"});
    reader_.Only(&root, "", {"apiVersion", "kind", "metadata", "spec", "status"});
    const Node* spec = Needed(&root, "spec", "spec");
    if (kind == "Pod") return ReadPod(metadata, "metadata", spec, "spec");
    ReadJobSpec(spec);
  }

  void ReadJobSpec(const Node* spec) {
    reader_.Only(spec, "spec",
                 {"activeDeadlineSeconds", "backoffLimit", "backoffLimitPerIndex", "completionMode",
                  "completions", "managedBy", "manualSelector", "maxFailedIndexes", "parallelism",
                  "podFailurePolicy", "podReplacementPolicy", "selector", "successPolicy", "suspend",
                  "template", "ttlSecondsAfterFinished"});
    job_.pods = reader_.Whole(spec, "parallelism", "spec.parallelism", 1, kMostPods).value_or(1);
    // No more pods run at a time than are to complete.
    if (const auto all = reader_.Whole(spec, "completions", "spec.completions", 1)) {
      job_.pods = std::min(job_.pods, *all);
    }
    if (spec == nullptr) return;
    const Node* pod = Needed(spec, "template", "spec.template");
    reader_.Only(pod, "spec.template", {"metadata", "spec"});
    const std::string metadata = "spec.template.metadata", pod_spec = "spec.template.spec";
    ReadPod(reader_.Map(pod, "metadata", metadata), metadata,
            pod == nullptr ? nullptr : Needed(pod, "spec", pod_spec), pod_spec);
  }

  const Node* Needed(const Node* in, std::string_view key, const std::string& path) {
    const Node* map = in->Find(key);
    if (map == nullptr || map->is(Node::Kind::kNull)) reader_.Complain(*in, path, "nothing", "a map");
    return reader_.Map(in, key, path);
  }

  void ReadPod(const Node* metadata, const std::string& metadata_path, const Node* spec,
               const std::string& path) {
    const std::string labels = metadata_path + ".labels";
    reader_.EachText(reader_.Map(metadata, "labels", labels), labels,
                     [&](std::string_view key, const std::string& value, const Node&) {
                       labels_[std::string(key)] = value;
                     });
    if (spec == nullptr) return;
    job_.request = RequestsOf(reader_, spec, path);
    ReadDatasets(spec, path);
    reader_.EachText(reader_.Map(spec, "nodeSelector", path + ".nodeSelector"), path + ".nodeSelector",
                     [&](std::string_view key, const std::string& value, const Node&) {
                       job_.rules.selector[std::string(key)] = value;
                     });
    reader_.EachOf(spec, "tolerations", path, [&](const Node& item, const std::string& at) {
      ReadToleration(reader_, item, at, job_.rules);
    });
    const Node* affinity = reader_.Map(spec, "affinity", path + ".affinity");
    ReadNodeAffinity(reader_, reader_.Map(affinity, "nodeAffinity", path + ".affinity.nodeAffinity"),
                     path + ".affinity.nodeAffinity", job_.rules);
    if (const std::string node = reader_.Text(spec, "nodeName", path + ".nodeName"); !node.empty()) {
      OnlyOn(node, job_.rules);
    }
    ReadCrowds(reader_, spec, path, labels_, levels_, job_);
    reader_.Conform(spec, path, model::kPodSpecShape);
  }

  void ReadDatasets(const Node* spec, const std::string& path) {
    reader_.EachOf(spec, "volumes", path, [&](const Node& volume, const std::string& at) {
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
  }

  static constexpr int64_t kMostPods = 10'000'000;
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
