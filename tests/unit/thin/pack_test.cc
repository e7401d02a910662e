// Small files in packs: over restarts, evicted, rotten, cut short, and forged.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/support.h"
#include "tests/unit/thin/script_server.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

constexpr size_t kPage = 4096;

std::vector<std::string> FilesBelow(const std::string& folder, const std::string& end) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().string().ends_with(end)) files.push_back(entry.path());
  return files;
}

std::string OnlyPack(const std::string& home) {
  const std::vector<std::string> packs = FilesBelow(home + "/tier", ".pack");
  REQUIRE(packs.size() == 1);
  return packs[0];
}

uint64_t BytesOnDisk(const std::string& path) {
  struct stat st;
  REQUIRE(stat(path.c_str(), &st) == 0);
  return static_cast<uint64_t>(st.st_blocks) * 512;
}

void Overwrite(const std::string& path, size_t offset, const std::string& bytes) {
  const int fd = open(path.c_str(), O_WRONLY);
  REQUIRE(pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset)) ==
          static_cast<ssize_t>(bytes.size()));
  close(fd);
}

// A server with small files, and a cache whose lives follow each other.
struct SmallFiles {
  explicit SmallFiles(int count, size_t size = 100000) {
    for (int i = 0; i < count; ++i) {
      files["/f" + std::to_string(i)] = Bytes(size, static_cast<uint64_t>(i));
      WriteFile(tree.path() + "/f" + std::to_string(i), files["/f" + std::to_string(i)]);
    }
    nginx.emplace(tree.path());
  }
  void Live(const std::function<void(TrialHost&)>& life, uint64_t quota = 0) {
    TrialHost host(home.path(), quota);
    host.Create({{"/", nginx->url()}});
    life(host);
  }
  void ReadAll(TrialHost& host) {
    for (const auto& [path, bytes] : files) REQUIRE((host.Read(path) == bytes));
  }
  TempDir tree, home;
  std::map<std::string, std::string> files;
  std::optional<Nginx> nginx;
};

}  // namespace

TEST_CASE("small files lie in one pack, and a later life finds them there without the server") {
  SmallFiles small(50);
  small.Live([&](TrialHost& host) { small.ReadAll(host); });
  CHECK(FilesBelow(small.home / "tier", ".data").empty());
  OnlyPack(small.home.path());
  small.nginx->Stop();
  for (int life = 0; life < 2; ++life)
    small.Live([&](TrialHost& host) {
      small.ReadAll(host);
      CHECK(host.Usage().cached_bytes == 50 * 100000);
    });
  OnlyPack(small.home.path());
}

TEST_CASE("a later life goes on with the pack of the former one") {
  SmallFiles small(20);
  small.Live([&](TrialHost& host) { host.RunJob("a", FLUID_JOB_LOAD, {"/f1", "/f2"}); });
  small.Live([&](TrialHost& host) {
    REQUIRE(Eventually([&] { return host.Usage().cached_bytes == 200000; }));
    host.RunJob("b", FLUID_JOB_LOAD, {"/"});
  });
  OnlyPack(small.home.path());
  small.nginx->Stop();
  small.Live([&](TrialHost& host) { small.ReadAll(host); });
}

TEST_CASE("small files that are evicted give their bytes back") {
  SmallFiles small(120);
  small.Live(
      [&](TrialHost& host) {
        for (const auto& [path, bytes] : small.files) {
          REQUIRE((host.Read(path) == bytes));
          REQUIRE(host.Usage().cached_bytes <= 4 << 20);
        }
        CHECK(BytesOnDisk(OnlyPack(small.home.path())) <= 5 << 20);
      },
      4 << 20);
  small.Live(
      [&](TrialHost& host) {
        REQUIRE(Eventually([&] { return host.Usage().cached_bytes > 1 << 20; }));
        host.RunJob("free", FLUID_JOB_FREE, {"/"});
        CHECK(host.Usage().cached_bytes == 0);
      },
      4 << 20);
  CHECK(FilesBelow(small.home / "tier", ".pack").empty());  // it went with its last record
}

