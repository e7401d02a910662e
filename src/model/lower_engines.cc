// The kinds of engines that have masters and workers.
#include "src/model/generated/alluxio.h"
#include "src/model/generated/efc.h"
#include "src/model/generated/jindo.h"
#include "src/model/generated/juicefs.h"
#include "src/model/generated/vineyard.h"
#include "src/model/lower_kinds.h"
#include "src/model/lower_parts.h"

namespace fluid::model {
namespace {

// A component's own part. Kinds differ in what they call its options and its image.
template <class C>
PartSpec Part(std::string name, const C& component, const VersionSpec& version = {}) {
  PartSpec part;
  part.name = std::move(name);
  if constexpr (requires { component.properties; }) part.options = component.properties;
  if constexpr (requires { component.options; }) part.options = component.options;
  if constexpr (requires { component.replicas; }) part.replicas = Replicas(component.replicas);
  if constexpr (requires { component.disabled; }) part.disabled = component.disabled;
  if constexpr (requires { component.image; }) part.image = Image(component.image, component.image_tag);
  if constexpr (requires { component.version; })
    part.image = Image(component.version.image, component.version.image_tag);
  if (part.image.empty()) part.image = Image(version.image, version.image_tag);
  return part;
}

// master, worker with the cache tiers, client.
template <class S>
Status LowerParts(const Object& runtime, const S& from, const VersionSpec& version, EngineSpec& spec) {
  spec.version = version.image_tag;
  spec.parts.push_back(Part("master", from.master, version));
  PartSpec worker = Part("worker", from.worker, version);
  worker.replicas = Replicas(from.replicas);
  FLUID_ASSIGN_OR_RETURN(worker.tiers, LowerTiers(from.tieredstore, runtime.key().ToString()));
  spec.parts.push_back(std::move(worker));
  spec.parts.push_back(Part("client", from.fuse));
  if constexpr (requires { from.properties; }) spec.options = from.properties;
  return Ok();
}

}  // namespace

Status LowerAlluxio(const Object& runtime, EngineSpec& spec) {
  const AlluxioRuntimeSpec& from = Get<AlluxioRuntime>(runtime).spec;
  FLUID_RETURN_IF_ERROR(LowerParts(runtime, from, from.alluxio_version, spec));
  spec.parts.push_back(Part("job-master", from.job_master));
  spec.parts.push_back(Part("job-worker", from.job_worker));
  PartSpec gateway = Part("api-gateway", from.api_gateway);
  gateway.disabled = !from.api_gateway.enabled;
  spec.parts.push_back(std::move(gateway));
  return Ok();
}

Status LowerJuiceFS(const Object& runtime, EngineSpec& spec) {
  const JuiceFSRuntimeSpec& from = Get<JuiceFSRuntime>(runtime).spec;
  return LowerParts(runtime, from, from.juicefs_version, spec);
}

Status LowerJindo(const Object& runtime, EngineSpec& spec) {
  const JindoRuntimeSpec& from = Get<JindoRuntime>(runtime).spec;
  return LowerParts(runtime, from, from.jindo_version, spec);
}

Status LowerEFC(const Object& runtime, EngineSpec& spec) {
  return LowerParts(runtime, Get<EFCRuntime>(runtime).spec, {}, spec);
}

Status LowerVineyard(const Object& runtime, EngineSpec& spec) {
  const VineyardRuntimeSpec& from = Get<VineyardRuntime>(runtime).spec;
  FLUID_RETURN_IF_ERROR(LowerParts(runtime, from, {}, spec));
  const ExternalEndpointSpec& endpoint = from.master.endpoint;
  if (endpoint.uri.empty()) return Ok();
  // Somebody else's metadata service: nothing of ours runs as master.
  spec.parts.front().disabled = true;
  spec.options["endpoint.uri"] = endpoint.uri;
  for (const auto& [key, value] : endpoint.options) spec.options["endpoint." + key] = value;
  for (SecretRef& secret : SecretRefs(runtime.metadata().space, endpoint.encrypt_options, {})) {
    secret.key = "endpoint." + secret.key;
    spec.options.erase(secret.key);
    spec.secrets.push_back(std::move(secret));
  }
  return Ok();
}

}  // namespace fluid::model
