// The verbs that wait: for a phase, for the end, for a mount, for a load.
#include <unistd.h>

#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

using Running = CommandFixture::Running;

// Makes deletion wait until Release.
void Hold(CommandFixture& f, const Key& key) {
  Object object = f.Stored(key);
  object.metadata().finalizers = {"run.fluid.io/x"};
  REQUIRE(f.store().Update(object).ok());
}

void Release(CommandFixture& f, const Key& key) {
  REQUIRE(test::Eventually([&] {
    Object object = f.Stored(key);
    object.metadata().finalizers.clear();
    return f.store().Update(object).ok();
  }));
}

bool Deleting(CommandFixture& f, const Key& key) {
  return test::Eventually([&] { return !f.Stored(key).metadata().deleted.empty(); });
}

size_t Rows(const std::string& out, const std::string& word) {
  size_t count = 0;
  for (size_t at = out.find(word); at != std::string::npos; at = out.find(word, at + 1)) ++count;
  return count;
}

TEST_CASE("get --until returns when the phase is reached and shows the way there with -w", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(kImagenet, R"({"phase":"NotBound"})");
  Running watching(f, "get dataset imagenet -w --until=Bound --timeout=20s");
  Running waiting(f, "get dataset/imagenet --until=Bound -o name");
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  const Ran watched = watching.Wait();
  CHECK(watched.code == 0);
  CHECK(Rows(watched.out, "NAME") == 1);
  CHECK(Rows(watched.out, " Bound") == 1);
  CHECK(waiting.Wait().out == "dataset.data.fluid.io/imagenet\n");
}

TEST_CASE("get --until that takes too long exits 6 and says how it is instead") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(
      kImagenet,
      R"({"phase":"NotBound","conditions":[{"type":"Ready","status":"False","reason":"SourceUnavailable",)"
      R"("message":"GET http://127.0.0.1:1/: connection refused"}]})");
  const Ran ran = f.Fluid("get dataset imagenet --until=Bound --timeout=100ms");
  CHECK(ran.code == 6);
  CHECK(ran.err ==
        "fluid: dataset/imagenet did not become Bound within 100ms: phase NotBound; Ready is False, "
        "SourceUnavailable: GET "
        "http://127.0.0.1:1/: connection refused\n");
  CHECK(f.Fluid("get dataset coco --until=Bound --timeout=5s").code == 4);
  CHECK(f.Fluid("get datasets --until=Bound").code == 2);
}

TEST_CASE("get --until of an operation that failed does not wait") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.Fluid("load imagenet --no-wait --name warm");
  f.SetStatus({"DataLoad", "default", "warm"}, R"({"phase":"Failed"})");
  CHECK(f.Fluid("get dataload warm --until=Complete").code == 1);
  CHECK(f.Fluid("get dataload warm --until=Failed").code == 0);
}

TEST_CASE("a watch shows each change, and Ctrl-C ends the watch only", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("a"));
  Running watching(f, "get datasets -w --timeout=30s");
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(kImagenet, R"({"phase":"NotBound"})");
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  Running until(f, "get dataset a --until=Bound");
  f.Fluid("delete dataset a");
  CHECK(until.Wait().code == 4);
  watching.Interrupt();
  const Ran ran = watching.Wait();
  CHECK(ran.code == 130);
  CHECK(ran.err == "fluid: the watch has ended; the work goes on\n");
  CHECK(f.Has(kImagenet));
}

TEST_CASE("a watch that lasts as long as was asked is fine") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("a"));
  const Ran ran = f.Fluid("get datasets -w --timeout=50ms");
  CHECK(ran.code == 0);
  CHECK(Rows(ran.out, "\na ") == 1);
}

TEST_CASE("a watch goes on when the store lost its place", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Running waiting(f, "get dataset imagenet --until=Bound --timeout=20s");
  for (int i = 0; i < 3; ++i) f.store().DropWatches();
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  CHECK(waiting.Wait().code == 0);
}

