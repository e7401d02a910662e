#include "src/cli/json_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "src/base/strings.h"
#include "src/cli/go_text.h"
#include "src/model/texts.h"

namespace fluid::cli {

using model::Node;

namespace {

constexpr size_t kLongest = 64 * 1024;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {  // or a byte of one that is not ASCII
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool EndsName(char c) { return std::string_view(" \t\r\n.,[]$@{}").find(c) != std::string_view::npos; }
bool EndsLine(char c) { return c == '\n' || c == '\r'; }

std::string Spelled(std::string_view rest) {
  if (rest.empty()) return "the end";
  return fmt::format("\"{}\"", rest.substr(0, std::max<size_t>(1, model::Utf8Length(rest))));
}

std::optional<long> WholeNumber(std::string_view text) {
  if (text.size() > 1 && text[0] == '+') text.remove_prefix(1);
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

// Reads a template from its first character to its last. `base` is where it stands in the whole one.
class JsonPathParser {
 public:
  using Step = JsonPath::Step;
  using Action = JsonPath::Action;

  JsonPathParser(std::string_view text, size_t base, model::Tree& literals)
      : text_(text), base_(base), literals_(literals) {}

  static Result<JsonPath> Parse(std::string_view text) {
    if (text.size() > kLongest)
      return InvalidArgument(fmt::format("a template of {} bytes; allowed are {}", text.size(), kLongest));
    auto literals = std::make_shared<model::Tree>();
    FLUID_ASSIGN_OR_RETURN(std::vector<Action> actions, JsonPathParser(text, 0, *literals).Actions());
    JsonPath path;
    path.text_ = text;
    path.literals_ = std::move(literals);
    path.actions_ = std::make_shared<const std::vector<Action>>(std::move(actions));
    return path;
  }

 private:
  Result<std::vector<Action>> Actions() {
    std::vector<Action> actions;
    while (!AtEnd()) {
      const size_t start = at_, brace = std::min(text_.find('{', at_), text_.size());
      at_ = brace;
      if (brace > start) actions.push_back({Literal(text_.substr(start, brace - start), start)});
      if (AtEnd()) break;
      ++at_;
      Action& action = actions.emplace_back();
      while (!Take('}')) FLUID_RETURN_IF_ERROR(Inside(action));
    }
    return actions;
  }

  // What stands between braces within another template: the steps of "{inside}".
  Result<Action> Nested(std::string_view inside, size_t at) {
    const std::string text = fmt::format("{{{}}}", inside);
    const std::string_view kept = literals_.Keep(text);
    FLUID_ASSIGN_OR_RETURN(std::vector<Action> actions,
                           JsonPathParser(kept, base_ + at - 1, literals_).Actions());
    return std::move(actions.front());
  }

  Status Inside(Action& action) {
    const size_t start = at_;
    if (AtEnd() || EndsLine(text_[at_])) return Wrong(at_, "a } on the same line");
    if (Rest().starts_with("[?(")) return Filter(action);
    if (Rest().starts_with("..")) return Descend(action);
    const char c = text_[at_];
    if (Take(' ') || Take('@') || Take('$')) return Ok();
    if (c == '[') return Brackets(action);
    if (c == '"' || c == '\'') return Quote(action);
    if (Take('.')) {
      Name(action, start);
      return Ok();
    }
    if (c == '+' || c == '-' || IsDigit(c)) return Number(action);
    if (IsLetter(c)) {
      Word(action);
      return Ok();
    }
    return Wrong(at_, ". [ @ $ \" ' a number, range, end or }");
  }

  // After the dot.
  void Name(Action& action, size_t start) {
    const size_t begin = at_;
    while (!AtEnd() && !EndsName(text_[at_])) at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? 2 : 1;
    std::string name(text_.substr(begin, at_ - begin));
    std::erase(name, '\\');
    Step& step = Add(action, name == "*" ? Step::Kind::kWildcard : Step::Kind::kField, start);
    step.name = std::move(name);
  }

  void Word(Action& action) {
    const size_t start = at_;
    while (!AtEnd() && !EndsName(text_[at_])) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word == "true" || word == "false") {
      Node* literal = literals_.New(Node::Kind::kBool);
      literal->truth = word == "true";
      Add(action, Step::Kind::kEach, start).literal = literal;
      return;
    }
    const auto kind = word == "range" ? Step::Kind::kRange
                      : word == "end" ? Step::Kind::kEnd
                                      : Step::Kind::kUnknown;
    Add(action, kind, start).name = word;
  }

  Status Descend(Action& action) {
    if (!action.empty() && action.back().kind == Step::Kind::kDescend) return Wrong(at_, "one .. at a time");
    const size_t start = at_;
    Add(action, Step::Kind::kDescend, start);
    at_ += 2;
    if (!AtEnd() && (IsLetter(text_[at_]) || IsDigit(text_[at_]))) Name(action, start);
    return Ok();
  }

  Status Number(Action& action) {
    const size_t start = at_++;
    while (!AtEnd() && (IsDigit(text_[at_]) || text_[at_] == '.')) ++at_;
    std::string_view number = text_.substr(start, at_ - start);
    if (number[0] == '+') number.remove_prefix(1);
    double value = 0;
    const char* end = number.data() + number.size();
    const auto [stop, error] = std::from_chars(number.data(), end, value, std::chars_format::fixed);
    if (stop != end || error != std::errc() || !std::isfinite(value))
      return Wrong(start, "a number such as 5 or 0.5");
    Node* literal = literals_.New(Node::Kind::kNumber);
    literal->text = literals_.Keep(number);
    Add(action, Step::Kind::kEach, start).literal = literal;
    return Ok();
  }

  Status Quote(Action& action) {
    const size_t start = at_;
    const char quote = text_[at_++];
    do {
      at_ = text_.find_first_of(quote == '"' ? "\"\n" : "'\n", at_);
      if (at_ == std::string_view::npos || text_[at_] == '\n')
        return Wrong(start, fmt::format("a text that ends with {}", quote));
      ++at_;
    } while (text_[at_ - 2] == '\\');
    const auto text = GoUnquote(text_.substr(start + 1, at_ - start - 2), quote);
    if (!text)
      return Wrong(start, fmt::format("a text with the escapes \\n \\t \\r \\\\ \\{} \\xFF \\u00FF", quote));
    action.push_back(Literal(*text, start));
    return Ok();
  }

  Status Brackets(Action& action) {
    const size_t start = at_;
    at_ = text_.find_first_of("]\n", at_);
    if (at_ == std::string_view::npos || text_[at_] == '\n')
      return Wrong(start, "[ with a ] on the same line");
    std::string_view inside = text_.substr(start + 1, at_ - start - 1);
    ++at_;
    if (inside == "*") inside = ":";
    if (inside.find(',') != std::string_view::npos) return Union(action, inside, start);
    if (inside.size() >= 2 && inside.front() == '\'' && inside.back() == '\'' &&
        std::ranges::count(inside, '\'') == 2) {
      const std::string path = fmt::format(".{}", inside.substr(1, inside.size() - 2));
      FLUID_ASSIGN_OR_RETURN(Action steps, Nested(path, start + 1));
      for (Step& step : steps) action.push_back(std::move(step));
      return Ok();
    }
    return Slice(action, inside, start);
  }

  Status Union(Action& action, std::string_view inside, size_t start) {
    Step& step = Add(action, Step::Kind::kUnion, start);
    for (const std::string_view one : SplitAll(inside)) {
      const size_t at = static_cast<size_t>(one.data() - text_.data());
      std::string_view trimmed = one;
      while (trimmed.starts_with(' ')) trimmed.remove_prefix(1);
      while (trimmed.ends_with(' ')) trimmed.remove_suffix(1);
      FLUID_ASSIGN_OR_RETURN(Action part, Nested(fmt::format("[{}]", trimmed), at - 1));
      step.parts.push_back(std::move(part));
    }
    return Ok();
  }
  static std::vector<std::string_view> SplitAll(std::string_view list) {
    std::vector<std::string_view> parts;
    model::EachPart(list, [&](std::string_view part) {
      parts.push_back(part);
      return true;
    });
    return parts;
  }

  // "", "N", "N:N", "N:N:N", any N missing.
  Status Slice(Action& action, std::string_view inside, size_t start) {
    const auto wrong = [&] {
      return Wrong(start + 1,
                   "an index, FROM:TO, FROM:TO:STEP, *, 'key', ?(@.a==\"b\"), or some with commas");
    };
    std::vector<std::string_view> numbers;
    for (std::string_view rest = inside;;) {
      const size_t colon = std::min(rest.find(':'), rest.size());
      numbers.push_back(rest.substr(0, colon));
      if (colon == rest.size()) break;
      rest.remove_prefix(colon + 1);
    }
    if (numbers.size() > 3) return wrong();
    Step step = New(Step::Kind::kSlice, start);
    Step::Bound* const bounds[] = {&step.from, &step.to, &step.step};
    for (size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i].empty()) continue;
      const auto value = WholeNumber(numbers[i]);
      if (!value || numbers[i][0] == '+') return wrong();
      *bounds[i] = {.known = true, .derived = false, .value = *value};
    }
    if (numbers.size() == 1) {
      const long next = std::min(step.from.value, std::numeric_limits<long>::max() - 1) + 1;
      step.to = {.known = true, .derived = true, .value = next};
    }
    action.push_back(std::move(step));
    return Ok();
  }

