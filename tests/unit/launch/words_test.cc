#include "src/launch/words.h"

#include <catch2/catch.hpp>

namespace fluid::launch {
namespace {

Words Some() {
  Words words{.ports = {{"web", 8080}},
              .dirs = {{".", "/i"}, {"data", "/d"}},
              .node = "n1",
              .key = "k",
              .secret = {}};
  words.secret = [](const std::string& ref) -> Result<std::string> { return "<" + ref + ">"; };
  return words;
}

}  // namespace

TEST_CASE("words are filled in and doubled dollars become one") {
  CHECK(*Some().Fill("${node}:${port:web} ${dir:data}/x ${dir:.} ${key} $${node} $$$$") ==
        "n1:8080 /d/x /i k ${node} $$");
  CHECK(*Some().Fill("p=${secret:a/b/c}", true) == "p=<a/b/c>");
  CHECK(*Some().Fill(std::string("\0\xff\n", 3)) == std::string("\0\xff\n", 3));
}

TEST_CASE("a value that looks like a word is not filled in again") {
  Words words = Some();
  words.secret = [](const std::string&) -> Result<std::string> { return std::string("${node}$"); };
  CHECK(*words.Fill("${secret:r}", true) == "${node}$");
}

TEST_CASE("a word that is unknown, unfinished or not allowed is refused and named") {
  for (const char* text : {"${port:no}", "${dir:no}", "${nodes}", "${", "${node", "$", "a$b", "${}",
                           "${port:}", "${secret:a/b/c}"}) {
    const Status status = Some().Fill(text).status();
    INFO(text);
    CHECK(status.code() == Code::kInvalidArgument);
  }
  CHECK(Some().Fill("${port:wbe}").status().message().find("there are web") != std::string_view::npos);
}

}  // namespace fluid::launch
