#include "src/ranking/question.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/base/units.h"

namespace fluid::ranking {

using placement::Broken;
using placement::NodeId;
using placement::Rule;

namespace {

constexpr std::string_view kPods = "pods";

// 1500 thousandths of a core are 1500m.
std::string Written(std::string_view resource, int64_t amount) {
  if (resource != "cpu") return FormatQuantity(amount);
  return amount % 1000 == 0 ? std::to_string(amount / 1000) : fmt::format("{}m", amount);
}

std::string BareName(const std::string& name) {
  const size_t slash = name.find('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace

Result<std::unique_ptr<PlaceQuestion>> PlaceQuestion::New(PlaceTopology topology, PlaceJob job,
                                                          const std::vector<placement::Level>& levels) {
  std::unique_ptr<PlaceQuestion> question(new PlaceQuestion(std::move(topology), std::move(job)));
  FLUID_RETURN_IF_ERROR(question->Tell(levels));
  return question;
}

Status PlaceQuestion::Tell(const std::vector<placement::Level>& levels) {
  // A pod takes one of "pods", where nodes say how many they run.
  const bool count_pods = std::any_of(topology_.free.begin(), topology_.free.end(),
                                      [](const Amounts& free) { return free.contains(kPods); });
  if (count_pods) job_.request[std::string(kPods)] = 1;
  placement::Options options;
  options.levels = levels;
  options.resources.clear();
  // What people look for first comes first.
  for (const char* first : {"cpu", "memory"}) {
    if (job_.request.contains(std::string_view(first))) options.resources.push_back(first);
  }
  for (const auto& [resource, amount] : job_.request) {
    if (resource != "cpu" && resource != "memory") options.resources.push_back(resource);
  }
  resources_ = options.resources;
  FLUID_ASSIGN_OR_RETURN(state_, placement::State::New(options));
  for (size_t i = 0; i < topology_.nodes.size(); ++i) {
    std::vector<int64_t>& free = topology_.nodes[i].free;
    for (const std::string& resource : resources_) {
      const auto amount = topology_.free[i].find(resource);
      const int64_t missing = resource == kPods ? placement::kMaxQuantity : 0;
      free.push_back(amount == topology_.free[i].end() ? missing : amount->second);
    }
  }
  if (Status bad = state_->AddNodes(topology_.nodes).status(); !bad.ok())
    return InvalidArgument(std::string(bad.message()));
  const Result<placement::RulesId> rules = state_->AddRules(job_.rules);
  if (!rules.ok()) return InvalidArgument(fmt::format("the job's rules: {}", rules.status().message()));
  pod_.rules = *rules;
  for (const std::string& resource : resources_) pod_.request.push_back(job_.request[resource]);
  FLUID_RETURN_IF_ERROR(TellDatasets());
  state_->Publish();
  view_ = std::make_unique<placement::View>(*state_);
  return Ok();
}

// A dataset of the topology without a namespace is of whichever the job is in.
Status PlaceQuestion::TellDatasets() {
  state_->Publish();
  const placement::View nodes(*state_);
  for (const PlaceJob::Read& read : job_.reads) {
    const std::string bare = BareName(read.dataset);
    const auto means = [&](const std::string& name) { return name == read.dataset || name == bare; };
    placement::Dataset dataset{read.dataset, 0};
    for (const placement::Dataset& told : topology_.datasets) {
      if (means(told.name)) dataset = told;
    }
    std::vector<placement::State::Holding> holdings;
    for (const PlaceTopology::Cached& cached : topology_.cache) {
      if (!means(cached.dataset)) continue;
      holdings.push_back({nodes.FindNode(cached.node), cached.tier, cached.bytes});
      dataset.name = cached.dataset;
    }
    reads_.push_back(dataset.name);
    FLUID_ASSIGN_OR_RETURN(const placement::DatasetId id, state_->AddDataset(dataset));
    const Status told = state_->ReportAll(id, holdings);
    if (!told.ok()) return InvalidArgument(fmt::format("dataset {}: {}", dataset.name, told.message()));
    placement::DatasetUse use;
    use.dataset = id;
    use.required = read.required ? 0 : -1;
    pod_.datasets.push_back(use);
  }
  return Ok();
}

Result<PlaceAnswer> PlaceQuestion::Ask(size_t top, const std::string& why_not) {
  PlaceAnswer answer;
  const size_t nodes = static_cast<size_t>(view_->nodes());
  std::vector<placement::Choice> best(std::clamp<size_t>(top, 2, std::max<size_t>(nodes, 2)));
  FLUID_ASSIGN_OR_RETURN(const size_t found, view_->Rank(pod_, best));
  for (size_t i = 0; i < found; ++i) {
    PlaceAnswer::Row row{std::string(view_->NodeName(best[i].node)), best[i].score, {}};
    std::vector<placement::Explanation::Near> near;
    FLUID_RETURN_IF_ERROR(view_->Near(pod_, best[i].node, near));
    for (size_t d = 0; d < near.size(); ++d) {
      row.near.push_back(
          {reads_[d], {std::string(view_->LevelName(near[d].level)), near[d].bytes, near[d].local}});
    }
    answer.ranking.push_back(std::move(row));
  }
  placement::Explanation why;
  FLUID_RETURN_IF_ERROR(view_->Explain(pod_, why));
  answer.nodes = why.nodes;
  answer.feasible = why.feasible;
  for (const auto& rejected : why.rejected) {
    const std::string name = view_->NameOf(pod_, rejected.by);
    const auto same = std::ranges::find(answer.rejected, name, &std::pair<std::string, int64_t>::first);
    if (same != answer.rejected.end()) {
      same->second += rejected.nodes;
    } else {
      answer.rejected.emplace_back(name, rejected.nodes);
    }
  }
  placement::Conflict conflict;
  FLUID_RETURN_IF_ERROR(view_->WhyNone(pod_, conflict));
  for (const Broken broken : conflict.core) answer.conflict.push_back(view_->NameOf(pod_, broken));
  for (size_t i = 0; i < conflict.relaxation.size(); ++i) {
    const Broken broken = conflict.relaxation[i];
    const std::string name = view_->NameOf(pod_, broken);
    answer.relaxation.push_back(broken.rule == Rule::kResource
                                    ? fmt::format("{} of {}", Written(name, conflict.lacking[i]), name)
                                    : name);
  }
  answer.closest = view_->NodeName(conflict.node);
  if (!why_not.empty()) {
    const NodeId node = view_->FindNode(why_not);
    if (std::ranges::find(topology_.nodes, why_not, &placement::Node::name) == topology_.nodes.end())
      return NotFound(fmt::format("there is no node \"{}\"", why_not));
    if (node < 0) {
      answer.why_not = why_not + " is gone";
    } else {
      FLUID_ASSIGN_OR_RETURN(const placement::Refusal refusal, view_->WhyNot(pod_, node));
      answer.why_not = WhyNot(why_not, refusal, !answer.ranking.empty() && answer.ranking[0].node == why_not);
    }
  }
  answer.unheeded = job_.unheeded;
  answer.pods = job_.pods;
  if (job_.pods > 1) {
    placement::Gang gang;
    gang.parts.push_back({pod_, job_.pods});
    gang.max_per_node = job_.apart ? 1 : 0;
    for (const std::string& name : job_.together) {
      const int level = view_->LevelIndex(name);
      gang.inside = gang.inside < 0 ? level : std::min(gang.inside, level);
    }
    placement::GangPlan plan;
    FLUID_RETURN_IF_ERROR(view_->PlaceGang(gang, plan));
    answer.gang_placed = plan.placed;
    for (const placement::GangPlan::Share& share : plan.shares) {
      answer.shares.emplace_back(view_->NodeName(share.node), share.count);
    }
  }
  return answer;
}

std::string PlaceQuestion::WhyNot(const std::string& node, const placement::Refusal& refusal,
                                  bool best) const {
  if (refusal.broken.rule != Rule::kNone) {
    const std::string rule = view_->NameOf(pod_, refusal.broken);
    const std::string out = fmt::format("{} is out by {}", node, rule);
    if (refusal.broken.rule == Rule::kResource)
      return fmt::format("{}: {} too little", out, Written(rule, refusal.lacking));
    if (refusal.broken.rule != Rule::kSpread) return out;
    const std::string& level = job_.rules.spread[static_cast<size_t>(refusal.broken.index)].level;
    const bool nowhere = view_->DomainOf(view_->FindNode(node), view_->LevelIndex(level)).empty();
    return nowhere ? fmt::format("{}: it is in no {}", out, level)
                   : fmt::format("{}: the skew would be {} too large", out, refusal.lacking);
  }
  if (refusal.deficit > 0) {
    return fmt::format("{} can run it, and is {:.6g} points behind", node,
                       static_cast<double>(refusal.deficit) / static_cast<double>(placement::kPoint));
  }
  return best ? fmt::format("{} is the best", node)
              : fmt::format("{} is as good as the best, which has the lower name", node);
}

Status PlaceQuestion::Change(const std::vector<std::string>& changes) {
  for (const std::string& change : changes) {
    const Status changed = ChangeOne(change);
    if (!changed.ok()) return InvalidArgument(fmt::format("--what-if \"{}\": {}", change, changed.message()));
    state_->Publish();
    view_->Refresh();  // the next change is of what this one left
  }
  return Ok();
}

Status PlaceQuestion::ChangeOne(const std::string& change) {
  const auto node_of = [&](const std::string& name) -> Result<NodeId> {
    const NodeId node = view_->FindNode(name);
    if (node < 0) return NotFound(fmt::format("there is no node \"{}\"", name));
    return node;
  };
  if (change.starts_with('-')) {
    FLUID_ASSIGN_OR_RETURN(const NodeId node, node_of(change.substr(1)));
    return state_->RemoveNode(node);
  }
  const size_t at = change.find('@'), equals = change.find('=', at == std::string::npos ? 0 : at);
  if (at == std::string::npos || equals == std::string::npos) {
    return InvalidArgument("allowed are -NODE, RESOURCE@NODE=QUANTITY and DATASET@NODE=BYTES");
  }
  const std::string what = change.substr(0, at), quantity = change.substr(equals + 1);
  FLUID_ASSIGN_OR_RETURN(const NodeId node, node_of(change.substr(at + 1, equals - at - 1)));
  for (size_t d = 0; d < reads_.size(); ++d) {
    if (job_.reads[d].dataset != what && BareName(reads_[d]) != what) continue;
    FLUID_ASSIGN_OR_RETURN(const int64_t bytes, ParseQuantity(quantity));
    for (const placement::Tier tier : {placement::Tier::kMem, placement::Tier::kHdd}) {
      FLUID_RETURN_IF_ERROR(state_->Report(pod_.datasets[d].dataset, node, tier, 0));
    }
    return state_->Report(pod_.datasets[d].dataset, node, placement::Tier::kSsd, bytes);
  }
  const auto resource = std::find(resources_.begin(), resources_.end(), what);
  if (resource == resources_.end()) {
    return InvalidArgument(
        fmt::format("the job neither asks for a resource nor reads a dataset called \"{}\"", what));
  }
  FLUID_ASSIGN_OR_RETURN(const int64_t amount, AmountOf(what, quantity));
  std::vector<int64_t> free;
  for (size_t r = 0; r < resources_.size(); ++r) free.push_back(view_->Free(node, static_cast<int>(r)));
  free[static_cast<size_t>(resource - resources_.begin())] = amount;
  return state_->SetFree(node, free);
}

PlacePicture PlaceQuestion::Picture(const PlaceAnswer& answer) const {
  PlacePicture picture;
  picture.title = fmt::format("{}: {} of {} nodes can run it", job_.name.empty() ? "job" : job_.name,
                              answer.feasible, answer.nodes);
  const int levels = view_->LevelIndex("cluster");
  for (const placement::Node& node : topology_.nodes) {
    const NodeId id = view_->FindNode(node.name);
    if (id < 0) continue;
    PlacePicture::Box box;
    box.name = node.name;
    for (int level = levels - 1; level >= 1; --level) {
      const std::string path = view_->DomainOf(id, level);
      box.path.push_back(path.substr(path.rfind('/') + 1));
    }
    std::vector<placement::Explanation::Near> near;
    if (view_->Near(pod_, id, near).ok()) {
      for (const auto& dataset : near) {
        if (dataset.size > 0)
          box.cached += static_cast<double>(dataset.local) / static_cast<double>(dataset.size);
      }
      if (!near.empty()) box.cached /= static_cast<double>(near.size());
    }
    for (size_t i = 0; i < answer.ranking.size(); ++i) {
      if (answer.ranking[i].node == node.name) box.rank = static_cast<int>(i) + 1;
    }
    if (const auto refusal = view_->WhyNot(pod_, id); refusal.ok() && refusal->broken.rule != Rule::kNone) {
      box.rejected = view_->NameOf(pod_, refusal->broken);
    }
    picture.boxes.push_back(std::move(box));
  }
  return picture;
}

}  // namespace fluid::ranking
