#include "tests/integration/daemon/json.h"

#include <charconv>
#include <stdexcept>

#include "src/model/json.h"

namespace fluid::test {

std::vector<Json> Json::All(std::string_view text) {
  std::vector<Json> all;
  constexpr std::string_view kBlank = " \t\r\n";
  while (text.find_first_not_of(kBlank) != std::string_view::npos) {
    text.remove_prefix(text.find_first_not_of(kBlank));
    Json json;
    json.tree_ = std::make_shared<model::Tree>();
    std::vector<Problem> problems;
    const size_t end = model::ReadJson(text, *json.tree_, problems);
    if (!problems.empty()) throw std::runtime_error("this is no JSON: " + std::string(text.substr(0, 500)));
    json.node_ = json.tree_->root;
    all.push_back(json);
    text.remove_prefix(end);
  }
  return all;
}

Json::Json(std::string_view text) {
  std::vector<Json> all = All(text);
  if (all.size() != 1) throw std::runtime_error("this is not one JSON value: " + std::string(text));
  *this = all[0];
}

Json Json::operator[](std::string_view key) const {
  Json found;
  if (!node_ || !node_->is(model::Node::Kind::kMap)) return found;
  found.tree_ = tree_;
  found.node_ = node_->Find(key);
  return found;
}

std::vector<Json> Json::items() const {
  std::vector<Json> items;
  if (!node_ || !node_->is(model::Node::Kind::kList)) return items;
  for (const model::Node* child = node_->first; child; child = child->next) {
    Json& item = items.emplace_back();
    item.tree_ = tree_;
    item.node_ = child;
  }
  return items;
}

std::string Json::text() const { return node_ ? std::string(node_->text) : ""; }

int64_t Json::number() const {
  const std::string digits = text();
  int64_t value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

std::string Json::ToString() const { return node_ ? model::WritePrettyJson(*node_) : "(nothing)"; }

}  // namespace fluid::test
