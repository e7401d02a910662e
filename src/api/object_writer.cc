#include "src/api/object_writer.h"

#include <fmt/format.h>

#include <cassert>

#include "src/api/apply_patch.h"
#include "src/api/core_rules.h"
#include "src/api/json.h"
#include "src/api/json_patch.h"
#include "src/api/managed_fields.h"
#include "src/api/namespaces.h"
#include "src/api/resource_api.h"
#include "src/api/scale.h"
#include "src/api/strategic_patch.h"
#include "src/api/write_body.h"
#include "src/api/write_rules.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/generated/core.h"
#include "src/model/json.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"
#include "src/model/texts.h"
#include "src/store/table.h"

namespace fluid::api {
namespace {

// Somebody else's write between reading and writing makes a change start over, so often at most.
constexpr int kAttempts = 16;
constexpr int kNames = 8;  // tried for one generateName

Status Modified() {
  return Aborted(
      "the object has been modified; please apply your changes to the latest version and try again");
}

std::string Now() { return FormatTime(std::chrono::system_clock::now()); }

// As Kubernetes does: five random letters and digits that are hard to misread.
std::string NameFrom(std::string_view prefix) {
  constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";
  constexpr size_t kLongest = 58;  // leaves a label of 63
  std::string name(prefix.substr(0, kLongest));
  const std::string random = RandomHex(10);
  for (size_t i = 0; i < 5; ++i) {
    name += kLetters[std::stoul(random.substr(4 * i, 4), nullptr, 16) % kLetters.size()];
  }
  return name;
}

Status CheckUid(const std::string& wanted, const Object& live) {
  if (wanted.empty() || wanted == live.metadata().uid) return Ok();
  return Aborted(fmt::format("Precondition failed: UID in precondition: {}, UID in object meta: {}", wanted,
                             live.metadata().uid));
}

Status CheckVersion(const std::string& wanted, const Object& live) {
  return wanted.empty() || wanted == live.metadata().version ? Ok() : Modified();
}

// The object with as many replicas as the Scale says, if that was made from this very state.
Result<Object> Scaled(const Object& live, const ScaleWish& wish) {
  FLUID_RETURN_IF_ERROR(CheckUid(wish.uid, live));
  FLUID_RETURN_IF_ERROR(CheckVersion(wish.version, live));
  return WithReplicas(live, wish.replicas);
}

// Whose account of managers a change goes on from: the client's, if it sent one, else that of the object.
Managers ManagersBefore(const Object* live, const Object& next, bool status, bool* counted) {
  *counted = true;
  if (!status && AsksToForget(next)) {
    *counted = !live;
    return {};
  }
  if (!status) {
    if (Managers sent = ManagersOf(next); !sent.empty()) return sent;
  }
  Managers kept = live ? ManagersOf(*live) : Managers();
  // Where nobody kept account before, a change does not begin to: only an apply does.
  *counted = !live || !kept.empty();
  return kept;
}

// An object as the tree of its JSON.
class Printed {
 public:
  explicit Printed(const Object& object) {
    std::vector<Problem> none;
    model::ReadJson(object.ToJson(), tree_, none, model::Places::kNone);
    assert(tree_.root != nullptr);
  }
  const model::Node& tree() const { return *tree_.root; }

