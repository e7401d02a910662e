// Json: what a program printed, read by name: json["status"]["phase"].text(). Missing members are empty
// values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/tree.h"

namespace fluid::test {

class Json {
 public:
  Json() = default;
  explicit Json(std::string_view text);                 // throws when it is none
  static std::vector<Json> All(std::string_view text);  // values one after the other

  bool exists() const { return node_ != nullptr; }
  Json operator[](std::string_view key) const;
  Json operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  std::vector<Json> items() const;
  std::string text() const;  // of a string or number
  int64_t number() const;    // of a number, or of a string of digits; -1: neither
  std::string ToString() const;

 private:
  std::shared_ptr<model::Tree> tree_;
  const model::Node* node_ = nullptr;
};

}  // namespace fluid::test
