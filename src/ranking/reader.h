// A document, and the problems that are found in it.
#pragma once

#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid {
struct ShapeInfo;
}

namespace fluid::ranking {

// The text behind a byte order mark, if it begins with one.
std::string_view WithoutMark(std::string_view text);

class PlaceReader {
 public:
  explicit PlaceReader(std::string file) : file_(std::move(file)) {}

  // The document's root, JSON or YAML; null when it can't be read.
  const model::Node* Open(std::string_view text);
  // INVALID_ARGUMENT with all that was found, in the order of the document; OK when nothing was.
  Status Finish() const;

  void Complain(const model::Node& at, const std::string& path, std::string found, std::string allowed);
  // Whatever else the map holds is a problem. Null: no map.
  void Only(const model::Node* map, const std::string& path, std::initializer_list<std::string_view> names);
  // The map holds nothing that the shape does not: no unknown fields, no values of other types. What is
  // missing is for whoever needs it to say.
  void Conform(const model::Node* map, const std::string& path, const ShapeInfo& shape);

  // Null where there is nothing; a problem where there is something else.
  const model::Node* Map(const model::Node* in, std::string_view key, const std::string& path);
  const model::Node* List(const model::Node* in, std::string_view key, const std::string& path);
  std::string Text(const model::Node* in, std::string_view key, const std::string& path, bool needed = false);
  // A text that is one of these. "": nothing, or a problem.
  std::string OneOf(const model::Node* in, std::string_view key, const std::string& path,
                    std::initializer_list<std::string_view> words, bool needed = false);
  std::optional<int64_t> Whole(const model::Node* in, std::string_view key, const std::string& path,
                               int64_t least, int64_t most = std::numeric_limits<int64_t>::max());
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
  void Add(Problem problem);
  std::string file_;
  std::unique_ptr<model::Tree> tree_;
  std::vector<Problem> problems_;
};

std::string Below(const std::string& path, std::string_view key);

}  // namespace fluid::ranking
