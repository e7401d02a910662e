// Mounts that come and go while files are open, and several of them as one tree.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/support/support.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

int FailureErrno(const std::function<void()>& fn) {
  try {
    fn();
  } catch (const CallFailed& e) {
    return e.err();
  }
  return 0;
}

const Report* Find(const std::vector<Report>& reports, const std::string& uri) {
  for (const Report& report : reports)
    if (report.uri == uri) return &report;
  return nullptr;
}

}  // namespace

TEST_CASE("sources are swapped live under open files") {
  TempDir a, b, home;
  const std::string bytes_a = Bytes(30 << 20, 1), bytes_b = Bytes(20 << 20, 2);
  WriteFile(a / "big", bytes_a);
  WriteFile(b / "big", bytes_b);
  Nginx nginx_a(a.path()), nginx_b(b.path());
  TrialMount mount_a{"/a", nginx_a.url()}, mount_b{"/b", nginx_b.url()};
  TrialHost host(home.path());
  host.Create({mount_a});
  TrialHost::Handle file_a(&host, "/a/big");
  CHECK(file_a.Pread(0, 1 << 20) == bytes_a.substr(0, 1 << 20));
  CHECK(host.Usage().cached_bytes <= bytes_a.size() / 10);

  host.Apply({mount_a, mount_b});
  CHECK(host.List("/") == std::map<std::string, Entry>{{"a", {true, 0}}, {"b", {true, 0}}});
  CHECK(host.List("/b").at("big").size == bytes_b.size());
  TrialHost::Handle file_b(&host, "/b/big");

  mount_a.draining = true, mount_a.generation = 2;
  const auto reports = host.Apply({mount_a, mount_b});
  CHECK(Find(reports, nginx_a.url())->state == FLUID_MOUNT_CLOSING);
  CHECK(Find(reports, nginx_a.url())->open_files == 1);
  CHECK(FailureErrno([&] { TrialHost::Handle again(&host, "/a/big"); }) == ENOENT);
  CHECK(FailureErrno([&] { host.GetStat("/a/big"); }) == ENOENT);
  CHECK(host.List("/").count("a") == 0);
  {
    // A successor takes the handle over by its version.
    TrialHost::Handle taken_over(&host, "/a/big", file_a.stat.version);
    CHECK(taken_over.Pread(20 << 20, 1000) == bytes_a.substr(20 << 20, 1000));
  }
  CHECK(file_a.ReadAll() == bytes_a);
  CHECK(file_b.ReadAll() == bytes_b);
}

TEST_CASE("a removed mount is reported until its last file is closed") {
  TempDir a, home;
  WriteFile(a / "f", Bytes(100, 1));
  Nginx nginx(a.path());
  TrialHost host(home.path());
  host.Create({{"/a", nginx.url()}});
  {
    TrialHost::Handle file(&host, "/a/f");
    CHECK(host.Apply({})[0].open_files == 1);
    CHECK(host.Reports()[0].state == FLUID_MOUNT_CLOSING);
  }
  CHECK(host.Reports()[0].open_files == 0);
  CHECK(host.Apply({}).empty());
  {
    host.Apply({{"/a", nginx.url()}});
    TrialHost::Handle file(&host, "/a/f");
    CHECK(host.Apply({})[0].state == FLUID_MOUNT_CLOSING);
    host.Apply({{"/a", nginx.url()}});  // back, beside the one that leaves
    CHECK(host.Read("/a/f") == Bytes(100, 1));
    CHECK(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_SERVING; }));
    CHECK(host.Reports()[1].state == FLUID_MOUNT_CLOSING);
  }
}

TEST_CASE("a replaced mount is never absent", "[threads]") {
  TempDir a, home;
  WriteFile(a / "f", "bytes");
  TrialHost host(home.path());
  TrialMount mount{"/m", "file://" + a.path()};
  host.Create({mount});
  std::atomic<bool> stop{false};
  std::atomic<int> missed{0}, seen{0};
  std::thread reader([&] {
    while (!stop) FailureErrno([&] { host.GetStat("/m/f"); }) == 0 ? ++seen : ++missed;
  });
  for (int i = 0; i < 200; ++i) {
    mount.options["metadata.ttl"] = std::to_string(i + 1);  // another source object each time
    mount.generation = static_cast<uint64_t>(i) + 2;
    host.Apply({mount});
  }
  stop = true;
  reader.join();
  CHECK(missed == 0);
  CHECK(seen > 0);
}

TEST_CASE("an older generation is refused and changes nothing") {
  TempDir a, home;
  WriteFile(a / "f", "x");
  TrialHost host(home.path());
  const TrialMount mount{"/a", "file://" + a.path()};
  host.Create({mount});
  host.Apply({mount});
  const TrialSpec old(1, {});
  TrialCall call;
  fluid_mount_sink sink{
      nullptr, [](fluid_mount_sink*, const fluid_mount_report*) -> fluid_status { return FLUID_OK; }};
  const auto& live = TrialHost::table<fluid_live_v1>(FLUID_LIVE_V1);
  fluid_instance instance{};
  instance.struct_size = sizeof instance;
  instance.scope = FLUID_SCOPE_NODE;
  CHECK(FLUID_CODE(live.apply(host.engine(), old.get(), &instance, &sink, call.get())) == FLUID_ABORTED);
  CHECK(host.Read("/a/f") == "x");
}

