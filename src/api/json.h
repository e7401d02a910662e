// Reading JSON by path, and the little that is needed to write it. For envelopes, errors and columns: objects
// themselves are read and written by the model.
//
// Threads: values; copies share a parsed text that nobody changes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fluid/status.h"

namespace fluid::model {
struct Node;
}

namespace fluid::api {

// A place in a parsed text; missing places read as missing, not as errors.
class Json {
 public:
  Json() = default;  // missing
  // INVALID_ARGUMENT with line and column: broken, nested deeper than 100 levels, a member twice.
  static Result<Json> Parse(std::string_view text);

  bool missing() const { return value_ == nullptr; }  // null counts as missing
  bool is_object() const;
  bool is_array() const;
  // ".status.conditions"; one step with a leading dot each. An empty path is this place.
  Json at(std::string_view path) const;
  Json operator[](std::string_view member) const;  // a name that may hold dots
  std::string text()
      const;  // a string itself, numbers and booleans as written, else compact JSON; "" when missing
  int64_t number(int64_t otherwise) const;                    // `otherwise`: when it is no whole number
  std::string json() const;                                   // compact, members sorted; "null" when missing
  std::vector<Json> items() const;                            // of an array
  std::vector<std::pair<std::string, Json>> members() const;  // of an object, as ordered

 private:
  struct Document;
  Json Place(const model::Node* node) const;  // of the same document
  Json(std::shared_ptr<const Document> document, const void* value)
      : document_(std::move(document)), value_(value) {}
  std::shared_ptr<const Document> document_;
  const void* value_ = nullptr;
};

std::string Quoted(std::string_view text);  // as a JSON string; bytes that are no UTF-8 become U+FFFD
// As kubectl prints: indented, members sorted, a newline at the end. `json` must be valid.
std::string Pretty(std::string_view json);

// RFC 7386, members sorted. Both must be JSON; a patch that is no object is INVALID_ARGUMENT, as the API
// takes none.
Result<std::string> MergePatch(std::string_view target, std::string_view patch);

}  // namespace fluid::api
