// logs: what is asked of the server, and how following ends.
#include <fmt/format.h>

#include <atomic>
#include <catch2/catch.hpp>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

// A log of numbered lines: a question after N gives line N + 1.
struct Lines {
  explicit Lines(CommandFixture& f, int last) {
    f.hooks.look = [this, last](const api::Route& route, std::string_view) -> Result<api::HttpResponse> {
      asked = fmt::format("{} tail={} since={} of={}", route.key().ToString(), route.Query("tailLines"),
                          route.Query("sinceSeconds"), route.Query("container"));
      const std::string after = route.Query("after");
      const int next = after.empty() ? 1 : std::stoi(after) + 1;
      if (next > last) return NotFound("it has ended");
      api::HttpResponse response;
      response.headers.Add("Fluid-Log-Next", std::to_string(next));
      response.body = fmt::format("line {}\n", next);
      told = next;
      return response;
    };
  }
  std::string asked;
  std::atomic<int> told = 0;
};

TEST_CASE("logs asks for what was said, and prints what comes") {
  CommandFixture f;
  Lines lines(f, 9);
  CHECK(f.Fluid("logs imagenet").out == "line 1\n");
  CHECK(lines.asked == "dataset/imagenet tail= since= of=");
  CHECK(f.Fluid("logs dataload/warm --tail 5 --since 90s -c home").code == 0);
  CHECK(lines.asked == "dataload/warm tail=5 since=90 of=home");
  CHECK(f.Fluid("logs").code == 2);
  CHECK(f.Fluid("logs imagenet --tail -1").code == 2);
  CHECK(f.Fluid("logs nothing/x").code == 2);
}

TEST_CASE("logs of what is not there exits 4, and following ends well when it ends", "[threads]") {
  CommandFixture f;
  CHECK(f.Fluid("logs imagenet").code == 4);
  Lines lines(f, 3);
  const Ran ran = f.Fluid("logs imagenet -f");
  CHECK(ran.code == 0);
  CHECK(ran.out == "line 1\nline 2\nline 3\n");
}

TEST_CASE("Ctrl-C ends the following and says that the processes go on", "[threads]") {
  CommandFixture f;
  Lines lines(f, 1 << 20);
  CommandFixture::Running following(f, "logs imagenet -f");
  REQUIRE(test::Eventually([&] { return lines.told >= 2; }));
  following.Interrupt();
  const Ran ran = following.Wait();
  CHECK(ran.code == 130);
  CHECK(ran.err == "fluid: the watch has ended; the processes go on\n");
}

}  // namespace
}  // namespace fluid::cli
