// `fluid place`: what it reads, what it refuses, what it prints.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "src/api/json.h"
#include "src/cli/run.h"
#include "src/ranking/input.h"

using namespace fluid::cli;
using namespace fluid::ranking;
using fluid::api::Json;

namespace {

struct Ran {
  int code = -1;
  std::string out, err;
};

Ran Fluid(std::vector<std::string> words, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out, err;
  Console console{in, out, err, false, 0, {}};
  const int code = Run(words, console, LocalVerbs());
  return {code, out.str(), err.str()};
}

const std::string kData = std::string(FLUID_SOURCE_DIR) + "/tests/data/place/";

std::string Read(const std::string& name) {
  std::ifstream file(kData + name);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  const size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

// Of the topology `input`, with the job of the folder.
Ran Place(const std::string& input, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"place", "-t", "-", "-j", kData + "job.yaml"};
  words.insert(words.end(), more.begin(), more.end());
  return Fluid(words, input);
}

}  // namespace

TEST_CASE("the job of the example runs on n17, and the answer says why") {
  const Ran ran = Place(Read("topology.json"), {"-o", "json"});
  REQUIRE(ran.code == 0);
  const Json answer = *Json::Parse(ran.out);
  const std::vector<Json> ranking = answer["ranking"].items();
  REQUIRE(ranking.size() == 2);
  CHECK(ranking[0]["node"].text() == "n17");
  CHECK(ranking[0]["score"].text() == "143.333333");
  CHECK(ranking[0]["levels"]["vision/imagenet"].text() == "node");
  CHECK(ranking[0]["bytes_local"]["vision/labels"].number(0) == int64_t{6} << 30);
  CHECK(ranking[1]["levels"]["vision/imagenet"].text() == "rack");
  int64_t rejected = 0;
  for (const auto& [rule, nodes] : answer["why"]["rejected"].members()) rejected += nodes.number(0);
  CHECK(rejected == 22);
  CHECK(answer["why"]["runner_up"]["node"].text() == "n22");
}

TEST_CASE("what if: the best node gone, bytes elsewhere, less room") {
  const std::string topology = Read("topology.json");
  const auto best = [&](const std::vector<std::string>& changes) {
    std::vector<std::string> words = {"-o", "json"};
    for (const std::string& change : changes) words.push_back("--what-if=" + change);
    const Ran ran = Place(topology, words);
    REQUIRE(ran.code == 0);
    const std::vector<Json> ranking = (*Json::Parse(ran.out))["what_if"]["ranking"].items();
    return ranking.empty() ? "" : ranking[0]["node"].text();
  };
  CHECK(best({"-n17"}) == "n22");
  CHECK(best({"cpu@n17=7"}) == "n22");
  CHECK(best({"labels@n01=12Gi"}) == "n17");
  CHECK(best({"labels@n02=12Gi", "vision/imagenet@n02=150Gi"}) == "n02");
  CHECK(best({"-n17", "-n22"}) == "");
  CHECK(Place(topology, {"--what-if=-n99"}).code == 2);
  CHECK(Place(topology, {"--what-if=disk@n01=3"}).code == 2);
}

TEST_CASE("bad topologies are refused with line, column and path") {
  const std::string topology = Read("topology.json");
  const auto refused = [&](const std::string& what, const std::string& with, const std::string& said) {
    const Ran ran = Place(Replaced(topology, what, with));
    INFO(ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.err.find(said) != std::string::npos);
  };
  refused("\"name\": \"n02\"", "\"name\": \"n01\"", "items[1].metadata.name: found \"n01\" again");
  refused("\"cpu\": \"32\"", "\"cpu\": \"-1\"", "items[0].status.allocatable[cpu]: found \"-1\"");
  refused("\"cpu\": \"32\"", "\"cpu\": \"9e30\"", "items[0].status.allocatable[cpu]: found \"9e30\"");
  refused("\"cpu\": \"32\"", "\"cpu\": \"NaN\"", "items[0].status.allocatable[cpu]: found \"NaN\"");
  refused("\"bytes\": \"140Gi\"", "\"bytes\": \"lots\"", "cache[0].bytes: found \"lots\"");
  refused("\"node\": \"n17\"", "\"node\": \"n99\"", "cache[0].node: found \"n99\"");
  refused("\"tier\": \"SSD\"", "\"tier\": \"TAPE\"", "cache[0].tier: found \"TAPE\"");
  refused("\"size\": \"150Gi\"", "\"size\": \"-150Gi\"", "datasets[0].size: found \"-150Gi\"");
  CHECK(Place("[]").code == 2);
  CHECK(Place("{\"items\": 7}").code == 2);
  CHECK(Place("").code == 2);
}

TEST_CASE("no node: nothing to rank is an error") {
  const Ran ran = Place("{\"kind\": \"List\", \"items\": []}", {"-o", "json"});
  CHECK(ran.code == 2);
  CHECK(ran.err.find("items: found no nodes; allowed a list of nodes") != std::string::npos);
}

TEST_CASE("levels are declared by the caller; cycles and levels nobody knows are refused") {
  const std::string topology = Read("topology.json");
  CHECK(Place(topology, {"--levels=node,rack,zone"}).code == 0);
  CHECK(Place(topology, {"--levels=node=kubernetes.io/hostname:5,half=accelerator:3"}).code == 0);
  const Ran cycle = Place(topology, {"--levels=node<rack,rack<zone,zone<rack"});
  CHECK(cycle.code == 2);
  CHECK(cycle.err.find("rack in zone in rack") != std::string::npos);
  CHECK(Place(topology, {"--levels=row"}).code == 2);
  CHECK(Place(topology, {"--levels=node=kubernetes.io/hostname:9999999999"}).code == 2);
}

TEST_CASE("an openb CSV is a topology") {
  const std::string csv = "sn,cpu_milli,memory_mib,gpu,model\na,4000,1024,0,\nb,96000,786432,8,G2\n";
  const Ran ran = Place(csv, {"-o", "json"});
  REQUIRE(ran.code == 0);
  CHECK((*Json::Parse(ran.out))["why"]["nodes"].number(0) == 2);
  CHECK(Place("sn,cpu_milli,memory_mib,gpu,model\na,-4,1024,0,\n").code == 2);
}

TEST_CASE("quantities of cpu are thousandths") {
  CHECK(*ThousandthsOf("1") == 1000);
  CHECK(*ThousandthsOf("1.5") == 1500);
  CHECK(*ThousandthsOf("250m") == 250);
  CHECK(*ThousandthsOf("2k") == 2'000'000);
  CHECK(*ThousandthsOf("1500000u") == 1500);
  CHECK(!ThousandthsOf("four").ok());
}

TEST_CASE("a job of several pods is placed together") {
  const std::string job =
      Replaced(Read("job.yaml"), "spec:\n  template", "spec:\n  parallelism: 6\n  template");
  const Ran ran = Fluid({"place", "-t", kData + "topology.json", "-j", "-", "-o", "json"}, job);
  REQUIRE(ran.code == 0);
  const Json gang = (*Json::Parse(ran.out))["gang"];
  CHECK(gang["placed"].text() == "true");
  CHECK(gang["shares"].items().size() == 2);
}

TEST_CASE("the order of nodes in the file does not matter, and why not says what is missing") {
  const std::string topology = Read("topology.json");
  CHECK(Place(topology, {"--why-not=n19"}).out.find("n19 is out by taint") != std::string::npos);
  CHECK(Place(topology, {"--why-not=n22"}).out.find("36.6667 points behind") != std::string::npos);
  CHECK(Place(topology, {"--why-not=n99"}).code == 4);
}
