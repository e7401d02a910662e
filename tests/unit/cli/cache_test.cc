// cache and top: what is asked of the server and how it is printed.
#include <catch2/catch.hpp>

#include "src/api/cache_report.h"
#include "src/api/json.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

// A folder of two pages, and one below it; DELETE frees 7 bytes.
void Hold(CommandFixture& f) {
  f.hooks.look = [](const api::Route& route, std::string_view method) -> Result<api::HttpResponse> {
    if (route.name != "imagenet") return NotFound("there is no such dataset");
    if (method == "DELETE") return api::JsonResponse(200, R"({"freedBytes":7})");
    api::CacheReport report;
    report.cached_bytes = 50;
    report.total_bytes = 200;
    report.hit_bytes = 30;
    report.miss_bytes = 10;
    report.open_files = 4;
    if (route.Query("path") == "/") {
      if (route.Query("continue").empty()) {
        report.entries = {{"a b.bin", false, 100, 50, 0}};
        report.next = "a b.bin";
      } else {
        report.entries = {{"sub", true, 0, 60, -1}};
      }
    }
    if (route.Query("path") == "/sub") report.entries = {{"c", false, 0, 0, -1}, {"\xFF", false, 60, 60, 1}};
    return api::JsonResponse(200, report.ToJson());
  };
}

TEST_CASE("cache ls prints every page, folders as folders, and files of all folders when asked") {
  CommandFixture f;
  Hold(f);
  CHECK(f.Fluid("cache ls imagenet").out ==
        "SIZE    CACHED   %     TIER   PATH\n"
        "100 B   50 B     50    0      /a b.bin\n"
        "        60 B                  /sub/\n");
  const std::string all = f.Fluid("cache ls imagenet / -R").out;
  CHECK(all.find("0 B     0 B      100          /sub/c\n") != std::string::npos);
  CHECK(all.find("60 B    60 B     100   1      /sub/\xFF\n") != std::string::npos);
  CHECK(all.find("/sub/\n") == std::string::npos);
  CHECK(f.Fluid("cache ls imagenet sub --cached").out.find("/sub/c\n") == std::string::npos);
  const auto json = api::Json::Parse(f.Fluid("cache ls imagenet -o json").out);
  REQUIRE(json.ok());
  CHECK(json->items().size() == 2);
  CHECK(f.Fluid("cache ls absent").code == 4);
  CHECK(f.Fluid("cache ls thinruntime/x").code == 2);
  CHECK(f.Fluid("cache").code == 2);
}

TEST_CASE("cache free says how much, or how much it would be") {
  CommandFixture f;
  Hold(f);
  CHECK(f.Fluid("cache free imagenet sub/").out == "7 B of /sub in dataset imagenet freed\n");
  CHECK(f.Fluid("cache free imagenet --dry-run").out ==
        "110 B of / in dataset imagenet would be freed (dry run)\n");
}

TEST_CASE("cache verify is a load that verifies") {
  CommandFixture f;
  Hold(f);
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  CommandFixture::Running verifying(f, "cache verify imagenet /sub");
  const Object load = f.Appears("DataLoad");
  CHECK(load.metadata().name.starts_with("imagenet-verify-"));
  CHECK(load.ToJson().find(R"("options":{"verify":"true"})") != std::string::npos);
  CHECK(load.ToJson().find(R"("path":"/sub")") != std::string::npos);
  f.SetStatus(load.key(), R"({"phase":"Complete","infos":{"bytesDone":"60","filesDone":"1"}})");
  const Ran ran = verifying.Wait();
  CHECK(ran.code == 0);
  CHECK(ran.out.find(" verified: 60 B in 1 files") != std::string::npos);
}

TEST_CASE("a path that is not in the dataset is not found by ls, free and verify in the same words") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.hooks.look = [](const api::Route&, std::string_view) -> Result<api::HttpResponse> {
    return NotFound("no such path");
  };
  for (const char* words : {"cache ls imagenet /nope", "cache free imagenet nope",
                            "cache verify imagenet /nope", "cache free imagenet /nope --dry-run"}) {
    CAPTURE(words);
    const Ran ran = f.Fluid(words);
    CHECK(ran.code == 4);
    CHECK(ran.err == "fluid: /nope: not in dataset imagenet\n");
  }
  CHECK(f.Fluid("cache ls coco /nope").err.find("\"coco\" not found") != std::string::npos);
}

TEST_CASE("top prints one table where there is no terminal, and redraws where there is", "[threads]") {
  CommandFixture f;
  Hold(f);
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  const Ran once = f.Fluid("top --interval 10ms");
  CHECK(once.code == 0);
  CHECK(once.out ==
        "DATASET    PHASE   CACHED   SIZE    CACHED %   HIT %   FROM CACHE   FROM SOURCE   OPEN FILES   "
        "MOUNTS\n"
        "imagenet   Bound   50 B     200 B   25.0%      75.0%   0 B/s        0 B/s         4            0\n");
  CHECK(f.Fluid("top --once --interval 10ms", "", true).out.find('\x1b') == std::string::npos);
  f.Fluid("load imagenet --no-wait --name warm");
  CHECK(f.Fluid("top --interval 10ms").out.find("\ndataload/warm   Pending\n") != std::string::npos);
}

}  // namespace
}  // namespace fluid::cli
