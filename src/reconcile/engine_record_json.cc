// The stored form of an EngineRecord: one JSON object with its format's number first.
#include <fmt/format.h>

#include <charconv>

#include "src/model/json.h"
#include "src/model/tree.h"
#include "src/reconcile/engine_record.h"

namespace fluid::reconcile {
namespace {

using model::JsonWriter;
using model::Node;

constexpr uint64_t kFormat = 1;

// ---- Writing: members that have their default are left out.

void Put(JsonWriter& w, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  w.Key(name);
  w.String(value);
}
void Put(JsonWriter& w, std::string_view name, bool value) {
  if (!value) return;
  w.Key(name);
  w.Bool(true);
}
void Put(JsonWriter& w, std::string_view name, uint64_t value) {
  if (value == 0) return;
  w.Key(name);
  w.Verbatim(std::to_string(value));
}
void Put(JsonWriter& w, std::string_view name, double value) {
  w.Key(name);
  w.Verbatim(fmt::format("{}", value));
}
void Put(JsonWriter& w, std::string_view name, const std::map<std::string, std::string>& value) {
  if (value.empty()) return;
  w.Key(name);
  w.BeginMap();
  for (const auto& [k, v] : value) {
    w.Key(k);
    w.String(v);
  }
  w.EndMap();
}
void Put(JsonWriter& w, std::string_view name, const std::vector<std::string>& value) {
  if (value.empty()) return;
  w.Key(name);
  w.BeginList();
  for (const std::string& v : value) w.String(v);
  w.EndList();
}
template <class T, class Fn>
void PutList(JsonWriter& w, std::string_view name, const std::vector<T>& value, Fn write) {
  if (value.empty()) return;
  w.Key(name);
  w.BeginList();
  for (const T& v : value) {
    w.BeginMap();
    write(v);
    w.EndMap();
  }
  w.EndList();
}

void PutSecrets(JsonWriter& w, const std::vector<SecretRef>& secrets) {
  PutList(w, "secrets", secrets, [&](const SecretRef& s) {
    Put(w, "key", s.key);
    Put(w, "ref", s.ref);
  });
}

void PutSpec(JsonWriter& w, const EngineSpec& spec) {
  Put(w, "plugin", spec.plugin);
  Put(w, "version", spec.version);
  Put(w, "name", spec.name);
  Put(w, "space", spec.space);
  Put(w, "uid", spec.uid);
  Put(w, "generation", spec.generation);
  PutList(w, "parts", spec.parts, [&](const PartSpec& p) {
    Put(w, "name", p.name);
    Put(w, "image", p.image);
    Put(w, "replicas",
        static_cast<uint64_t>(p.replicas + 1));  // one higher: "not said" is the member's absence
    Put(w, "disabled", p.disabled);
    Put(w, "options", p.options);
    PutList(w, "tiers", p.tiers, [&](const Tier& t) {
      Put(w, "medium", t.medium);
      Put(w, "path", t.path);
      Put(w, "quota", t.quota_bytes);
      Put(w, "high", t.high);
      Put(w, "low", t.low);
    });
    Put(w, "argv", p.argv);
  });
  PutList(w, "mounts", spec.mounts, [&](const MountSpec& m) {
    Put(w, "name", m.name);
    Put(w, "uri", m.uri);
    Put(w, "path", m.path);
    Put(w, "readOnly", m.read_only);
    Put(w, "shared", m.shared);
    Put(w, "draining", m.draining);
    Put(w, "generation", m.generation);
    Put(w, "options", m.options);
    PutSecrets(w, m.secrets);
  });
  Put(w, "options", spec.options);
  PutSecrets(w, spec.secrets);
}

// ---- Reading: what is missing has its default; unknown members are passed over.

const Node* Find(const Node& v, std::string_view name, Node::Kind kind) {
  const Node* found = v.is(Node::Kind::kMap) ? v.Find(name) : nullptr;
  return found && found->is(kind) ? found : nullptr;
}
template <class T>
void TakeNumber(const Node& v, std::string_view name, T& out) {
  if (const Node* m = Find(v, name, Node::Kind::kNumber)) {
    std::from_chars(m->text.data(), m->text.data() + m->text.size(), out);
  }
}
void Take(const Node& v, std::string_view name, std::string& out) {
  if (const Node* m = Find(v, name, Node::Kind::kString)) out = m->text;
}
void Take(const Node& v, std::string_view name, bool& out) {
  if (const Node* m = Find(v, name, Node::Kind::kBool)) out = m->truth;
}
void Take(const Node& v, std::string_view name, uint64_t& out) { TakeNumber(v, name, out); }
void Take(const Node& v, std::string_view name, double& out) { TakeNumber(v, name, out); }
void Take(const Node& v, std::string_view name, std::map<std::string, std::string>& out) {
  const Node* m = Find(v, name, Node::Kind::kMap);
  for (const Node* x = m ? m->first : nullptr; x; x = x->next) {
    if (x->is(Node::Kind::kString)) out.emplace(x->key, x->text);
  }
}
void Take(const Node& v, std::string_view name, std::vector<std::string>& out) {
  const Node* m = Find(v, name, Node::Kind::kList);
  for (const Node* x = m ? m->first : nullptr; x; x = x->next) {
    if (x->is(Node::Kind::kString)) out.emplace_back(x->text);
  }
}
template <class T, class Fn>
void TakeList(const Node& v, std::string_view name, std::vector<T>& out, Fn read) {
  const Node* m = Find(v, name, Node::Kind::kList);
  for (const Node* x = m ? m->first : nullptr; x; x = x->next) read(*x, out.emplace_back());
}

void TakeSecrets(const Node& v, std::vector<SecretRef>& out) {
  TakeList(v, "secrets", out, [](const Node& x, SecretRef& s) {
    Take(x, "key", s.key);
    Take(x, "ref", s.ref);
  });
}

void TakePart(const Node& v, PartSpec& p) {
  Take(v, "name", p.name);
  Take(v, "image", p.image);
  uint64_t replicas = 0;
  Take(v, "replicas", replicas);
  p.replicas = static_cast<int>(replicas) - 1;
  Take(v, "disabled", p.disabled);
  Take(v, "options", p.options);
  TakeList(v, "tiers", p.tiers, [](const Node& x, Tier& t) {
    Take(x, "medium", t.medium);
    Take(x, "path", t.path);
    Take(x, "quota", t.quota_bytes);
    Take(x, "high", t.high);
    Take(x, "low", t.low);
  });
  Take(v, "argv", p.argv);
}

void TakeMount(const Node& v, MountSpec& m) {
  Take(v, "name", m.name);
  Take(v, "uri", m.uri);
  Take(v, "path", m.path);
  Take(v, "readOnly", m.read_only);
  Take(v, "shared", m.shared);
  Take(v, "draining", m.draining);
  Take(v, "generation", m.generation);
  Take(v, "options", m.options);
  TakeSecrets(v, m.secrets);
}

void TakeSpec(const Node& v, EngineSpec& spec) {
  Take(v, "plugin", spec.plugin);
  Take(v, "version", spec.version);
  Take(v, "name", spec.name);
  Take(v, "space", spec.space);
  Take(v, "uid", spec.uid);
  Take(v, "generation", spec.generation);
  TakeList(v, "parts", spec.parts, TakePart);
  TakeList(v, "mounts", spec.mounts, TakeMount);
  Take(v, "options", spec.options);
  TakeSecrets(v, spec.secrets);
}

void TakeNodeMount(const Node& v, NodeMount& m) {
  Take(v, "id", m.id);
  Take(v, "target", m.target);
  Take(v, "root", m.root);
  Take(v, "options", m.options);
}

}  // namespace

std::string ToJson(const EngineRecord& record) {
  JsonWriter w;
  w.BeginMap();
  Put(w, "format", kFormat);
  Put(w, "generation", record.generation);
  Put(w, "forceUnmount", record.force_unmount);
  Put(w, "forcedMounts", record.forced_mounts);
  Put(w, "secrets", record.secrets);
  w.Key("spec");
  w.BeginMap();
  PutSpec(w, record.spec);
  w.EndMap();
  w.Key("mounts");
  w.BeginMap();
  for (const auto& [node, mounts] : record.mounts) {
    PutList(w, node, mounts, [&](const NodeMount& m) {
      Put(w, "id", m.id);
      Put(w, "target", m.target);
      Put(w, "root", m.root);
      Put(w, "options", m.options);
    });
  }
  w.EndMap();
  w.EndMap();
  return w.Take();
}

Result<EngineRecord> RecordFromJson(std::string_view json) {
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems);
  uint64_t format = 0;
  if (problems.empty() && tree.root) Take(*tree.root, "format", format);
  if (format == 0) return InvalidArgument("reading an engine's record: it is no JSON object with a format");
  if (format > kFormat) {
    return InvalidArgument(fmt::format(
        "reading an engine's record: its format {} is newer than this program; use a newer fluid", format));
  }
  EngineRecord record;
  Take(*tree.root, "generation", record.generation);
  Take(*tree.root, "forceUnmount", record.force_unmount);
  Take(*tree.root, "forcedMounts", record.forced_mounts);
  Take(*tree.root, "secrets", record.secrets);
  if (const Node* spec = Find(*tree.root, "spec", Node::Kind::kMap)) TakeSpec(*spec, record.spec);
  if (const Node* mounts = Find(*tree.root, "mounts", Node::Kind::kMap)) {
    for (const Node* node = mounts->first; node; node = node->next) {
      TakeList(*mounts, node->key, record.mounts[std::string(node->key)], TakeNodeMount);
    }
  }
  return record;
}

}  // namespace fluid::reconcile
