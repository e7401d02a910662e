// Completion: what is offered at each place of a command line.
#include "src/cli/completion.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "src/cli/commands.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

// Knows a few objects, and remembers what it was asked.
struct Offered {
  explicit Offered(const std::vector<std::string>& words) {
    found = Complete(commands.program(), words, [this](const KindInfo& kind) -> std::vector<std::string> {
      asked += std::string(kind.name) + " in " + commands.invocation().common.space + ";";
      if (kind.name == "Dataset") return {"coco", "imagenet"};
      if (kind.name == "DataLoad") return {"warm"};
      if (kind.name == "Namespace") return {"default", "ml"};
      return {};
    });
    for (const auto& [word, meaning] : found.words) offered.push_back(word);
  }
  bool Has(const std::string& word) const {
    return std::find(offered.begin(), offered.end(), word) != offered.end();
  }

  Commands commands;
  Suggestions found;
  std::vector<std::string> offered;
  std::string asked;
};

using Words = std::vector<std::string>;

TEST_CASE("commands are offered, and those below them, but none for programs only") {
  CHECK(Offered({"des"}).offered == Words{"describe"});
  CHECK(Offered({""}).Has("apply"));
  CHECK_FALSE(Offered({""}).Has("complete"));
  CHECK(Offered({"plugin", ""}).offered == Words{"list"});
  CHECK(Offered({"-n", "ml", "des"}).offered == Words{"describe"});
}

TEST_CASE("options of the command are offered, short ones too when asked") {
  CHECK(Offered({"get", "--all"}).offered == Words{"--all-namespaces"});
  CHECK(Offered({"get", "-"}).Has("-A"));
  CHECK_FALSE(Offered({"get", "--"}).Has("-A"));
  CHECK_FALSE(Offered({"mount", "--"}).Has("--until"));
}

TEST_CASE("values of options are offered, in one word with them or in the next") {
  CHECK(Offered({"get", "-o", ""}).offered ==
        Words{"wide", "yaml", "json", "name",
              "jsonpath=", "jsonpath-file=", "jsonpath-as-json=", "custom-columns=", "custom-columns-file="});
  CHECK(Offered({"get", "--output=ya"}).offered == Words{"--output=yaml"});
  CHECK(Offered({"get", "-n", "m"}).offered == Words{"ml"});
  CHECK(Offered({"apply", "-f", ""}).found.files);
  CHECK(Offered({"--state-dir", ""}).found.folders);
  CHECK(Offered({"completion", ""}).offered == Words{"bash", "zsh", "fish"});
}

TEST_CASE("kinds and names of objects are offered, in the namespace that was given") {
  CHECK(Offered({"get", "dataset", ""}).offered == Words{"coco", "imagenet"});
  CHECK(Offered({"get", "dataset/i"}).offered == Words{"dataset/imagenet"});
  CHECK(Offered({"get", "datase"}).offered == Words{"dataset"});
  CHECK(Offered({"get", "dataset", "coco", "i"}).offered == Words{"imagenet"});
  CHECK(Offered({"mount", ""}).offered == Words{"coco", "imagenet"});
  CHECK(Offered({"mount", "coco", ""}).found.folders);
  CHECK(Offered({"mount", "coco", ""}).offered.empty());
  CHECK(Offered({"cancel", ""}).offered == Words{"dataload/warm"});
  CHECK(Offered({"load", "-n", "ml", ""}).asked == "Dataset in ml;");
}

TEST_CASE("fields are offered to explain") {
  CHECK(Offered({"explain", "dataset.spec.mounts.enc"}).offered ==
        Words{"dataset.spec.mounts.encryptOptions"});
  CHECK(Offered({"explain", "datase"}).offered == Words{"dataset"});
  CHECK(Offered({"explain", "nothing."}).offered.empty());
}

TEST_CASE("complete prints a line for each word, and names when a server is there") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const std::string ask = "complete -- --state-dir " + f.state_dir() + " ";
  CHECK(f.Fluid(ask + "get dataset i").out == "imagenet\n");
  CHECK(f.Fluid(ask + "desc").out == "describe\tTell everything about an object\n");
  CHECK(f.Fluid(ask + "apply -f x").out == ":files\n");
  const Ran nobody = f.Fluid("complete -- --state-dir /nowhere get dataset i");
  CHECK(nobody.code == 0);
  CHECK(nobody.out.empty());
  CHECK(nobody.err.empty());
  for (const char* shell : {"bash", "zsh", "fish"})
    CHECK(f.Fluid(std::string("completion ") + shell).out.find("complete -- ") != std::string::npos);
  CHECK(f.Fluid("completion csh").code == 2);
}

}  // namespace
}  // namespace fluid::cli
