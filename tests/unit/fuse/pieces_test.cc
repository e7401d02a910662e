// The pieces that need no mount.
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>

#include "src/fuse/errno_of.h"
#include "src/fuse/handles.h"
#include "src/fuse/listing.h"
#include "src/fuse/mounts_of_host.h"
#include "src/fuse/nodes.h"
#include "src/fuse/retries.h"

#include <catch2/catch.hpp>

#include "tests/unit/fuse/fake_plane.h"

namespace fluid::fuse {
namespace {

engine::FileStat FileOf(uint64_t version, uint64_t size = 1) {
  engine::FileStat stat;
  stat.mode = S_IFREG | 0644;
  stat.version = version;
  stat.size = size;
  return stat;
}

engine::FileStat FolderStat() {
  engine::FileStat stat;
  stat.mode = S_IFDIR | 0755;
  return stat;
}

TEST_CASE("an error keeps its own errno unless the kernel would misread it") {
  CHECK(ErrnoOf(Ok()) == 0);
  CHECK(ErrnoOf(NotFound("x")) == ENOENT);
  CHECK(ErrnoOf(Aborted("x")) == ESTALE);
  CHECK(ErrnoOf(Unavailable("x")) == EIO);
  CHECK(ErrnoOf(DeadlineExceeded("x")) == ETIMEDOUT);
  CHECK(ErrnoOf(Cancelled("x")) == EINTR);
  CHECK(ErrnoOf(Unimplemented("x")) == EOPNOTSUPP);
  CHECK(ErrnoOf(Internal("x").WithErrno(EISDIR)) == EISDIR);
  CHECK(ErrnoOf(Internal("x").WithErrno(ENOSYS)) == EOPNOTSUPP);
  CHECK(ErrnoOf(Internal("x").WithErrno(ENOTCONN)) == EIO);
  CHECK(ErrnoOf(Internal("x").WithErrno(5000)) == EIO);
}

TEST_CASE("two versions of a file are two nodes, one version is one") {
  Nodes nodes("/");
  const uint64_t first = nodes.Ref("/f", FileOf(1));
  CHECK(nodes.Ref("/f", FileOf(1)) == first);
  CHECK(nodes.Ref("/f", FileOf(2)) != first);
  CHECK(nodes.Ref("/f", FolderStat()) != first);
  CHECK(nodes.Get(first)->path == "/f");
  CHECK(nodes.Get(first)->Is(FileOf(1)));
  CHECK_FALSE(nodes.Get(first)->Is(FileOf(2)));
}

TEST_CASE("without a version a file's size tells its nodes apart") {
  Nodes nodes("/");
  CHECK(nodes.Ref("/f", FileOf(0, 10)) == nodes.Ref("/f", FileOf(0, 10)));
  CHECK(nodes.Ref("/f", FileOf(0, 10)) != nodes.Ref("/f", FileOf(0, 11)));
}

TEST_CASE("a folder's node stays the same whatever becomes of its listing") {
  Nodes nodes("/");
  engine::FileStat changed = FolderStat();
  changed.version = 7;
  changed.mtime_ns = 8;
  CHECK(nodes.Ref("/d", FolderStat()) == nodes.Ref("/d", changed));
}

TEST_CASE("node ids don't depend on the order in which they were met") {
  Nodes here("/"), there("/");
  const uint64_t a = here.Ref("/a", FileOf(1)), b = here.Ref("/b", FileOf(1));
  CHECK(there.Ref("/b", FileOf(1)) == b);
  CHECK(there.Ref("/a", FileOf(1)) == a);
}

TEST_CASE("a node that the kernel forgot is gone, the root never") {
  Nodes nodes("/sub");
  const uint64_t id = nodes.Ref("/sub/f", FileOf(1));
  nodes.Ref("/sub/f", FileOf(1));
  nodes.Unref(id, 1);
  CHECK(nodes.Get(id));
  nodes.Unref(id, 1);
  CHECK_FALSE(nodes.Get(id));
  nodes.Unref(Nodes::kRoot, 100);
  REQUIRE(nodes.Get(Nodes::kRoot));
  CHECK(nodes.Get(Nodes::kRoot)->path == "/sub");
  CHECK(nodes.Folder("/sub") == Nodes::kRoot);
  CHECK(nodes.size() == 1);
}

TEST_CASE("the entries below a folder are those the kernel holds, not its neighbours") {
  Nodes nodes("/");
  nodes.Ref("/ab", FolderStat());
  const uint64_t a = nodes.Ref("/a", FolderStat());
  nodes.Ref("/a/x", FileOf(1));
  nodes.Ref("/ab/y", FileOf(1));
  const auto entries = nodes.Below("/a");
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].parent == a);
  CHECK(entries[0].name == "x");
  CHECK(nodes.Below("/").size() == 4);
}

