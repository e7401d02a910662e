// What a mount shows, and what it refuses.
#include <dirent.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "tests/unit/fuse/mounted.h"

namespace fluid::test {
namespace {

std::multiset<std::string> NamesIn(const std::string& path) {
  std::multiset<std::string> names;
  DIR* dir = opendir(path.c_str());
  REQUIRE(dir);
  while (const dirent* entry = readdir(dir)) names.insert(entry->d_name);
  closedir(dir);
  return names;
}

TEST_CASE("a mounted file has the bytes, size, times and type that the engine says") {
  Mounted m;
  const std::string bytes = Bytes(3'000'001, 1);
  m.plane.PutFile("/a/b/file", bytes);
  m.Start();
  CHECK(ReadAll(m.path("/a/b/file")) == bytes);
  struct stat st;
  REQUIRE(stat(m.path("/a/b/file").c_str(), &st) == 0);
  CHECK(st.st_size == 3'000'001);
  CHECK(st.st_mode == (S_IFREG | 0644));
  CHECK(st.st_mtim.tv_sec == 1'700'000'000);
  CHECK(st.st_mtim.tv_nsec >= 123'456'789);
  REQUIRE(stat(m.path("/a").c_str(), &st) == 0);
  CHECK(S_ISDIR(st.st_mode));
  CHECK(ErrorOf([&] { return stat(m.path("/a/none").c_str(), &st); }) == ENOENT);
}

TEST_CASE("reads past the kernel's cache, at any offset, give the same bytes") {
  Mounted m;
  const std::string bytes = Bytes(5'000'001, 4);
  m.plane.PutFile("/f", bytes);
  m.Start();
  const Fd fd = OpenRead(m.path("/f"), O_DIRECT);
  REQUIRE(fd);
  std::string buffer(3 << 20, 0);
  for (const size_t offset : {0u, 4096u, 1u << 20, 4u << 20, 5'000'000u, 5'000'001u, 9'000'000u}) {
    const std::string expected = offset < bytes.size() ? bytes.substr(offset, buffer.size()) : "";
    CHECK(pread(fd.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset)) ==
          static_cast<ssize_t>(expected.size()));
    CHECK(buffer.compare(0, expected.size(), expected) == 0);
  }
}

TEST_CASE("names of any bytes are listed and opened") {
  Mounted m;
  const std::vector<std::string> names = {"a b",
                                          "line\nbreak",
                                          "quote\"'`",
                                          "back\\slash",
                                          "100%?#&",
                                          "\xff\xfe\x80",
                                          "-rf",
                                          "*",
                                          "...",
                                          "\xc3\xa4\xe2\x82\xac",
                                          std::string(255, 'n')};
  for (const std::string& name : names) m.plane.PutFile("/d/" + name, "bytes of " + name);
  m.Start();
  std::multiset<std::string> expected(names.begin(), names.end());
  expected.insert({".", ".."});
  CHECK(NamesIn(m.path("/d")) == expected);
  for (const std::string& name : names) CHECK(ReadAll(m.path("/d/" + name)) == "bytes of " + name);
  CHECK(ErrorOf([&] { return open(m.path("/d/" + std::string(256, 'n')).c_str(), O_RDONLY); }) ==
        ENAMETOOLONG);
}

TEST_CASE("a folder of ten thousand entries is listed whole, and again after rewinding and seeking") {
  Mounted m;
  for (int i = 0; i < 10'000; ++i) m.plane.PutFile(fmt::format("/big/file-{:05}", i), "x");
  m.Start();
  const std::multiset<std::string> names = NamesIn(m.path("/big"));
  CHECK(names.size() == 10'002);
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == 10'002);
  CHECK(m.plane.lists <= 12);

  DIR* dir = opendir(m.path("/big").c_str());
  REQUIRE(dir);
  std::vector<std::pair<long, std::string>> places;
  for (const dirent* entry; (entry = readdir(dir));) places.push_back({telldir(dir), entry->d_name});
  for (const size_t i : {9'000u, 5u, 5'000u, 4'999u, 0u}) {
    seekdir(dir, places[i].first);
    CHECK(readdir(dir)->d_name == places[i + 1].second);
  }
  rewinddir(dir);
  CHECK(readdir(dir)->d_name == places[0].second);
  closedir(dir);
}

TEST_CASE("what readdir tells of an entry is what stat tells") {
  Mounted m;
  m.plane.PutFile("/d/file", "x");
  m.plane.PutFolder("/d/folder");
  m.plane.PutLink("/d/link", "file");
  SECTION("with versions") {}
  SECTION("without") { m.plane.HideVersions(); }
  m.Start();
  DIR* dir = opendir(m.path("/d").c_str());
  REQUIRE(dir);
  int seen = 0;
  while (const dirent* entry = readdir(dir)) {
    if (entry->d_name[0] == '.') continue;
    struct stat st;
    REQUIRE(lstat(m.path(std::string("/d/") + entry->d_name).c_str(), &st) == 0);
    CHECK(entry->d_ino == st.st_ino);
    CHECK(entry->d_type == IFTODT(st.st_mode));
    ++seen;
  }
  closedir(dir);
  CHECK(seen == 3);
}

TEST_CASE("a walk with stat of everything needs no look-up of each file") {
  Mounted m;
  for (int i = 0; i < 500; ++i) m.plane.PutFile(fmt::format("/d{}/f{}", i % 5, i), "x");
  m.Start();
  const uint64_t lookups = m.Requests(FUSE_LOOKUP, [&] {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m.path()))
      files += entry.is_regular_file() && entry.file_size() == 1;
    CHECK(files == 500);
  });
  CHECK(lookups < 50);
}

TEST_CASE("a symbolic link leads where it says") {
  Mounted m;
  m.plane.PutFile("/a/file", "through the link");
  m.plane.PutLink("/link", "a/file");
  m.Start();
  char target[100];
  REQUIRE(readlink(m.path("/link").c_str(), target, sizeof target) == 6);
  CHECK(std::string(target, 6) == "a/file");
  CHECK(ReadAll(m.path("/link")) == "through the link");
}

TEST_CASE("statvfs tells the engine's numbers and that nothing can be written") {
  Mounted m;
  m.Start();
  struct statvfs st;
  REQUIRE(statvfs(m.path().c_str(), &st) == 0);
  CHECK(st.f_blocks * st.f_frsize == 1 << 30);
  CHECK(st.f_bavail * st.f_frsize == 1 << 20);
  CHECK(st.f_namemax == 255);
  CHECK((st.f_flag & ST_RDONLY) != 0);
}

void CheckAllWritesAreRefused(const Mounted& m) {
  const std::string file = m.path("/f"), other = m.path("/new"), folder = m.path("/d");
  CHECK(ErrorOf([&] { return open(file.c_str(), O_WRONLY); }) == EROFS);
  CHECK(ErrorOf([&] { return open(file.c_str(), O_RDWR); }) == EROFS);
  CHECK(ErrorOf([&] { return open(file.c_str(), O_RDONLY | O_TRUNC); }) == EROFS);
  CHECK(ErrorOf([&] { return open(other.c_str(), O_WRONLY | O_CREAT, 0644); }) == EROFS);
  CHECK(ErrorOf([&] { return open(m.path().c_str(), O_TMPFILE | O_RDWR, 0600); }) != 0);
  CHECK(ErrorOf([&] { return mkdir(other.c_str(), 0755); }) == EROFS);
  CHECK(ErrorOf([&] { return mknod(other.c_str(), S_IFIFO | 0644, 0); }) == EROFS);
  CHECK(ErrorOf([&] { return unlink(file.c_str()); }) == EROFS);
  CHECK(ErrorOf([&] { return rmdir(folder.c_str()); }) == EROFS);
  CHECK(ErrorOf([&] { return rename(file.c_str(), other.c_str()); }) == EROFS);
  CHECK(ErrorOf([&] { return link(file.c_str(), other.c_str()); }) == EROFS);
  CHECK(ErrorOf([&] { return symlink("f", other.c_str()); }) == EROFS);
  CHECK(ErrorOf([&] { return truncate(file.c_str(), 0); }) == EROFS);
  CHECK(ErrorOf([&] { return chmod(file.c_str(), 0600); }) == EROFS);
  CHECK(ErrorOf([&] { return chown(file.c_str(), 1, 1); }) == EROFS);
  CHECK(ErrorOf([&] { return utimensat(AT_FDCWD, file.c_str(), nullptr, 0); }) == EROFS);
  CHECK(ErrorOf([&] { return setxattr(file.c_str(), "user.a", "b", 1, 0); }) == EROFS);
  CHECK(ErrorOf([&] { return removexattr(file.c_str(), "user.a"); }) == EROFS);
}

TEST_CASE("every operation that would write answers EROFS") {
  Mounted m;
  m.plane.PutFile("/f", "kept");
  m.plane.PutFolder("/d");
  m.Start();
  CheckAllWritesAreRefused(m);
  CHECK(ErrorOf([&] { return access(m.path("/f").c_str(), W_OK); }) == EROFS);
  CHECK(access(m.path("/f").c_str(), R_OK) == 0);
  CHECK(ReadAll(m.path("/f")) == "kept");
}

TEST_CASE("a mount that somebody made writable still answers EROFS") {
  Mounted m;
  m.plane.PutFile("/f", "kept");
  m.plane.PutFolder("/d");
  m.Start();
  REQUIRE(mount(nullptr, m.path().c_str(), nullptr, MS_REMOUNT | MS_NOSUID | MS_NODEV, nullptr) == 0);
  CheckAllWritesAreRefused(m);
  CHECK(m.mount->requests(FUSE_UNLINK) == 1);  // so this time it was us who refused
  CHECK(ReadAll(m.path("/f")) == "kept");
}

TEST_CASE("a sub-path of any depth is the whole mount", "[D28]") {
  fuse::FuseMountOptions options;
  options.files.root = "/train/images";
  Mounted m(options);
  m.plane.PutFile("/train/images/one", "1");
  m.plane.PutFile("/train/images-secret", "no");
  m.plane.PutFile("/secret", "no");
  m.Start();
  CHECK(NamesIn(m.path()) == std::multiset<std::string>{".", "..", "one"});
  CHECK(ReadAll(m.path("/one")) == "1");
  struct stat st;
  CHECK(ErrorOf([&] { return stat(m.path("/secret").c_str(), &st); }) == ENOENT);
  CHECK(ErrorOf([&] { return stat(m.path("/../images-secret").c_str(), &st); }) == ENOENT);
}

TEST_CASE("an engine's error reaches the caller, and the next call asks again") {
  Mounted m;
  m.plane.PutFile("/f", "here");
  m.Start();
  struct stat st;
  m.plane.Fail("/f", Unavailable("the source does not answer"));
  CHECK(ErrorOf([&] { return stat(m.path("/f").c_str(), &st); }) == EIO);
  m.plane.Fail("/f", PermissionDenied("403"));
  CHECK(ErrorOf([&] { return stat(m.path("/f").c_str(), &st); }) == EACCES);
  m.plane.Fail("/f", Ok());
  CHECK(ReadAll(m.path("/f")) == "here");
}

TEST_CASE("buffered reads come in requests larger than the kernel's default read-ahead") {
  Mounted m;
  m.plane.PutFile("/f", Bytes(16 << 20, 2));
  m.Start();
  const uint64_t reads = m.Requests(FUSE_READ, [&] { CHECK(ReadAll(m.path("/f")).size() == 16 << 20); });
  CHECK(reads < 64);  // 128 at 128 KiB each
}

}  // namespace
}  // namespace fluid::test
