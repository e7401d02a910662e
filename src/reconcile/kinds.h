// Reaching into objects of several kinds alike: operations share a status, so do runtimes, and both name a
// dataset.
#pragma once

#include <optional>
#include <string>

#include "fluid/object.h"
#include "src/model/generated/common.h"
#include "src/model/generated/operation.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

// The dataset that an object belongs to: of a Dataset and a runtime by name, of operations and attachments by
// their spec. None: it belongs to none.
std::optional<DatasetKey> DatasetOf(const Object& object);

bool IsRuntime(const Object& object);
bool IsOperation(const Object& object);

// Null when the object is none of these.
const model::OperationStatus* OperationStatusOf(const Object& object);
model::OperationStatus* EditOperationStatus(Object& object);
const model::RuntimeStatus* RuntimeStatusOf(const Object& object);
model::RuntimeStatus* EditRuntimeStatus(Object& object);

// Whether two objects of one kind have equal statuses.
bool SameStatus(const Object& a, const Object& b);

// What the operation must wait for; none: nothing.
std::optional<Key> RunAfter(const Object& operation);

bool HasFinalizer(const Object& object);
void AddFinalizer(Object& object);
void RemoveFinalizer(Object& object);
bool OwnedBy(const Object& object, const Object& owner);
void AddOwner(Object& object, const Object& owner);

inline bool Ending(const Object& object) { return !object.metadata().deleted.empty(); }
// The annotation's value; empty: none.
std::string Annotation(const Object& object, std::string_view name);

}  // namespace fluid::reconcile
