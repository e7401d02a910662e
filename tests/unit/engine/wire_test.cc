// Messages as bytes: whole, and of the other side's making.
#include <catch2/catch.hpp>

#include "src/engine/node_config.h"
#include "src/engine/wire.h"
#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;
using Catch::Matchers::Contains;

namespace {

NodeConfig FullConfig() {
  EngineSpec spec = SpecOf("io.fluid.thin", 3);
  spec.version = "1";
  MountSpec mount = MountOf("/a b", "http://h/\xff\xfe?x=1");
  mount.shared = mount.read_only = mount.draining = true;
  mount.options = {{"k", std::string("v\0w", 3)}};
  mount.secrets = {{"http.password", "default/s/p"}};
  spec.mounts = {mount};
  PartSpec part;
  part.name = "worker";
  part.image = "img";
  part.replicas = 2;
  part.disabled = true;
  part.options = {{"x", "y"}};
  part.tiers = {{"SSD", "/t", 5, 0.9, 0.1}};
  part.argv = {"a", "", "b\nc"};
  spec.parts = {part};
  spec.options = {{"o", "p"}};
  spec.secrets = {{"s", "default/s/s"}};
  NodeConfig config = ConfigOf(spec, "n1", 12);
  config.tiers = part.tiers;
  config.mounts = {{"id", "/mnt/x", "/sub", {{"metadata.ttl", "5s"}}}};
  config.force_unmount = true;
  config.forced_mounts = {"left"};
  return config;
}

template <class T>
T Travel(const T& frame) {
  const auto bytes = EncodeFrame(frame);
  REQUIRE(bytes.ok());
  const auto size = DecodeHeader(bytes->substr(0, kFrameHeader));
  REQUIRE(size.ok());
  REQUIRE(*size + kFrameHeader == bytes->size());
  auto back = DecodeFrame(std::string_view(*bytes).substr(kFrameHeader));
  REQUIRE(back.ok());
  REQUIRE(std::holds_alternative<T>(*back));
  return std::get<T>(*back);
}

}  // namespace

TEST_CASE("a node config survives its bytes, and equal configs give equal bytes") {
  const NodeConfig config = FullConfig();
  const std::string bytes = EncodeNodeConfig(config);
  const auto back = DecodeNodeConfig(bytes);
  REQUIRE(back.ok());
  CHECK(*back == config);
  CHECK(EncodeNodeConfig(*back) == bytes);
  CHECK(*DecodeNodeConfig(EncodeNodeConfig({})) == NodeConfig());
}

TEST_CASE("a node config of a newer format is refused with advice") {
  const Status status = DecodeNodeConfig("fluid-node-config 2\nxyz").status();
  CHECK(status.code() == Code::kFailedPrecondition);
  CHECK_THAT(std::string(status.message()), Contains("format 2") && Contains("run a fluid-node as new"));
}

TEST_CASE("bytes that are no node config are told so") {
  for (const char* bytes : {"", "x", "fluid-node-config ", "fluid-node-config 1", "fluid-node-config x\n",
                            "fluid-node-config 0\n", "fluid-node-config 1\n\xff\xff\xff"}) {
    CHECK(DecodeNodeConfig(bytes).status().code() == Code::kDataLoss);
  }
}

