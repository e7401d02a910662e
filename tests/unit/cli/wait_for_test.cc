// wait: until objects are what was asked for.
#include <catch2/catch.hpp>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

using Running = CommandFixture::Running;

constexpr const char* kReady =
    R"({"phase":"Bound","fileNum":"12","conditions":[{"type":"Ready","status":"True"}]})";

TEST_CASE("wait returns when a condition, a phase or a value is there", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Running condition(f, "wait dataset/imagenet --for=condition=Ready");
  Running phase(f, "wait dataset imagenet --for=phase=Bound");
  Running value(f, "wait dataset/imagenet --for=jsonpath={.status.fileNum}=12");
  f.SetStatus(kImagenet, kReady);
  CHECK(condition.Wait().out == "dataset.data.fluid.io/imagenet condition met\n");
  CHECK(phase.Wait().code == 0);
  CHECK(value.Wait().code == 0);
  CHECK(f.Fluid("wait dataset/imagenet --for=condition=ready=true --timeout=5s").code == 0);
  CHECK(f.Fluid("wait dataset/imagenet --for=jsonpath={.status.phase} --timeout=5s").code == 0);
}

TEST_CASE("wait that takes too long exits 6, tells every late one, and how they are") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("a") + "---\n" + DatasetYaml("b") + "---\n" + DatasetYaml("c"));
  f.SetStatus({"Dataset", "default", "b"}, kReady);
  const Ran ran = f.Fluid("wait dataset a b c --for=phase=Bound --timeout=50ms");
  CHECK(ran.code == 6);
  CHECK(ran.err.find("dataset.data.fluid.io/a: not phase=Bound within 50ms: phase not yet known") !=
        std::string::npos);
  CHECK(ran.err.find("dataset.data.fluid.io/c: ") != std::string::npos);
  CHECK(f.Fluid("wait dataset b --for=condition=Ready=False --timeout=10ms").code == 6);
}

TEST_CASE("wait for the end returns when the object is gone, or was never there", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Running waiting(f, "wait dataset/imagenet --for=delete");
  f.Fluid("delete dataset imagenet");
  const Ran waited = waiting.Wait();  // it says nothing of what was gone when it began
  CHECK(waited.code == 0);
  CHECK((waited.out.empty() || waited.out == "dataset.data.fluid.io/imagenet deleted\n"));
  const Ran gone = f.Fluid("wait dataset/imagenet --for=delete");
  CHECK(gone.code == 0);
  CHECK(gone.out.empty());  // as kubectl
  CHECK(f.Fluid("wait dataset/imagenet --for=phase=Bound").code == 4);
  CHECK(f.Fluid("wait datasets --all --for=delete").code == 0);
}

TEST_CASE("wait takes all of a kind, or those with a label") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("a") + "---\n" + DatasetYaml("b"));
  Object object = f.Stored({"Dataset", "default", "a"});
  object.metadata().labels["team"] = "vision";
  REQUIRE(f.store().Update(object).ok());
  f.SetStatus({"Dataset", "default", "a"}, kReady);
  CHECK(f.Fluid("wait datasets -l team=vision --for=phase=Bound --timeout=5s").code == 0);
  CHECK(f.Fluid("wait datasets --all --for=phase=Bound --timeout=20ms").code == 6);
  CHECK(f.Fluid("wait datasets -l team=none --for=phase=Bound").code == 4);
  CHECK(f.Fluid("wait datasets --for=phase=Bound").code == 2);
}

TEST_CASE("wait says what may be waited for, and Ctrl-C ends the waiting only", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  for (const char* wish : {"Ready", "condition", "phase=", "jsonpath={.a", "state=x"}) {
    CAPTURE(wish);
    const Ran ran = f.Fluid(std::string("wait dataset/imagenet --for=") + wish);
    CHECK(ran.code == 2);
    CHECK(ran.err.find("allowed") != std::string::npos);
  }
  CHECK(f.Fluid("wait dataset/imagenet").code == 2);
  Running waiting(f, "wait dataset/imagenet --for=phase=Bound");
  waiting.Interrupt();
  const Ran ran = waiting.Wait();
  CHECK(ran.code == 130);
  CHECK(f.Has(kImagenet));
}

}  // namespace
}  // namespace fluid::cli
