#include "src/reconcile/kinds.h"

#include <algorithm>

#include "src/model/generated/alluxio.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/efc.h"
#include "src/model/generated/jindo.h"
#include "src/model/generated/juicefs.h"
#include "src/model/generated/run.h"
#include "src/model/generated/thin.h"
#include "src/model/generated/vineyard.h"
#include "src/model/lower.h"
#include "src/model/resource.h"
#include "src/reconcile/names.h"

namespace fluid::reconcile {
namespace {

// Calls `fn` with the operation's struct, if it is one.
template <class O, class Fn>
auto WithOperation(O& object, Fn fn) -> decltype(fn(static_cast<model::DataLoad*>(nullptr))) {
  if (model::Is<model::DataLoad>(object)) return fn(static_cast<model::DataLoad*>(nullptr));
  if (model::Is<model::DataMigrate>(object)) return fn(static_cast<model::DataMigrate*>(nullptr));
  if (model::Is<model::DataBackup>(object)) return fn(static_cast<model::DataBackup*>(nullptr));
  if (model::Is<model::DataProcess>(object)) return fn(static_cast<model::DataProcess*>(nullptr));
  return {};
}

// Likewise with a runtime whose status is a RuntimeStatus.
template <class O, class Fn>
auto WithRuntime(O& object, Fn fn) -> decltype(fn(static_cast<model::ThinRuntime*>(nullptr))) {
  if (model::Is<model::ThinRuntime>(object)) return fn(static_cast<model::ThinRuntime*>(nullptr));
  if (model::Is<model::AlluxioRuntime>(object)) return fn(static_cast<model::AlluxioRuntime*>(nullptr));
  if (model::Is<model::JuiceFSRuntime>(object)) return fn(static_cast<model::JuiceFSRuntime*>(nullptr));
  if (model::Is<model::VineyardRuntime>(object)) return fn(static_cast<model::VineyardRuntime*>(nullptr));
  if (model::Is<model::JindoRuntime>(object)) return fn(static_cast<model::JindoRuntime*>(nullptr));
  if (model::Is<model::EFCRuntime>(object)) return fn(static_cast<model::EFCRuntime*>(nullptr));
  return {};
}

DatasetKey Named(const Object& object, const std::string& space, const std::string& name) {
  return {space.empty() ? object.metadata().space : space, name};
}

}  // namespace

bool IsRuntime(const Object& object) { return !model::RuntimeType(object.kind().name).empty(); }
bool IsOperation(const Object& object) { return OperationStatusOf(object) != nullptr; }

std::optional<DatasetKey> DatasetOf(const Object& object) {
  if (model::Is<model::Dataset>(object) || IsRuntime(object))
    return Named(object, "", object.metadata().name);
  if (model::Is<model::Attachment>(object)) {
    const model::DatasetReference& ref = model::Get<model::Attachment>(object).spec.dataset;
    return Named(object, ref.space, ref.name);
  }
  if (model::Is<model::DataLoad>(object)) {
    const model::TargetDataset& ref = model::Get<model::DataLoad>(object).spec.dataset;
    return Named(object, ref.space, ref.name);
  }
  if (model::Is<model::DataBackup>(object))
    return Named(object, "", model::Get<model::DataBackup>(object).spec.dataset);
  if (model::Is<model::DataProcess>(object)) {
    const model::TargetDatasetWithMountPath& ref = model::Get<model::DataProcess>(object).spec.dataset;
    return Named(object, ref.space, ref.name);
  }
  if (model::Is<model::DataMigrate>(object)) {
    const model::DataMigrateSpec& spec = model::Get<model::DataMigrate>(object).spec;
    for (const model::DataToMigrate* side : {&spec.to, &spec.from}) {
      if (side->dataset) return Named(object, side->dataset->space, side->dataset->name);
    }
  }
  return std::nullopt;
}

const model::OperationStatus* OperationStatusOf(const Object& object) {
  return WithOperation(object, [&]<class T>(T*) { return &model::Get<T>(object).status; });
}
model::OperationStatus* EditOperationStatus(Object& object) {
  return WithOperation(object, [&]<class T>(T*) { return &model::Edit<T>(object).status; });
}
const model::RuntimeStatus* RuntimeStatusOf(const Object& object) {
  return WithRuntime(object, [&]<class T>(T*) { return &model::Get<T>(object).status; });
}
model::RuntimeStatus* EditRuntimeStatus(Object& object) {
  return WithRuntime(object, [&]<class T>(T*) { return &model::Edit<T>(object).status; });
}

bool SameStatus(const Object& a, const Object& b) {
  if (model::Is<model::Dataset>(a))
    return model::Get<model::Dataset>(a).status == model::Get<model::Dataset>(b).status;
  if (model::Is<model::Attachment>(a)) {
    return model::Get<model::Attachment>(a).status == model::Get<model::Attachment>(b).status;
  }
  if (const model::OperationStatus* status = OperationStatusOf(a)) return *status == *OperationStatusOf(b);
  if (const model::RuntimeStatus* status = RuntimeStatusOf(a)) return *status == *RuntimeStatusOf(b);
  return model::StatusJson(a) == model::StatusJson(b);
}

std::optional<Key> RunAfter(const Object& operation) {
  const std::optional<model::OperationRef>* ref = nullptr;
  if (model::Is<model::DataLoad>(operation)) ref = &model::Get<model::DataLoad>(operation).spec.run_after;
  if (model::Is<model::DataMigrate>(operation))
    ref = &model::Get<model::DataMigrate>(operation).spec.run_after;
  if (model::Is<model::DataBackup>(operation)) ref = &model::Get<model::DataBackup>(operation).spec.run_after;
  if (model::Is<model::DataProcess>(operation))
    ref = &model::Get<model::DataProcess>(operation).spec.run_after;
  if (!ref || !*ref) return std::nullopt;
  return Key{(*ref)->kind, (*ref)->space.empty() ? operation.metadata().space : (*ref)->space, (*ref)->name};
}

bool HasFinalizer(const Object& object) {
  const std::vector<std::string>& all = object.metadata().finalizers;
  return std::find(all.begin(), all.end(), kFinalizer) != all.end();
}
void AddFinalizer(Object& object) {
  if (!HasFinalizer(object)) object.metadata().finalizers.emplace_back(kFinalizer);
}
void RemoveFinalizer(Object& object) { std::erase(object.metadata().finalizers, kFinalizer); }

bool OwnedBy(const Object& object, const Object& owner) {
  const std::vector<OwnerReference>& all = object.metadata().owners;
  return std::any_of(all.begin(), all.end(),
                     [&](const OwnerReference& ref) { return ref.uid == owner.metadata().uid; });
}
void AddOwner(Object& object, const Object& owner) {
  if (OwnedBy(object, owner)) return;
  // One of an earlier object of that name would keep it alive for nothing.
  std::erase_if(object.metadata().owners, [&](const OwnerReference& ref) {
    return ref.kind == owner.kind().name && ref.name == owner.metadata().name;
  });
  object.metadata().owners.push_back({std::string(owner.kind().api_version), std::string(owner.kind().name),
                                      owner.metadata().name, owner.metadata().uid, false, false});
}

std::string Annotation(const Object& object, std::string_view name) {
  const auto& all = object.metadata().annotations;
  const auto it = all.find(std::string(name));
  return it == all.end() ? "" : it->second;
}

}  // namespace fluid::reconcile
