// ThinRuntime: the built-in client, or the storage client that a profile describes.
#include "src/model/generated/thin.h"
#include "src/model/lower_kinds.h"
#include "src/model/lower_parts.h"

namespace fluid::model {
namespace {

// What the runtime says wins over its profile.
ThinFuseSpec Overlay(const ThinRuntimeProfile* profile, const ThinFuseSpec& own) {
  if (profile == nullptr) return own;
  const ThinFuseSpec& base = profile->spec.fuse;
  ThinFuseSpec fuse = own;
  if (fuse.image.empty()) {
    fuse.image = base.image;
    if (fuse.image_tag.empty()) fuse.image_tag = base.image_tag;
  }
  if (fuse.command.empty() && fuse.args.empty()) {
    fuse.command = base.command;
    fuse.args = base.args;
  } else if (fuse.command.empty()) {
    fuse.command = base.command;  // the client of the profile, with other arguments
  }
  fuse.options = Merge(base.options, own.options);
  return fuse;
}

}  // namespace

Status LowerThin(const Object& runtime, const Object* profile_object, EngineSpec& spec) {
  const ThinRuntimeSpec& thin = Get<ThinRuntime>(runtime).spec;
  const ThinRuntimeProfile* profile =
      profile_object != nullptr ? &Get<ThinRuntimeProfile>(*profile_object) : nullptr;
  const bool built_in = profile == nullptr || profile->spec.file_system_type == "fluid";
  const ThinFuseSpec fuse = Overlay(profile, thin.fuse);

  PartSpec client;
  client.name = "client";
  client.options = fuse.options;
  FLUID_ASSIGN_OR_RETURN(client.tiers, LowerTiers(thin.tieredstore, runtime.key().ToString()));
  if (!built_in) {
    client.image = Image(fuse.image, fuse.image_tag);
    client.argv = fuse.command;
    client.argv.insert(client.argv.end(), fuse.args.begin(), fuse.args.end());
    spec.options["fileSystemType"] = profile->spec.file_system_type;
  }
  spec.parts.push_back(std::move(client));

  if (thin.worker.enabled) {
    PartSpec worker;
    worker.name = "worker";
    worker.image = Image(thin.worker.image, thin.worker.image_tag);
    worker.replicas = Replicas(thin.replicas);
    spec.parts.push_back(std::move(worker));
  }
  return Ok();
}

}  // namespace fluid::model
