// JSON texts: strings are read and written right whatever stands where in them.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "src/model/json.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

// The text of a string that is written as `json`, in the middle of a list; "REFUSED" when it is refused.
std::string Read(std::string_view json, Places places) {
  Tree tree;
  std::vector<Problem> problems;
  ReadJson(fmt::format("[0,{},1]", json), tree, problems, places);
  if (tree.root == nullptr) return "REFUSED";
  REQUIRE(tree.root->size == 3);
  CHECK(tree.root->last->text == "1");
  return std::string(tree.root->first->next->text);
}

struct Special {
  std::string_view json, text;
};
constexpr Special kSpecials[] = {{R"(\")", "\""},
                                 {R"(\\)", "\\"},
                                 {R"(\n)", "\n"},
                                 {R"(\u0000)", {"\0", 1}},
                                 {R"(\u00e9)", "\u00e9"},
                                 {"\u00e9", "\u00e9"},
                                 {"\U0001f600", "\U0001f600"},
                                 {"\x7f", "\x7f"}};

TEST_CASE("a special character is read and written at every place of a string") {
  for (size_t before = 0; before <= 18; ++before) {
    for (size_t after : {0, 1, 7, 8, 9}) {
      for (const Special& special : kSpecials) {
        const std::string head(before, 'a'), tail(after, 'z'), text = head + std::string(special.text) + tail;
        const std::string json = '"' + head + std::string(special.json) + tail + '"';
        INFO(json);
        CHECK(Read(json, Places::kNone) == text);
        CHECK(Read(json, Places::kKept) == text);
        JsonWriter out;
        out.String(text);
        CHECK(Read(out.text(), Places::kNone) == text);
      }
    }
  }
}

TEST_CASE("a control character, or an end, inside a string is refused at every place") {
  for (size_t before = 0; before <= 18; ++before) {
    const std::string head = '"' + std::string(before, 'a');
    CHECK(Read(head + "\x1f" + "zzzzzzzzz\"", Places::kNone) == "REFUSED");
    CHECK(Read(head + "\n\"", Places::kNone) == "REFUSED");
    CHECK(Read(head, Places::kNone) == "REFUSED");
  }
}

TEST_CASE("what stands in a string as it is ends before the first character that does not") {
  for (size_t before = 0; before <= 18; ++before) {
    const std::string plain(before, '~');
    CHECK(PlainJson(plain) == before);
    for (const char* special : {"\"", "\\", "\x01", "\x1f", "\u00e9"}) {
      CHECK(PlainJson(plain + special) == before);
      CHECK(PlainJson(plain + special + "\"zzzzzzzz") == before);
    }
  }
}

TEST_CASE("texts are well-formed UTF-8 up to the byte that is not") {
  for (size_t before = 0; before <= 70; ++before) {
    const std::string plain(before, 'a');
    CHECK(ValidUtf8(plain) == before);
    CHECK(ValidUtf8(plain + "\u00e9" + plain) == 2 * before + 2);
    CHECK(ValidUtf8(plain + "\xff" + plain) == before);
    CHECK(ValidUtf8(plain + "\xc3") == before);
  }
}

}  // namespace
}  // namespace fluid::model
