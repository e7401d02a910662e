// place: its exit codes, and why no node can.
#include <catch2/catch.hpp>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Two nodes of 4 CPUs, and a pod that asks for `cpu` of them and for a node of the zone `zone`.
std::string Asked(CommandFixture& f, const std::string& cpu, const std::string& zone) {
  std::string nodes = "apiVersion: v1\nkind: NodeList\nitems:\n";
  for (const char* name : {"a", "b"}) {
    nodes += std::string("- metadata: {name: ") + name + ", labels: {zone: near}}\n" +
             "  status: {allocatable: {cpu: \"4\"}}\n";
  }
  const std::string topology = f.Write("nodes.yaml", nodes);
  const std::string job = f.Write(
      "job.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  nodeSelector: {zone: " + zone +
                      "}\n  containers: [{name: c, resources: {requests: {cpu: \"" + cpu + "\"}}}]\n");
  return "place -t " + topology + " -j " + job;
}

TEST_CASE("place tells which rule keeps every node out, and which ones together") {
  CommandFixture f(CommandFixture::Server::kNone);
  const std::string much = f.Fluid(Asked(f, "9", "near")).out;
  CAPTURE(much);
  CHECK(Has(much, "no node can: no node has enough cpu; closest is a, without "));
  CHECK(Has(f.Fluid(Asked(f, "1", "far")).out, "no node can: no node meets node-selector; closest is "));
}

TEST_CASE("place exits 2 for levels that can't be, and 1 for a drawing that can't be written") {
  CommandFixture f(CommandFixture::Server::kNone);
  const std::string words = Asked(f, "1", "near");
  CHECK(f.Fluid(words).code == 0);
  CHECK(f.Fluid(words + " --levels a=k,b=k").code == 2);
  CHECK(f.Fluid(words + " --levels a=k<b,b=k<a").code == 2);
  const Ran ran = f.Fluid(words + " --svg " + f.state_dir() + "/none/x.svg");
  CHECK(ran.code == 1);
  CHECK(ran.err == "fluid: writing " + f.state_dir() + "/none/x.svg: No such file or directory\n");
}

}  // namespace
}  // namespace fluid::cli