TEST_CASE("a handle ends with its last user") {
  Handles<std::string> handles;
  const uint64_t first = handles.Add(std::make_shared<std::string>("one"));
  const uint64_t second = handles.Add(std::make_shared<std::string>("two"));
  const auto used = handles.Get(first);
  handles.Remove(first);
  handles.Remove(first);
  CHECK(*used == "one");
  CHECK_FALSE(handles.Get(first));
  CHECK(*handles.Get(second) == "two");
  CHECK(handles.size() == 1);
  handles.Clear();
  CHECK_FALSE(handles.Get(second));
}

TEST_CASE("what an open got in vain is for its own thread, once") {
  test::FakePlane plane;
  plane.PutFile("/f", "x");
  Retries retries;
  retries.Keep(7, "/f", std::move(plane.Open("/f", 0, {}).value()));
  CHECK_FALSE(retries.Find(8, "/f"));
  CHECK_FALSE(retries.Find(7, "/g"));
  CHECK(retries.Find(7, "/f"));
  CHECK(retries.Take(7, "/f"));
  CHECK_FALSE(retries.Take(7, "/f"));
  CHECK(plane.open_files == 0);
  retries.Keep(0, "/f",
               std::move(plane.Open("/f", 0, {}).value()));  // a thread that can't be told from others
  CHECK(plane.open_files == 0);
  for (int thread = 1; thread < 1000; ++thread) {
    retries.Keep(thread, "/f", std::move(plane.Open("/f", 0, {}).value()));
  }
  CHECK(plane.open_files <= 256);
  retries.Clear();
  CHECK(plane.open_files == 0);
}

std::vector<std::string> NamesFrom(Listing& listing, engine::DataPlane& plane, uint64_t from, size_t count) {
  std::vector<std::string> names;
  CHECK(listing
            .Read(plane, from,
                  [&](const std::string& name, const engine::FileStat&, uint64_t next) {
                    if (names.size() == count) return false;
                    names.push_back(name);
                    CHECK(next == from + names.size());
                    return true;
                  },
                  {})
            .ok());
  return names;
}

TEST_CASE("a listing goes on anywhere, forward and back") {
  test::FakePlane plane;
  constexpr int kCount = 5000;
  for (int i = 0; i < kCount; ++i) plane.PutFile(fmt::format("/d/{:05}", i), "");
  Listing listing("/d");
  CHECK(NamesFrom(listing, plane, 0, 1).front() == "00000");
  for (const int from : {0, 1, 1023, 1024, 1025, 4999, 100, 2048, 2047, 3, 0}) {
    const auto names = NamesFrom(listing, plane, static_cast<uint64_t>(from), 2000);
    REQUIRE(names.size() == static_cast<size_t>(std::min(2000, kCount - from)));
    CHECK(names.front() == fmt::format("{:05}", from));
    CHECK(names.back() == fmt::format("{:05}", from + static_cast<int>(names.size()) - 1));
  }
  CHECK(NamesFrom(listing, plane, kCount, 1).empty());
  CHECK(NamesFrom(listing, plane, 100 * kCount, 1).empty());
}

TEST_CASE("a listing read in small steps asks for each page once") {
  test::FakePlane plane;
  for (int i = 0; i < 3000; ++i) plane.PutFile(fmt::format("/d/{:05}", i), "");
  Listing listing("/d");
  for (uint64_t from = 0; from < 3000; from += 10) NamesFrom(listing, plane, from, 10);
  CHECK(plane.lists == 3);
}

TEST_CASE("a listing of exactly whole pages ends") {
  test::FakePlane plane;
  for (uint64_t i = 0; i < 2 * Listing::kPageEntries; ++i) plane.PutFile(fmt::format("/d/{:05}", i), "");
  Listing listing("/d");
  CHECK(NamesFrom(listing, plane, 0, 10'000).size() == 2 * Listing::kPageEntries);
}

TEST_CASE("names that no folder can hold are not shown") {
  CHECK(IsEntryName("a b"));
  CHECK(IsEntryName("..."));
  CHECK(IsEntryName(std::string(255, 'x')));
  for (const std::string name : {"", ".", "..", "a/b"}) CHECK_FALSE(IsEntryName(name));
  CHECK_FALSE(IsEntryName(std::string(256, 'x')));
  CHECK_FALSE(IsEntryName(std::string("a\0b", 3)));
}

TEST_CASE("a line of mountinfo tells device, point and type") {
  const auto mounts = ParseMountInfo(
      "23 28 0:21 / /proc rw,nosuid shared:12 - proc proc rw\n"
      "broken line\n"
      "41 28 0:55 / /mnt/a\\040b\\134c ro shared:1 master:2 - fuse.fluid flu\\040id ro,user_id=0\n"
      "42 28 0:56 / /mnt/c ro - fuse.fluid fluid ro\n");
  REQUIRE(mounts.size() == 3);
  CHECK(mounts[1].point == "/mnt/a b\\c");
  CHECK(mounts[1].type == "fuse.fluid");
  CHECK(mounts[1].source == "flu id");
  CHECK(mounts[1].parent == 28);
  CHECK(mounts[2].point == "/mnt/c");
}

}  // namespace
}  // namespace fluid::fuse
