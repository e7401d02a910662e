#include "src/orchestrator/admission.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/model/generated/core.h"
#include "src/model/last_applied.h"
#include "src/model/resource.h"
#include "src/model/texts.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"

namespace fluid::orchestrator {
namespace {

// Of text that was checked to be base64.
std::string FromBase64(std::string_view text) {
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const uint32_t value = c >= 'A' && c <= 'Z'   ? static_cast<uint32_t>(c - 'A')
                           : c >= 'a' && c <= 'z' ? static_cast<uint32_t>(c - 'a' + 26)
                           : c >= '0' && c <= '9' ? static_cast<uint32_t>(c - '0' + 52)
                           : c == '+'             ? 62
                           : c == '/'             ? 63
                                                  : 64;
    if (value == 64) continue;  // padding, line ends
    bits = bits << 6 | value;
    if (++count == 4) {
      bytes += static_cast<char>(bits >> 16);
      bytes += static_cast<char>(bits >> 8);
      bytes += static_cast<char>(bits);
      bits = 0;
      count = 0;
    }
  }
  if (count >= 2) bytes += static_cast<char>(bits >> (count == 2 ? 4 : 10));
  if (count == 3) bytes += static_cast<char>(bits >> 2);
  return bytes;
}

// What reconcile wrote into metadata survives those who replace an object by what they have in a file. Only
// of one that ends may its finalizer be taken off: that is how people free what is stuck.
void KeepOurs(const Object& stored, Object& object) {
  if (reconcile::Ending(stored)) return;
  if (reconcile::HasFinalizer(stored)) reconcile::AddFinalizer(object);
  for (const OwnerReference& owner : stored.metadata().owners) {
    const auto& all = object.metadata().owners;
    const bool has =
        std::any_of(all.begin(), all.end(), [&](const OwnerReference& o) { return o.uid == owner.uid; });
    if (!has) object.metadata().owners.push_back(owner);
  }
  if (const std::string record = reconcile::Annotation(stored, reconcile::kRecordAnnotation);
      !record.empty()) {
    object.metadata().annotations[std::string(reconcile::kRecordAnnotation)] = record;
  }
}

}  // namespace

Result<Object> Admission::Admit(Object object) {
  const Result<Object> known = store_.Get(object.key());
  if (known.ok()) KeepOurs(*known, object);
  if (!model::Is<model::Secret>(object)) return object;
  const Metadata& metadata = object.metadata();
  model::Secret& secret = model::Edit<model::Secret>(object);

  std::map<std::string, std::string> values;
  for (const auto& [key, text] : secret.data) {
    if (!model::IsRedacted(text)) {
      values[key] = FromBase64(text);
      continue;
    }
    // What was shown comes back: the value stays.
    const auto ref = fmt::format("{}/{}/{}", metadata.space, metadata.name, key);
    FLUID_ASSIGN_OR_RETURN(SecretValue kept, secrets_.Read(ref));
    values[key] = std::move(kept.bytes);
  }
  for (const auto& [key, text] : secret.string_data) values[key] = text;
  secret.string_data.clear();

  if (secret.immutable.value_or(false)) {
    const Result<Object> before = store_.Get(object.key());
    if (before.ok() && model::Get<model::Secret>(*before).immutable.value_or(false)) {
      for (const auto& [key, value] : values) {
        const Result<SecretValue> old =
            secrets_.Read(fmt::format("{}/{}/{}", metadata.space, metadata.name, key));
        if (!old.ok() || old->bytes != value) {
          return FailedPrecondition(fmt::format("change {}: it is immutable", object.key().ToString()));
        }
      }
    }
  }

  FLUID_RETURN_IF_ERROR(secrets_.Put(metadata.space, metadata.name, values));
  secret.data.clear();
  std::string versions;
  for (const auto& [key, value] : values) {
    secret.data[key] = model::kRedacted;
    FLUID_ASSIGN_OR_RETURN(const SecretValue stored,
                           secrets_.Read(fmt::format("{}/{}/{}", metadata.space, metadata.name, key)));
    versions += fmt::format("{}={};", key, stored.version);
  }
  object.metadata().annotations[std::string(reconcile::kValuesAnnotation)] =
      fmt::format("{:016x}", Hash64(versions));
  // A client's own memory of what it applied would hold the values again.
  model::RedactLastApplied(object.metadata());
  return object;
}

Status Admission::Removed(const Object& object) {
  if (!model::Is<model::Secret>(object)) return Ok();
  return secrets_.Remove(object.metadata().space, object.metadata().name);
}

}  // namespace fluid::orchestrator
