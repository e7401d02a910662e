// events: what happened, in order.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

struct Happening {
  std::string name, time, type = "Normal", about = "imagenet", space = "default";
  int count = 1;
};

void Record(CommandFixture& f, const Happening& h) {
  const auto event = Object::FromJson(fmt::format(
      R"({{"apiVersion":"v1","kind":"Event","metadata":{{"name":"{0}","namespace":"{1}"}},"type":"{2}",)"
      R"("reason":"R-{0}","message":"m\n{0}","count":{3},"lastTimestamp":"{4}",)"
      R"("involvedObject":{{"kind":"Dataset","namespace":"{1}","name":"{5}"}}}})",
      h.name, h.space, h.type, h.count, h.time, h.about));
  REQUIRE(event.ok());
  REQUIRE(f.store().Create(*event).ok());
}

std::vector<std::string> Reasons(const std::string& out) {
  std::vector<std::string> reasons;
  for (size_t at = out.find("R-"); at != std::string::npos; at = out.find("R-", at + 1))
    reasons.push_back(out.substr(at, out.find(' ', at) - at));
  return reasons;
}

TEST_CASE("events are in the order of time, with their counts") {
  CommandFixture f;
  Record(f, {.name = "late", .time = "2026-01-03T00:00:00Z", .count = 7});
  Record(f, {.name = "early", .time = "2026-01-01T00:00:00Z"});
  Record(f, {.name = "middle", .time = "2026-01-02T00:00:00Z", .type = "Warning", .about = "coco"});
  Record(f, {.name = "other", .time = "2026-01-02T00:00:00Z", .space = "ml"});
  const Ran ran = f.Fluid("events");
  CHECK(ran.code == 0);
  CHECK(Reasons(ran.out) == std::vector<std::string>{"R-early", "R-middle", "R-late"});
  CHECK(ran.out.find("R-late     dataset/imagenet   7       m late\n") != std::string::npos);
  CHECK(Reasons(f.Fluid("events -A").out).size() == 4);
  CHECK(Reasons(f.Fluid("events --types=Warning").out) == std::vector<std::string>{"R-middle"});
  CHECK(Reasons(f.Fluid("events dataset/coco").out) == std::vector<std::string>{"R-middle"});
  CHECK(Reasons(f.Fluid("events dataset imagenet").out) == std::vector<std::string>{"R-early", "R-late"});
  CHECK(Reasons(f.Fluid("events --for dataset/coco").out) == std::vector<std::string>{"R-middle"});
  CHECK(f.Fluid("events dataset/coco --for dataset/coco").code == 2);
  CHECK(f.Fluid("events --for dataset/coco --no-headers").out.find("LAST SEEN") == std::string::npos);
  CHECK(f.Fluid("events --types=Bad").code == 2);
  CHECK(f.Fluid("events -n empty").err == "No events found.\n");
  const auto json = api::Json::Parse(f.Fluid("events -o json").out);
  REQUIRE(json.ok());
  CHECK(json->at(".items").items().size() == 3);
}

TEST_CASE("warnings have a colour on a terminal") {
  CommandFixture f;
  Record(f, {.name = "a", .time = "2026-01-01T00:00:00Z", .type = "Warning"});
  CHECK(f.Fluid("events").out.find('\x1b') == std::string::npos);
  CHECK(f.Fluid("events", "", true).out.find("\x1b[33mWarning\x1b[0m") != std::string::npos);
}

TEST_CASE("watched events are told as they happen, each once, until Ctrl-C", "[threads]") {
  CommandFixture f;
  Record(f, {.name = "first", .time = "2026-01-01T00:00:00Z"});
  CommandFixture::Running watching(f, "events -w --timeout=700ms");
  f.store().DropWatches();
  Record(f, {.name = "second", .time = "2026-01-02T00:00:00Z"});
  f.store().DropWatches();
  const Ran ran = watching.Wait();
  CHECK(ran.code == 0);
  CHECK(Reasons(ran.out) == std::vector<std::string>{"R-first", "R-second"});
  CommandFixture::Running again(f, "events -w");
  again.Interrupt();
  const Ran interrupted = again.Wait();
  CHECK(interrupted.code == 130);
  CHECK(interrupted.err == "fluid: the watch has ended; the work goes on\n");
}

}  // namespace
}  // namespace fluid::cli