  Status Filter(Action& action) {
    const size_t start = at_, begin = start + 3;
    FLUID_ASSIGN_OR_RETURN(const size_t close, EndOfFilter(start, begin));
    const std::string_view inside = text_.substr(begin, close - begin);
    at_ = close + 1;
    if (!Take(']')) return Wrong(at_, "] after the ) of a filter");
    Step step = New(Step::Kind::kFilter, start);
    constexpr std::string_view kOperators = "!<>=";
    const size_t left = inside.find_first_of(kOperators);
    const size_t right =
        std::min(inside.find_first_not_of(kOperators, std::min(left, inside.size())), inside.size());
    // An operator needs something on both sides, if need be its own last character.
    const size_t split = right < inside.size() ? right : right - 1;
    if (left == std::string_view::npos || left == 0 || split <= left) {
      FLUID_ASSIGN_OR_RETURN(Action place, Nested(inside, begin));
      step.parts.push_back(std::move(place));
    } else {
      step.name = inside.substr(left, split - left);
      FLUID_ASSIGN_OR_RETURN(Action one, Nested(inside.substr(0, left), begin));
      FLUID_ASSIGN_OR_RETURN(Action other, Nested(inside.substr(split), begin + split));
      step.parts.push_back(std::move(one));
      step.parts.push_back(std::move(other));
    }
    action.push_back(std::move(step));
    return Ok();
  }

