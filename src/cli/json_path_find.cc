// Carries out the steps of a template.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <compare>

#include "src/cli/go_text.h"
#include "src/cli/json_path.h"

namespace fluid::cli {
namespace {

using model::Node;
using model::Tree;
using Kind = Node::Kind;
using Step = JsonPath::Step;
using Places = JsonPath::Places;

constexpr size_t kMostPlaces = 4'000'000;  // that one template may look at
constexpr size_t kMostRanges = 100;        // one within another

double AsDouble(const Node& number) {
  double value = 0;
  std::from_chars(number.text.data(), number.text.data() + number.text.size(), value);
  return value;
}

class Finder {
 public:
  Finder(const std::vector<JsonPath::Action>& actions, Tree& memory) : actions_(actions), memory_(memory) {}

  // Actions from `first` on, until the end of the range that they are in.
  Status Find(const Node* from, size_t first, std::vector<Places>& found) {
    if (++depth_ > kMostRanges) return InvalidArgument("JSONPath: more than 100 ranges within one another");
    for (size_t i = first; i < actions_.size(); ++i) {
      Places places{from};
      FLUID_RETURN_IF_ERROR(Walk(places, actions_[i]));
      if (ends_ > 0 && ends_ <= ranges_) {
        --ends_;
        last_end_ = i;
        break;
      }
      if (begins_ == 0) {
        found.push_back(std::move(places));
        continue;
      }
      --begins_;
      ++ranges_;
      for (const Node* place : places) FLUID_RETURN_IF_ERROR(Find(place, i + 1, found));
      if (places.empty()) {  // carried out all the same, to learn where it ends
        std::vector<Places> ignored;
        FLUID_RETURN_IF_ERROR(Find(nullptr, i + 1, ignored));
      }
      --ranges_;
      if (last_end_ > i) i = last_end_;
    }
    --depth_;
    return Ok();
  }

 private:
  // A step that fails leaves `places` as they were, which a filter that asks for existence takes as a yes.
  Status Walk(Places& places, const JsonPath::Action& action) {
    for (const Step& step : action) {
      visited_ += places.size() + 1;
      if (visited_ > kMostPlaces) return Wrong(step, "this finds more than four million places");
      FLUID_RETURN_IF_ERROR(Take(places, step));
    }
    return Ok();
  }

  Status Take(Places& places, const Step& step) {
    switch (step.kind) {
      case Step::Kind::kLiteral:
        places = {step.literal};
        return Ok();
      case Step::Kind::kEach:
        std::ranges::fill(places, step.literal);
        return Ok();
      case Step::Kind::kField:
        return Field(places, step);
      case Step::Kind::kWildcard:
        return Wildcard(places, step);
      case Step::Kind::kDescend: {
        Places all;
        for (const Node* place : places) FLUID_RETURN_IF_ERROR(Descend(place, step, all));
        places = std::move(all);
        return Ok();
      }
      case Step::Kind::kSlice:
        return Slice(places, step);
      case Step::Kind::kFilter:
        return Filter(places, step);
      case Step::Kind::kUnion: {
        Places all;
        for (const JsonPath::Action& part : step.parts) {
          Places some = places;
          FLUID_RETURN_IF_ERROR(Walk(some, part));
          all.insert(all.end(), some.begin(), some.end());
        }
        places = std::move(all);
        return Ok();
      }
      case Step::Kind::kRange:
        ++begins_;
        return Ok();
      case Step::Kind::kEnd:
        places.clear();
        if (ranges_ == 0) return Wrong(step, "an end without a range");
        ++ends_;
        return Ok();
      case Step::Kind::kUnknown:
        return Wrong(step, fmt::format("found \"{}\"; allowed: range, end, true, false", step.name));
    }
    return Ok();
  }

  static bool IsNothing(const Node* place) { return place == nullptr || place->is(Kind::kNull); }

  static Status Field(Places& places, const Step& step) {
    Places found;
    for (const Node* place : places) {
      if (place == nullptr || !place->is(Kind::kMap)) continue;
      if (const Node* member = place->Find(step.name)) found.push_back(member);
    }
    places = std::move(found);
    return Ok();
  }

  // Members sorted, items, the bytes of a text.
  void Children(const Node* place, Places& to) {
    if (place == nullptr) return;
    if (place->is(Kind::kString)) {
      for (const char byte : place->text) {
        Node* number = memory_.New(Kind::kNumber);
        number->text = memory_.Keep(std::to_string(static_cast<unsigned char>(byte)));
        to.push_back(number);
      }
      return;
    }
    const size_t before = to.size();
    for (const Node* child = place->first; child != nullptr; child = child->next) to.push_back(child);
    if (place->is(Kind::kMap)) {
      std::sort(to.begin() + static_cast<ptrdiff_t>(before), to.end(),
                [](const Node* a, const Node* b) { return a->key < b->key; });
    }
    visited_ += to.size() - before;
  }

  Status Wildcard(Places& places, const Step& step) {
    Places all;
    for (const Node* place : places) {
      Children(place, all);
      if (visited_ > kMostPlaces) return Wrong(step, "this finds more than four million places");
    }
    places = std::move(all);
    return Ok();
  }

  Status Descend(const Node* place, const Step& step, Places& to) {
    if (place == nullptr) return Ok();
    if (++visited_ > kMostPlaces) return Wrong(step, "this finds more than four million places");
    if (place->is(Kind::kString)) {
      if (!place->text.empty()) to.push_back(place);
      return Ok();
    }
    if (place->size == 0) return Ok();
    to.push_back(place);
    Places children;
    Children(place, children);
    for (const Node* child : children) FLUID_RETURN_IF_ERROR(Descend(child, step, to));
    return Ok();
  }

