#include "src/api/client.h"

#include <sys/socket.h>

#include <catch2/catch.hpp>

#include "src/base/unix_socket.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

const Key kImagenet{"Dataset", "default", "imagenet"};

TEST_CASE("the client makes, reads, changes and deletes objects") {
  ServerFixture f;
  const Object made = *f.client().Create(DatasetObject("imagenet"));
  CHECK(f.client().Get(kImagenet)->ToJson() == made.ToJson());
  CHECK(f.client()
            .List(made.kind(), {.space = "default", .label_selector = {}, .field_selector = {}})
            ->items.size() == 1);
  CHECK(f.client().UpdateStatus(WithStatus(made, "Bound")).ok());
  CHECK(f.client().UpdateStatus(WithStatus(made, "Failed")).status().code() == Code::kAborted);
  Object changed = made;
  changed.metadata().labels["a"] = "b";
  CHECK(f.client().Update(changed).status().code() == Code::kAborted);
  changed.metadata().version = f.client().Get(kImagenet)->metadata().version;
  CHECK(f.client().Update(changed)->metadata().labels.at("a") == "b");
  CHECK(f.client().Patch(kImagenet, R"({"metadata":{"finalizers":["fluid.io/x"]}})").ok());
  CHECK(f.client().Delete(kImagenet, {.uid = "other", .version = ""}).status().code() == Code::kAborted);
  const std::optional<Object> waiting = *f.client().Delete(kImagenet);
  REQUIRE(waiting.has_value());
  CHECK_FALSE(waiting->metadata().deleted.empty());
  CHECK(f.client().Patch(kImagenet, R"({"metadata":{"finalizers":null}})").ok());
  CHECK(f.client().Get(kImagenet).status().code() == Code::kNotFound);
  CHECK(f.client().Get({"Nonsense", "default", "x"}).status().code() == Code::kInvalidArgument);
}

TEST_CASE("names of any letters arrive as they are") {
  ServerFixture f;
  CHECK(f.client().Get({"Dataset", "a/b", "c?d#e %"}).status().message() ==
        "datasets.data.fluid.io \"c?d#e %\" not found");
}

TEST_CASE("nobody at the socket is unavailable within a second") {
  test::TempDir dir;
  ApiClient client(dir / "fluid.sock");
  const auto begin = std::chrono::steady_clock::now();
  const Status missing = client.Get(kImagenet).status();
  CHECK(missing.code() == Code::kUnavailable);
  CHECK(missing.message().find(dir / "fluid.sock") != std::string::npos);
  {
    const Fd dead = *ListenUnix(dir / "fluid.sock");
  }
  CHECK(client.Get(kImagenet).status().code() == Code::kUnavailable);
  CHECK(client.Watch(*model::FindKind("Dataset"), {}, [](const WatchEvent&) { return true; }).code() ==
        Code::kUnavailable);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));  // its timeout is longer
}

TEST_CASE("nobody in a folder that is not there is unavailable too, however long its name") {
  test::TempDir dir;
  ApiClient client(dir / std::string(120, 'x') + "/fluid.sock");
  CHECK(client.Get(kImagenet).status().code() == Code::kUnavailable);
}

TEST_CASE("a server that is just starting is waited for", "[threads]") {
  test::TempDir dir;
  {
    const Fd dead = *ListenUnix(dir / "fluid.sock");
  }
  const std::unique_ptr<Clock> clock = NewSystemClock();
  const std::unique_ptr<MemoryStore> store = NewMemoryStore(*clock);
  ApiServerOptions options;
  options.socket_path = dir / "fluid.sock";
  std::unique_ptr<ApiServer> server;
  std::thread starter([&] { server = *ApiServer::Start(*store, options); });
  ApiClient client(options.socket_path, std::chrono::seconds(30), {}, std::chrono::seconds(30));
  CHECK(client.Get(kImagenet).status().code() == Code::kNotFound);
  starter.join();
}

TEST_CASE("a stop ends what the client waits for") {
  test::TempDir dir;
  const Fd deaf = *ListenUnix(dir / "fluid.sock");
  std::stop_source stop;
  stop.request_stop();
  ApiClient client(dir / "fluid.sock", std::chrono::seconds(30), stop.get_token());
  CHECK(client.Get(kImagenet).status().code() == Code::kCancelled);
}

TEST_CASE("a server that does not answer is given up") {
  test::TempDir dir;
  const Fd deaf = *ListenUnix(dir / "fluid.sock");
  ApiClient client(dir / "fluid.sock", std::chrono::milliseconds(100));
  CHECK(client.Get(kImagenet).status().code() == Code::kDeadlineExceeded);
}

TEST_CASE("a kept connection that the server closed is replaced") {
  ServerFixture f;
  CHECK(f.client().Get(kImagenet).status().code() == Code::kNotFound);
  f.Restart();
  CHECK(f.client().Get(kImagenet).status().code() == Code::kNotFound);
  CHECK(f.client().Create(DatasetObject("imagenet")).ok());
  f.Restart();
  CHECK(f.client().Create(DatasetObject("coco")).ok());
}

}  // namespace
}  // namespace fluid::api