TEST_CASE("a small file that is open keeps its bytes when it leaves the cache") {
  SmallFiles small(2);
  small.Live([&](TrialHost& host) {
    TrialHost::Handle file(&host, "/f0");
    CHECK((file.ReadAll() == small.files["/f0"]));
    host.RunJob("free", FLUID_JOB_FREE, {"/"});
    small.nginx->Stop();
    CHECK((file.ReadAll() == small.files["/f0"]));
    CHECK_THROWS_AS(file.Lease(), CallFailed);
  });
}

TEST_CASE("harm to a pack costs a fetch, no more") {
  SmallFiles small(10);
  const auto harm = [&](const std::function<void(const std::string& pack)>& fn) {
    small.Live([&](TrialHost& host) { small.ReadAll(host); });
    for (const std::string& pack : FilesBelow(small.home / "tier", ".pack")) fn(pack);
    small.Live([&](TrialHost& host) { small.ReadAll(host); });
  };
  harm([](const std::string& pack) { Overwrite(pack, kPage + 30, "x"); });    // the first record's map
  harm([](const std::string& pack) { Overwrite(pack, 12 * kPage, "rot"); });  // its bytes
  harm([](const std::string& pack) { Overwrite(pack, kPage, std::string(300 * kPage, '\0')); });
  harm([](const std::string& pack) { REQUIRE(truncate(pack.c_str(), 50 * kPage + 100) == 0); });
  harm([](const std::string& pack) { Overwrite(pack, 4, "??"); });  // the pack's own head
  harm([](const std::string& pack) { REQUIRE(truncate(pack.c_str(), 10) == 0); });
  harm([](const std::string& pack) { std::filesystem::remove(pack); });
}

TEST_CASE("rot in a pack is noticed, and the file is whole again where it was") {
  SmallFiles small(1);
  small.Live([&](TrialHost& host) { small.ReadAll(host); });
  const std::string pack = OnlyPack(small.home.path());
  Overwrite(pack, 10 * kPage, "rot");
  small.Live([&](TrialHost& host) {
    small.ReadAll(host);
    CHECK(host.log().find("disagrees with its checksum") != std::string::npos);
  });
  small.nginx->Stop();
  small.Live([&](TrialHost& host) { small.ReadAll(host); });
  CHECK(OnlyPack(small.home.path()) == pack);
}

TEST_CASE("a file whose content looks like a record of another pack is not taken for one") {
  std::map<std::string, std::string> content = {{"/victim", Bytes(5000, 1)}};
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/")
      return IndexOf({{request.headers.count("x") ? "x" : "victim", 5000}, {"forged", 20000}});
    return GoodFile(request, content.at(request.path), "\"0123456789\"");
  });
  const auto pack_of = [&](const std::string& path) {
    TempDir home;
    {
      TrialHost host(home.path());
      host.Create({{"/", server.url()}});
      host.Read(path);
    }
    return ReadAll(OnlyPack(home.path()));
  };
  const std::string record = pack_of("/victim").substr(kPage);
  content["/forged"] = std::string(20000, 'm');
  const size_t begin = pack_of("/forged").find("mmmm");
  REQUIRE(begin != std::string::npos);
  content["/forged"].replace(2 * kPage - begin, record.size(), record);
  REQUIRE(content["/forged"].size() == 20000);

  TempDir home;
  {
    TrialHost host(home.path());
    host.Create({{"/", server.url()}});
    host.Read("/forged");
  }
  const std::string pack = OnlyPack(home.path());
  REQUIRE(ReadAll(pack).substr(2 * kPage, record.size()) == record);
  Overwrite(pack, kPage + 30, "x");  // so that reading goes on inside the content
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  host.RunJob("free", FLUID_JOB_FREE, {"/nothing"});  // waits until all is known
  CHECK(host.Usage().cached_bytes == 0);
}

TEST_CASE("a cache of the format before packs is taken over with what it holds") {
  TempDir tree, home;
  WriteFile(tree / "large", Bytes(2 << 20, 1));
  Nginx nginx(tree.path());
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    host.Read("/large");
  }
  WriteFile(home / "tier/FORMAT", "fluid-thin-cache 1\n");
  nginx.Stop();
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  CHECK((host.Read("/large") == Bytes(2 << 20, 1)));
  CHECK(ReadAll(home / "tier/FORMAT") == "fluid-thin-cache 2\n");
}
