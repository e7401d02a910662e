// Every call completes once: answered, late, called off, or orphaned by a home's death.
#include <sys/socket.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <random>

#include "src/base/unix_socket.h"
#include "src/engine/wire.h"
#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;
using Catch::Matchers::Contains;
using namespace std::chrono_literals;

namespace {

HomeKind AnyKind() { return GENERATE(HomeKind::kInProcess, HomeKind::kSocket); }

EngineSpec SpecThat(const std::string& how, const std::string& function) {
  EngineSpec spec = SpecOf(kSteerable);
  spec.options[how] = function;
  return spec;
}

// A peer that speaks frames by hand.
class Peer {
 public:
  explicit Peer(Fd fd) : fd_(std::move(fd)) {}
  void Send(const Frame& frame) { SendBytes(*EncodeFrame(frame)); }
  void SendBytes(const std::string& bytes) {
    (void)!send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  std::optional<Frame> Receive() {
    const auto header = Bytes(kFrameHeader);
    if (!header) return std::nullopt;
    const auto body = Bytes(*DecodeHeader(*header));
    if (!body) return std::nullopt;
    return *DecodeFrame(*body);
  }

 private:
  std::optional<std::string> Bytes(size_t size) {
    std::string bytes(size, '\0');
    if (recv(fd_.get(), bytes.data(), size, MSG_WAITALL) != static_cast<ssize_t>(size)) return std::nullopt;
    return bytes;
  }
  Fd fd_;
};

}  // namespace

TEST_CASE("a home that hangs is answered for with DEADLINE_EXCEEDED, in time") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecThat("hang", "usage"), 1).ok());
  Awaited<CacheUsage> usage;
  world.engine().Usage("/", {100ms, {}}, usage.done());
  CHECK(usage.Get().status().code() == Code::kDeadlineExceeded);
  CHECK(usage.count() == 1);
}

TEST_CASE("a plugin deaf to its deadline does not delay the caller, and its late answer is not delivered") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecThat("deaf", "usage"), 1).ok());
  Awaited<CacheUsage> usage, other;
  world.engine().Usage("/", {50ms, {}}, usage.done());
  CHECK(usage.Get().status().code() == Code::kDeadlineExceeded);  // not what the plugin says later
  world.engine().Usage("/", {10s, {}}, other.done());             // its answer comes after the late one
  CHECK(other.Get().ok());
  CHECK(usage.count() == 1);
}

TEST_CASE("observing lists a home that does not answer in time as such") {
  World world(AnyKind(), {"n1", "n2"});
  REQUIRE(world.Configure(ConfigOf(SpecThat("hang", "probe"), "n1", 1)).ok());
  REQUIRE(world.Configure(ConfigOf(SpecOf(kSteerable), "n2", 1)).ok());
  Awaited<std::vector<NodeObservation>> seen;
  world.engine().Observe({200ms, {}}, seen.done());
  const auto all = seen.Get();
  REQUIRE(all.ok());
  REQUIRE(all->size() == 2);
  CHECK((*all)[0].node == "n1");
  CHECK((*all)[0].reachable.code() == Code::kDeadlineExceeded);
  CHECK((*all)[1].reachable.ok());
  CHECK((*all)[1].health == Health::kReady);
}

TEST_CASE("a stop token calls a call off, in the plugin too") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  std::stop_source stop;
  AwaitedStatus done;
  EngineSpec spec = SpecThat("hang", "apply");
  spec.generation = 2;
  world.engine().Configure(ConfigOf(spec, "n1", 2), {60s, stop.get_token()}, done.done());
  stop.request_stop();
  CHECK(done.Get().code() == Code::kCancelled);
  CHECK(done.count() == 1);
  // The plugin left apply: the next change gets its turn.
  EngineSpec next = SpecOf(kSteerable, 3);
  CHECK(world.ConfigureAll(next, 3).ok());
}

TEST_CASE("a call whose stop was requested before it is CANCELLED") {
  World world(AnyKind());
  std::stop_source stop;
  stop.request_stop();
  Awaited<CacheUsage> usage;
  world.engine().Usage("/", {60s, stop.get_token()}, usage.done());
  CHECK(usage.Get().status().code() == Code::kCancelled);
}

TEST_CASE("without homes calls are UNAVAILABLE, and observing gives an empty list") {
  World world(AnyKind());
  world.engine().SetHomes({});
  Awaited<CacheUsage> usage;
  world.engine().Usage("/", {}, usage.done());
  CHECK(usage.Get().status().code() == Code::kUnavailable);
  CHECK(world.Configure(ConfigOf(SpecOf(kSteerable), "n1", 1)).code() == Code::kUnavailable);
  Awaited<std::vector<NodeObservation>> seen;
  world.engine().Observe({}, seen.done());
  REQUIRE(seen.Get().ok());
  CHECK(seen.Get()->empty());
}

