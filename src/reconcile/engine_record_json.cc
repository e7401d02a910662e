// The stored form of an EngineRecord: one JSON object with its format's number first.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "src/reconcile/engine_record.h"

namespace fluid::reconcile {
namespace {

constexpr int kFormat = 1;

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;
using Value = rapidjson::Value;

// ---- Writing: members that have their default are left out.

void Text(Writer& w, std::string_view text) {
  w.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}
void Name(Writer& w, std::string_view name) {
  w.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void Put(Writer& w, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  Name(w, name);
  Text(w, value);
}
void Put(Writer& w, std::string_view name, bool value) {
  if (!value) return;
  Name(w, name);
  w.Bool(true);
}
void Put(Writer& w, std::string_view name, uint64_t value) {
  if (value == 0) return;
  Name(w, name);
  w.Uint64(value);
}
void Put(Writer& w, std::string_view name, const std::map<std::string, std::string>& value) {
  if (value.empty()) return;
  Name(w, name);
  w.StartObject();
  for (const auto& [k, v] : value) {
    Name(w, k);
    Text(w, v);
  }
  w.EndObject();
}
void Put(Writer& w, std::string_view name, const std::vector<std::string>& value) {
  if (value.empty()) return;
  Name(w, name);
  w.StartArray();
  for (const std::string& v : value) Text(w, v);
  w.EndArray();
}
template <class T, class Fn>
void PutList(Writer& w, std::string_view name, const std::vector<T>& value, Fn write) {
  if (value.empty()) return;
  Name(w, name);
  w.StartArray();
  for (const T& v : value) {
    w.StartObject();
    write(v);
    w.EndObject();
  }
  w.EndArray();
}

void PutSecrets(Writer& w, const std::vector<SecretRef>& secrets) {
  PutList(w, "secrets", secrets, [&](const SecretRef& s) {
    Put(w, "key", s.key);
    Put(w, "ref", s.ref);
  });
}

void PutSpec(Writer& w, const EngineSpec& spec) {
  Put(w, "plugin", spec.plugin);
  Put(w, "version", spec.version);
  Put(w, "name", spec.name);
  Put(w, "space", spec.space);
  Put(w, "uid", spec.uid);
  Put(w, "generation", spec.generation);
  PutList(w, "parts", spec.parts, [&](const PartSpec& p) {
    Put(w, "name", p.name);
    Put(w, "image", p.image);
    if (p.replicas >= 0) Put(w, "replicas", static_cast<uint64_t>(p.replicas) + 1);
    Put(w, "disabled", p.disabled);
    Put(w, "options", p.options);
    PutList(w, "tiers", p.tiers, [&](const Tier& t) {
      Put(w, "medium", t.medium);
      Put(w, "path", t.path);
      Put(w, "quota", t.quota_bytes);
      Name(w, "high");
      w.Double(t.high);
      Name(w, "low");
      w.Double(t.low);
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

const Value* Find(const Value& v, const char* name) {
  const auto it = v.FindMember(name);
  return it == v.MemberEnd() ? nullptr : &it->value;
}
void Take(const Value& v, const char* name, std::string& out) {
  if (const Value* m = Find(v, name); m && m->IsString()) out.assign(m->GetString(), m->GetStringLength());
}
void Take(const Value& v, const char* name, bool& out) {
  if (const Value* m = Find(v, name); m && m->IsBool()) out = m->GetBool();
}
void Take(const Value& v, const char* name, uint64_t& out) {
  if (const Value* m = Find(v, name); m && m->IsUint64()) out = m->GetUint64();
}
void Take(const Value& v, const char* name, double& out) {
  if (const Value* m = Find(v, name); m && m->IsNumber()) out = m->GetDouble();
}
void Take(const Value& v, const char* name, std::map<std::string, std::string>& out) {
  const Value* m = Find(v, name);
  if (!m || !m->IsObject()) return;
  for (const auto& [k, x] : m->GetObject()) {
    if (x.IsString()) out.emplace(k.GetString(), std::string(x.GetString(), x.GetStringLength()));
  }
}
void Take(const Value& v, const char* name, std::vector<std::string>& out) {
  const Value* m = Find(v, name);
  if (!m || !m->IsArray()) return;
  for (const Value& x : m->GetArray()) {
    if (x.IsString()) out.emplace_back(x.GetString(), x.GetStringLength());
  }
}
template <class T, class Fn>
void TakeList(const Value& v, const char* name, std::vector<T>& out, Fn read) {
  const Value* m = Find(v, name);
  if (!m || !m->IsArray()) return;
  for (const Value& x : m->GetArray()) {
    if (x.IsObject()) read(x, out.emplace_back());
  }
}

void TakeSecrets(const Value& v, std::vector<SecretRef>& out) {
  TakeList(v, "secrets", out, [](const Value& x, SecretRef& s) {
    Take(x, "key", s.key);
    Take(x, "ref", s.ref);
  });
}

void TakeSpec(const Value& v, EngineSpec& spec) {
  Take(v, "plugin", spec.plugin);
  Take(v, "version", spec.version);
  Take(v, "name", spec.name);
  Take(v, "space", spec.space);
  Take(v, "uid", spec.uid);
  Take(v, "generation", spec.generation);
  TakeList(v, "parts", spec.parts, [](const Value& x, PartSpec& p) {
    Take(x, "name", p.name);
    Take(x, "image", p.image);
    uint64_t replicas = 0;  // stored one higher, so that "not said" is the member's absence
    Take(x, "replicas", replicas);
    p.replicas = static_cast<int>(replicas) - 1;
    Take(x, "disabled", p.disabled);
    Take(x, "options", p.options);
    TakeList(x, "tiers", p.tiers, [](const Value& y, Tier& t) {
      Take(y, "medium", t.medium);
      Take(y, "path", t.path);
      Take(y, "quota", t.quota_bytes);
      Take(y, "high", t.high);
      Take(y, "low", t.low);
    });
    Take(x, "argv", p.argv);
  });
  TakeList(v, "mounts", spec.mounts, [](const Value& x, MountSpec& m) {
    Take(x, "name", m.name);
    Take(x, "uri", m.uri);
    Take(x, "path", m.path);
    Take(x, "readOnly", m.read_only);
    Take(x, "shared", m.shared);
    Take(x, "draining", m.draining);
    Take(x, "generation", m.generation);
    Take(x, "options", m.options);
    TakeSecrets(x, m.secrets);
  });
  Take(v, "options", spec.options);
  TakeSecrets(v, spec.secrets);
}

}  // namespace

std::string ToJson(const EngineRecord& record) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.StartObject();
  Name(w, "format");
  w.Int(kFormat);
  Put(w, "generation", record.generation);
  Put(w, "forceUnmount", record.force_unmount);
  Put(w, "secrets", record.secrets);
  Name(w, "spec");
  w.StartObject();
  PutSpec(w, record.spec);
  w.EndObject();
  Name(w, "mounts");
  w.StartObject();
  for (const auto& [node, mounts] : record.mounts) {
    PutList(w, node, mounts, [&](const NodeMount& m) {
      Put(w, "id", m.id);
      Put(w, "target", m.target);
      Put(w, "root", m.root);
      Put(w, "options", m.options);
    });
  }
  w.EndObject();
  w.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

Result<EngineRecord> RecordFromJson(std::string_view json) {
  rapidjson::Document doc;
  doc.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(json.data(), json.size());
  const Value* format = !doc.HasParseError() && doc.IsObject() ? Find(doc, "format") : nullptr;
  if (!format || !format->IsInt())
    return InvalidArgument("reading an engine's record: it is no JSON object with a format");
  if (format->GetInt() > kFormat) {
    return InvalidArgument("reading an engine's record: its format " + std::to_string(format->GetInt()) +
                           " is newer than this program; use a newer fluid");
  }
  EngineRecord record;
  Take(doc, "generation", record.generation);
  Take(doc, "forceUnmount", record.force_unmount);
  Take(doc, "secrets", record.secrets);
  if (const Value* spec = Find(doc, "spec"); spec && spec->IsObject()) TakeSpec(*spec, record.spec);
  if (const Value* mounts = Find(doc, "mounts"); mounts && mounts->IsObject()) {
    for (const auto& [node, list] : mounts->GetObject()) {
      TakeList(*mounts, node.GetString(), record.mounts[node.GetString()], [](const Value& x, NodeMount& m) {
        Take(x, "id", m.id);
        Take(x, "target", m.target);
        Take(x, "root", m.root);
        Take(x, "options", m.options);
      });
    }
  }
  return record;
}

}  // namespace fluid::reconcile