TEST_CASE("delete returns when the object is gone, and tells who holds it", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Hold(f, kImagenet);
  Running deleting(f, "delete dataset imagenet");
  REQUIRE(Deleting(f, kImagenet));
  Running again(f, "delete dataset imagenet");
  f.SetStatus(kImagenet,
              R"({"conditions":[{"type":"InUse","status":"True","message":"open in processes 42"}]})");
  Release(f, kImagenet);
  const Ran ran = deleting.Wait();
  CHECK(ran.code == 0);
  CHECK(ran.out == "dataset.data.fluid.io \"imagenet\" deleted\n");
  const int code = again.Wait().code;
  CHECK((code == 0 || code == 4));  // it may have come after the end
}

TEST_CASE("delete --timeout exits 6, Ctrl-C leaves the deletion going") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Hold(f, kImagenet);
  f.SetStatus(kImagenet,
              R"({"conditions":[{"type":"InUse","status":"True","message":"open in processes 42"}]})");
  const Ran ran = f.Fluid("delete dataset imagenet --timeout=100ms");
  CHECK(ran.code == 6);
  CHECK(ran.err.find("waiting: open in processes 42\n") != std::string::npos);
  CHECK(ran.err.find("dataset.data.fluid.io/imagenet is still there after 100ms: ") != std::string::npos);
  Running deleting(f, "delete dataset imagenet");
  deleting.Interrupt();
  const Ran interrupted = deleting.Wait();
  CHECK(interrupted.code == 130);
  Release(f, kImagenet);
  CHECK_FALSE(f.Has(kImagenet));
}

TEST_CASE("delete of an object that was made anew meanwhile leaves the new one", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Hold(f, kImagenet);
  Running deleting(f, "delete dataset imagenet");
  REQUIRE(Deleting(f, kImagenet));
  f.store().HoldEvents();  // the watch hears of neither, and finds the new one when it lists again
  Release(f, kImagenet);
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.store().DropWatches();
  f.store().ReleaseEvents();
  CHECK(deleting.Wait().code == 0);
  CHECK(f.Has(kImagenet));
}

TEST_CASE("--force and --grace are written on the object before it is deleted") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Hold(f, kImagenet);
  f.Fluid("delete dataset imagenet --no-wait --force --grace 90s");
  const auto annotations = f.Stored(kImagenet).metadata().annotations;
  CHECK(annotations.at("run.fluid.io/force") == "true");
  CHECK(annotations.at("run.fluid.io/grace") == "1m30s");
}

TEST_CASE("mount returns when it is mounted, and the same mount again is the same", "[threads]") {
  CommandFixture f;
  CHECK(f.Fluid("mount imagenet /mnt/x").code == 4);
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Running mounting(f, "mount imagenet /mnt/x/ --root /train --option metadata.ttl=5s");
  const Object attachment = f.Appears("Attachment");
  const api::Json json = *api::Json::Parse(attachment.ToJson());
  CHECK(json.at(".spec.dataset.name").text() == "imagenet");
  CHECK(json.at(".spec.target").text() == "/mnt/x");
  CHECK(json.at(".spec.root").text() == "/train");
  CHECK(json.at(".spec.options").json() == R"({"metadata.ttl":"5s"})");
  f.SetStatus(attachment.key(), R"({"phase":"Mounted"})");
  const Ran ran = mounting.Wait();
  CHECK(ran.code == 0);
  CHECK(ran.out == "dataset imagenet mounted at /mnt/x\n");
  CHECK(f.Fluid("mount imagenet /mnt/x --root /train --option metadata.ttl=5s").code == 0);
  CHECK(f.Fluid("mount imagenet /mnt/x --root /val").code == 5);
  CHECK(f.Fluid("get attachments").out.find("/mnt/x") != std::string::npos);
}

TEST_CASE("mount makes relative folders absolute and tells why it can't", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Running mounting(f, "mount imagenet some/../dir");
  const Object attachment = f.Appears("Attachment");
  const std::string target = api::Json::Parse(attachment.ToJson())->at(".spec.target").text();
  CHECK(target[0] == '/');
  CHECK(target.substr(target.size() - 4) == "/dir");
  f.SetStatus(attachment.key(),
              R"({"phase":"Failed","conditions":[{"type":"Ready","status":"False","reason":"MountFailed",)"
              R"("message":"is no folder"}]})");
  const Ran ran = mounting.Wait();
  CHECK(ran.code == 1);
  CHECK(ran.err.find("can't be mounted: phase Failed; Ready is False, MountFailed: is no folder") !=
        std::string::npos);
  CHECK(f.Fluid("mount imagenet /mnt/y --timeout 100ms").code == 6);
}

