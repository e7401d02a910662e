// Datasets that change, are loaded, and end, while somebody has files open.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

constexpr size_t MiB = 1 << 20;

// A file somebody has open.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    INFO(path);
    REQUIRE(fd_ >= 0);
  }
  ~OpenFile() {
    if (fd_ >= 0) close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  // Up to `size` bytes from where the last reading ended.
  std::string Read(size_t size) {
    std::string bytes(size, '\0');
    size_t done = 0;
    ssize_t got = 0;
    while (done < size && (got = read(fd_, bytes.data() + done, size - done)) > 0) {
      done += static_cast<size_t>(got);
    }
    REQUIRE(got >= 0);
    bytes.resize(done);
    return bytes;
  }
  size_t size() const {
    struct stat attributes{};
    REQUIRE(fstat(fd_, &attributes) == 0);
    return static_cast<size_t>(attributes.st_size);
  }

 private:
  const int fd_;
};

// What `limit_rate` of the server makes of a load: slow enough to be seen half done.
Nginx::Options Slow(const std::string& rate) {
  Nginx::Options options;
  options.extra_location = "limit_rate " + rate + ";";
  return options;
}

}  // namespace

TEST_CASE("sources are swapped under open files, without a mount or unmount") {
  TempDir www;
  const std::string a = Bytes(24 * MiB, 1), b = Bytes(24 * MiB, 2);
  WriteFile(www / "a/a.bin", a);
  WriteFile(www / "b/b.bin", b);
  Nginx nginx(www.path());
  const Source source_a{nginx.url() + "a/", "/a"}, source_b{nginx.url() + "b/", "/b"};
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("swap", {source_a});
  const std::string mount = daemon.Mount("swap");
  const std::vector<std::string> mounts = daemon.Mounts();

  OpenFile file_a(mount + "/a/a.bin");
  std::string read_a = file_a.Read(MiB);
  daemon.Apply(DatasetManifest("swap", {source_a, source_b}));
  daemon.Await("b is listed", [&] { return std::filesystem::exists(mount + "/b/b.bin"); });
  OpenFile file_b(mount + "/b/b.bin");
  daemon.Apply(DatasetManifest("swap", {source_b}));
  daemon.Await("a is gone for new opens", [&] {
    const int fd = open((mount + "/a/a.bin").c_str(), O_RDONLY | O_CLOEXEC);
    const int error = errno;
    if (fd >= 0) close(fd);
    return fd < 0 && error == ENOENT;
  });

  REQUIRE(file_a.size() == a.size());
  read_a += file_a.Read(a.size());
  REQUIRE((read_a == a));
  REQUIRE(file_b.size() == b.size());
  REQUIRE((file_b.Read(b.size() + 1) == b));
  REQUIRE(daemon.Mounts() == mounts);
}

// Slow: the server is, so that the load is seen half done.
TEST_CASE("a load tells how far it is, and what it loaded is read with the server stopped", "[slow]") {
  TempDir www;
  for (int i = 0; i < 8; ++i) WriteFile(www / fmt::format("f{}", i), Bytes(MiB, i));
  Nginx nginx(www.path(), Slow("256k"));
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  daemon.Must({"load", "demo", "--name", "warm", "--no-wait"});
  daemon.Await("the load is seen half done", [&] {
    const int64_t done = daemon.Get("dataload", "warm")["status"]["infos"]["bytesDone"].number();
    return done > 0 && done < static_cast<int64_t>(8 * MiB);
  });
  daemon.Await("Complete", [&] { return daemon.Phase("dataload", "warm") == "Complete"; });
  const Json infos = daemon.Get("dataload", "warm")["status"]["infos"];
  INFO(infos.ToString());
  REQUIRE(infos["bytesDone"].number() == static_cast<int64_t>(8 * MiB));
  REQUIRE(infos["bytesTotal"].number() == static_cast<int64_t>(8 * MiB));
  REQUIRE(infos["filesDone"].number() == 8);

  nginx.Stop();
  const std::string mount = daemon.Mount("demo");
  for (int i = 0; i < 8; ++i) REQUIRE((ReadAll(fmt::format("{}/f{}", mount, i)) == Bytes(MiB, i)));
}