TEST_CASE("mounts at nested paths are one tree") {
  TempDir root, inner, other, home;
  WriteFile(root / "x/y/hidden", "hidden by the mount at /x/y");
  WriteFile(root / "x/seen", "seen");
  WriteFile(root / "z", "z");
  WriteFile(inner / "i", "inner");
  WriteFile(other / "o", "other");
  Nginx nginx(root.path());
  TrialHost host(home.path());
  host.Create(
      {{"/", nginx.url()}, {"/x/y", "file://" + inner.path()}, {"/p/q/r", "local://" + other.path()}});
  CHECK(host.List("/") ==
        std::map<std::string, Entry>{{"x", {true, 0}}, {"z", {false, 1}}, {"p", {true, 0}}});
  CHECK(host.List("/x") == std::map<std::string, Entry>{{"seen", {false, 4}}, {"y", {true, 0}}});
  CHECK(host.List("/x/y") == std::map<std::string, Entry>{{"i", {false, 5}}});
  CHECK(host.List("/p") == std::map<std::string, Entry>{{"q", {true, 0}}});
  CHECK(host.Read("/x/y/i") == "inner");
  CHECK(host.Read("/p/q/r/o") == "other");
  CHECK(host.Read("/x/seen") == "seen");
  CHECK(FailureErrno([&] { host.Read("/x/y/hidden"); }) == ENOENT);
  CHECK(FailureErrno([&] { TrialHost::Handle dir(&host, "/p/q"); }) == EISDIR);
  CHECK(FailureErrno([&] { TrialHost::Handle dir(&host, "/x"); }) == EISDIR);
  CHECK((host.GetStat("/p/q").mode & 0170000) == 0040000);
}

TEST_CASE("a directory is served directly, and nothing outside it") {
  TempDir tree, outside, home;
  WriteFile(outside / "secret", "secret");
  WriteFile(tree / "d/f", Bytes(1 << 20, 3));
  std::filesystem::create_symlink("d/f", tree / "inside");
  std::filesystem::create_symlink(outside.path(), tree / "out");
  TrialHost host(home.path());
  host.Create({{"/", "file://" + tree.path()}});
  CHECK(host.Read("/d/f") == Bytes(1 << 20, 3));
  CHECK((host.GetStat("/inside").mode & 0170000) == 0120000);
  CHECK(FailureErrno([&] { host.Read("/out/secret"); }) != 0);
  CHECK(FailureErrno([&] { host.Read("/inside"); }) == ELOOP);
  TrialCall call;
  std::string target;
  fluid_bytes_sink sink{
      &target, [](fluid_bytes_sink* self, const void* data, size_t size) -> fluid_status {
        static_cast<std::string*>(self->host_data)->append(static_cast<const char*>(data), size);
        return FLUID_OK;
      }};
  CHECK(TrialHost::data().readlink(host.engine(), fluid_s("/inside"), &sink, call.get()) == FLUID_OK);
  CHECK(target == "d/f");
  CHECK(host.Usage().cached_bytes == 0);
}

TEST_CASE("a directory that goes away is a source that fails, and serves again when it is back") {
  TempDir tree, home;
  const std::string source = tree / "source";
  WriteFile(source + "/f", "here");
  TrialHost host(home.path());
  host.Create({{"/", "file://" + source}});
  CHECK(host.Read("/f") == "here");
  std::filesystem::rename(source, tree / "elsewhere");
  CHECK(FailureErrno([&] { host.List("/"); }) == EIO);
  CHECK(FailureErrno([&] { host.Read("/f"); }) == EIO);
  CHECK(host.Reports()[0].state == FLUID_MOUNT_FAILED);
  CHECK(host.Reports()[0].message.find("open " + source + ": No such file") != std::string::npos);
  std::filesystem::rename(tree / "elsewhere", source);
  CHECK(host.Read("/f") == "here");
  CHECK(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_SERVING; }));
  CHECK(FailureErrno([&] { host.Read("/other"); }) == ENOENT);
}

TEST_CASE("a file of a directory that changes under its reader is never mixed") {
  TempDir tree, home;
  WriteFile(tree / "f", Bytes(1 << 20, 4));
  TrialHost host(home.path());
  host.Create({{"/", "file://" + tree.path()}});
  TrialHost::Handle file(&host, "/f");
  CHECK(file.Pread(0, 100) == Bytes(1 << 20, 4).substr(0, 100));
  std::fstream(tree / "f", std::ios::in | std::ios::out | std::ios::ate) << "more";
  CHECK(FailureErrno([&] { file.Pread(1000, 100); }) == ESTALE);
  CHECK(host.Read("/f") == Bytes(1 << 20, 4) + "more");
}

TEST_CASE("what changed at the source is seen at the first open after the ttl, and told") {
  TempDir tree, home;
  WriteFile(tree / "f", "version one");
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  TrialMount patient{"/patient", nginx.url()}, eager{"/eager", nginx.url()};
  eager.options = {{"metadata.ttl", "0"}};
  host.Create({patient, eager});
  CHECK(host.Read("/patient/f") == "version one");
  const uint64_t before = host.GetStat("/patient/f").version;
  WriteFile(tree / "f", "version two!");
  std::filesystem::last_write_time(tree / "f",
                                   std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
  CHECK(host.Read("/patient/f") == "version one");  // within its ttl
  CHECK(host.Read("/eager/f") == "version two!");
  CHECK(host.GetStat("/eager/f").version != before);
  const auto events = host.events();
  CHECK(std::count(events.begin(), events.end(), "SOURCE /eager/f") > 0);
}