constexpr const char* kBadSpec =
    R"({"phase":"NotBound","conditions":[{"type":"Ready","status":"False","reason":"InvalidSpec",)"
    R"("message":"tier 0 has no path"}]})";

TEST_CASE("mount tells why the dataset does not serve, and gives up at once on what only a change cures",
          "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(kImagenet, R"({"phase":"NotBound","conditions":[{"type":"Ready","status":"False",)"
                         R"("reason":"SourceUnavailable","message":"it answered 503"}]})");
  Ran ran = f.Fluid("mount imagenet /mnt/y --timeout 100ms");
  CHECK(ran.code == 6);
  CHECK(ran.err.find(
            "Ready is False, SourceUnavailable: it answered 503. What is wrong: fluid doctor imagenet") !=
        std::string::npos);
  f.SetStatus(kImagenet, kBadSpec);
  ran = f.Fluid("mount imagenet /mnt/z");
  CHECK(ran.code == 1);
  CHECK(ran.err.find("/mnt/z can't be mounted: dataset imagenet is not Bound: ") != std::string::npos);
  CHECK(ran.err.find("InvalidSpec: tier 0 has no path") != std::string::npos);
  CHECK(f.Fluid("get attachments").out.find("/mnt/z") == std::string::npos);
}

TEST_CASE("mount refuses no folder, and the state folder") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  for (const std::string& dir : {f.state_dir(), f.state_dir() + "/x", f.state_dir() + "/a/../x/y"}) {
    const Ran ran = f.Fluid("mount imagenet " + dir);
    CHECK(ran.code == 2);
    CHECK(ran.err.find("lies in the state folder") != std::string::npos);
  }
}

TEST_CASE("a link to where another dataset is mounted is that place", "[threads]") {
  CommandFixture f;
  const test::TempDir dir;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "---\n" + DatasetYaml("coco"));
  REQUIRE(symlink(".", (dir / "here").c_str()) == 0);
  REQUIRE(symlink("here/place", (dir / "link").c_str()) == 0);
  Running mounting(f, "mount imagenet " + (dir / "place"));
  f.SetStatus(f.Appears("Attachment").key(), R"({"phase":"Mounted"})");
  CHECK(mounting.Wait().code == 0);
  const Ran ran = f.Fluid("mount coco " + (dir / "link") + " --timeout 100ms");
  CHECK(ran.code == 5);
  CHECK(ran.err.find("the mount of dataset imagenet") != std::string::npos);
  CHECK(f.Fluid("unmount " + (dir / "link")).code == 0);
}

TEST_CASE("unmount takes the folder or the attachment's name and returns when it is gone", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  CHECK(f.Fluid("unmount /mnt/x").code == 4);
  const auto mount = [&] {
    Running mounting(f, "mount imagenet /mnt/x");
    const Object attachment = f.Appears("Attachment");
    f.SetStatus(attachment.key(), R"({"phase":"Mounted"})");
    mounting.Wait();
    return attachment;
  };
  Object attachment = mount();
  Hold(f, attachment.key());
  Running unmounting(f, "unmount /mnt/x/ --force");
  REQUIRE(Deleting(f, attachment.key()));
  CHECK(f.Stored(attachment.key()).metadata().annotations.at("run.fluid.io/force") == "true");
  Release(f, attachment.key());
  Ran ran = unmounting.Wait();
  CHECK(ran.code == 0);
  CHECK(ran.out == "/mnt/x unmounted\n");
  attachment = mount();
  CHECK(f.Fluid("unmount " + attachment.metadata().name).code == 0);
  CHECK_FALSE(f.Has(attachment.key()));
}

