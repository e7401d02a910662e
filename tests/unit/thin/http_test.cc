// The built-in client against real web servers.
#include <catch2/catch.hpp>

#include "tests/support/support.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

struct Served {
  TempDir tree, home;
};

}  // namespace

TEST_CASE("a tree that nginx serves is listed and read as it is") {
  Served s;
  WriteFile(s.tree / "a.txt", "hello");
  WriteFile(s.tree / "dir/big.bin", Bytes(3 << 20, 1));
  WriteFile(s.tree / "dir/empty", "");
  for (const bool json : {false, true}) {
    Nginx::Options options;
    options.json_index = json;
    Nginx nginx(s.tree.path(), options);
    TrialHost host(s.home / (json ? "json" : "html"));
    host.Create({{"/", nginx.url()}});
    CHECK(host.List("/") == std::map<std::string, Entry>{{"a.txt", {false, 5}}, {"dir", {true, 0}}});
    CHECK(host.List("/dir") ==
          std::map<std::string, Entry>{{"big.bin", {false, 3 << 20}}, {"empty", {false, 0}}});
    CHECK(host.Read("/a.txt") == "hello");
    CHECK(host.Read("/dir/big.bin") == Bytes(3 << 20, 1));
    CHECK(host.Read("/dir/empty").empty());
  }
}
