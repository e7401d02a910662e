#include "src/base/strings.h"

#include <catch2/catch.hpp>
#include <set>

using namespace fluid;

TEST_CASE("percent escapes come back as they went") {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  std::string back;
  REQUIRE(PercentDecode(PercentEncode(all), &back));
  CHECK(back == all);
  CHECK(PercentEncode("a b/%", "/") == "a%20b/%25");
  CHECK_FALSE(PercentDecode("%", &back));
  CHECK_FALSE(PercentDecode("%zz", &back));
  CHECK_FALSE(PercentDecode("ab%4", &back));
}

TEST_CASE("a misspelling finds its word, noise finds none") {
  const std::vector<std::string_view> words = {"mountPoint", "options", "readOnly"};
  CHECK(DidYouMean("mountpoint", words) == "mountPoint");
  CHECK(DidYouMean("moutPoint", words) == "mountPoint");
  CHECK(DidYouMean("banana", words).empty());
}

TEST_CASE("uids are version 4 and differ") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uid = NewUid();
    CHECK(uid.size() == 36);
    CHECK(uid[14] == '4');
    seen.insert(uid);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("splitting keeps empty parts and trimming keeps the middle") {
  CHECK(Split("a,,b", ',').size() == 3);
  CHECK(Split("", ',').size() == 1);
  CHECK(Trim(" \ta b\n") == "a b");
  CHECK(Hex(std::string("\0\xff", 2)) == "00ff");
}
