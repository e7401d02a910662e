// Loads and frees.
#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/support.h"
#include "tests/unit/thin/script_server.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

uint64_t MakeTree(const TempDir& tree) {
  uint64_t bytes = 0;
  for (int d = 0; d < 5; ++d)
    for (int i = 0; i < 20; ++i) {
      const std::string content =
          Bytes(1000 + static_cast<size_t>(d) * 5000, static_cast<uint64_t>(d * 100 + i));
      WriteFile(tree / ("d" + std::to_string(d) + "/f" + std::to_string(i)), content);
      bytes += content.size();
    }
  WriteFile(tree / "d1/deep/big", Bytes(9 << 20, 1000));
  return bytes + (9 << 20);
}

}  // namespace

TEST_CASE("a load brings a whole tree, which is then read with the server stopped") {
  TempDir tree, home;
  const uint64_t bytes = MakeTree(tree);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  const fluid_job_status status = host.RunJob("load-1", FLUID_JOB_LOAD, {"/"}, FLUID_JOB_VERIFY);
  CHECK(status.phase == FLUID_JOB_SUCCEEDED);
  CHECK(status.known ==
        (FLUID_JOB_BYTES_DONE | FLUID_JOB_BYTES_TOTAL | FLUID_JOB_FILES_DONE | FLUID_JOB_FILES_TOTAL));
  CHECK(status.bytes_done == bytes);
  CHECK(status.bytes_total == bytes);
  CHECK(status.files_done == 101);
  CHECK(status.files_total == 101);
  CHECK(host.Usage().cached_bytes == bytes);
  size_t gets = 0;
  for (const Nginx::Request& request : nginx.requests())
    gets += request.method != "GET" || !request.uri.ends_with("/");
  CHECK(gets <= 101 + 3);  // one question for a small file, a few for a big one
  nginx.Stop();
  for (const std::string& file : host.Walk("/")) CHECK(host.Read(file) == ReadAll(tree.path() + file));
}

TEST_CASE("a load of what is there already asks for no bytes") {
  TempDir tree, home;
  MakeTree(tree);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  host.RunJob("one", FLUID_JOB_LOAD, {"/d0", "/d1/deep/big"});
  const uint64_t sent = nginx.bytes_sent();
  const fluid_job_status again = host.RunJob("two", FLUID_JOB_LOAD, {"/d0", "/d1/deep/big"});
  CHECK(again.phase == FLUID_JOB_SUCCEEDED);
  CHECK(again.bytes_done == again.bytes_total);
  CHECK(nginx.bytes_sent() == sent);
}

TEST_CASE("a job is one by its id") {
  TempDir tree, home;
  MakeTree(tree);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  host.RunJob("j", FLUID_JOB_LOAD, {"/d0"});
  host.StartJob("j", FLUID_JOB_LOAD, {"/d0"});
  CHECK(host.Job("j").phase == FLUID_JOB_SUCCEEDED);
  try {
    host.StartJob("j", FLUID_JOB_LOAD, {"/d1"});
    FAIL("another job took the id");
  } catch (const CallFailed& e) {
    CHECK(e.code() == FLUID_ALREADY_EXISTS);
  }
}

TEST_CASE("an ended job is known after a restart until it is forgotten") {
  TempDir tree, home;
  MakeTree(tree);
  Nginx nginx(tree.path());
  fluid_job_status first{};
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    first = host.RunJob("j", FLUID_JOB_LOAD, {"/"});
  }
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  CHECK(host.Job("j").phase == first.phase);
  CHECK(host.Job("j").bytes_done == first.bytes_done);
  const auto& jobs = TrialHost::table<fluid_jobs_v1>(FLUID_JOBS_V1);
  TrialCall call;
  CHECK(jobs.forget(host.engine(), fluid_s("j"), call.get()) == FLUID_OK);
  CHECK(jobs.forget(host.engine(), fluid_s("j"), call.get()) == FLUID_OK);
  CHECK_THROWS_AS(host.Job("j"), CallFailed);
}

