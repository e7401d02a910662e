#include "src/api/json.h"

#include <catch2/catch.hpp>

namespace fluid::api {
namespace {

TEST_CASE("JSON is read by path and missing places read as missing") {
  const Json json =
      *Json::Parse(R"({"a":{"b":[1,"x",null,true]},"c.d":"dotted","n":null,"big":9007199254740993})");
  CHECK(json.at(".a.b").items().size() == 4);
  CHECK(json.at(".a.b").items()[1].text() == "x");
  CHECK(json.at(".a.b").items()[2].missing());
  CHECK(json.at(".a.b").items()[3].text() == "true");
  CHECK(json["c.d"].text() == "dotted");
  CHECK(json["n"].missing());
  CHECK(json.at(".a.x.y.z").missing());
  CHECK(json.at(".a.x.y.z").text().empty());
  CHECK(json["big"].text() == "9007199254740993");
  CHECK(json.at("").json() ==
        R"({"a":{"b":[1,"x",null,true]},"big":9007199254740993,"c.d":"dotted","n":null})");
  CHECK(json["big"].number(0) == 9007199254740993);
  CHECK(json["c.d"].number(7) == 7);
}

TEST_CASE("broken, too deep and badly encoded JSON is refused") {
  CHECK(Json::Parse("{\"a\":").status().code() == Code::kInvalidArgument);
  CHECK(Json::Parse(R"({"a":1,"a":2})").status().code() == Code::kInvalidArgument);
  CHECK(Json::Parse("{} {}").status().code() == Code::kInvalidArgument);
  CHECK(Json::Parse("\"\xff\"").status().code() == Code::kInvalidArgument);
  CHECK(Json::Parse(std::string(100, '[') + std::string(100, ']')).ok());
  CHECK(Json::Parse(std::string(101, '[') + std::string(101, ']')).status().code() == Code::kInvalidArgument);
  CHECK(Json::Parse(std::string(1 << 20, '[')).status().code() == Code::kInvalidArgument);
  CHECK(Json::Parse("\"" + std::string(1000, '[') + "\"").ok());
}

TEST_CASE("quoted text is JSON whatever the bytes") {
  CHECK(Quoted("a\"b\\c\n\t\x01") == R"("a\"b\\c\n\t\u0001")");
  CHECK(Quoted("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80") == "\"\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\"");
  CHECK(Quoted("x\xff\xC3") == "\"x\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(Quoted("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");  // half of a surrogate pair
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  CHECK(Json::Parse(Quoted(all)).ok());
}

TEST_CASE("a merge patch does what each example of RFC 7386 says") {
  const auto patched = [](const char* target, const char* patch) { return *MergePatch(target, patch); };
  CHECK(patched(R"({"a":"b"})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(patched(R"({"a":"b"})", R"({"b":"c"})") == R"({"a":"b","b":"c"})");
  CHECK(patched(R"({"a":"b"})", R"({"a":null})") == "{}");
  CHECK(patched(R"({"a":"b","b":"c"})", R"({"a":null})") == R"({"b":"c"})");
  CHECK(patched(R"({"a":["b"]})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(patched(R"({"a":"c"})", R"({"a":["b"]})") == R"({"a":["b"]})");
  CHECK(patched(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})") == R"({"a":{"b":"d"}})");
  CHECK(patched(R"({"a":[{"b":"c"}]})", R"({"a":[1]})") == R"({"a":[1]})");
  CHECK(patched(R"({"e":null})", R"({"a":1})") == R"({"a":1,"e":null})");
  CHECK(patched(R"([1,2])", R"({"a":"b","c":null})") == R"({"a":"b"})");
  CHECK(patched("{}", R"({"a":{"bb":{"ccc":null}}})") == R"({"a":{"bb":{}}})");
  CHECK(MergePatch("{}", "[1]").status().code() == Code::kInvalidArgument);
  CHECK(MergePatch("{}", "nope").status().code() == Code::kInvalidArgument);
}

TEST_CASE("numbers pass a merge patch unchanged") {
  CHECK(*MergePatch(R"({"n":9223372036854775807,"u":-9223372036854775808,"x":1.50})", "{}") ==
        R"({"n":9223372036854775807,"u":-9223372036854775808,"x":1.50})");
}

}  // namespace
}  // namespace fluid::api