TEST_CASE("every request and answer survives the wire") {
  CHECK(std::get<ConfigureRequest>(Travel(CallFrame{1, {}, ConfigureRequest{FullConfig()}}).request).config ==
        FullConfig());
  CHECK(std::get<UsageRequest>(Travel(CallFrame{2, {}, UsageRequest{"/a\xff"}}).request).path == "/a\xff");
  const JobSpec job{"j", JobKind::kFree, {"/a", "/b"}, true, true, 4, 99, {{"o", "p"}}};
  const CallFrame start = Travel(CallFrame{3, std::chrono::seconds(7), StartJobRequest{job}});
  CHECK(start.id == 3);
  CHECK(start.timeout == std::chrono::seconds(7));
  CHECK(std::get<StartJobRequest>(start.request).job == job);
  const CallFrame list = Travel(CallFrame{3, {}, ListCacheRequest{"/a\xff", "b"}});
  CHECK(std::get<ListCacheRequest>(list.request).path == "/a\xff");
  CHECK(std::get<ListCacheRequest>(list.request).after == "b");
  CHECK(std::get<QueryJobRequest>(Travel(CallFrame{4, {}, QueryJobRequest{"q"}}).request).id == "q");
  CHECK(std::get<CancelJobRequest>(Travel(CallFrame{5, {}, CancelJobRequest{"c"}}).request).id == "c");
  CHECK(std::get<ForgetJobRequest>(Travel(CallFrame{6, {}, ForgetJobRequest{"f"}}).request).id == "f");
  CHECK(std::get<TeardownRequest>(Travel(CallFrame{7, {}, TeardownRequest{true}}).request).force);
  CHECK_FALSE(std::get<TeardownRequest>(Travel(CallFrame{7, {}, TeardownRequest{false}}).request).force);
  CHECK(std::holds_alternative<ObserveRequest>(Travel(CallFrame{8, {}, ObserveRequest{}}).request));
  CHECK(std::holds_alternative<ShutdownRequest>(Travel(CallFrame{9, {}, ShutdownRequest{}}).request));
  CHECK(Travel(CancelFrame{77}).id == 77);
  const EngineEvent event{EngineEvent::Kind::kJob, "op-1"};
  CHECK(Travel(EventFrame{event}).event == event);
  CHECK(Travel(HelloFrame{kWireVersion, "fluid", {}, true}).events);

  NodeObservation seen;
  seen.node = "n1";
  seen.health = Health::kDegraded;
  seen.reasons = {"r1", "r2"};
  seen.config_generation = 5;
  seen.spec_generation = 6;
  seen.sources = {{"/a", "u", MountReport::State::kFailed, 3, 4, Unavailable("503").WithErrno(111)}};
  seen.mounts = {{"id", "/mnt", true, "m", {1, 2}}};
  const AnswerFrame observed = Travel(AnswerFrame{10, {Ok(), seen}});
  const auto& back = std::get<NodeObservation>(observed.response.value);
  CHECK(back.health == Health::kDegraded);
  CHECK(back.reasons == seen.reasons);
  CHECK(back.config_generation == 5);
  CHECK(back.spec_generation == 6);
  REQUIRE(back.sources.size() == 1);
  CHECK(back.sources[0].state == MountReport::State::kFailed);
  CHECK(back.sources[0].open_files == 4);
  CHECK(back.sources[0].why.error_number() == 111);
  REQUIRE(back.mounts.size() == 1);
  CHECK(back.mounts[0].users == std::vector<int>{1, 2});

  CacheUsage usage;
  usage.cached_bytes = 0;
  usage.hits = 5;
  const AnswerFrame used = Travel(AnswerFrame{11, {Ok(), usage}});
  CHECK(std::get<CacheUsage>(used.response.value).cached_bytes == std::optional<uint64_t>(0));
  CHECK_FALSE(std::get<CacheUsage>(used.response.value).capacity_bytes);

  const CacheListing listing{{{"a\xff", false, 9, 4, 1}, {"b", true, 0, 7, -1}}, "b"};
  CHECK(std::get<CacheListing>(Travel(AnswerFrame{11, {Ok(), listing}}).response.value) == listing);

  JobStatus status;
  status.id = "j";
  status.phase = JobPhase::kFailed;
  status.result = DataLoss("bad bytes");
  status.bytes_done = 9;
  const AnswerFrame job_answer = Travel(AnswerFrame{12, {Ok(), status}});
  CHECK(std::get<JobStatus>(job_answer.response.value).result.code() == Code::kDataLoss);
  CHECK(std::get<JobStatus>(job_answer.response.value).bytes_done == std::optional<uint64_t>(9));

  const Status bad = InvalidArgument("x");
  const AnswerFrame refused =
      Travel(AnswerFrame{13, {Status(Code::kInvalidArgument, "two", {{"f", 1, 2, "p", "a", "b", "c"}}), {}}});
  REQUIRE(refused.response.status.problems().size() == 1);
  CHECK(refused.response.status.problems()[0].ToString() ==
        "f:1:2: p: found a; allowed b; did you mean \"c\"?");
}

TEST_CASE("hostile frames are told as DATA_LOSS") {
  CHECK(DecodeHeader("\xff\xff\xff\xff").status().code() == Code::kDataLoss);
  CHECK(DecodeFrame("").status().code() == Code::kDataLoss);
  CHECK(DecodeFrame("\x12\xff\xff\xff\xff\x0f").status().code() == Code::kDataLoss);
  const auto good = EncodeFrame(CallFrame{1, {}, ConfigureRequest{FullConfig()}});
  REQUIRE(good.ok());
  for (size_t at = kFrameHeader; at < good->size(); ++at) {
    std::string bent = good->substr(kFrameHeader);
    bent[at - kFrameHeader] = static_cast<char>(bent[at - kFrameHeader] ^ 0x55);
    (void)DecodeFrame(bent);  // whatever it says, it comes back
    (void)DecodeFrame(std::string_view(bent).substr(0, at - kFrameHeader));
  }
}

TEST_CASE("a message over the limit is refused by its sender") {
  CHECK(EncodeFrame(CallFrame{1, {}, UsageRequest{std::string(kMaxFrame + 1, 'x')}}).status().code() ==
        Code::kResourceExhausted);
}
