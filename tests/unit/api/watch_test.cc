// Watches over the socket: nothing lost, nothing doubled, and clear ends.
#include <poll.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <thread>

#include "src/api/json.h"
#include "src/api/watch_stream.h"
#include "src/base/unix_socket.h"
#include "src/model/generated/dataset.h"
#include "src/model/resource.h"
#include "src/store/sqlite_store.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

const KindInfo& Datasets() { return *model::FindKind("Dataset"); }

// Reads the events of a watch until `count` of them came, as "ADDED name", and keeps where to resume.
struct Events {
  std::vector<std::string> told;
  std::string version;
  Status end;
};

std::string Word(WatchEventType type) {
  switch (type) {
    case WatchEventType::kAdded:
      return "ADDED";
    case WatchEventType::kModified:
      return "MODIFIED";
    case WatchEventType::kDeleted:
      return "DELETED";
    case WatchEventType::kBookmark:
      return "BOOKMARK";
    default:
      return "GONE";
  }
}

Events Read(ServerFixture& f, WatchOptions options, size_t count, bool bookmarks = false) {
  Events events;
  options.timeout = std::chrono::seconds(20);
  events.end = f.client().Watch(Datasets(), options, [&](const WatchEvent& event) {
    const bool named = event.type != WatchEventType::kBookmark && event.type != WatchEventType::kGone;
    if (named || bookmarks || event.type == WatchEventType::kGone) {
      events.told.push_back(Word(event.type) + (named ? " " + event.object.metadata().name : ""));
    }
    if (!event.version.empty()) events.version = event.version;
    return events.told.size() < count;
  });
  return events;
}

Object Make(ServerFixture& f, const std::string& name, const std::string& team = "") {
  Object object = DatasetObject(name);
  if (!team.empty()) object.metadata().labels["team"] = team;
  const Result<Object> made = f.store().Create(object);
  if (!made.ok()) throw std::runtime_error(made.status().ToString());
  return *made;
}

void Label(ServerFixture& f, const std::string& name, const std::string& team) {
  Object object = *f.store().Get({"Dataset", "default", name});
  object.metadata().labels["team"] = team;
  if (!f.store().Update(object).ok()) throw std::runtime_error("update");
}

TEST_CASE("a watch without a version tells what is there, then what changes") {
  ServerFixture f;
  Make(f, "a");
  Make(f, "b");
  CHECK(Read(f, {}, 3, true).told == std::vector<std::string>{"ADDED a", "ADDED b", "BOOKMARK"});
}

TEST_CASE("a watch resumes after any event without losing or doubling one") {
  ServerFixture f;
  std::string version = f.client().List(Datasets())->version;
  Make(f, "a");
  Label(f, "a", "x");
  Make(f, "b");
  CHECK(f.store().Delete({"Dataset", "default", "a"}).ok());
  Make(f, "c");
  const std::vector<std::string> all = {"ADDED a", "MODIFIED a", "ADDED b", "DELETED a", "ADDED c"};
  std::vector<std::string> told;
  for (size_t i = 0; i < all.size(); ++i) {  // one event a connection, each resumed where the last one ended
    const Events events = Read(f, {.which = {}, .version = version}, 1);
    REQUIRE(events.told.size() == 1);
    told.push_back(events.told[0]);
    version = events.version;
  }
  CHECK(told == all);
}

TEST_CASE("a watch goes on over a restart of the server") {
  ServerFixture f;
  const std::string version = f.client().List(Datasets())->version;
  Make(f, "a");
  const Events first = Read(f, {.which = {}, .version = version}, 1);
  Make(f, "b");
  f.Restart();
  CHECK(Read(f, {.which = {}, .version = first.version}, 1).told == std::vector<std::string>{"ADDED b"});
}

TEST_CASE("changes made during a watch arrive", "[threads]") {
  ServerFixture f;
  const std::string version = f.client().List(Datasets())->version;
  std::thread writer([&] {
    for (int i = 0; i < 50; ++i) Make(f, "d" + std::to_string(i));
  });
  const Events events = Read(f, {.which = {}, .version = version}, 50);
  writer.join();
  std::vector<std::string> wanted;
  for (int i = 0; i < 50; ++i) wanted.push_back("ADDED d" + std::to_string(i));
  CHECK(events.told == wanted);
}