TEST_CASE("a node taken away ends its calls with UNAVAILABLE") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecThat("hang", "usage"), 1).ok());
  Awaited<CacheUsage> usage;
  world.engine().Usage("/", {60s, {}}, usage.done());
  world.engine().SetHomes({});
  CHECK(usage.Get().status().code() == Code::kUnavailable);
  CHECK(usage.count() == 1);
}

TEST_CASE("destroying an engine completes what is under way with CANCELLED, once") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecThat("hang", "usage"), 1).ok());
  std::vector<Awaited<CacheUsage>> calls(20);
  for (auto& call : calls) world.engine().Usage("/", {60s, {}}, call.done());
  world.owned_engine().reset();
  for (auto& call : calls) {
    REQUIRE(call.count() == 1);
    CHECK(call.Get().status().code() == Code::kCancelled);
  }
}

TEST_CASE("an engine may be destroyed by one of its completions") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecThat("hang", "usage"), 1).ok());
  Awaited<CacheUsage> other;
  AwaitedStatus done;
  world.engine().Usage("/", {60s, {}}, other.done());
  world.engine().QueryJob("absent", {}, [&, complete = done.done()](const Result<JobStatus>& job) {
    world.owned_engine().reset();
    complete(job.status());
  });
  CHECK(done.Get().code() == Code::kNotFound);
  CHECK(other.Get().status().code() == Code::kCancelled);
  CHECK(other.count() == 1);
}

TEST_CASE("a home that goes away and comes back is reached again") {
  World world(HomeKind::kSocket);
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  world.Stop("n1");
  CHECK(world.Observe().reachable.code() == Code::kUnavailable);
  world.Start("n1");
  CHECK(world.Observe().reachable.ok());
}

TEST_CASE("a home of another protocol version is refused with advice") {
  TempDir dir;
  auto listener = ListenUnix(dir / "s");
  REQUIRE(listener.ok());
  EngineFactoryOptions options;
  options.builtin = {fluid_plugin_steerable_v1()};
  const auto factory = NewEngineFactory(options);
  const auto engine = std::move(*factory->Create(SpecOf(kSteerable)));
  engine->SetHomes({{"n1", dir / "s"}});
  Awaited<CacheUsage> usage;
  engine->Usage("/", {}, usage.done());
  int fd = -1;
  REQUIRE(fluid::test::Eventually([&] { return (fd = accept(listener->get(), nullptr, nullptr)) >= 0; }));
  Peer server{Fd(fd)};
  server.Send(HelloFrame{kWireVersion + 1, "fluid-node of tomorrow", {}});
  const Status status = usage.Get().status();
  CHECK(status.code() == Code::kFailedPrecondition);
  CHECK_THAT(std::string(status.message()), Contains("one release"));
}

TEST_CASE("a home that sends rubbish ends the calls under way and hurts nobody") {
  TempDir dir;
  auto listener = ListenUnix(dir / "s");
  REQUIRE(listener.ok());
  EngineFactoryOptions options;
  options.builtin = {fluid_plugin_steerable_v1()};
  const auto factory = NewEngineFactory(options);
  const auto engine = std::move(*factory->Create(SpecOf(kSteerable)));
  engine->SetHomes({{"n1", dir / "s"}});
  for (const std::string& rubbish : {std::string("\xff\xff\xff\xff"), std::string("\x03\0\0\0abc", 7),
                                     std::string("HTTP/1.1 200 OK\r\n"), *EncodeFrame(AnswerFrame{1, {}})}) {
    Awaited<CacheUsage> usage;
    engine->Usage("/", {}, usage.done());
    int fd = -1;
    REQUIRE(fluid::test::Eventually([&] { return (fd = accept(listener->get(), nullptr, nullptr)) >= 0; }));
    Peer server{Fd(fd)};
    server.SendBytes(rubbish);
    CHECK(usage.Get().status().code() == Code::kDataLoss);
    CHECK(usage.count() == 1);
  }
}

TEST_CASE(
    "a server hangs up on a client of another version, or one that sends rubbish, and serves the others") {
  World world(HomeKind::kSocket);
  const std::string socket = world.addresses().at("n1");
  {
    Peer old{std::move(*ConnectUnix(socket))};
    old.Send(HelloFrame{kWireVersion + 1, "fluid of tomorrow", {}});
    const auto hello = old.Receive();
    REQUIRE(hello);
    CHECK(std::get<HelloFrame>(*hello).refused.code() == Code::kFailedPrecondition);
    CHECK_FALSE(old.Receive());
  }
  for (const std::string& rubbish : {std::string("GET / HTTP/1.1\r\n\r\n"), std::string("\x03\0\0\0abc", 7),
                                     *EncodeFrame(CallFrame{1, 1s, ObserveRequest{}})}) {
    Peer bad{std::move(*ConnectUnix(socket))};
    bad.SendBytes(rubbish);
    CHECK_FALSE(bad.Receive());
  }
  CHECK(world.Observe().reachable.ok());
}

