#include "src/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <thread>

#include "src/base/unix_socket.h"
#include "tests/support/support.h"

using namespace fluid;

TEST_CASE("a replaced file has the new bytes and mode and leaves no temporary") {
  test::TempDir dir;
  REQUIRE(ReplaceFile(dir / "f", "one").ok());
  REQUIRE(ReplaceFile(dir / "f", "two", 0600).ok());
  CHECK(*ReadFile(dir / "f") == "two");
  CHECK(ListDir(dir.path())->size() == 1);
  struct stat st;
  REQUIRE(stat((dir / "f").c_str(), &st) == 0);
  CHECK((st.st_mode & 0777) == 0600);
}

TEST_CASE("errors of files name the path") {
  test::TempDir dir;
  CHECK_THAT(std::string(ReadFile(dir / "none").status().message()), Catch::Contains(dir / "none"));
  CHECK(ReadFile(dir / "none").status().code() == Code::kNotFound);
  REQUIRE(ReplaceFile(dir / "f", std::string(100, 'x')).ok());
  CHECK(ReadFile(dir / "f", 10).status().code() == Code::kResourceExhausted);
}

TEST_CASE("a tree is removed whole, links in it are not followed") {
  test::TempDir dir;
  test::WriteFile(dir / "kept/f", "x");
  test::WriteFile(dir / "tree/a/b/c", "x");
  REQUIRE(symlink((dir / "kept").c_str(), (dir / "tree/link").c_str()) == 0);
  REQUIRE(RemoveTree(dir / "tree").ok());
  CHECK_FALSE(Exists(dir / "tree"));
  CHECK(Exists(dir / "kept/f"));
  CHECK(RemoveTree(dir / "tree").ok());
}

TEST_CASE("a second owner of a lock is told the pid of the first") {
  test::TempDir dir;
  auto first = FileLock::Take(dir / "lock");
  REQUIRE(first.ok());
  const Status second = FileLock::Take(dir / "lock").status();
  CHECK(second.code() == Code::kFailedPrecondition);
  CHECK_THAT(std::string(second.message()), Catch::Contains(std::to_string(getpid())));
}

TEST_CASE("a lock whose holder died is waited for while a child of the holder still has it") {
  test::TempDir dir;
  const std::string path = dir / "lock";
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  const Fd reader(ends[0]);
  Fd writer(ends[1]);
  const pid_t holder = fork();
  if (holder == 0) {
    const Result<FileLock> lock = FileLock::Take(path);
    if (!lock.ok() || fork() != 0) _exit(lock.ok() ? 0 : 1);
    char byte;  // the child has it until the test says so
    (void)!read(reader.get(), &byte, 1);
    usleep(50'000);
    _exit(0);
  }
  int status = -1;
  REQUIRE(waitpid(holder, &status, 0) == holder);
  REQUIRE(status == 0);
  REQUIRE(write(writer.get(), "", 1) == 1);
  const Status taken = FileLock::Take(path).status();
  INFO(taken.ToString());
  CHECK(taken.ok());
}

TEST_CASE("a dead socket is replaced without a moment in which there is none", "[threads]") {
  test::TempDir dir;
  const std::string path = dir / "s";
  {
    REQUIRE(ListenUnix(path).ok());
  }
  std::atomic<bool> over = false;
  std::thread replacing([&] {
    for (int i = 0; i < 300; ++i) (void)ListenUnix(path);
    over = true;
  });
  while (!over) {
    const Result<Fd> connected = ConnectUnix(path);
    if (connected.ok()) continue;
    INFO(connected.status().ToString());
    CHECK(connected.status().error_number() == ECONNREFUSED);
  }
  replacing.join();
}

TEST_CASE("a socket is found at a path longer than an address holds") {
  test::TempDir dir;
  const std::string folder = dir / std::string(150, 'd');
  REQUIRE(MakeDirs(folder).ok());
  const std::string path = folder + "/s";
  CHECK(ConnectUnix(path).status().code() == Code::kUnavailable);
  {
    auto listener = ListenUnix(path);
    REQUIRE(listener.ok());
    CHECK(ConnectUnix(path).ok());
    CHECK(ListenUnix(path).status().code() == Code::kAlreadyExists);
    struct stat st;
    REQUIRE(stat(path.c_str(), &st) == 0);
    CHECK((st.st_mode & 0777) == 0600);
  }
  CHECK(ConnectUnix(path).status().code() == Code::kUnavailable);
  CHECK(ListenUnix(path).ok());
}