TEST_CASE("a version that is too old is answered with gone") {
  ServerFixture f({}, {.pumped = false, .history = 5});
  Make(f, "a");
  const std::string old = f.client().List(Datasets())->version;
  for (int i = 0; i < 10; ++i) Make(f, "d" + std::to_string(i));
  const Events events = Read(f, {.which = {}, .version = old}, 10);
  CHECK(events.told == std::vector<std::string>{"GONE"});
  CHECK(events.end.ok());

  const std::string raw = f.Raw("GET /apis/data.fluid.io/v1alpha1/datasets?watch=1&resourceVersion=" + old +
                                " HTTP/1.1\r\nConnection: close\r\n\r\n");
  CHECK(raw.find("\"type\":\"ERROR\"") != std::string::npos);
  CHECK(raw.find("\"code\":410") != std::string::npos);
  CHECK(raw.find("\"reason\":\"Expired\"") != std::string::npos);
}

TEST_CASE("a store that drops its watches ends them with gone") {
  ServerFixture f;
  Make(f, "a");
  std::vector<std::string> told;
  const Status end = f.client().Watch(Datasets(), {}, [&](const WatchEvent& event) {
    told.push_back(Word(event.type));
    if (event.type == WatchEventType::kBookmark) f.store().DropWatches();
    return true;
  });
  CHECK(end.ok());
  CHECK(told == std::vector<std::string>{"ADDED", "BOOKMARK", "GONE"});
}

TEST_CASE("a selection by label tells what enters and leaves it") {
  ServerFixture f;
  Make(f, "in", "vision");
  Make(f, "out", "speech");
  const std::string version = f.client().List(Datasets())->version;
  Label(f, "out", "vision");   // enters
  Label(f, "in", "speech");    // leaves
  Make(f, "third", "speech");  // never in
  Label(f, "out", "other");    // leaves
  Make(f, "last", "vision");
  WatchOptions options{.which = {.space = {}, .label_selector = "team=vision", .field_selector = {}},
                       .version = version};
  const Events events = Read(f, options, 4);
  // "out" may have been known to the client that resumes, so that it is told as a change.
  CHECK(events.told == std::vector<std::string>{"MODIFIED out", "DELETED in", "DELETED out", "ADDED last"});

  options.version.clear();
  CHECK(Read(f, options, 1).told == std::vector<std::string>{"ADDED last"});
}

TEST_CASE("a selection by name tells of one object only") {
  ServerFixture f;
  Make(f, "a");
  Make(f, "b");
  WatchOptions options;
  options.which = {.space = "default", .label_selector = {}, .field_selector = "metadata.name=b"};
  CHECK(Read(f, options, 2, true).told == std::vector<std::string>{"ADDED b", "BOOKMARK"});
}

