// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/kind.h"

#include "src/model/generated/alluxio.h"
#include "src/model/generated/cache.h"
#include "src/model/generated/core.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/efc.h"
#include "src/model/generated/jindo.h"
#include "src/model/generated/juicefs.h"
#include "src/model/generated/operation.h"
#include "src/model/generated/run.h"
#include "src/model/generated/thin.h"
#include "src/model/generated/vineyard.h"
#include "src/model/generated/shapes.h"

namespace fluid::model {
namespace {

constexpr std::string_view kAlluxioRuntime_short_names[] = {"alluxio"};
constexpr std::string_view kAlluxioRuntime_categories[] = {"fluid"};
constexpr PrinterColumn kAlluxioRuntime_columns[] = {
    {"Ready Masters", ".status.masterNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Masters", ".status.desiredMasterNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Master Phase", ".status.masterPhase", PrinterColumn::Type::kText, 0},
    {"Ready Workers", ".status.workerNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Workers", ".status.desiredWorkerNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Worker Phase", ".status.workerPhase", PrinterColumn::Type::kText, 0},
    {"Ready Fuses", ".status.fuseNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Fuses", ".status.desiredFuseNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Fuse Phase", ".status.fusePhase", PrinterColumn::Type::kText, 0},
    {"API Gateway", ".status.apiGateway.endpoint", PrinterColumn::Type::kText, 10},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kCacheRuntimeClass_categories[] = {"fluid"};
constexpr std::string_view kCacheRuntime_categories[] = {"fluid"};
constexpr PrinterColumn kCacheRuntime_columns[] = {
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
    {"Status", ".status.phase", PrinterColumn::Type::kText, 0},
};
constexpr std::string_view kDataBackup_short_names[] = {"backup"};
constexpr std::string_view kDataBackup_categories[] = {"fluid"};
constexpr PrinterColumn kDataBackup_columns[] = {
    {"Dataset", ".spec.dataset", PrinterColumn::Type::kText, 0},
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Path", ".status.infos.BackupLocationPath", PrinterColumn::Type::kText, 0},
    {"NodeName", ".status.infos.BackupLocationNodeName", PrinterColumn::Type::kText, 0},
    {"Duration", ".status.duration", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kDataLoad_short_names[] = {"load"};
constexpr std::string_view kDataLoad_categories[] = {"fluid"};
constexpr PrinterColumn kDataLoad_columns[] = {
    {"Dataset", ".spec.dataset.name", PrinterColumn::Type::kText, 0},
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
    {"Duration", ".status.duration", PrinterColumn::Type::kText, 0},
};
constexpr std::string_view kDataMigrate_short_names[] = {"migrate"};
constexpr std::string_view kDataMigrate_categories[] = {"fluid"};
constexpr PrinterColumn kDataMigrate_columns[] = {
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
    {"Duration", ".status.duration", PrinterColumn::Type::kText, 0},
};
constexpr PrinterColumn kDataProcess_columns[] = {
    {"Dataset", ".spec.dataset.name", PrinterColumn::Type::kText, 0},
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
    {"Duration", ".status.duration", PrinterColumn::Type::kText, 0},
};
constexpr std::string_view kDataset_short_names[] = {"dataset"};
constexpr std::string_view kDataset_categories[] = {"fluid"};
constexpr PrinterColumn kDataset_columns[] = {
    {"Ufs Total Size", ".status.ufsTotal", PrinterColumn::Type::kText, 0},
    {"Cached", ".status.cacheStates.cached", PrinterColumn::Type::kText, 0},
    {"Cache Capacity", ".status.cacheStates.cacheCapacity", PrinterColumn::Type::kText, 0},
    {"Cached Percentage", ".status.cacheStates.cachedPercentage", PrinterColumn::Type::kText, 0},
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"HCFS URL", ".status.hcfs.endpoint", PrinterColumn::Type::kText, 10},
    {"TOTAL FILES", ".status.fileNum", PrinterColumn::Type::kText, 11},
    {"CACHE HIT RATIO", ".status.cacheStates.cacheHitRatio", PrinterColumn::Type::kText, 10},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kEFCRuntime_short_names[] = {"efc"};
constexpr std::string_view kEFCRuntime_categories[] = {"fluid"};
constexpr PrinterColumn kEFCRuntime_columns[] = {
    {"Ready Masters", ".status.masterNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Masters", ".status.desiredMasterNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Master Phase", ".status.masterPhase", PrinterColumn::Type::kText, 0},
    {"Ready Workers", ".status.workerNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Workers", ".status.desiredWorkerNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Worker Phase", ".status.workerPhase", PrinterColumn::Type::kText, 0},
    {"Ready Fuses", ".status.fuseNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Fuses", ".status.desiredFuseNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Fuse Phase", ".status.fusePhase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kJindoRuntime_short_names[] = {"jindo"};
constexpr std::string_view kJindoRuntime_categories[] = {"fluid"};
constexpr PrinterColumn kJindoRuntime_columns[] = {
    {"Ready Masters", ".status.masterNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Masters", ".status.desiredMasterNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Master Phase", ".status.masterPhase", PrinterColumn::Type::kText, 0},
    {"Ready Workers", ".status.workerNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Workers", ".status.desiredWorkerNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Worker Phase", ".status.workerPhase", PrinterColumn::Type::kText, 0},
    {"Ready Fuses", ".status.fuseNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Fuses", ".status.desiredFuseNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Fuse Phase", ".status.fusePhase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kJuiceFSRuntime_short_names[] = {"juicefs"};
constexpr std::string_view kJuiceFSRuntime_categories[] = {"fluid"};
constexpr PrinterColumn kJuiceFSRuntime_columns[] = {
    {"Ready Workers", ".status.workerNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Workers", ".status.desiredWorkerNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Worker Phase", ".status.workerPhase", PrinterColumn::Type::kText, 0},
    {"Ready Fuses", ".status.fuseNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Fuses", ".status.desiredFuseNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Fuse Phase", ".status.fusePhase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr PrinterColumn kThinRuntime_columns[] = {
    {"Worker Phase", ".status.workerPhase", PrinterColumn::Type::kText, 10},
    {"Fuse Phase", ".status.fusePhase", PrinterColumn::Type::kText, 10},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kVineyardRuntime_short_names[] = {"v6d"};
constexpr std::string_view kVineyardRuntime_categories[] = {"fluid"};
constexpr PrinterColumn kVineyardRuntime_columns[] = {
    {"Ready Masters", ".status.masterNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Masters", ".status.desiredMasterNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Master Phase", ".status.masterPhase", PrinterColumn::Type::kText, 0},
    {"Ready Workers", ".status.workerNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Workers", ".status.desiredWorkerNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Worker Phase", ".status.workerPhase", PrinterColumn::Type::kText, 0},
    {"Ready Fuses", ".status.fuseNumberReady", PrinterColumn::Type::kNumber, 10},
    {"Desired Fuses", ".status.desiredFuseNumberScheduled", PrinterColumn::Type::kNumber, 10},
    {"Fuse Phase", ".status.fusePhase", PrinterColumn::Type::kText, 0},
    {"API Gateway", ".status.apiGateway.endpoint", PrinterColumn::Type::kText, 10},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kAttachment_short_names[] = {"attach"};
constexpr std::string_view kAttachment_categories[] = {"fluid"};
constexpr PrinterColumn kAttachment_columns[] = {
    {"Dataset", ".spec.dataset.name", PrinterColumn::Type::kText, 0},
    {"Target", ".spec.target", PrinterColumn::Type::kText, 0},
    {"Root", ".spec.root", PrinterColumn::Type::kText, 1},
    {"Node", ".status.node", PrinterColumn::Type::kText, 1},
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kGrant_categories[] = {"fluid"};
constexpr std::string_view kRun_categories[] = {"fluid"};
constexpr PrinterColumn kRun_columns[] = {
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kFlow_categories[] = {"fluid"};
constexpr PrinterColumn kFlow_columns[] = {
    {"Phase", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr PrinterColumn kSecret_columns[] = {
    {"Type", ".type", PrinterColumn::Type::kText, 0},
    {"Data", ".data", PrinterColumn::Type::kCount, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kConfigMap_short_names[] = {"cm"};
constexpr PrinterColumn kConfigMap_columns[] = {
    {"Data", ".data", PrinterColumn::Type::kCount, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constexpr std::string_view kEvent_short_names[] = {"ev"};
constexpr PrinterColumn kEvent_columns[] = {
    {"Last Seen", ".lastTimestamp", PrinterColumn::Type::kAge, 0},
    {"Type", ".type", PrinterColumn::Type::kText, 0},
    {"Reason", ".reason", PrinterColumn::Type::kText, 0},
    {"Object", ".involvedObject", PrinterColumn::Type::kReference, 0},
    {"Source", ".source.component", PrinterColumn::Type::kText, 1},
    {"Message", ".message", PrinterColumn::Type::kText, 0},
    {"First Seen", ".firstTimestamp", PrinterColumn::Type::kAge, 1},
    {"Count", ".count", PrinterColumn::Type::kNumber, 1},
    {"Name", ".metadata.name", PrinterColumn::Type::kText, 1},
};
constexpr std::string_view kNamespace_short_names[] = {"ns"};
constexpr PrinterColumn kNamespace_columns[] = {
    {"Status", ".status.phase", PrinterColumn::Type::kText, 0},
    {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge, 0},
};
constinit const KindInfo kAlluxioRuntime{"AlluxioRuntime", "AlluxioRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "alluxioruntimes", "alluxioruntime", kAlluxioRuntime_short_names, kAlluxioRuntime_categories, true, true, &kAlluxioRuntimeShape, kAlluxioRuntime_columns, 0, {".spec.replicas", ".status.currentWorkerNumberScheduled", ".status.selector"}};
constinit const KindInfo kCacheRuntimeClass{"CacheRuntimeClass", "CacheRuntimeClassList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "cacheruntimeclasses", "cacheruntimeclass", {}, kCacheRuntimeClass_categories, false, false, &kCacheRuntimeClassShape, {}, 1, {}};
constinit const KindInfo kCacheRuntime{"CacheRuntime", "CacheRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "cacheruntimes", "cacheruntime", {}, kCacheRuntime_categories, true, true, &kCacheRuntimeShape, kCacheRuntime_columns, 2, {}};
constinit const KindInfo kDataBackup{"DataBackup", "DataBackupList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "databackups", "databackup", kDataBackup_short_names, kDataBackup_categories, true, true, &kDataBackupShape, kDataBackup_columns, 3, {}};
constinit const KindInfo kDataLoad{"DataLoad", "DataLoadList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "dataloads", "dataload", kDataLoad_short_names, kDataLoad_categories, true, true, &kDataLoadShape, kDataLoad_columns, 4, {}};
constinit const KindInfo kDataMigrate{"DataMigrate", "DataMigrateList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "datamigrates", "datamigrate", kDataMigrate_short_names, kDataMigrate_categories, true, true, &kDataMigrateShape, kDataMigrate_columns, 5, {}};
constinit const KindInfo kDataProcess{"DataProcess", "DataProcessList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "dataprocesses", "dataprocess", {}, {}, true, true, &kDataProcessShape, kDataProcess_columns, 6, {}};
constinit const KindInfo kDataset{"Dataset", "DatasetList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "datasets", "dataset", kDataset_short_names, kDataset_categories, true, true, &kDatasetShape, kDataset_columns, 7, {}};
constinit const KindInfo kEFCRuntime{"EFCRuntime", "EFCRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "efcruntimes", "efcruntime", kEFCRuntime_short_names, kEFCRuntime_categories, true, true, &kEFCRuntimeShape, kEFCRuntime_columns, 8, {".spec.replicas", ".status.currentWorkerNumberScheduled"}};
constinit const KindInfo kJindoRuntime{"JindoRuntime", "JindoRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "jindoruntimes", "jindoruntime", kJindoRuntime_short_names, kJindoRuntime_categories, true, true, &kJindoRuntimeShape, kJindoRuntime_columns, 9, {".spec.replicas", ".status.currentWorkerNumberScheduled"}};
constinit const KindInfo kJuiceFSRuntime{"JuiceFSRuntime", "JuiceFSRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "juicefsruntimes", "juicefsruntime", kJuiceFSRuntime_short_names, kJuiceFSRuntime_categories, true, true, &kJuiceFSRuntimeShape, kJuiceFSRuntime_columns, 10, {".spec.replicas", ".status.currentWorkerNumberScheduled", ".status.selector"}};
constinit const KindInfo kThinRuntimeProfile{"ThinRuntimeProfile", "ThinRuntimeProfileList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "thinruntimeprofiles", "thinruntimeprofile", {}, {}, false, true, &kThinRuntimeProfileShape, {}, 11, {}};
constinit const KindInfo kThinRuntime{"ThinRuntime", "ThinRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "thinruntimes", "thinruntime", {}, {}, true, true, &kThinRuntimeShape, kThinRuntime_columns, 12, {}};
constinit const KindInfo kVineyardRuntime{"VineyardRuntime", "VineyardRuntimeList", "data.fluid.io", "v1alpha1", "data.fluid.io/v1alpha1", "vineyardruntimes", "vineyardruntime", kVineyardRuntime_short_names, kVineyardRuntime_categories, true, true, &kVineyardRuntimeShape, kVineyardRuntime_columns, 13, {".spec.replicas", ".status.currentWorkerNumberScheduled", ".status.selector"}};
constinit const KindInfo kAttachment{"Attachment", "AttachmentList", "run.fluid.io", "v1alpha1", "run.fluid.io/v1alpha1", "attachments", "attachment", kAttachment_short_names, kAttachment_categories, true, true, &kAttachmentShape, kAttachment_columns, 14, {}};
constinit const KindInfo kGrant{"Grant", "GrantList", "run.fluid.io", "v1alpha1", "run.fluid.io/v1alpha1", "grants", "grant", {}, kGrant_categories, true, true, &kGrantShape, {}, 15, {}};
constinit const KindInfo kRun{"Run", "RunList", "run.fluid.io", "v1alpha1", "run.fluid.io/v1alpha1", "runs", "run", {}, kRun_categories, true, true, &kRunShape, kRun_columns, 16, {}};
constinit const KindInfo kFlow{"Flow", "FlowList", "run.fluid.io", "v1alpha1", "run.fluid.io/v1alpha1", "flows", "flow", {}, kFlow_categories, true, true, &kFlowShape, kFlow_columns, 17, {}};
constinit const KindInfo kSecret{"Secret", "SecretList", "", "v1", "v1", "secrets", "secret", {}, {}, true, false, &kSecretShape, kSecret_columns, 18, {}};
constinit const KindInfo kConfigMap{"ConfigMap", "ConfigMapList", "", "v1", "v1", "configmaps", "configmap", kConfigMap_short_names, {}, true, false, &kConfigMapShape, kConfigMap_columns, 19, {}};
constinit const KindInfo kEvent{"Event", "EventList", "", "v1", "v1", "events", "event", kEvent_short_names, {}, true, false, &kEventShape, kEvent_columns, 20, {}};
constinit const KindInfo kNamespace{"Namespace", "NamespaceList", "", "v1", "v1", "namespaces", "namespace", kNamespace_short_names, {}, false, true, &kNamespaceShape, kNamespace_columns, 21, {}};
constexpr const KindInfo* kKinds[] = {&kAlluxioRuntime, &kCacheRuntimeClass, &kCacheRuntime, &kDataBackup, &kDataLoad, &kDataMigrate, &kDataProcess, &kDataset, &kEFCRuntime, &kJindoRuntime, &kJuiceFSRuntime, &kThinRuntimeProfile, &kThinRuntime, &kVineyardRuntime, &kAttachment, &kGrant, &kRun, &kFlow, &kSecret, &kConfigMap, &kEvent, &kNamespace};

}  // namespace

const KindInfo& AlluxioRuntime::Info() { return kAlluxioRuntime; }
const KindInfo& CacheRuntimeClass::Info() { return kCacheRuntimeClass; }
const KindInfo& CacheRuntime::Info() { return kCacheRuntime; }
const KindInfo& DataBackup::Info() { return kDataBackup; }
const KindInfo& DataLoad::Info() { return kDataLoad; }
const KindInfo& DataMigrate::Info() { return kDataMigrate; }
const KindInfo& DataProcess::Info() { return kDataProcess; }
const KindInfo& Dataset::Info() { return kDataset; }
const KindInfo& EFCRuntime::Info() { return kEFCRuntime; }
const KindInfo& JindoRuntime::Info() { return kJindoRuntime; }
const KindInfo& JuiceFSRuntime::Info() { return kJuiceFSRuntime; }
const KindInfo& ThinRuntimeProfile::Info() { return kThinRuntimeProfile; }
const KindInfo& ThinRuntime::Info() { return kThinRuntime; }
const KindInfo& VineyardRuntime::Info() { return kVineyardRuntime; }
const KindInfo& Attachment::Info() { return kAttachment; }
const KindInfo& Grant::Info() { return kGrant; }
const KindInfo& Run::Info() { return kRun; }
const KindInfo& Flow::Info() { return kFlow; }
const KindInfo& Secret::Info() { return kSecret; }
const KindInfo& ConfigMap::Info() { return kConfigMap; }
const KindInfo& Event::Info() { return kEvent; }
const KindInfo& Namespace::Info() { return kNamespace; }

std::span<const KindInfo* const> Kinds() { return kKinds; }

}  // namespace fluid::model
