#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "src/placement/view_core.h"

namespace fluid::placement {
void Insist(const std::string& wrong, const char* question) {
  if (wrong.empty()) return;
  std::fprintf(stderr, "fluid placement: %s is answered wrongly: %s\n", question, wrong.c_str());
  std::abort();
}

bool ChecksByDefault() {
#ifdef NDEBUG
  return false;
#else
  return true;
#endif
}

View::View(State& state) : core_(std::make_unique<Core>()) {
  core_->state = &state.core();
  {
    MutexLock lock(core_->state->slots_mutex);
    for (Slot& slot : core_->state->slots) {
      uint64_t free = Slot::kFree;
      if (core_->slot == nullptr && slot.says.compare_exchange_strong(free, Slot::AnyFrom(0)))
        core_->slot = &slot;
    }
    if (core_->slot == nullptr) {
      core_->slot = &core_->state->slots.emplace_back();
      core_->slot->says.store(Slot::AnyFrom(0));
    }
  }
  Refresh();
}

View::~View() { core_->slot->says.store(Slot::kFree); }

// First says what it has read, then takes what is there: the epoch taken is that one or a newer, and is not
// freed while the slot says so. Then it says which one that was.
uint64_t View::Refresh() {
  Core& c = *core_;
  if (c.trials > 0) return c.epoch.number;
  c.slot->says.store(Slot::AnyFrom(c.state->number.load()));
  const PublishedEpoch* published = c.state->published.load();
  c.epoch = published->epoch;
  c.inputs = published->inputs;
  c.slot->says.store(Slot::Only(c.epoch.number));
  return c.epoch.number;
}

uint64_t View::epoch() const { return core_->epoch.number; }

Result<size_t> View::Rank(const Pod& pod, std::span<Choice> best) {
  Core& c = *core_;
  if (Status bad = c.question.Ask(c.epoch, pod); !bad.ok()) return bad;
  const size_t found = c.ranker.Rank(c.question, best, 0, c.epoch.structure->positions());
  if (c.inputs != nullptr) {
    Insist(Checker(*c.inputs).CheckRank(pod, {best.begin(), best.begin() + found}, best.size()), "Rank");
  }
  return found;
}

Status View::PlaceGang(const Gang& gang, GangPlan& plan) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(c.gangs.Place(*this, gang, plan));
  if (c.inputs != nullptr) Insist(Checker(*c.inputs).CheckGang(gang, plan), "PlaceGang");
  return Ok();
}

Status View::Explain(const Pod& pod, Explanation& explanation) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(c.question.Ask(c.epoch, pod));
  c.reasons.Explain(c.question, c.ranker, explanation, c.trials == 0);
  if (c.inputs != nullptr) Insist(Checker(*c.inputs).CheckExplanation(pod, explanation), "Explain");
  return Ok();
}

Status View::Near(const Pod& pod, NodeId node, std::vector<Explanation::Near>& near) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(c.question.Ask(c.epoch, pod));
  const int64_t at = c.epoch.PositionOf(node);
  if (at < 0) return NotFound(fmt::format("no node has id {}", node));
  c.reasons.Near(c.question, at, near);
  return Ok();
}

Result<Refusal> View::WhyNot(const Pod& pod, NodeId node) {
  Core& c = *core_;
  if (Status bad = c.question.Ask(c.epoch, pod); !bad.ok()) return bad;
  if (c.epoch.PositionOf(node) < 0) return NotFound(fmt::format("no node has id {}", node));
  return c.reasons.WhyNot(c.question, c.ranker, node);
}

Status View::WhyNone(const Pod& pod, Conflict& conflict) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(c.question.Ask(c.epoch, pod));
  c.reasons.WhyNone(c.question, c.ranker, conflict);
  if (c.inputs != nullptr) Insist(Checker(*c.inputs).CheckConflict(pod, conflict), "WhyNone");
  return Ok();
}

std::string View::NameOf(const Pod& pod, Broken broken) const {
  const Epoch& epoch = core_->epoch;
  const RulesState* rules = epoch.RulesOf(pod.rules);
  const size_t index = static_cast<size_t>(broken.index);
  switch (broken.rule) {
    case Rule::kNone:
      return "none";
    case Rule::kSelector:
      return "node-selector";
    case Rule::kAffinity:
      return "node-affinity";
    case Rule::kUnschedulable:
      return "unschedulable";
    case Rule::kTaint:
      return "taint";
    case Rule::kPodAffinity:
      return "pod-affinity";
    case Rule::kDataset:
      return "dataset " +
             (index < pod.datasets.size() ? std::string(DatasetName(pod.datasets[index].dataset)) : "");
    case Rule::kResource:
      return index < core_->state->options.resources.size() ? core_->state->options.resources[index]
                                                            : "resource";
    case Rule::kAntiAffinity: {
      if (rules == nullptr) return "anti-affinity";
      const RulesDef& def = *rules->def;
      if (index < def.anti.size()) {
        const AntiAffinity& anti = def.input.anti_affinity[index];
        return fmt::format("anti-affinity {} in {}", anti.group, anti.level);
      }
      const size_t group = index - def.anti.size();
      return group < def.groups.size() ? "repelled as " + epoch.groups.Get(def.groups[group])->name
                                       : "repelled";
    }
    case Rule::kSpread:
      if (rules == nullptr || index >= rules->def->spread.size()) return "spread";
      return fmt::format("spread {} over {}", rules->def->input.spread[index].group,
                         rules->def->input.spread[index].level);
  }
  return "";
}

