#include "src/api/proto_messages.h"

#include <algorithm>

namespace fluid::api {
namespace {

using enum ProtoType;

constexpr ProtoField kOwnerFields[] = {{1, "kind"},
                                       {3, "name"},
                                       {4, "uid"},
                                       {5, "apiVersion"},
                                       {6, "controller", kBool},
                                       {7, "blockOwnerDeletion", kBool}};
constexpr ProtoMessage kOwner{kOwnerFields};
constexpr ProtoField kManagerFields[] = {{1, "manager"},     {2, "operation"},  {3, "apiVersion"},
                                         {4, "time", kTime}, {6, "fieldsType"}, {7, "fieldsV1", kRaw},
                                         {8, "subresource"}};
constexpr ProtoMessage kManager{kManagerFields};
constexpr ProtoField kMetadataFields[] = {{1, "name"},
                                          {2, "generateName"},
                                          {3, "namespace"},
                                          {5, "uid"},
                                          {6, "resourceVersion"},
                                          {7, "generation", kInt},
                                          {8, "creationTimestamp", kTime},
                                          {9, "deletionTimestamp", kTime},
                                          {10, "deletionGracePeriodSeconds", kInt},
                                          {11, "labels", kTextMap},
                                          {12, "annotations", kTextMap},
                                          {13, "ownerReferences", kMessage, &kOwner, true},
                                          {14, "finalizers", kText, nullptr, true},
                                          {17, "managedFields", kMessage, &kManager, true}};
constexpr ProtoMessage kMetadata{kMetadataFields};

constexpr ProtoField kConfigMapFields[] = {{1, "metadata", kMessage, &kMetadata},
                                           {2, "data", kTextMap},
                                           {3, "binaryData", kBytesMap},
                                           {4, "immutable", kBool}};
constexpr ProtoMessage kConfigMap{kConfigMapFields};
constexpr ProtoField kSecretFields[] = {{1, "metadata", kMessage, &kMetadata},
                                        {2, "data", kBytesMap},
                                        {3, "type"},
                                        {4, "stringData", kTextMap},
                                        {5, "immutable", kBool}};
constexpr ProtoMessage kSecret{kSecretFields};
constexpr ProtoField kNamespaceSpecFields[] = {{1, "finalizers", kText, nullptr, true}};
constexpr ProtoMessage kNamespaceSpec{kNamespaceSpecFields};
constexpr ProtoField kConditionFields[] = {
    {1, "type"}, {2, "status"}, {4, "lastTransitionTime", kTime}, {5, "reason"}, {6, "message"}};
constexpr ProtoMessage kCondition{kConditionFields};
constexpr ProtoField kNamespaceStatusFields[] = {{1, "phase"},
                                                 {2, "conditions", kMessage, &kCondition, true}};
constexpr ProtoMessage kNamespaceStatus{kNamespaceStatusFields};
constexpr ProtoField kNamespaceFields[] = {{1, "metadata", kMessage, &kMetadata},
                                           {2, "spec", kMessage, &kNamespaceSpec},
                                           {3, "status", kMessage, &kNamespaceStatus}};
constexpr ProtoMessage kNamespace{kNamespaceFields};

constexpr ProtoField kReferenceFields[] = {{1, "kind"},     {2, "namespace"},  {3, "name"},
                                           {4, "uid"},      {5, "apiVersion"}, {6, "resourceVersion"},
                                           {7, "fieldPath"}};
constexpr ProtoMessage kReference{kReferenceFields};
constexpr ProtoField kSourceFields[] = {{1, "component"}, {2, "host"}};
constexpr ProtoMessage kSource{kSourceFields};
constexpr ProtoField kSeriesFields[] = {{1, "count", kInt}, {2, "lastObservedTime", kMicroTime}};
constexpr ProtoMessage kSeries{kSeriesFields};
constexpr ProtoField kEventFields[] = {{1, "metadata", kMessage, &kMetadata},
                                       {2, "involvedObject", kMessage, &kReference},
                                       {3, "reason"},
                                       {4, "message"},
                                       {5, "source", kMessage, &kSource},
                                       {6, "firstTimestamp", kTime},
                                       {7, "lastTimestamp", kTime},
                                       {8, "count", kInt},
                                       {9, "type"},
                                       {10, "eventTime", kMicroTime},
                                       {11, "series", kMessage, &kSeries},
                                       {12, "action"},
                                       {13, "related", kMessage, &kReference},
                                       {14, "reportingComponent"},
                                       {15, "reportingInstance"}};
constexpr ProtoMessage kEvent{kEventFields};

constexpr ProtoField kPreconditionsFields[] = {{1, "uid"}, {2, "resourceVersion"}};
constexpr ProtoMessage kPreconditions{kPreconditionsFields};
constexpr ProtoField kDeleteOptionsFields[] = {{1, "gracePeriodSeconds", kInt},
                                               {2, "preconditions", kMessage, &kPreconditions},
                                               {3, "orphanDependents", kBool},
                                               {4, "propagationPolicy"},
                                               {5, "dryRun", kText, nullptr, true}};
constexpr ProtoMessage kDeleteOptions{kDeleteOptionsFields};

constexpr ProtoField kResourceAttributesFields[] = {{1, "namespace"}, {2, "verb"},     {3, "group"},
                                                    {4, "version"},   {5, "resource"}, {6, "subresource"},
                                                    {7, "name"}};
constexpr ProtoMessage kResourceAttributes{kResourceAttributesFields};
constexpr ProtoField kPathAttributesFields[] = {{1, "path"}, {2, "verb"}};
constexpr ProtoMessage kPathAttributes{kPathAttributesFields};
constexpr ProtoField kAccessSpecFields[] = {{1, "resourceAttributes", kMessage, &kResourceAttributes},
                                            {2, "nonResourceAttributes", kMessage, &kPathAttributes}};
constexpr ProtoMessage kAccessSpec{kAccessSpecFields};
constexpr ProtoField kAccessFields[] = {{2, "spec", kMessage, &kAccessSpec}};
constexpr ProtoMessage kAccess{kAccessFields};
constexpr ProtoField kRulesSpecFields[] = {{1, "namespace"}};
constexpr ProtoMessage kRulesSpec{kRulesSpecFields};
constexpr ProtoField kRulesFields[] = {{2, "spec", kMessage, &kRulesSpec}};
constexpr ProtoMessage kRules{kRulesFields};
constexpr ProtoMessage kWho{};

// What answers hold besides objects.
constexpr ProtoField kListMetadataFields[] = {
    {2, "resourceVersion"}, {3, "continue"}, {4, "remainingItemCount", kInt}};
constexpr ProtoMessage kListMetadata{kListMetadataFields};
constexpr ProtoField kCauseFields[] = {{1, "reason"}, {2, "message"}, {3, "field"}};
constexpr ProtoMessage kCause{kCauseFields};
constexpr ProtoField kDetailsFields[] = {{1, "name"},
                                         {2, "group"},
                                         {3, "kind"},
                                         {4, "causes", kMessage, &kCause, true},
                                         {5, "retryAfterSeconds", kInt},
                                         {6, "uid"}};
constexpr ProtoMessage kDetails{kDetailsFields};
constexpr ProtoField kStatusFields[] = {
    {1, "metadata", kMessage, &kListMetadata}, {2, "status"},    {3, "message"}, {4, "reason"},
    {5, "details", kMessage, &kDetails},       {6, "code", kInt}};
constexpr ProtoMessage kStatus{kStatusFields};
constexpr ProtoField kConfigMapListFields[] = {{1, "metadata", kMessage, &kListMetadata},
                                               {2, "items", kMessage, &kConfigMap, true}};
constexpr ProtoMessage kConfigMapList{kConfigMapListFields};
constexpr ProtoField kEventListFields[] = {{1, "metadata", kMessage, &kListMetadata},
                                           {2, "items", kMessage, &kEvent, true}};
constexpr ProtoMessage kEventList{kEventListFields};
constexpr ProtoField kNamespaceListFields[] = {{1, "metadata", kMessage, &kListMetadata},
                                               {2, "items", kMessage, &kNamespace, true}};
constexpr ProtoMessage kNamespaceList{kNamespaceListFields};
constexpr ProtoField kSecretListFields[] = {{1, "metadata", kMessage, &kListMetadata},
                                            {2, "items", kMessage, &kSecret, true}};
constexpr ProtoMessage kSecretList{kSecretListFields};

struct Kind {
  std::string_view name;
  const ProtoMessage* message;
};
constexpr Kind kKinds[] = {{"ConfigMap", &kConfigMap},
                           {"ConfigMapList", &kConfigMapList},
                           {"DeleteOptions", &kDeleteOptions},
                           {"Event", &kEvent},
                           {"EventList", &kEventList},
                           {"Namespace", &kNamespace},
                           {"NamespaceList", &kNamespaceList},
                           {"Secret", &kSecret},
                           {"SecretList", &kSecretList},
                           {"SelfSubjectAccessReview", &kAccess},
                           {"SelfSubjectReview", &kWho},
                           {"SelfSubjectRulesReview", &kRules},
                           {"Status", &kStatus}};

}  // namespace

const ProtoMessage* FindProtoMessage(std::string_view kind) {
  const auto found = std::ranges::find(kKinds, kind, &Kind::name);
  return found == std::end(kKinds) ? nullptr : found->message;
}

}  // namespace fluid::api
