#include "src/base/units.h"

#include <catch2/catch.hpp>

using namespace fluid;

TEST_CASE("quantities mean what Kubernetes says") {
  const auto [text, value] = GENERATE(table<std::string, int64_t>({{"0", 0},
                                                                   {"1", 1},
                                                                   {"1Ki", 1024},
                                                                   {"1.5Gi", 1610612736},
                                                                   {"100m", 1},
                                                                   {"1500m", 2},
                                                                   {"2e3", 2000},
                                                                   {"1.5e3", 1500},
                                                                   {"1E", 1000000000000000000},
                                                                   {"9223372036854775807", INT64_MAX},
                                                                   {".5k", 500},
                                                                   {"5.", 5},
                                                                   {"-1Ki", -1024},
                                                                   {"1n", 1},
                                                                   {"0n", 0},
                                                                   {"12e-1", 2},
                                                                   {"7Ei", 8070450532247928832},
                                                                   {"+3M", 3000000}}));
  INFO(text);
  REQUIRE(ParseQuantity(text).ok());
  CHECK(*ParseQuantity(text) == value);
}

TEST_CASE("what is no quantity is refused with what is allowed") {
  const std::string text =
      GENERATE("", "Gi", "1gi", "1 Gi", "1.2.3", "--1", "1e", "1e+", "0x10", "1Kii", "NaN", "inf");
  INFO(text);
  REQUIRE_FALSE(ParseQuantity(text).ok());
  CHECK(ParseQuantity(text).status().code() == Code::kInvalidArgument);
}

TEST_CASE("a quantity beyond int64 is out of range, not wrapped") {
  const std::string text =
      GENERATE("9223372036854775808", "8Ei", "10E", "1e19", "99999999999999999999999999999999999999999");
  INFO(text);
  CHECK(ParseQuantity(text).status().code() == Code::kOutOfRange);
}

TEST_CASE("quantities print with the largest binary suffix that keeps them whole") {
  CHECK(FormatQuantity(0) == "0");
  CHECK(FormatQuantity(int64_t{2} << 30) == "2Gi");
  CHECK(FormatQuantity(1536) == "1536");
  CHECK(FormatQuantity(1536 * 1024) == "1536Ki");
}

TEST_CASE("durations are Go's, both ways") {
  const auto [text, printed] = GENERATE(table<std::string, std::string>({{"1h30m", "1h30m0s"},
                                                                         {"5m", "5m0s"},
                                                                         {"90s", "1m30s"},
                                                                         {"1.5s", "1.5s"},
                                                                         {"250ms", "250ms"},
                                                                         {"1us", "1\xC2\xB5s"},
                                                                         {"0", "0s"},
                                                                         {"-2s", "-2s"},
                                                                         {"2.0005s", "2.0005s"}}));
  INFO(text);
  REQUIRE(ParseDuration(text).ok());
  CHECK(FormatDuration(*ParseDuration(text)) == printed);
  CHECK(*ParseDuration(printed) == *ParseDuration(text));
}

TEST_CASE("what is no duration is refused") {
  const std::string text = GENERATE("", "5", "m", "5x", "1h 2m", "9999999999h");
  INFO(text);
  CHECK_FALSE(ParseDuration(text).ok());
}

TEST_CASE("times are RFC 3339, with offsets and leap years") {
  CHECK(FormatTime(*ParseTime("2024-02-29T23:59:59Z")) == "2024-02-29T23:59:59Z");
  CHECK(FormatTime(*ParseTime("2024-03-01T01:30:00+02:00")) == "2024-02-29T23:30:00Z");
  CHECK(*ParseTime("2024-02-29T23:59:59.5Z") - *ParseTime("2024-02-29T23:59:59Z") ==
        std::chrono::milliseconds(500));
  CHECK_FALSE(ParseTime("2023-02-29T00:00:00Z").ok());
  CHECK(*ParseTime("9999-12-31T23:59:59Z") == WallTime::max());
  CHECK(*ParseTime("0001-01-01T00:00:00Z") == WallTime::min());
  CHECK_FALSE(ParseTime("2023-02-28 00:00:00Z").ok());
  CHECK_FALSE(ParseTime("2023-02-28T00:00:00").ok());
}

TEST_CASE("sizes for people have two digits and a unit") {
  CHECK(HumanBytes(0) == "0 B");
  CHECK(HumanBytes(1536) == "1.50 KiB");
  CHECK(HumanBytes(uint64_t{3} << 30) == "3.00 GiB");
}
