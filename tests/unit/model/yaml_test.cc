// YAML as people write it: what scalars mean, where things stand, and what is refused rather than guessed.
#include "src/model/yaml.h"

#include <catch2/catch.hpp>

#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

// The documents of a text as canonical JSON, one a line; or the first problem.
std::string Json(std::string_view yaml) {
  std::string all;
  std::vector<Problem> problems;
  ReadYaml(
      yaml,
      [&](std::unique_ptr<Tree> tree) {
        JsonWriter json;
        json.Value(*tree->root);
        all += json.Take() + "\n";
        return true;
      },
      problems);
  return problems.empty() ? all : problems[0].ToString();
}

TEST_CASE("plain scalars resolve as sigs.k8s.io/yaml resolves them") {
  const std::pair<const char*, const char*> kCases[] = {{"0644", "420"},
                                                        {"0o17", "15"},
                                                        {"0x1F", "31"},
                                                        {"-0x1F", "-31"},
                                                        {"0b101", "5"},
                                                        {"1_000", "1000"},
                                                        {"08", "8"},
                                                        {"+7", "7"},
                                                        {"-0", "-0"},
                                                        {"00", "0"},
                                                        {"9223372036854775807", "9223372036854775807"},
                                                        {"18446744073709551616", "18446744073709551616"},
                                                        {"9007199254740993", "9007199254740993"},
                                                        {"1.5e3", "1.5e3"},
                                                        {"1.", "1"},
                                                        {".5", "0.5"},
                                                        {"-.5", "-0.5"},
                                                        {"1.50", "1.50"},
                                                        {"1e3", "1e3"},
                                                        {"08.5", "8.5"},
                                                        {"yes", "true"},
                                                        {"On", "true"},
                                                        {"y", "true"},
                                                        {"no", "false"},
                                                        {"OFF", "false"},
                                                        {"n", "false"},
                                                        {"True", "true"},
                                                        {"yEs", "\"yEs\""},
                                                        {"~", "null"},
                                                        {"Null", "null"},
                                                        {"NULL", "null"},
                                                        {"nULL", "\"nULL\""},
                                                        {"2026-01-31", "\"2026-01-31\""},
                                                        {"2026-01-31T12:00:00Z", "\"2026-01-31T12:00:00Z\""},
                                                        {"12:30:45", "\"12:30:45\""},
                                                        {"1.5Gi", "\"1.5Gi\""},
                                                        {"0x", "\"0x\""},
                                                        {"0xZ", "\"0xZ\""},
                                                        {"1e", "\"1e\""},
                                                        {".", "\".\""},
                                                        {"1.2.3", "\"1.2.3\""},
                                                        {"-", "[null]"},
                                                        {"_1", "\"_1\""},
                                                        {"e3", "\"e3\""},
                                                        {"'0644'", "\"0644\""},
                                                        {"\"yes\"", "\"yes\""},
                                                        {"!!str 5", "\"5\""},
                                                        {"!!int 5", "5"},
                                                        {"!!float 5", "5"},
                                                        {"!!bool on", "true"},
                                                        {"! 5", "\"5\""}};
  for (const auto& [yaml, json] : kCases) {
    INFO(yaml);
    CHECK(Json(std::string("a: ") + yaml) ==
          (std::string(yaml) == "-" ? Json("a: -") : "{\"a\":" + std::string(json) + "}\n"));
  }
}

TEST_CASE("keys that are numbers or booleans become texts") {
  CHECK(Json("{1: a, 0644: b, yes: c, 1.5: d}") ==
        "{\"1\":\"a\",\"1.5\":\"d\",\"420\":\"b\",\"true\":\"c\"}\n");
}

TEST_CASE("documents are split, empty ones are passed over") {
  CHECK(Json("a: 1\n---\n# nothing\n---\nb: 2\n...\n---\n") == "{\"a\":1}\n{\"b\":2}\n");
  CHECK(Json("").empty());
  CHECK(Json("# only a comment\n").empty());
  CHECK(Json("\xEF\xBB\xBF"
             "a: 1") == "{\"a\":1}\n");
}

TEST_CASE("<< merges maps, and what stands there wins in any order") {
  CHECK(Json("b: &b {k: 1, l: 2}\na: {<<: *b, l: 3}\nc:\n  l: 4\n  <<: [*b, {m: 5, k: 9}]\n") ==
        R"({"a":{"k":1,"l":3},"b":{"k":1,"l":2},"c":{"k":1,"l":4,"m":5}})"
        "\n");
}

TEST_CASE("aliases are copies") {
  CHECK(Json("a: &a [1, {b: 2}]\nc: *a\n") == R"({"a":[1,{"b":2}],"c":[1,{"b":2}]})"
                                              "\n");
  CHECK(Json("a: &x 1\nb: &x 2\nc: *x\n") == R"({"a":1,"b":2,"c":2})"
                                             "\n");
}

