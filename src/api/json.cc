#include "src/api/json.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace fluid::api {
namespace {

constexpr int kMaxDepth = 100;
constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                                 rapidjson::kParseFullPrecisionFlag;

using Value = rapidjson::Value;

// Counted before parsing, because values are walked and copied by recursion.
bool TooDeep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

Status ParseInto(std::string_view text, rapidjson::Document* document) {
  if (TooDeep(text)) {
    return ResourceExhausted(fmt::format("the JSON text is nested deeper than {} levels", kMaxDepth));
  }
  document->Parse<kParseFlags>(text.data(), text.size());
  if (!document->HasParseError()) return Ok();
  return InvalidArgument(fmt::format("the JSON text is broken at byte {}: {}", document->GetErrorOffset(),
                                     rapidjson::GetParseError_En(document->GetParseError())));
}

std::string Compact(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

void Merge(Value& target, const Value& patch, rapidjson::Document::AllocatorType& memory) {
  if (!patch.IsObject()) {
    target.CopyFrom(patch, memory);
    return;
  }
  if (!target.IsObject()) target.SetObject();
  for (const auto& member : patch.GetObject()) {
    const auto found = target.FindMember(member.name);
    if (member.value.IsNull()) {
      if (found != target.MemberEnd()) target.EraseMember(found);
    } else if (found != target.MemberEnd()) {
      Merge(found->value, member.value, memory);
    } else {
      Value name(member.name, memory), value;
      Merge(value, member.value, memory);
      target.AddMember(name, value, memory);
    }
  }
}

// The length of the UTF-8 sequence that starts at `at`, or 0. Source: RFC 3629.
size_t Utf8Length(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const auto tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned a = byte(0);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return tail(1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if ((a == 0xE0 && byte(1) < 0xA0) || (a == 0xED && byte(1) > 0x9F)) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if ((a == 0xF0 && byte(1) < 0x90) || (a == 0xF4 && byte(1) > 0x8F)) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

struct Json::Document {
  rapidjson::Document root;
};

Result<Json> Json::Parse(std::string_view text) {
  auto document = std::make_shared<Document>();
  FLUID_RETURN_IF_ERROR(ParseInto(text, &document->root));
  const Value* root = &document->root;
  if (root->IsNull()) return Json();
  return Json(std::move(document), root);
}

namespace {
const Value& V(const void* value) { return *static_cast<const Value*>(value); }
}  // namespace

bool Json::is_object() const { return value_ && V(value_).IsObject(); }
bool Json::is_array() const { return value_ && V(value_).IsArray(); }

Json Json::operator[](std::string_view member) const {
  if (!is_object()) return {};
  const Value name(rapidjson::StringRef(member.data(), member.size()));
  const auto found = V(value_).FindMember(name);
  if (found == V(value_).MemberEnd() || found->value.IsNull()) return {};
  return Json(document_, &found->value);
}

Json Json::at(std::string_view path) const {
  Json here = *this;
  while (!path.empty() && !here.missing()) {
    path.remove_prefix(1);  // the dot
    const size_t end = std::min(path.find('.'), path.size());
    here = here[path.substr(0, end)];
    path.remove_prefix(end);
  }
  return here;
}

std::string Json::text() const {
  if (missing()) return {};
  const Value& value = V(value_);
  return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : Compact(value);
}

int64_t Json::number(int64_t missing_value) const {
  if (missing()) return missing_value;
  const Value& value = V(value_);
  if (value.IsInt64()) return value.GetInt64();
  return missing_value;
}

std::string Json::json() const { return missing() ? "null" : Compact(V(value_)); }

std::vector<Json> Json::items() const {
  std::vector<Json> all;
  if (!is_array()) return all;
  for (const Value& value : V(value_).GetArray()) {
    all.push_back(value.IsNull() ? Json() : Json(document_, &value));
  }
  return all;
}

std::vector<std::pair<std::string, Json>> Json::members() const {
  std::vector<std::pair<std::string, Json>> all;
  if (!is_object()) return all;
  for (const auto& member : V(value_).GetObject()) {
    all.emplace_back(std::string(member.name.GetString(), member.name.GetStringLength()),
                     member.value.IsNull() ? Json() : Json(document_, &member.value));
  }
  return all;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i++];
    } else if (c < 0x20) {
      switch (c) {
        case '\n':
          out += "\\n";
          break;
        case '\t':
          out += "\\t";
          break;
        case '\r':
          out += "\\r";
          break;
        default:
          out += fmt::format("\\u{:04x}", c);
      }
      ++i;
    } else if (const size_t length = Utf8Length(text, i); length > 0) {
      out.append(text, i, length);
      i += length;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  return out + '"';
}

std::string Pretty(std::string_view json) {
  rapidjson::Document document;
  if (!ParseInto(json, &document).ok()) return std::string(json);
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  document.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

Result<std::string> MergePatch(std::string_view target, std::string_view patch) {
  rapidjson::Document to, by;
  FLUID_RETURN_IF_ERROR(ParseInto(target, &to));
  FLUID_RETURN_IF_ERROR(ParseInto(patch, &by).Annotate("merge patch"));
  if (!by.IsObject()) return InvalidArgument("a merge patch must be a JSON object");
  Merge(to, by, to.GetAllocator());
  return Compact(to);
}

}  // namespace fluid::api