TEST_CASE("a home whose plugin ignores its deadlines twice is given up") {
  World world(HomeKind::kSocket);
  TempDir dir;
  std::atomic<int> given_up = 0;
  HomeServerOptions options;
  options.stuck_after = 50ms;
  options.on_stuck = [&] { ++given_up; };
  const auto server = ServeHome(dir / "s", world.home(), options);
  REQUIRE(server.ok());
  world.engine().SetHomes({{"n1", dir / "s"}});
  REQUIRE(world.ConfigureAll(SpecThat("deaf", "usage"), 1).ok());
  const auto late = [&] {
    Awaited<CacheUsage> usage;
    world.engine().Usage("/", {10ms, {}}, usage.done());
    CHECK(usage.Get().status().code() == Code::kDeadlineExceeded);
  };
  late();
  const auto until = std::chrono::steady_clock::now() + 200ms;
  REQUIRE(fluid::test::Eventually([&] {
    world.Observe();
    return std::chrono::steady_clock::now() > until;  // the one call is stuck by now
  }));
  CHECK(given_up == 0);
  late();
  CHECK(fluid::test::Eventually([&] {
    world.Observe();
    return given_up > 0;
  }));
}

TEST_CASE("a home's socket is for its owner only") {
  World world(HomeKind::kSocket);
  struct stat st;
  REQUIRE(stat(world.addresses().at("n1").c_str(), &st) == 0);
  CHECK((st.st_mode & 0777) == 0600);
}

TEST_CASE("a plugin sees one [engine] call at a time, whoever calls", "[threads]") {
  PluginRegistry registry({}, Log());
  REQUIRE(registry.Add(fluid_plugin_steerable_v1()).ok());
  const auto made = Instance::Create(*registry.Find(kSteerable), SpecOf(kSteerable),
                                     {"n1", "/nonexistent", {}}, {}, Call());
  REQUIRE(made.ok());
  Instance& instance = **made;
  std::atomic<int> refused = 0;
  std::thread applies([&] {
    for (uint64_t i = 1; i <= 30; ++i) refused += !instance.Apply(SpecOf(kSteerable, i), {}, Call()).ok();
  });
  for (int i = 0; i < 30; ++i) refused += !instance.StartJob(JobOf(std::to_string(i)), Call()).ok();
  applies.join();
  CHECK(refused == 0);
}

TEST_CASE("calls at random from many threads, with stops, deadlines, changes and deaths, each complete once",
          "[threads]") {
  World world(AnyKind(), {"n1", "n2"});
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  std::vector<Awaited<CacheUsage>> usages(400);
  std::vector<AwaitedStatus> changes(40), jobs(80);
  std::atomic<uint64_t> generation = 2;
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937 random(static_cast<unsigned>(t));
      for (size_t i = 0; i < 100; ++i) {
        std::stop_source stop;
        const Duration timeout = std::chrono::microseconds(random() % 3000);
        world.engine().Usage("/", {timeout, stop.get_token()}, usages[t * 100 + i].done());
        if (random() % 3 == 0) stop.request_stop();
        if (i % 5 == 0) {
          const size_t job = t * 20 + i / 5;
          world.engine().StartJob(JobOf(std::to_string(job)), {5s, {}}, jobs[job].done());
        }
        if (i % 10 == 0) {
          EngineSpec spec = SpecOf(kSteerable, generation++);
          spec.mounts = {MountOf("/a", std::to_string(i))};
          world.engine().Configure(ConfigOf(spec, random() % 2 ? "n1" : "n2", spec.generation), {5s, {}},
                                   changes[t * 10 + i / 10].done());
          (void)ReadWhole(world.data(random() % 2 ? "n1" : "n2"), "/a/uri");
        }
        if (i % 25 == 24) {
          auto some = world.addresses();
          some.erase(random() % 2 ? "n1" : "n2");
          world.engine().SetHomes(some);
          world.engine().SetHomes(world.addresses());
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (auto& usage : usages) CHECK(usage.Get().status().code() != Code::kInternal);
  for (auto& change : changes) CHECK(change.Get().code() != Code::kInternal);
  for (auto& job : jobs) CHECK(job.Get().code() != Code::kInternal);
  world.owned_engine().reset();
  for (auto& usage : usages) REQUIRE(usage.count() == 1);
  for (auto& change : changes) REQUIRE(change.count() == 1);
  for (auto& job : jobs) REQUIRE(job.count() == 1);
}