 private:
  model::Tree tree_;
};

std::string WithoutManagers(Object object) {
  object.metadata().other.clear();
  object.metadata().version.clear();
  return object.ToJson();
}

}  // namespace

Status ObjectWriter::CheckNamespace(const std::string& space) { return spaces_.CheckOpen(space); }

// The last steps of every change: rules, account of managers, then the owner's say, then the store.
Result<Object> ObjectWriter::Commit(const Route& route, const WriteOptions& options, const Object* live,
                                    Object next, bool tracked) {
  const bool status = route.subresource == "status";
  std::optional<Printed> printed;
  if (status) {
    printed.emplace(next);
    FLUID_RETURN_IF_ERROR(CheckStatus(next, printed->tree()));
  } else {
    EncodeTexts(next);
    if (!tracked) model::SetDefaults(next);
    printed.emplace(next);
    FLUID_RETURN_IF_ERROR(model::Validate(next, printed->tree()));
    FLUID_RETURN_IF_ERROR(CheckCoreRules(live, next));
    if (live && next.kind().has_status) {
      model::CopyStatus(*live, next);
      printed.emplace(next);
    }
  }
  if (!tracked) {
    bool counted = false;
    Managers managers = ManagersBefore(live, next, status, &counted);
    if (counted) {
      ManagerEntry writer;
      writer.manager = options.manager;
      writer.api_version = next.kind().api_version;
      writer.subresource = route.subresource;
      writer.time = Now();
      managers = TrackUpdate(live, next.kind(), printed->tree(), std::move(managers), writer);
    }
    SetManagers(managers, next);
  }
  if (!live) {
    // What the store would refuse is refused before the owner acts on it. Races are left to the store.
    if (store_.Get(next.key()).ok()) return AlreadyExists(next.key().ToString() + " exists already");
    if (next.kind().namespaced) FLUID_RETURN_IF_ERROR(spaces_.CheckOpen(next.metadata().space));
  }
  if (model::Is<model::Namespace>(next)) Namespaces::Hold(live, next);
  if (options.dry_run) return Simulate(live, WithoutValues(std::move(next)), status);
  if (!status && hooks_.admit) {
    FLUID_ASSIGN_OR_RETURN(next, hooks_.admit(std::move(next), live ? "update" : "create"));
  }
  // Times of managers alone are no change.
  if (live && SameFields(ManagersOf(*live), ManagersOf(next)) &&
      WithoutManagers(*live) == WithoutManagers(next)) {
    next.metadata().other = live->metadata().other;
  }
  Result<Object> written = status ? store_.UpdateStatus(next)
                           : live ? store_.Update(next)
                                  : store_.Create(next);
  if (!written.ok() && written.status().code() == Code::kAborted) return Modified();
  if (written.ok() && !live && model::Is<model::Namespace>(*written)) return spaces_.Activate(*written);
  return written;
}

// What the store would say, without asking it.
Result<Object> ObjectWriter::Simulate(const Object* live, const Object& next, bool status) {
  constexpr size_t kEvents = 1000;
  store::Table table(0, kEvents);
  store::Changes changes;
  const store::Stamp stamp{Now(), NewUid()};
  if (!live) {
    FLUID_ASSIGN_OR_RETURN(Object made, table.Create(next, stamp, &changes));
    made.metadata().version.clear();
    return made;
  }
  store::Change current;
  current.event =
      std::make_shared<const WatchEvent>(WatchEvent{WatchEventType::kAdded, *live, live->metadata().version});
  table.Apply(current);
  FLUID_ASSIGN_OR_RETURN(Object changed,
                         status ? table.UpdateStatus(next, &changes) : table.Update(next, stamp, &changes));
  changed.metadata().version = live->metadata().version;
  return changed;
}

Result<Written> ObjectWriter::Create(const Route& route, const HttpRequest& request, std::string* name) {
  Written written;
  written.created = true;
  const WriteOptions options = WriteOptionsOf(route, request);
  FLUID_ASSIGN_OR_RETURN(std::string json, BodyAsJson(request));
  FLUID_ASSIGN_OR_RETURN(
      json, KnownFieldsOnly(std::move(json), *route.kind, options.validation, &written.warnings));
  const Result<Object> read = ReadObject(route, json);
  if (!read.ok()) {
    const Result<Json> body = Json::Parse(json);
    if (name && body.ok())
      *name = body->at(".metadata.name").text();  // an object that can't be read has one too
    return read.status();
  }
  const Object& wanted = *read;
  if (const std::string& version = wanted.metadata().version; !version.empty() && version != "0") {
    return InvalidArgument("resourceVersion should not be set on objects to be created");
  }
  const bool generated = wanted.metadata().name.empty() && !wanted.metadata().generate_name.empty();
  for (int attempt = 1;; ++attempt) {
    Object next = wanted;
    if (generated) next.metadata().name = NameFrom(next.metadata().generate_name);
    if (name) *name = next.metadata().name;
    if (model::Is<model::Namespace>(next)) Namespaces::Prepare(next);
    next.metadata().version.clear();
    Result<Object> made = Commit(route, options, nullptr, next, /*tracked=*/false);
    const bool taken = !made.ok() && made.status().code() == Code::kAlreadyExists;
    if (taken && generated && attempt < kNames) continue;
    FLUID_ASSIGN_OR_RETURN(written.object, std::move(made));
    return written;
  }
}

Result<Written> ObjectWriter::Replace(const Route& route, const HttpRequest& request) {
  if (route.subresource == "scale") return ReplaceScale(route, request);
  Written written;
  const WriteOptions options = WriteOptionsOf(route, request);
  FLUID_ASSIGN_OR_RETURN(std::string json, BodyAsJson(request));
  FLUID_ASSIGN_OR_RETURN(
      json, KnownFieldsOnly(std::move(json), *route.kind, options.validation, &written.warnings));
  FLUID_ASSIGN_OR_RETURN(const Object wanted, ReadObject(route, json));
  FLUID_RETURN_IF_ERROR(CheckName(route, wanted));
  if (route.subresource == "finalize") {
    FLUID_ASSIGN_OR_RETURN(written.object, spaces_.Finalize(wanted, options.dry_run));
    return written;
  }
  const bool status = route.subresource == "status";
  for (int attempt = 1;; ++attempt) {
    Result<Object> found = store_.Get(route.key());
    // Whoever counts an event that has gone meanwhile tells it anew.
    if (model::Is<model::Event>(wanted) && found.status().code() == Code::kNotFound) {
      return Create(route, request, nullptr);
    }
    FLUID_ASSIGN_OR_RETURN(const Object live, std::move(found));
    // Kubernetes replaces its own kinds, and no others, whatever their state.
    if (!route.kind->group.empty() && wanted.metadata().version.empty()) {
      return FieldProblem("metadata.resourceVersion", "\"\"",
                          "the state that the change was made from; it must be specified for an update");
    }
    FLUID_RETURN_IF_ERROR(CheckUid(wanted.metadata().uid, live));
    FLUID_RETURN_IF_ERROR(CheckVersion(wanted.metadata().version, live));
    Object next = status ? live : wanted;
    if (status) model::CopyStatus(wanted, next);
    next.metadata().version = live.metadata().version;
    Result<Object> changed = Commit(route, options, &live, std::move(next), /*tracked=*/false);
    const bool raced = !changed.ok() && changed.status().code() == Code::kAborted;
    if (raced && wanted.metadata().version.empty() && attempt < kAttempts) continue;
    FLUID_ASSIGN_OR_RETURN(written.object, std::move(changed));
    return written;
  }
}

Result<Written> ObjectWriter::ReplaceScale(const Route& route, const HttpRequest& request) {
  Written written;
  const WriteOptions options = WriteOptionsOf(route, request);
  FLUID_ASSIGN_OR_RETURN(const std::string json, BodyAsJson(request));
  FLUID_ASSIGN_OR_RETURN(const ScaleWish wish, ParseScale(route, json));
  for (int attempt = 1;; ++attempt) {
    FLUID_ASSIGN_OR_RETURN(const Object live, store_.Get(route.key()));
    FLUID_ASSIGN_OR_RETURN(Object next, Scaled(live, wish));
    Result<Object> changed = Commit(route, options, &live, std::move(next), /*tracked=*/false);
    const bool raced = !changed.ok() && changed.status().code() == Code::kAborted;
    if (raced && wish.version.empty() && attempt < kAttempts) continue;
    FLUID_ASSIGN_OR_RETURN(written.object, std::move(changed));
    return written;
  }
}

Result<ObjectWriter::Patched> ObjectWriter::PatchOnce(const Route& route, const WriteOptions& options,
                                                      PatchType type, const std::string& patch,
                                                      const Object* live,
                                                      std::vector<std::string>* warnings) {
  Patched patched;
  warnings->clear();
  if (type == PatchType::kApply) {
    FLUID_ASSIGN_OR_RETURN(const std::string config,
                           KnownFieldsOnly(patch, *route.kind, options.validation, warnings));
    FLUID_ASSIGN_OR_RETURN(const Json document, Json::Parse(config));
    const Json metadata = document["metadata"];
    const std::string version = metadata["resourceVersion"].text(), uid = metadata["uid"].text();
    patched.versioned = !version.empty();
    patched.tracked = true;
    if (live) {
      FLUID_RETURN_IF_ERROR(CheckUid(uid, *live));
      FLUID_RETURN_IF_ERROR(CheckVersion(version, *live));
    } else if (!uid.empty() || !version.empty()) {
      return Aborted("uid mismatch: the provided object names a state, and no existing object was found");
    }
    FLUID_ASSIGN_OR_RETURN(patched.object, Apply(live, *route.kind, config,
                                                 {options.manager, route.subresource, options.force, Now()}));
    if (!live && model::Is<model::Namespace>(patched.object)) Namespaces::Prepare(patched.object);
    return patched;
  }
  // A patch that names the version it is for meets the same one here; it may not start over.
  patched.versioned = patch.find("resourceVersion") != std::string::npos;
  const bool scale = route.subresource == "scale";
  const std::string before = scale ? ScaleJson(*live) : live->ToJson();
  FLUID_ASSIGN_OR_RETURN(std::string after, type == PatchType::kJson ? JsonPatch(before, patch)
                                            : type == PatchType::kMerge
                                                ? MergePatch(before, patch)
                                                : StrategicMergePatch(before, patch, *route.kind));
  if (scale) {
    FLUID_ASSIGN_OR_RETURN(const ScaleWish wish, ParseScale(route, after));
    FLUID_ASSIGN_OR_RETURN(patched.object, Scaled(*live, wish));
    return patched;
  }
  FLUID_ASSIGN_OR_RETURN(after, KnownFieldsOnly(std::move(after), *route.kind, options.validation, warnings));
  FLUID_ASSIGN_OR_RETURN(patched.object, Object::FromJson(after));
  if (&patched.object.kind() != route.kind || patched.object.key() != live->key()) {
    return InvalidArgument("a patch cannot change kind, namespace or name");
  }
  if (const std::string& uid = patched.object.metadata().uid; uid != live->metadata().uid) {
    return FieldProblem("metadata.uid", Quoted(uid), "no change: the field is immutable");
  }
  FLUID_RETURN_IF_ERROR(CheckVersion(patched.object.metadata().version, *live));
  if (route.subresource == "status") {
    Object next = *live;
    model::CopyStatus(patched.object, next);
    patched.object = std::move(next);
  }
  return patched;
}

Result<Written> ObjectWriter::Patch(const Route& route, const HttpRequest& request, PatchType type) {
  Written written;
  const WriteOptions options = WriteOptionsOf(route, request);
  std::string patch = request.body;
  if (type == PatchType::kApply) {
    FLUID_ASSIGN_OR_RETURN(patch, ReadApplyDocument(request.body));
    if (route.subresource == "scale") {
      FLUID_ASSIGN_OR_RETURN(patch, ApplyOfScale(route, patch));
    } else {
      FLUID_ASSIGN_OR_RETURN(patch, AddressedTo(route, patch));
      FLUID_ASSIGN_OR_RETURN(patch, WithEncodedTexts(*route.kind, patch));
    }
  }
  for (int attempt = 1;; ++attempt) {
    const Result<Object> live = store_.Get(route.key());
    written.created = !live.ok() && live.status().code() == Code::kNotFound && type == PatchType::kApply &&
                      route.subresource.empty();
    if (!live.ok() && !written.created) return live.status();
    const Object* current = live.ok() ? &*live : nullptr;
    FLUID_ASSIGN_OR_RETURN(Patched patched,
                           PatchOnce(route, options, type, patch, current, &written.warnings));
    if (current) patched.object.metadata().version = current->metadata().version;
    Result<Object> changed = Commit(route, options, current, std::move(patched.object), patched.tracked);
    const Code code = changed.status().code();
    const bool raced = code == Code::kAborted || (written.created && code == Code::kAlreadyExists);
    if (!changed.ok() && raced && !patched.versioned && attempt < kAttempts) continue;
    FLUID_ASSIGN_OR_RETURN(written.object, std::move(changed));
    return written;
  }
}

Result<ObjectWriter::Deleted> ObjectWriter::Delete(const Key& key, const DeleteRequest& wanted) {
  FLUID_ASSIGN_OR_RETURN(const Object before, store_.Get(key));
  FLUID_RETURN_IF_ERROR(CheckUid(wanted.options.uid, before));
  if (!wanted.options.version.empty() && wanted.options.version != before.metadata().version) {
    return Aborted(fmt::format(
        "Precondition failed: ResourceVersion in precondition: {}, ResourceVersion in object meta: {}",
        wanted.options.version, before.metadata().version));
  }
  Deleted deleted;
  deleted.uid = before.metadata().uid;
  if (wanted.dry_run) {
    if (!before.metadata().finalizers.empty()) {
      deleted.waiting = before;
      if (before.metadata().deleted.empty()) deleted.waiting->metadata().deleted = Now();
    }
    return deleted;
  }
  if (hooks_.admit) FLUID_RETURN_IF_ERROR(hooks_.admit(before, "delete").status());
  if (model::Is<model::Namespace>(before)) {
    FLUID_ASSIGN_OR_RETURN(Object left, spaces_.Delete(before));
    if (left.valid()) deleted.waiting = std::move(left);
    return deleted;
  }
  FLUID_RETURN_IF_ERROR(store_.Delete(key, wanted.options));
  Result<Object> after = store_.Get(key);
  if (after.ok() && after->metadata().uid == deleted.uid) deleted.waiting = *std::move(after);
  return deleted;
}

}  // namespace fluid::api
