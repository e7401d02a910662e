#include "src/cli/table.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace fluid::cli {
namespace {

TEST_CASE("a table is aligned as kubectl's, without blanks at the ends of lines") {
  Table table({"NAME", "UFS TOTAL SIZE", "PHASE"});
  table.Add({"imagenet", "", "Bound"});
  table.Add({"a", "1.00GiB", ""});
  std::ostringstream out;
  table.Print(out);
  CHECK(out.str() ==
        "NAME       UFS TOTAL SIZE   PHASE\n"
        "imagenet                    Bound\n"
        "a          1.00GiB\n");
}

TEST_CASE("rows that come later stay aligned under one header") {
  Table table({"N", "PHASE"});
  table.Add({"a", "x"});
  std::ostringstream out;
  table.Print(out);
  table.Add({"b", "y"});
  table.Print(out);
  CHECK(out.str() ==
        "N     PHASE\n"
        "a     x\n"
        "b     y\n");
}

TEST_CASE("characters count, not bytes") {
  Table table({"NAME", "X"});
  table.Add({"m\xC3\xBCller", "1"});
  table.Add({"mueller", "2"});
  std::ostringstream out;
  table.Print(out);
  CHECK(out.str() ==
        "NAME      X\n"
        "m\xC3\xBCller    1\n"
        "mueller   2\n");
}

}  // namespace
}  // namespace fluid::cli