TEST_CASE("a load that a restart interrupts goes on by itself") {
  TempDir tree, home;
  const uint64_t bytes = MakeTree(tree);
  Nginx nginx(tree.path());
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    host.StartJob("slow", FLUID_JOB_LOAD, {"/"}, 0, 4 << 20);
    REQUIRE(Eventually([&] { return host.Job("slow").bytes_done > 100000; }));
  }
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  REQUIRE(Eventually([&] { return host.Job("slow").phase >= FLUID_JOB_SUCCEEDED; }));
  CHECK(host.Job("slow").phase == FLUID_JOB_SUCCEEDED);
  CHECK(host.Job("slow").bytes_done == bytes);
}

TEST_CASE("a cancelled load ends within a second") {
  TempDir tree, home;
  MakeTree(tree);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  host.StartJob("slow", FLUID_JOB_LOAD, {"/"}, 0, 200000);
  REQUIRE(Eventually([&] { return host.Job("slow").phase == FLUID_JOB_RUNNING; }));
  const auto& jobs = TrialHost::table<fluid_jobs_v1>(FLUID_JOBS_V1);
  TrialCall call;
  CHECK(FLUID_CODE(jobs.forget(host.engine(), fluid_s("slow"), call.get())) == FLUID_FAILED_PRECONDITION);
  CHECK(jobs.cancel(host.engine(), fluid_s("slow"), call.get()) == FLUID_OK);
  CHECK(Eventually([&] { return host.Job("slow").phase == FLUID_JOB_CANCELLED; },
                   std::chrono::milliseconds(1500)));
  CHECK(jobs.cancel(host.engine(), fluid_s("slow"), call.get()) == FLUID_OK);
}

TEST_CASE("free empties a subtree and nothing else") {
  TempDir tree, home;
  MakeTree(tree);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/m", nginx.url()}});
  host.RunJob("load", FLUID_JOB_LOAD, {"/m/d0", "/m/d2"});
  const uint64_t d0 = host.Usage("/m/d0").cached_bytes, d2 = host.Usage("/m/d2").cached_bytes;
  CHECK(d0 == 20 * 1000);
  CHECK(d2 == 20 * 11000);
  CHECK(host.RunJob("free", FLUID_JOB_FREE, {"/m/d0"}).bytes_done == d0);
  CHECK(host.Usage("/m/d0").cached_bytes == 0);
  CHECK(host.Usage("/").cached_bytes == d2);
}

TEST_CASE("a load tells why it failed") {
  TempDir tree, home;
  MakeTree(tree);
  Nginx nginx(tree.path());
  TrialHost host(home.path(), 4 << 20);
  host.Create({{"/", nginx.url()}});
  std::string reason;
  CHECK(host.RunJob("gone", FLUID_JOB_LOAD, {"/nowhere"}, 0, &reason).phase == FLUID_JOB_FAILED);
  CHECK(reason.find("/nowhere") != std::string::npos);
  const fluid_job_status big = host.RunJob("big", FLUID_JOB_LOAD, {"/"}, 0, &reason);
  CHECK(big.phase == FLUID_JOB_FAILED);
  CHECK(FLUID_CODE(big.result) == FLUID_RESOURCE_EXHAUSTED);
  CHECK(reason.find("raise its quota") != std::string::npos);
}

TEST_CASE("a load fails with the source's words when it breaks") {
  TempDir home;
  ScriptServer server([](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"good", 4}, {"bad", 4}});
    ScriptAnswer answer;
    if (request.path == "/bad") answer.status = 403;
    answer.body = "good";
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  std::string reason;
  const fluid_job_status status = host.RunJob("j", FLUID_JOB_LOAD, {"/"}, 0, &reason);
  CHECK(status.phase == FLUID_JOB_FAILED);
  CHECK(status.files_done == 1);
  CHECK(reason.find("HTTP 403") != std::string::npos);
}

TEST_CASE("jobs and flags that the client does not have are refused") {
  TempDir home;
  TrialHost host(home.path());
  host.Create({});
  for (const auto& [kind, flags] :
       std::map<uint32_t, uint32_t>{{FLUID_JOB_MIGRATE, 0}, {FLUID_JOB_LOAD, 1 << 20}}) {
    try {
      host.StartJob("j", kind, {"/"}, flags);
      FAIL("taken");
    } catch (const CallFailed& e) {
      CHECK(e.code() == FLUID_UNIMPLEMENTED);
    }
  }
}
