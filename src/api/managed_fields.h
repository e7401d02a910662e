// Managed fields: who set which field of an object, as metadata.managedFields tells it, and how a write
// changes that.
//
// Source: Kubernetes' server-side apply: an entry for each (manager, operation, subresource); what somebody
// sets is taken from all others; of entries for updates there are ten at most, older ones become one.
// Threads: pure functions on values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "src/api/field_set.h"
#include "src/api/structured_merge.h"

namespace fluid::api {

struct ManagerEntry {
  std::string manager;
  bool applied = false;  // by apply; else by another write
  std::string api_version;
  std::string subresource;
  std::string time;  // RFC 3339
  FieldSet fields;

  bool SameWriter(const ManagerEntry& other) const;
  std::string ToString() const;  // for messages: `"kubectl-edit" using v1 at 2026-01-31T12:00:00Z`
};
using Managers = std::vector<ManagerEntry>;

// Of an object's metadata; what can't be read counts as none.
Managers ManagersOf(const Object& object);
// Replaces them; other members of the metadata that are only passed on go.
void SetManagers(const Managers& managers, Object& object);
// Whether a client asks to forget all managers: managedFields of one empty entry.
bool AsksToForget(const Object& object);

// The next managers after `writer` (whose fields don't matter) turned `before` into `after` by create, update
// or patch. `before` null: a new object.
Managers TrackUpdate(const Object* before, const Object& after, Managers managers,
                     const ManagerEntry& writer);
// The same where the caller has what came of it as a tree already.
Managers TrackUpdate(const Object* before, const KindInfo& kind, const model::Node& after, Managers managers,
                     const ManagerEntry& writer);

// Leaves only what a write through this subresource may manage, and nothing that the API itself sets.
void KeepManageable(const KindInfo& kind, std::string_view subresource, FieldSet& fields);
void TakeFromOthers(const FieldSet& fields, const ManagerEntry& writer, Managers& managers);
void DropEmpty(Managers& managers);
// Whether they differ in more than times.
bool SameFields(const Managers& a, const Managers& b);

}  // namespace fluid::api