  // The ) that is in no quotes. Only the first quote of a filter begins a text.
  Result<size_t> EndOfFilter(size_t start, size_t at) const {
    char quote = 0;
    bool ended = false;
    for (; at < text_.size() && text_[at] != '\n'; ++at) {
      const char c = text_[at];
      if (c == '"' || c == '\'') {
        if (quote == 0) {
          quote = c;
        } else if (c == quote && text_[at - 1] != '\\') {
          ended = true;
        }
      } else if (c == ')' && (quote != 0) == ended) {
        return at;
      }
    }
    return Wrong(start, "[?( with a )] on the same line");
  }

  Step& Add(Action& action, Step::Kind kind, size_t start) { return action.emplace_back(New(kind, start)); }
  Step New(Step::Kind kind, size_t start) const {
    Step step;
    step.kind = kind;
    step.at = base_ + start;
    return step;
  }
  Step Literal(std::string_view text, size_t start) {
    Node* literal = literals_.New(Node::Kind::kString);
    literal->text = literals_.Keep(text);
    Step step = New(Step::Kind::kLiteral, start);
    step.literal = literal;
    return step;
  }
  Status Wrong(size_t at, std::string_view allowed) const {
    at = std::min(at, text_.size());
    return InvalidArgument(fmt::format("JSONPath, character {}: found {}; allowed: {}", base_ + at + 1,
                                       Spelled(text_.substr(at)), allowed));
  }
  bool AtEnd() const { return at_ >= text_.size(); }
  std::string_view Rest() const { return text_.substr(at_); }
  bool Take(char c) {
    const bool there = !AtEnd() && text_[at_] == c;
    if (there) ++at_;
    return there;
  }

  std::string_view text_;
  size_t base_;
  model::Tree& literals_;
  size_t at_ = 0;
};

Result<JsonPath> JsonPath::Parse(std::string_view text) { return JsonPathParser::Parse(text); }

Result<JsonPath> JsonPath::ParsePath(std::string_view text) {
  std::string_view path = text;
  if (path.starts_with('{') && path.ends_with('}')) {
    path.remove_prefix(1);
    path.remove_suffix(1);
  }
  if (path.starts_with('.')) path.remove_prefix(1);
  if (path.empty() || path.find_first_of("{}") != std::string_view::npos) {
    return InvalidArgument(
        fmt::format("JSONPath: found \"{}\"; allowed: one path such as {{.status.phase}}", text));
  }
  return Parse(fmt::format("{{.{}}}", path));
}

}  // namespace fluid::cli
