#include "fluid/secrets.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/support.h"

namespace fluid {
namespace {

class MemoryHome {
 public:
  Secrets& secrets() { return *secrets_; }

 private:
  std::unique_ptr<Secrets> secrets_ = NewMemorySecrets();
};

class FileHome {
 public:
  Secrets& secrets() { return *secrets_; }

 private:
  test::TempDir dir_;
  std::unique_ptr<Secrets> secrets_ = NewFileSecrets(dir_ / "secrets");
};

SecretValue Read(Secrets& secrets, const std::string& ref) {
  const auto value = secrets.Read(ref);
  INFO(value.status().ToString());
  REQUIRE(value.ok());
  return *value;
}

int ModeOf(const std::string& path) {
  struct stat status{};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

}  // namespace

TEMPLATE_TEST_CASE("a secret that was put is read, byte for byte", "[secrets]", MemoryHome, FileHome) {
  TestType home;
  const std::string bytes("a\0b\n\"", 5);
  REQUIRE(home.secrets().Put("default", "s3", {{"key", bytes}, {"empty", ""}, {".dot_K-1", "x"}}).ok());
  CHECK(Read(home.secrets(), "default/s3/key").bytes == bytes);
  CHECK(Read(home.secrets(), "default/s3/empty").bytes.empty());
  CHECK(Read(home.secrets(), "default/s3/.dot_K-1").bytes == "x");
}

TEMPLATE_TEST_CASE("versions are equal iff the bytes are, and say nothing of them", "[secrets]", MemoryHome,
                   FileHome) {
  TestType home;
  REQUIRE(home.secrets().Put("default", "a", {{"k", "swordfish"}, {"l", "swordfish"}}).ok());
  const std::string first = Read(home.secrets(), "default/a/k").version;
  CHECK(first == Read(home.secrets(), "default/a/l").version);
  REQUIRE(home.secrets().Put("default", "a", {{"k", "swordfisH"}}).ok());
  CHECK(first != Read(home.secrets(), "default/a/k").version);
  REQUIRE(home.secrets().Put("default", "a", {{"k", "swordfish"}}).ok());
  CHECK(first == Read(home.secrets(), "default/a/k").version);
  CHECK(first.find("sword") == std::string::npos);
}

TEMPLATE_TEST_CASE("a put replaces all keys, a removal ends them", "[secrets]", MemoryHome, FileHome) {
  TestType home;
  REQUIRE(home.secrets().Put("default", "a", {{"k", "1"}, {"l", "1"}}).ok());
  REQUIRE(home.secrets().Put("other", "a", {{"k", "other"}}).ok());
  REQUIRE(home.secrets().Put("default", "a", {{"k", "2"}}).ok());
  CHECK(Read(home.secrets(), "default/a/k").bytes == "2");
  const Status missing = home.secrets().Read("default/a/l").status();
  CHECK(missing.code() == Code::kNotFound);
  CHECK(missing.message().find("default/a/l") != std::string::npos);
  REQUIRE(home.secrets().Remove("default", "a").ok());
  REQUIRE(home.secrets().Remove("default", "a").ok());
  CHECK(home.secrets().Read("default/a/k").status().code() == Code::kNotFound);
  CHECK(Read(home.secrets(), "other/a/k").bytes == "other");
}

TEMPLATE_TEST_CASE("names that lead elsewhere are refused", "[secrets][D18]", MemoryHome, FileHome) {
  TestType home;
  for (const char* ref : {"", "a", "a/b", "a/b/c/d", "../b/c", "a/../c", "a/b/..", "a/b/.", "/b/c", "a//c",
                          "a/b/", "a/b/c\nd", ".salt/b/c", "a/.new-b/c", "A/b/c", "a/b/..c"}) {
    INFO(ref);
    CHECK(home.secrets().Read(ref).status().code() == Code::kInvalidArgument);
  }
  CHECK(home.secrets().Read(std::string("a/b/c\0d", 7)).status().code() == Code::kInvalidArgument);
  CHECK(home.secrets().Put("..", "b", {{"k", "v"}}).code() == Code::kInvalidArgument);
  CHECK(home.secrets().Put("a", "b/c", {{"k", "v"}}).code() == Code::kInvalidArgument);
  CHECK(home.secrets().Put("a", "b", {{"../k", "v"}}).code() == Code::kInvalidArgument);
  CHECK(home.secrets().Put("a", "b", {{"k", std::string((1 << 20) + 1, 'x')}}).code() ==
        Code::kInvalidArgument);
  CHECK(home.secrets().Remove("..", "b").code() == Code::kInvalidArgument);
}

TEST_CASE("secrets are files of 0600 in folders of 0700, and are there after a restart", "[secrets]") {
  test::TempDir dir;
  const std::string folder = dir / "secrets";
  std::string version;
  {
    const auto secrets = NewFileSecrets(folder);
    REQUIRE(secrets->Put("default", "a", {{"k", "1"}}).ok());
    version = Read(*secrets, "default/a/k").version;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    INFO(entry.path());
    CHECK(ModeOf(entry.path()) == (entry.is_directory() ? 0700 : 0600));
  }
  CHECK(ModeOf(folder) == 0700);
  const auto again = NewFileSecrets(folder);
  CHECK(Read(*again, "default/a/k").bytes == "1");
  CHECK(Read(*again, "default/a/k").version == version);
  // Another home says something else of the same bytes: a version can't be looked up in a table of guesses.
  const auto other = NewFileSecrets(dir / "other");
  REQUIRE(other->Put("default", "a", {{"k", "1"}}).ok());
  CHECK(Read(*other, "default/a/k").version != version);
}

TEST_CASE("what a crash left beside a secret goes with the next put", "[secrets]") {
  test::TempDir dir;
  test::WriteFile(dir / "secrets/default/.new-a/k", "half");
  const auto secrets = NewFileSecrets(dir / "secrets");
  REQUIRE(secrets->Put("default", "b", {{"k", "1"}}).ok());
  CHECK_FALSE(std::filesystem::exists(dir / "secrets/default/.new-a"));
  CHECK(secrets->Read("default/a/k").status().code() == Code::kNotFound);
}

TEST_CASE("a reader sees the old value or the new one, while it is replaced", "[secrets][threads]") {
  test::TempDir dir;
  const auto writer = NewFileSecrets(dir / "secrets");
  const auto reader = NewFileSecrets(dir / "secrets");  // of another process, say
  REQUIRE(writer->Put("default", "a", {{"k", "one"}}).ok());
  std::atomic<bool> stop = false;
  std::thread changer([&] {
    for (int i = 0; !stop; ++i) {
      if (!writer->Put("default", "a", {{"k", i % 2 == 0 ? "two" : "one"}}).ok()) std::abort();
    }
  });
  for (int i = 0; i < 200; ++i) {
    const std::string bytes = Read(*reader, "default/a/k").bytes;
    if (bytes != "one" && bytes != "two") FAIL(bytes);
  }
  stop = true;
  changer.join();
}

}  // namespace fluid