TEST_CASE("hostile YAML is refused with its place and without harm") {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 10; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += (j > 0 ? ",*a" : "*a") + std::to_string(i - 1);
    bomb += "]\n";
  }
  CHECK(Json(bomb).find("more than 100,000 values") != std::string::npos);
  std::string merges = "a0: &a0 {x: 1}\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    merges +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " {l: " + before + ", r: " + before + "}\n";
  }
  CHECK(Json(merges).find("found") != std::string::npos);

  CHECK(Json(std::string(100, '[') + std::string(100, ']')).find("[[[[") == 0);
  CHECK(Json("a: " + std::string(101, '[') + std::string(101, ']')).find("more than 100 levels") !=
        std::string::npos);
  CHECK(Json(std::string(1'000'000, '[')).find("more than 100 levels") != std::string::npos);
  CHECK(Json(std::string(1'000'000, '{')).find("found") != std::string::npos);
  std::string nested;
  for (int i = 0; i < 200; ++i) nested += std::string(static_cast<size_t>(i), ' ') + "a:\n";
  CHECK(Json(nested).find("more than 100 levels") != std::string::npos);

  CHECK(Json("a: 1\nb: 2\na: 3\n") == "3:1: found the key \"a\" again; allowed each key once in a map");
  CHECK(Json("{1: a, \"1\": b}").find("again") != std::string::npos);
  CHECK(Json("a: &a [*a]").find("the alias *a") != std::string::npos);
  CHECK(Json("a: *b").find("the alias *b") != std::string::npos);
  CHECK(Json("a: \xff\xfe\n").find("broken YAML") != std::string::npos);
  CHECK(Json(std::string("a: \0b\n", 7)).find("broken YAML") != std::string::npos);
  CHECK(Json("a: 'open").find("broken YAML") != std::string::npos);
  CHECK(Json("a: !foo x").find("with the tag !foo") != std::string::npos);
  CHECK(Json("a: !!python/object:os.system x").find("with the tag") != std::string::npos);
  CHECK(Json("? {a: b}\n: c").find("a key that is a map") != std::string::npos);
  CHECK(Json("%YAML 9.9\n---\na: 1").find("broken YAML") != std::string::npos);
  CHECK(Json("a: " + std::string((4 << 20) + 16, 'x')).find("more than 4 MiB") != std::string::npos);
  CHECK(Json("- " + std::string(1'000'000, '-')).size() > 0);
}

TEST_CASE("places count lines and columns from one") {
  std::vector<Problem> problems;
  ReadYaml(
      "a: 1\nb:\n  - c: {d: x}\n",
      [&](std::unique_ptr<Tree> tree) {
        const Node* d = tree->root->Find("b")->first->Find("c")->Find("d");
        CHECK(d->line == 3);
        CHECK(d->column == 12);
        CHECK(d->key_line == 3);
        CHECK(d->key_column == 9);
        return true;
      },
      problems);
  CHECK(problems.empty());
}

TEST_CASE("a byte that is no text is told with its line and column") {
  CHECK(Json("a: 1\nb: \xff\n").starts_with("2:4: found broken YAML"));
  CHECK(Json("\xff").starts_with("1:1: "));
  CHECK(Json("# caf\xc3\xa9\na: \xc3\xa9\xe9\n").starts_with("2:5: "));
  CHECK(Json("a: x\n" + std::string(100'000, '#') + "\nb: \x01\n").starts_with("3:4: "));
}

TEST_CASE("long texts are folded behind eighty characters at a single blank, and read back as they were") {
  const std::string word(39, 'w');
  const auto written = [](const std::string& text, int column) {
    Tree tree;
    Node* map = tree.New(Node::Kind::kMap);
    Node* value = tree.New(Node::Kind::kString);
    value->key = "k";
    value->text = tree.Keep(text);
    Tree::Append(map, value);
    const std::string yaml = WriteYaml(*map, column);
    std::string back;
    std::vector<Problem> problems;
    ReadYaml(
        std::string(static_cast<size_t>(column), ' ') + yaml,
        [&](std::unique_ptr<Tree> read) {
          back = read->root->first->text;
          return true;
        },
        problems);
    CHECK(problems.empty());
    CHECK(back == text);
    return yaml;
  };
  const std::string two = word + " " + word, three = two + " " + word;
  CHECK(written(three, 0) == "k: " + two + "\n  " + word + "\n");
  CHECK(written(three, 4) == "k: " + two + "\n      " + word + "\n");
  CHECK(written("'" + three, 0) == "k: '''" + two + "\n  " + word + "'\n");
  const std::string eighty = std::string(76, 'x') + " ";  // the blank is the eightieth
  CHECK(written(eighty + "y z", 0) == "k: " + eighty + "y\n  z\n");
  CHECK(written("\t" + three, 0) == "k: \"\\t" + two + "\n  " + word + "\"\n");
  CHECK(written("\t" + two + "  " + word, 0) == "k: \"\\t" + two + "\n  \\ " + word + "\"\n");
  CHECK(written(three + "  " + word + "  " + word, 0) ==
        "k: " + two + "\n  " + word + "  " + word + "  " + word + "\n");
}

TEST_CASE("YAML is written as kubectl writes it") {
  std::vector<Problem> problems;
  Tree tree;
  ReadJson(
      R"({"b":["x",{"c":1,"d":["z"]},[1,2]],"a":{"e":{},"f":[],"g":null,"h":"true","i":"0644","j":"a: b","k":"l1\nl2\n",)"
      R"("l":"","m":"-o","o":"\t","p":" x","q":"2026-01-31T00:00:00Z"}})",
      tree, problems);
  REQUIRE(tree.root != nullptr);
  CHECK(WriteYaml(*tree.root) ==
        "a:\n  e: {}\n  f: []\n  g: null\n  h: \"true\"\n  i: \"0644\"\n  j: 'a: b'\n  k: |\n    l1\n    "
        "l2\n  l: \"\"\n"
        "  m: -o\n  o: \"\\t\"\n  p: ' x'\n  q: \"2026-01-31T00:00:00Z\"\nb:\n- x\n- c: 1\n  d:\n  - z\n- - "
        "1\n  - 2\n");
}

}  // namespace
}  // namespace fluid::model::test
