// Attachments: a dataset in use on a node. The mounts themselves are part of the engine's record; here is
// what is said of them, and their end.
#include <algorithm>

#include "src/model/conditions.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/run.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/plan.h"

namespace fluid::reconcile {
namespace {

void SetStatus(Plan& plan, std::string_view row, const Object& object, std::string_view phase,
               const Trouble& said, const std::string& node = "", const std::vector<int>& users = {}) {
  Object after = object;
  model::AttachmentStatus& status = model::Edit<model::Attachment>(after).status;
  const bool news = status.phase != phase;
  status.phase = phase;
  if (!node.empty()) status.node = node;
  status.pids.assign(users.begin(), users.end());
  model::SetCondition(status.conditions, "Ready", Truth(phase == "Mounted"), said.reason, said.message,
                      plan.now_text);
  if (users.empty()) {
    model::RemoveCondition(status.conditions, "InUse");
  } else {
    model::SetCondition(status.conditions, "InUse", model::kTrue, "InUse", said.message, plan.now_text);
  }
  plan.Status(
      row, object, std::move(after),
      news ? std::optional<Notice>(Notice{said.reason, said.message, phase == "Failed"}) : std::nullopt);
}

std::string Pids(const std::vector<int>& users) {
  std::string text;
  for (const int pid : users) text += (text.empty() ? "" : ", ") + std::to_string(pid);
  return text;
}

// The node that has, or shall have, the mount. Empty: not known.
std::string NodeOf(const Plan& plan, const Object& object) {
  for (const EngineRecord* record : {&plan.facts.record, &plan.facts.stored}) {
    for (const auto& [node, mounts] : record->mounts) {
      for (const NodeMount& mount : mounts) {
        if (mount.id == object.metadata().uid) return node;
      }
    }
  }
  const std::string& said = model::Get<model::Attachment>(object).spec.node;
  return said.empty() ? model::Get<model::Attachment>(object).status.node : said;
}

const NodeMountState* StateOf(const NodeObservation* seen, const Object& object) {
  if (!seen) return nullptr;
  for (const NodeMountState& mount : seen->mounts) {
    if (mount.id == object.metadata().uid) return &mount;
  }
  return nullptr;
}

// No node that could have the mount has it, and none will get it.
bool Gone(const Plan& plan, const Object& object, const std::string& node) {
  if (plan.world.launches.empty()) return true;
  if (plan.facts.record != plan.facts.stored) return false;
  std::vector<std::string> nodes = plan.facts.nodes;
  if (!node.empty()) nodes.assign(1, node);
  return !nodes.empty() && std::all_of(nodes.begin(), nodes.end(), [&](const std::string& name) {
    const NodeObservation* seen = Answer(plan.world, name);
    return seen && Settled(plan.world, *seen, plan.facts.record.generation) && !StateOf(seen, object);
  });
}

void End(Plan& plan, const Object& object) {
  if (!HasFinalizer(object)) return;
  const Facts& facts = plan.facts;
  const WallTime grace = GraceEnd(object, facts.dataset), patience = PatienceEnd(object, facts.dataset);
  const std::string node = NodeOf(plan, object);
  if (Gone(plan, object, node) || plan.now >= patience) return plan.Release("attachment.end.done", object);

  plan.WakeAt(plan.now < grace ? grace : patience);
  if (plan.facts.plan && !facts.record.empty()) plan.engine().pending = true;
  const std::string target = model::Get<model::Attachment>(object).spec.target;
  const auto users = facts.users.find(object.metadata().uid);
  if (plan.now >= grace) {
    SetStatus(plan, "attachment.end.force", object, "Unmounting",
              {"Forced", target + " is detached under its readers"}, node);
  } else if (users != facts.users.end()) {
    SetStatus(plan, "attachment.end.users", object, "Unmounting",
              {"InUse", target + " has open files in processes " + Pids(users->second)}, node, users->second);
  } else {
    SetStatus(plan, "attachment.end.unmount", object, "Unmounting",
              {"Unmounting", target + " is being unmounted"}, node);
  }
}

void Serve(Plan& plan, const Object& object) {
  const Facts& facts = plan.facts;
  const model::Attachment& attachment = model::Get<model::Attachment>(object);
  const std::string& phase = attachment.status.phase;
  const bool owned = !facts.dataset || OwnedBy(object, *facts.dataset);
  if (!HasFinalizer(object) || !owned) {
    Object after = object;
    AddFinalizer(after);
    if (facts.dataset) AddOwner(after, *facts.dataset);
    return plan.Update("attachment.adopt", std::move(after));
  }
  if (!attachment.spec.mode.empty() && attachment.spec.mode != "mount") {
    return SetStatus(
        plan, "attachment.refuse", object, "Failed",
        {"NotYetSupported", "mode " + attachment.spec.mode + " is not there yet; use mode mount"});
  }
  const std::string bound = facts.dataset ? model::Get<model::Dataset>(*facts.dataset).status.phase : "";
  if (!facts.wanted() || bound.empty() || bound == "NotBound") {
    return SetStatus(plan, "attachment.wait", object, "Pending",
                     {"DatasetNotBound", "dataset " + plan.world.key.name + " is not bound"});
  }
  const std::string node = NodeOf(plan, object);
  const NodeObservation* seen = Answer(plan.world, node);
  const NodeMountState* state = StateOf(seen, object);
  if (!seen || seen->config_generation == 0) {
    if (phase == "Mounted" && (!facts.heard || facts.doubt)) return;
    plan.engine().pending = true;
    return SetStatus(
        plan, phase == "Mounted" ? "attachment.lost" : "attachment.mount", object, "Pending",
        {"NodeUnavailable", "the engine on " + (node.empty() ? "its node" : node) + " does not answer"},
        node);
  }
  if (state && state->mounted) {
    return SetStatus(plan, "attachment.mounted", object, "Mounted",
                     {"Mounted", attachment.spec.target + " is mounted"}, node);
  }
  plan.engine().pending = true;
  if (state && !state->message.empty()) {
    return SetStatus(plan, "attachment.fail", object, "Failed",
                     {"MountFailed", attachment.spec.target + ": " + state->message}, node);
  }
  SetStatus(plan, "attachment.mount", object, "Pending",
            {"Mounting", attachment.spec.target + " is being mounted"}, node);
}

}  // namespace

void PlanAttachments(Plan& plan) {
  for (const Object& object : plan.world.attachments)
    Ending(object) ? End(plan, object) : Serve(plan, object);
}

}  // namespace fluid::reconcile
