// A document, and the problems that are found in it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::ranking {

class PlaceReader {
 public:
  explicit PlaceReader(std::string file) : file_(std::move(file)) {}

  // The document's root, JSON or the first of YAML; null when it can't be read.
  const model::Node* Open(std::string_view text);
  // INVALID_ARGUMENT with all that was found; OK when nothing was.
  Status Finish() const;

  void Complain(const model::Node& at, const std::string& path, std::string found, std::string allowed);
  // Null where there is nothing; a problem where there is something else.
  const model::Node* Map(const model::Node* in, std::string_view key, const std::string& path);
  const model::Node* List(const model::Node* in, std::string_view key, const std::string& path);
  std::string Text(const model::Node* in, std::string_view key, const std::string& path, bool needed = false);
  std::optional<int64_t> Whole(const model::Node* in, std::string_view key, const std::string& path,
                               int64_t least);
  bool Truth(const model::Node* in, std::string_view key, const std::string& path);
  void Each(const model::Node* list, const std::string& path,
            const std::function<void(const model::Node&, const std::string&)>& fn);
  // The items of the list `key` of `in`.
  void EachOf(const model::Node* in, std::string_view key, const std::string& path,
              const std::function<void(const model::Node&, const std::string&)>& fn);
  // The members of a map of texts.
  void EachText(const model::Node* map, const std::string& path,
                const std::function<void(std::string_view, const std::string&, const model::Node&)>& fn);

 private:
  const model::Node* Of(model::Node::Kind kind, const char* name, const model::Node* in, std::string_view key,
                        const std::string& path);
  std::string file_;
  std::unique_ptr<model::Tree> tree_;
  std::vector<Problem> problems_;
};

std::string Describe(const model::Node& node);  // for messages: "x", 5, a list

}  // namespace fluid::ranking
