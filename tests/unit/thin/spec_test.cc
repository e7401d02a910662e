// What the client says about a spec, and of itself.
#include <catch2/catch.hpp>
#include <cstring>

#include "tests/support/support.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

std::map<std::string, std::string> Problems(std::vector<TrialMount> mounts) {
  const TrialSpec spec(1, std::move(mounts));
  TrialCall call;
  const fluid_status status = TrialHost::plugin().validate(spec.get(), call.get());
  CHECK(FLUID_CODE(status) == (call.details.empty() ? FLUID_OK : FLUID_INVALID_ARGUMENT));
  return {call.details.begin(), call.details.end()};
}

TrialMount With(std::map<std::string, std::string> options, std::map<std::string, std::string> secrets = {}) {
  TrialMount mount{"/", "http://host/"};
  mount.options = std::move(options), mount.secrets = std::move(secrets);
  return mount;
}

}  // namespace

TEST_CASE("good specs have no problems") {
  CHECK(Problems({}).empty());
  CHECK(Problems({{"/", "http://host:8080/a/b%20c/"}}).empty());
  CHECK(Problems({{"/a", "file:///dir"}, {"/b", "local:///a dir/100%"}, {"/c", "https://h/x.bin"}}).empty());
  CHECK(Problems({With({{"metadata.ttl", "5m"}, {"http.stall.timeout", "500ms"}},
                       {{"http.user", "u"}, {"http.password", "p"}})})
            .empty());
}

TEST_CASE("all problems of a spec come at once, each with its field") {
  auto problems = Problems({{"/", "s3://bucket/"},
                            {"x", "http://u:p@host/"},
                            {"/", "http://host/a?b"},
                            {"/d", "file://host/dir"},
                            {"/e", "nonsense"},
                            {"/f/../g", "http://host/%zz"}});
  CHECK(problems["mounts[0].uri"].find("s3") != std::string::npos);
  CHECK(problems["mounts[1].uri"].find("encryptOptions") != std::string::npos);
  CHECK(problems.count("mounts[1].path") == 1);
  CHECK(problems["mounts[2].uri"].find("query") != std::string::npos);
  CHECK(problems["mounts[2].path"].find("another mount") != std::string::npos);
  CHECK(problems.count("mounts[3].uri") == 1);
  CHECK(problems.count("mounts[4].uri") == 1);
  CHECK(problems.count("mounts[5].uri") == 1);
  CHECK(problems.count("mounts[5].path") == 1);
  problems = Problems({With({{"metadata.tll", "1s"}, {"metadata.ttl", "soon"}, {"http.password", "x"}},
                            {{"http.pass", "r"}})});
  CHECK(problems["mounts[0].options[metadata.tll]"].find("metadata.ttl") != std::string::npos);
  CHECK(problems.count("mounts[0].options[metadata.ttl]") == 1);
  CHECK(problems["mounts[0].options[http.password]"].find("encryptOptions") != std::string::npos);
  CHECK(problems.count("mounts[0].encryptOptions[http.pass]") == 1);
  CHECK(problems.size() == 4);
}