  Status Slice(Places& places, const Step& step) {
    Places found;
    for (const Node* place : places) {
      if (place != nullptr && place->is(Kind::kNull)) continue;
      if (place == nullptr || !place->is(Kind::kList)) return Wrong(step, "only a list has items");
      const long size = place->size;
      long from = step.from.known ? step.from.value : 0, to = step.to.known ? step.to.value : size;
      if (from < 0) from += size;
      if (to < 0 || (to == 0 && step.to.derived)) to += size;
      if (from == to) break;
      if (from < 0 || from >= size || to < 0 || to > size) {
        return Wrong(step, fmt::format("index out of bounds: {} of a list with {} item{}",
                                       from < 0 || from >= size ? from : to - 1, size, size == 1 ? "" : "s"));
      }
      if (from > to) return Wrong(step, fmt::format("the list's end, {}, is before its start, {}", to, from));
      if (step.step.known && step.step.value <= 0) return Wrong(step, "a step must be 1 or more");
      const long stride = step.step.known ? step.step.value : 1;
      const Node* item = place->first;
      for (long i = 0; i < to; ++i, item = item->next) {
        if (i >= from && (i - from) % stride == 0) found.push_back(item);
      }
      visited_ += static_cast<size_t>(to);
    }
    places = std::move(found);
    return Ok();
  }

  Status Filter(Places& places, const Step& step) {
    Places found;
    for (const Node* place : places) {
      if (place == nullptr || !place->is(Kind::kList)) return Wrong(step, "only a list can be filtered");
      for (const Node* item = place->first; item != nullptr; item = item->next) {
        FLUID_ASSIGN_OR_RETURN(const bool passes, Passes(item, step));
        if (passes) found.push_back(item);
      }
    }
    places = std::move(found);
    return Ok();
  }

  Result<bool> Passes(const Node* item, const Step& step) {
    Places left{item};
    const Status status = Walk(left, step.parts[0]);
    if (visited_ > kMostPlaces) return status;
    if (step.name.empty()) return !left.empty();
    FLUID_RETURN_IF_ERROR(status);
    if (left.empty()) return false;
    if (left.size() > 1) return Wrong(step, "one value at a time can be compared");
    Places right{item};
    FLUID_RETURN_IF_ERROR(Walk(right, step.parts[1]));
    if (right.empty()) return false;
    if (right.size() > 1) return Wrong(step, "one value at a time can be compared");
    return Compare(left[0], right[0], step);
  }

  Result<bool> Compare(const Node* left, const Node* right, const Step& step) {
    const std::string_view by = step.name;
    const bool equality = by == "==" || by == "!=";
    if (!equality && by != "<" && by != "<=" && by != ">" && by != ">=")
      return Wrong(step, fmt::format("the operator {}; allowed: == != < <= > >=", by));
    std::partial_ordering order = std::partial_ordering::unordered;
    int64_t a = 0, b = 0;
    const auto both = [&](Kind kind) { return !IsNothing(left) && left->is(kind) && right->is(kind); };
    if (both(Kind::kString)) {
      order = left->text <=> right->text;
    } else if (both(Kind::kBool) && equality) {
      order = left->truth <=> right->truth;
    } else if (both(Kind::kNumber)) {
      const bool whole = IsGoInt(*left, a);
      if (whole == IsGoInt(*right, b)) order = whole ? a <=> b : AsDouble(*left) <=> AsDouble(*right);
    }
    if (order == std::partial_ordering::unordered) {
      return Wrong(step,
                   fmt::format("{} {} {}: only two texts, two whole numbers, two numbers with a fraction, "
                               "or for equality two booleans, can be compared",
                               GoJson(left), by, GoJson(right)));
    }
    if (by == "==") return order == 0;
    if (by == "!=") return order != 0;
    if (by == "<") return order < 0;
    if (by == "<=") return order <= 0;
    if (by == ">") return order > 0;
    return order >= 0;
  }

  static Status Wrong(const Step& step, std::string_view what) {
    return InvalidArgument(fmt::format("JSONPath, character {}: {}", step.at + 1, what));
  }

  const std::vector<JsonPath::Action>& actions_;
  Tree& memory_;
  size_t begins_ = 0, ranges_ = 0, ends_ = 0, last_end_ = 0;  // the ranges that are open
  size_t depth_ = 0, visited_ = 0;
};

}  // namespace

Result<std::vector<Places>> JsonPath::Find(const Node& from, Tree& memory) const {
  std::vector<Places> found;
  FLUID_RETURN_IF_ERROR(Finder(*actions_, memory).Find(&from, 0, found));
  return found;
}

Result<std::string> JsonPath::Print(const Node& from) const {
  Tree memory;
  FLUID_ASSIGN_OR_RETURN(const std::vector<Places> found, Find(from, memory));
  std::string text;
  for (const Places& places : found) {
    for (size_t i = 0; i < places.size(); ++i) {
      if (i > 0) text += ' ';
      const Node* place = places[i];
      const bool plain =
          place != nullptr && !place->is(Kind::kNull) && !place->is(Kind::kMap) && !place->is(Kind::kList);
      text += plain ? GoText(place) : GoJson(place);
    }
  }
  return text;
}

Result<std::string> JsonPath::PrintAsJson(const Node& from) const {
  Tree memory;
  FLUID_ASSIGN_OR_RETURN(const std::vector<Places> found, Find(from, memory));
  std::string text;
  for (const Places& places : found) text += GoPrettyJson(places) + '\n';
  return text;
}

}  // namespace fluid::cli