// The server's end of a connection whose client hears all, and notes on which thread it was said.
class Wire final : public Stream {
 public:
  Result<size_t> Read(char*, size_t, MonoTime) override { return size_t{0}; }
  Status Write(std::string_view bytes, MonoTime) override { return Say(bytes), Ok(); }
  size_t WriteNow(std::string_view bytes) override {
    const std::string_view taken = bytes.substr(0, room);
    Say(taken);
    return taken.size();
  }
  Result<bool> WaitReadable(const Bell* other, MonoTime) override {
    resting.Ring();
    pollfd fds[2] = {{other->fd(), POLLIN, 0}, {end.fd(), POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents != 0) return Cancelled("the test is over");
    return false;
  }

  void AwaitRest() {
    if (!resting.WaitRung(std::chrono::seconds(20))) throw std::runtime_error("the connection never rests");
    resting.Clear();
  }
  std::string heard() {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  std::thread::id last_speaker() {
    const std::lock_guard lock(mutex_);
    return speaker_;
  }
  std::atomic<size_t> room = std::string::npos;  // for what is said without waiting
  Bell resting, end;

 private:
  void Say(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    heard_ += bytes;
    speaker_ = std::this_thread::get_id();
  }
  std::mutex mutex_;
  std::string heard_;
  std::thread::id speaker_;
};

// A watch of datasets through a Wire, on a store that tells on its writers' threads.
class QuietWatch {
 public:
  QuietWatch() { wire_->AwaitRest(); }
  ~QuietWatch() { wire_->end.Ring(); }

  Wire& wire() { return *wire_; }
  void Create(const std::string& name) {
    const Status made = store_->Create(DatasetObject(name)).status();
    if (!made.ok()) throw std::runtime_error(made.ToString());
  }

 private:
  std::unique_ptr<WatchStream> Open() {
    HttpRequest request;
    request.method = "GET";
    request.target = "/apis/data.fluid.io/v1alpha1/datasets?watch=1&resourceVersion=" +
                     store_->List({"Dataset", ""})->version;
    return *WatchStream::Open(*store_, *ParseRoute(request.target), request);
  }

  test::TempDir dir_;
  std::unique_ptr<Clock> clock_ = NewSystemClock();
  std::unique_ptr<Store> store_ = *OpenSqliteStore(dir_ / "store.db", *clock_);
  std::unique_ptr<WatchStream> watch_ = Open();
  Wire* wire_ = new Wire;  // the connection's
  HttpConnection connection_{std::unique_ptr<Stream>(wire_), HttpLimits{}};
  std::jthread serving_{
      [this] { watch_->Serve(connection_, std::chrono::seconds(20), std::chrono::hours(1)); }};
};

TEST_CASE("while its connection rests, a watch's client is told by the writer", "[threads]") {
  QuietWatch watch;
  for (const char* name : {"a", "b", "c"}) {
    watch.Create(name);
    CHECK(watch.wire().last_speaker() == std::this_thread::get_id());
    CHECK(watch.wire().heard().find(std::string("\"name\":\"") + name + '"') != std::string::npos);
  }
  CHECK_FALSE(watch.wire().resting.rung());  // its thread has slept all the while
}

TEST_CASE("what a client can't take of an event comes before the next one", "[threads]") {
  QuietWatch watch;
  watch.wire().room = 10;
  for (const char* name : {"a", "b"}) {
    watch.Create(name);
    watch.wire().AwaitRest();
    CHECK(watch.wire().last_speaker() != std::this_thread::get_id());
  }
  const std::string heard = watch.wire().heard();
  size_t at = heard.find("\r\n\r\n") + 4;
  for (const char* name : {"a", "b"}) {
    const size_t size = std::stoul(heard.substr(at), nullptr, 16);
    at = heard.find("\r\n", at) + 2;
    const Result<Json> event = Json::Parse(heard.substr(at, size));
    REQUIRE(event.ok());
    CHECK(event->at(".object.metadata.name").text() == name);
    at += size + 2;
  }
  CHECK(at == heard.size());
}

TEST_CASE("a watch ends in time, and its connection serves on") {
  ServerFixture f;
  const std::string version = f.client().List(Datasets())->version;
  const std::string answers =
      f.Raw("GET /apis/data.fluid.io/v1alpha1/datasets?watch=1&timeoutSeconds=1&resourceVersion=" + version +
                " HTTP/1.1\r\n\r\n",
            std::chrono::milliseconds(1500));
  CHECK(answers.find("\r\n0\r\n\r\n") != std::string::npos);
  WatchOptions options{.which = {}, .version = version, .timeout = std::chrono::seconds(1)};
  CHECK(f.client().Watch(Datasets(), options, [](const WatchEvent&) { return true; }).ok());
}

TEST_CASE("a stop ends a client's watch and the end of the server does", "[threads]") {
  ServerFixture f;
  std::stop_source stop;
  Status end = f.client().Watch(
      Datasets(), {},
      [&](const WatchEvent&) {
        stop.request_stop();
        return true;
      },
      stop.get_token());
  CHECK(end.code() == Code::kCancelled);

  std::thread stopper;
  end = f.client().Watch(Datasets(), {}, [&](const WatchEvent&) {
    stopper = std::thread([&] { f.Stop(); });
    return true;
  });
  stopper.join();
  CHECK(end.ok());
}

TEST_CASE("a reader that does not read is given up, and the server ends all the same") {
  ApiServerOptions options;
  options.write_timeout = std::chrono::milliseconds(200);
  ServerFixture f(std::move(options));
  const std::string padding(64 << 10, 'x');
  for (int i = 0; i < 40; ++i) {
    Object object = DatasetObject("d" + std::to_string(i));
    object.metadata().annotations["padding"] = padding;
    REQUIRE(f.store().Create(object).ok());
  }
  const Fd deaf = *ConnectUnix(f.socket_path());
  const std::string request = "GET /apis/data.fluid.io/v1alpha1/datasets?watch=1 HTTP/1.1\r\n\r\n";
  REQUIRE(write(deaf.get(), request.data(), request.size()) == static_cast<ssize_t>(request.size()));
  CHECK(f.Call("GET", "/healthz").status == 200);
  const auto begin = std::chrono::steady_clock::now();
  f.Stop();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

}  // namespace
}  // namespace fluid::api