TEST_CASE("the plan is one hosted client that offers everything on nodes") {
  struct Planned {
    std::vector<std::string> components;
    std::map<std::string, uint64_t> offers;
    uint32_t flags = 0, run = 0, role = 0, scopes = 0;
  } planned;
  fluid_plan_sink sink{};
  sink.struct_size = sizeof sink;
  sink.host_data = &planned;
  sink.component = [](fluid_plan_sink* self, const fluid_component* c) -> fluid_status {
    auto& out = *static_cast<Planned*>(self->host_data);
    out.components.emplace_back(c->name.ptr, c->name.len);
    out.flags = c->flags, out.run = c->run, out.role = c->role;
    return FLUID_OK;
  };
  sink.offer = [](fluid_plan_sink* self, const fluid_offer* o) -> fluid_status {
    auto& out = *static_cast<Planned*>(self->host_data);
    out.offers[std::string(o->id.ptr, o->id.len)] = o->bits;
    out.scopes |= 1u << o->scope;
    return FLUID_OK;
  };
  const TrialSpec spec(1, {{"/", "http://host/"}});
  TrialCall call;
  REQUIRE(TrialHost::plugin().plan(spec.get(), &sink, call.get()) == FLUID_OK);
  CHECK(planned.components == std::vector<std::string>{"client"});
  CHECK((planned.flags & FLUID_COMPONENT_HOSTED) != 0);
  CHECK(planned.run == (FLUID_RUN_WORKER_NODES | FLUID_RUN_READER_NODES));
  CHECK(planned.role == FLUID_ROLE_CLIENT);
  CHECK(planned.scopes == 1u << FLUID_SCOPE_NODE);
  CHECK(planned.offers ==
        std::map<std::string, uint64_t>{{FLUID_DATA_V1, 0},
                                        {FLUID_LEASE_V1, 0},
                                        {FLUID_LIVE_V1, 0},
                                        {FLUID_CACHE_V1, 0},
                                        {FLUID_JOBS_V1, 1u << FLUID_JOB_LOAD | 1u << FLUID_JOB_FREE}});
}

TEST_CASE("a struct of the host is written only as far as it reaches") {
  TempDir tree, home;
  WriteFile(tree / "f", "12345");
  TrialHost host(home.path());
  host.Create({{"/", "file://" + tree.path()}});
  fluid_stat stat;
  std::memset(&stat, 0x5a, sizeof stat);
  stat.struct_size = offsetof(fluid_stat, ino);
  TrialCall call;
  REQUIRE(TrialHost::data().stat(host.engine(), fluid_s("/f"), &stat, call.get()) == FLUID_OK);
  CHECK(stat.size == 5);
  CHECK(stat.version == 0x5a5a5a5a5a5a5a5a);
  CHECK(stat.valid_ns == 0x5a5a5a5a5a5a5a5a);
}

TEST_CASE("a sink that stops a listing gets its own status back") {
  TempDir tree, home;
  for (const char* name : {"a", "b", "c"}) WriteFile(tree / name, "");
  TrialHost host(home.path());
  host.Create({{"/", "file://" + tree.path()}});
  int seen = 0;
  fluid_entry_sink sink{
      &seen, [](fluid_entry_sink* self, fluid_str, const fluid_stat*, fluid_str) -> fluid_status {
        return ++*static_cast<int*>(self->host_data) == 2 ? FLUID_STATUS(FLUID_CANCELLED, 7) : FLUID_OK;
      }};
  TrialCall call;
  CHECK(TrialHost::data().list(host.engine(), fluid_s("/"), fluid_s(""), &sink, call.get()) ==
        FLUID_STATUS(FLUID_CANCELLED, 7));
  CHECK(seen == 2);
}

TEST_CASE("a listing goes on behind any entry") {
  TempDir tree, home;
  for (int i = 0; i < 1200; ++i) WriteFile(tree / ("f" + std::to_string(i)), "");
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  std::vector<std::string> names;
  std::string after;
  for (;;) {
    struct Part {
      std::vector<std::string> names;
    } part;
    fluid_entry_sink sink{
        &part, [](fluid_entry_sink* self, fluid_str, const fluid_stat*, fluid_str cursor) -> fluid_status {
          auto& out = static_cast<Part*>(self->host_data)->names;
          out.emplace_back(cursor.ptr, cursor.len);
          return out.size() == 100 ? FLUID_CANCELLED : FLUID_OK;
        }};
    TrialCall call;
    const fluid_status status =
        TrialHost::data().list(host.engine(), fluid_s("/"), Borrow(after), &sink, call.get());
    names.insert(names.end(), part.names.begin(), part.names.end());
    if (status == FLUID_OK) break;
    after = names.back();
  }
  CHECK(names.size() == 1200);
  CHECK(std::is_sorted(names.begin(), names.end()));
}