TEST_CASE("load shows how far it is, from memory, until it has ended", "[threads]") {
  CommandFixture f;
  std::atomic<bool> asked = false;
  f.hooks.progress = [&](const Key&) -> Result<api::OperationProgress> {
    asked = true;
    api::OperationProgress progress;
    progress.phase = "Executing";
    progress.bytes_done = 512 << 20;
    progress.bytes_total = 1024 << 20;
    progress.files_done = 1;
    progress.files_total = 2;
    return progress;
  };
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const Key warm{"DataLoad", "default", "warm"};
  Running loading(f, "load imagenet --name warm");
  f.Appears("DataLoad");
  f.SetStatus(warm, R"({"phase":"Executing"})");
  REQUIRE(test::Eventually([&] { return asked.load(); }));
  f.SetStatus(
      warm,
      R"({"phase":"Complete","infos":{"bytesDone":"1073741824","bytesTotal":"1073741824","filesDone":"2"}})");
  const Ran ran = loading.Wait();
  CHECK(ran.code == 0);
  CHECK(ran.err.find("512.00 MiB of 1.00 GiB  1 of 2 files") != std::string::npos);
  CHECK(ran.err.find('\r') == std::string::npos);
  CHECK(ran.out.substr(0, 61) == "dataload.data.fluid.io/warm complete: 1.00 GiB in 2 files, 0.");
}

// Slow: it waits as long as a person would without options.
TEST_CASE("a load and a verification that nobody takes end by themselves after twenty seconds",
          "[slow][threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Running load(f, "load imagenet"), verify(f, "cache verify imagenet");
  for (const Ran& ran : {load.Wait(), verify.Wait()}) {
    CHECK(ran.code == 6);
    CHECK(ran.err.find("it has no status after 20") != std::string::npos);
  }
}

TEST_CASE("load that fails exits 1, Ctrl-C leaves it going", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const Key warm{"DataLoad", "default", "warm"};
  Running loading(f, "load imagenet --name warm");
  f.Appears("DataLoad");
  loading.Interrupt();
  Ran ran = loading.Wait();
  CHECK(ran.code == 130);
  CHECK(ran.err.find("goes on. To end it: fluid cancel dataload/warm") != std::string::npos);
  CHECK(f.Fluid("load imagenet --name warm").code == 5);
  ran = f.Fluid("load imagenet --timeout 100ms");
  CHECK(ran.code == 6);
  CHECK(ran.err.find("no controller has taken dataload.data.fluid.io/imagenet-load-") != std::string::npos);
  CHECK(ran.err.find("To remove it: fluid delete dataload/imagenet-load-") != std::string::npos);
  ran = f.Fluid("cache verify imagenet --timeout 100ms");
  CHECK(ran.code == 6);
  CHECK(ran.err.find("it has no status after") != std::string::npos);

  f.SetStatus(
      warm,
      R"({"phase":"Failed","conditions":[{"type":"Failed","status":"True","reason":"SourceUnavailable"}]})");
  Running failing(f, "load imagenet --name second");
  const Key second{"DataLoad", "default", "second"};
  REQUIRE(test::Eventually([&] { return f.Has(second); }));
  f.SetStatus(second, R"({"phase":"Failed"})");
  ran = failing.Wait();
  CHECK(ran.code == 1);
  CHECK(ran.err.find("failed: phase Failed") != std::string::npos);
}

TEST_CASE("cancel marks the operation and returns when it has ended", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  CHECK(f.Fluid("cancel warm").code == 4);
  f.Fluid("load imagenet --no-wait --name warm");
  const Key warm{"DataLoad", "default", "warm"};
  Running cancelling(f, "cancel dataload/warm");
  REQUIRE(test::Eventually(
      [&] { return f.Stored(warm).metadata().annotations.contains("run.fluid.io/cancel"); }));
  CHECK(f.Stored(warm).metadata().annotations.at("run.fluid.io/cancel") == "true");
  f.SetStatus(warm, R"({"phase":"Failed"})");
  const Ran ran = cancelling.Wait();
  CHECK(ran.code == 0);
  CHECK(ran.out == "dataload.data.fluid.io/warm cancelled\n");
  CHECK(f.Fluid("cancel warm").code == 5);
  CHECK(f.Fluid("cancel dataset/imagenet").code == 2);
}

}  // namespace
}  // namespace fluid::cli