TEST_CASE("a cancelled load ends, says so, and leaves the dataset as it is") {
  TempDir www;
  WriteFile(www / "slow", Bytes(8 * MiB, 1));
  WriteFile(www / "small", "small");
  Nginx nginx(www.path(), Slow("200k"));
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  daemon.Must({"load", "demo", "--name", "long", "--no-wait"});
  daemon.Await("it runs", [&] { return daemon.Phase("dataload", "long") == "Executing"; });
  daemon.Must({"cancel", "long"});
  REQUIRE(daemon.Phase("dataload", "long") == "Failed");
  REQUIRE(daemon.Condition("dataload", "long", "Failed")["reason"].text() == "Cancelled");
  REQUIRE(daemon.Phase("dataset", "demo") == "Bound");
  REQUIRE(ReadAll(daemon.Mount("demo") + "/small") == "small");
}

TEST_CASE("a dataset that is read is not deleted before its reader ends, and the reader is named") {
  TempDir www;
  WriteFile(www / "file", Bytes(MiB, 1));
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  Process::Options into;
  into.cwd = mount;
  Process reader({"sleep", "300"}, into);
  daemon.Must({"delete", "dataset", "demo", "--grace", "2m", "--no-wait"});
  daemon.Await("condition InUse names the reader", [&] {
    const Json condition = daemon.Condition("dataset", "demo", "InUse");
    return condition["status"].text() == "True" &&
           condition["message"].text().find(std::to_string(reader.pid())) != std::string::npos;
  });
  REQUIRE((ReadAll(mount + "/file") == Bytes(MiB, 1)));
  reader.Signal(SIGKILL);
  reader.Wait();
  daemon.RequireNothingLeft();
}

TEST_CASE("delete --force detaches a dataset under its readers at once") {
  TempDir www;
  WriteFile(www / "file", Bytes(MiB, 1));
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  OpenFile file(daemon.Mount("demo") + "/file");
  daemon.Must({"delete", "dataset", "demo", "--force", "--timeout", "20s"});
  daemon.RequireNothingLeft();
}

TEST_CASE("a reader who does not end within the grace is detached") {
  TempDir www;
  WriteFile(www / "file", Bytes(MiB, 1));
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  OpenFile file(daemon.Mount("demo") + "/file");
  daemon.Must({"delete", "dataset", "demo", "--grace", "1s", "--timeout", "30s"});
  daemon.RequireNothingLeft();
}

TEST_CASE("a dataset whose runtime is deleted is as one that never had any", "[D8]") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  daemon.Must({"load", "demo", "--name", "warm"});
  daemon.Must({"delete", "thinruntime", "demo"});
  daemon.Await("NotBound", [&] { return daemon.Phase("dataset", "demo") == "NotBound"; });
  const Json status = daemon.Get("dataset", "demo")["status"];
  INFO(status.ToString());
  REQUIRE_FALSE(status["mounts"].exists());
  REQUIRE_FALSE(status["runtimes"].exists());
  REQUIRE_FALSE(status["cacheStates"].exists());
  REQUIRE_FALSE(status["ufsTotal"].exists());
  REQUIRE(daemon.Condition("dataset", "demo", "Ready")["status"].text() == "False");
  REQUIRE(daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "RuntimeNotFound");

  daemon.Apply(RuntimeManifest("demo"));
  daemon.Await("Bound again", [&] { return daemon.Phase("dataset", "demo") == "Bound"; });
  REQUIRE(ReadAll(daemon.Mount("demo") + "/file") == "here");
}

TEST_CASE("a mount that can't be is told with why, and leaves nothing to be unmounted") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string target = daemon / "mnt-demo";
  WriteFile(target + "/precious", "x");
  const RunResult mount = daemon.Fluid({"mount", "demo", target});
  INFO(mount.err);
  REQUIRE(mount.exit_code == 1);
  REQUIRE(mount.err.find("precious") != std::string::npos);
  REQUIRE(daemon.Must({"get", "attachments", "-o", "name"}) == "");
  std::filesystem::remove_all(target);
  REQUIRE(ReadAll(daemon.Mount("demo") + "/file") == "here");
}

TEST_CASE("a dataset without a runtime waits for one and says so") {
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(DatasetManifest("alone", {Source{"http://127.0.0.1:1/"}}));
  daemon.Await("RuntimeNotFound", [&] {
    return daemon.Condition("dataset", "alone", "Ready")["reason"].text() == "RuntimeNotFound";
  });
  REQUIRE(daemon.Phase("dataset", "alone") == "NotBound");
  daemon.Must({"delete", "dataset", "alone"});
  daemon.RequireNothingLeft();
}

}  // namespace fluid::test
