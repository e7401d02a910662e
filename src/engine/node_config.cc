#include "src/engine/node_config.h"

#include <fmt/format.h>

#include <charconv>

#include "src/engine/proto_spec.h"

namespace fluid::engine {
namespace {

constexpr std::string_view kMagic = "fluid-node-config ";

void ToProto(const std::vector<SecretRef>& from, KeyValues* to) {
  for (const SecretRef& secret : from) {
    pb::KeyValue* kv = to->Add();
    kv->set_key(secret.key);
    kv->set_value(secret.ref);
  }
}

std::vector<SecretRef> SecretsFrom(const KeyValues& from) {
  std::vector<SecretRef> to;
  for (const pb::KeyValue& kv : from) to.push_back({kv.key(), kv.value()});
  return to;
}

void ToProto(const Tier& from, pb::Tier* to) {
  to->set_medium(from.medium);
  to->set_path(from.path);
  to->set_quota_bytes(from.quota_bytes);
  to->set_high(from.high);
  to->set_low(from.low);
}

Tier FromProto(const pb::Tier& from) {
  return {from.medium(), from.path(), from.quota_bytes(), from.high(), from.low()};
}

void ToProto(const MountSpec& from, pb::MountSpec* to) {
  to->set_name(from.name);
  to->set_uri(from.uri);
  to->set_path(from.path);
  to->set_read_only(from.read_only);
  to->set_shared(from.shared);
  to->set_draining(from.draining);
  to->set_generation(from.generation);
  engine::ToProto(from.options, to->mutable_options());
  ToProto(from.secrets, to->mutable_secrets());
}

MountSpec FromProto(const pb::MountSpec& from) {
  MountSpec to;
  to.name = from.name();
  to.uri = from.uri();
  to.path = from.path();
  to.read_only = from.read_only();
  to.shared = from.shared();
  to.draining = from.draining();
  to.generation = from.generation();
  to.options = engine::FromProto(from.options());
  to.secrets = SecretsFrom(from.secrets());
  return to;
}

void ToProto(const PartSpec& from, pb::PartSpec* to) {
  to->set_name(from.name);
  to->set_image(from.image);
  to->set_replicas(from.replicas);
  to->set_disabled(from.disabled);
  engine::ToProto(from.options, to->mutable_options());
  for (const Tier& tier : from.tiers) ToProto(tier, to->add_tiers());
  for (const std::string& arg : from.argv) to->add_argv(arg);
}

PartSpec FromProto(const pb::PartSpec& from) {
  PartSpec to;
  to.name = from.name();
  to.image = from.image();
  to.replicas = from.replicas();
  to.disabled = from.disabled();
  to.options = engine::FromProto(from.options());
  for (const pb::Tier& tier : from.tiers()) to.tiers.push_back(FromProto(tier));
  to.argv.assign(from.argv().begin(), from.argv().end());
  return to;
}

void ToProto(const EngineSpec& from, pb::EngineSpec* to) {
  to->set_plugin(from.plugin);
  to->set_version(from.version);
  to->set_name(from.name);
  to->set_space(from.space);
  to->set_uid(from.uid);
  to->set_generation(from.generation);
  for (const PartSpec& part : from.parts) ToProto(part, to->add_parts());
  for (const MountSpec& mount : from.mounts) ToProto(mount, to->add_mounts());
  engine::ToProto(from.options, to->mutable_options());
  ToProto(from.secrets, to->mutable_secrets());
}

EngineSpec FromProto(const pb::EngineSpec& from) {
  EngineSpec to;
  to.plugin = from.plugin();
  to.version = from.version();
  to.name = from.name();
  to.space = from.space();
  to.uid = from.uid();
  to.generation = from.generation();
  for (const pb::PartSpec& part : from.parts()) to.parts.push_back(FromProto(part));
  for (const pb::MountSpec& mount : from.mounts()) to.mounts.push_back(FromProto(mount));
  to.options = engine::FromProto(from.options());
  to.secrets = SecretsFrom(from.secrets());
  return to;
}

}  // namespace

void ToProto(const std::map<std::string, std::string>& from, KeyValues* to) {
  for (const auto& [key, value] : from) {
    pb::KeyValue* kv = to->Add();
    kv->set_key(key);
    kv->set_value(value);
  }
}

std::map<std::string, std::string> FromProto(const KeyValues& from) {
  std::map<std::string, std::string> to;
  for (const pb::KeyValue& kv : from) to[kv.key()] = kv.value();
  return to;
}

void ToProto(const NodeConfig& from, pb::NodeConfig* to) {
  ToProto(from.spec, to->mutable_spec());
  to->set_node(from.node);
  to->set_instance(from.instance);
  for (const Tier& tier : from.tiers) ToProto(tier, to->add_tiers());
  for (const NodeMount& mount : from.mounts) {
    pb::NodeMount* m = to->add_mounts();
    m->set_id(mount.id);
    m->set_target(mount.target);
    m->set_root(mount.root);
    ToProto(mount.options, m->mutable_options());
  }
  to->set_generation(from.generation);
  to->set_force_unmount(from.force_unmount);
  for (const std::string& id : from.forced_mounts) to->add_forced_mounts(id);
}

NodeConfig FromProto(const pb::NodeConfig& from) {
  NodeConfig to;
  to.spec = FromProto(from.spec());
  to.node = from.node();
  to.instance = from.instance();
  for (const pb::Tier& tier : from.tiers()) to.tiers.push_back(FromProto(tier));
  for (const pb::NodeMount& m : from.mounts()) {
    to.mounts.push_back({m.id(), m.target(), m.root(), FromProto(m.options())});
  }
  to.generation = from.generation();
  to.force_unmount = from.force_unmount();
  to.forced_mounts.assign(from.forced_mounts().begin(), from.forced_mounts().end());
  return to;
}

std::string EncodeNodeConfig(const NodeConfig& config) {
  pb::NodeConfig message;
  ToProto(config, &message);
  return fmt::format("{}{}\n{}", kMagic, kNodeConfigVersion, message.SerializeAsString());
}

Result<NodeConfig> DecodeNodeConfig(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    return DataLoss(fmt::format("read node config: it does not begin with \"{}VERSION\"", kMagic));
  }
  bytes.remove_prefix(kMagic.size());
  int version = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), version);
  const size_t digits = static_cast<size_t>(end - bytes.data());
  if (error != std::errc() || digits >= bytes.size() || bytes[digits] != '\n' || version < 1) {
    return DataLoss("read node config: its first line has no version");
  }
  if (version > kNodeConfigVersion) {
    return FailedPrecondition(
        fmt::format("read node config: it has format {}, this program knows up to {}; "
                    "run a fluid-node as new as the fluid that wrote it",
                    version, kNodeConfigVersion));
  }
  bytes.remove_prefix(digits + 1);
  pb::NodeConfig message;
  if (bytes.size() > (64u << 20) || !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return DataLoss(fmt::format("read node config: {} bytes that are no NodeConfig message", bytes.size()));
  }
  return FromProto(message);
}

}  // namespace fluid::engine
