#include "src/base/log.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

using namespace fluid;

TEST_CASE("a log without a sink drops, one with a sink gets what is loud enough") {
  Log().Error("nobody hears {}", 1);
  std::vector<std::string> lines;
  const Log log(LogLevel::kInfo, [&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  log.Debug("no");
  log.Warning("yes {}", 2);
  CHECK(lines == std::vector<std::string>{"yes 2"});
}

TEST_CASE("a secret is masked in every line, by every copy of the log") {
  std::vector<std::string> lines;
  const Log log(LogLevel::kDebug, [&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  const Log copy = log;
  copy.Mask("hunter22");
  log.Info("user=x password=hunter22 again=hunter22");
  CHECK(lines[0] == "user=x password=<redacted> again=<redacted>");
}

TEST_CASE("secrets become known while others write: none is ever seen", "[threads][D24]") {
  std::vector<std::string> lines;
  const Log log(LogLevel::kInfo, [&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([log, thread] {
        for (int i = 0; i < 200; ++i) {
          const std::string secret = "canary-" + std::to_string(thread) + "-" + std::to_string(i);
          log.Mask(secret + ".");
          log.Info("password={}.", secret);
        }
      });
    }
  }
  CHECK(lines.size() == 800);
  for (const std::string& line : lines) CHECK(line == "password=<redacted>");
}