int64_t View::nodes() const { return core_->epoch.nodes; }
NodeId View::FindNode(std::string_view name) const { return core_->epoch.Find(name); }

std::string_view View::NodeName(NodeId node) const {
  const int64_t at = core_->epoch.PositionOf(node);
  return at < 0 ? std::string_view() : core_->epoch.tree.Info(at)->name;
}

std::string_view View::DatasetName(DatasetId dataset) const {
  const DatasetState* state = core_->epoch.DatasetOf(dataset);
  return state == nullptr ? std::string_view() : state->name;
}

int64_t View::Free(NodeId node, int resource) const {
  const int64_t at = core_->epoch.PositionOf(node);
  return at < 0 || resource < 0 || resource >= core_->epoch.tree.resources
             ? 0
             : core_->epoch.tree.Free(at, resource);
}

int View::LevelIndex(std::string_view name) const {
  const std::vector<LevelInfo>& levels = core_->epoch.structure->levels;
  for (size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

std::string_view View::LevelName(int level) const {
  const std::vector<LevelInfo>& levels = core_->epoch.structure->levels;
  return level < 0 || level >= static_cast<int>(levels.size()) ? std::string_view("none")
                                                               : levels[level].name;
}

std::string View::DomainOf(NodeId node, int level) const {
  const Epoch& epoch = core_->epoch;
  const int64_t at = epoch.PositionOf(node);
  if (at < 0 || level < 0 || level > epoch.structure->cluster()) return "";
  if (level == 0) return std::string(NodeName(node));
  if (level == epoch.structure->cluster()) return "cluster";
  const int32_t domain = epoch.structure->At(at, level);
  std::string path;
  for (int32_t d = domain; d > 0; d = epoch.structure->domains[d].parent) {
    const std::string& value = epoch.structure->domains[d].value;
    if (!epoch.structure->domains[d].named) continue;
    path = path.empty() ? value : value + '/' + path;
  }
  return path;
}

// ---- Trials
// -------------------------------------------------------------------------------------------------------

struct TrialCore {
  TrialCore(uint64_t id, Pool& pool) : owner(Owner::Kind::kTrial, id, pool) {}
  Owner owner;
  Epoch before;
  std::shared_ptr<const Inputs> inputs_before;
};

Trial::Trial(View& view)
    : view_(view), core_(std::make_unique<TrialCore>(2 * ++view.core().state->trials + 1, view.core().pool)) {
  View::Core& c = view_.core();
  core_->before = c.epoch;
  core_->inputs_before = c.inputs;
  ++c.trials;
}

Trial::~Trial() {
  View::Core& c = view_.core();
  c.epoch = core_->before;
  c.inputs = core_->inputs_before;
  --c.trials;
}

Status Trial::Bind(NodeId node, const Pod& pod) {
  View::Core& c = view_.core();
  FLUID_RETURN_IF_ERROR(CountPod(c.epoch, core_->owner, node, pod, 1));
  if (c.inputs != nullptr) {
    auto inputs = std::make_shared<Inputs>(*c.inputs);
    inputs->Count(node, pod, 1);
    c.inputs = inputs;
  }
  return Ok();
}

Status Trial::Unbind(NodeId node, const Pod& pod) {
  View::Core& c = view_.core();
  FLUID_RETURN_IF_ERROR(CountPod(c.epoch, core_->owner, node, pod, -1));
  if (c.inputs != nullptr) {
    auto inputs = std::make_shared<Inputs>(*c.inputs);
    inputs->Count(node, pod, -1);
    c.inputs = inputs;
  }
  return Ok();
}

Status Trial::SetFree(NodeId node, std::span<const int64_t> free) {
  View::Core& c = view_.core();
  const int64_t at = c.epoch.PositionOf(node);
  if (at < 0) return NotFound(fmt::format("no node has id {}", node));
  FLUID_RETURN_IF_ERROR(CheckFree(c.epoch, free));
  for (int r = 0; r < c.epoch.tree.resources; ++r) {
    c.epoch.tree.SetFree(core_->owner, at, r, r < static_cast<int>(free.size()) ? free[r] : 0);
  }
  if (c.inputs != nullptr) {
    auto inputs = std::make_shared<Inputs>(*c.inputs);
    inputs->nodes[node].free.assign(free.begin(), free.end());
    inputs->nodes[node].free.resize(c.epoch.tree.resources, 0);
    c.inputs = inputs;
  }
  return Ok();
}

}  // namespace fluid::placement
