// The Run object of a command.
#include "src/cli/run_record.h"

#include <catch2/catch.hpp>

#include "src/base/strings.h"
#include "src/model/resource.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

TEST_CASE("what may be a secret in a command is not told") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"ls -l /data", "ls -l /data"},
      {"train --token abc --epochs 3", "train --token <redacted> --epochs 3"},
      {"train --db-password=abc", "train --db-password=<redacted>"},
      {"env AWS_SECRET_ACCESS_KEY=abc A=b aws", "env AWS_SECRET_ACCESS_KEY=<redacted> A=b aws"},
      {"curl https://me:abc@host/x@y http://host/", "curl https://<redacted>@host/x@y http://host/"},
      {"prog --password --verbose", "prog --password --verbose"},
      {"prog {demo}/tokens", "prog {demo}/tokens"},
  };
  for (const auto& [command, told] : cases) {
    std::vector<std::string> words;
    for (const std::string_view word : Split(command, ' ')) words.emplace_back(word);
    CHECK(Join(Tellable(words), " ") == told);
    CHECK(Tellable({"sh", "-c", command}) == std::vector<std::string>{"sh", "-c", told});
  }
}

TEST_CASE("a run tells its phase and exit code, and goes") {
  CommandFixture f;
  api::ApiClient client(f.state_dir() + "/fluid.sock");
  model::RunDataset dataset;
  dataset.name = "imagenet";
  RunRecord record("default", {"train", "--token=abc"}, {dataset});
  const auto now = [&] { return model::Get<model::Run>(f.Stored(f.Appears("Run").key())); };
  REQUIRE(record.Create(client).ok());
  CHECK(now().status.phase == "Pending");
  CHECK(now().spec.command == std::vector<std::string>{"train", "--token=<redacted>"});
  CHECK(now().spec.datasets.at(0).name == "imagenet");
  REQUIRE(record.Started(client).ok());
  CHECK(now().status.phase == "Running");
  CHECK(now().status.start_time != "");
  CHECK(now().status.node != "");
  REQUIRE(record.Ended(client, 3).ok());
  CHECK(now().status.phase == "Failed");
  CHECK(now().status.exit_code == 3);
  REQUIRE(record.Ended(client, 0).ok());
  CHECK(now().status.phase == "Complete");
  REQUIRE(record.Failed(client, "no such program").ok());
  CHECK(now().status.conditions.at(0).message == "no such program");
  REQUIRE(record.Remove(client).ok());
  CHECK((*f.store().List({"Run", ""})).items.empty());
  CHECK(record.Ended(client, 0).ok());  // there is nothing to tell any more
}

TEST_CASE("a run that somebody deleted is not missed") {
  CommandFixture f;
  api::ApiClient client(f.state_dir() + "/fluid.sock");
  RunRecord record("default", {"train"}, {});
  REQUIRE(record.Create(client).ok());
  REQUIRE(f.store().Delete(f.Appears("Run").key()).ok());
  CHECK(record.Ended(client, 0).ok());
  CHECK(record.name().empty());
  CHECK(record.Remove(client).ok());
}

}  // namespace
}  // namespace fluid::cli
