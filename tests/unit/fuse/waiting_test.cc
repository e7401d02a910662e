// Reads that wait: whom they hold up, how they end.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "tests/unit/fuse/mounted.h"

namespace fluid::test {
namespace {

using std::chrono::seconds;

TEST_CASE("reads that wait for a source hold up nobody else", "[threads]") {
  Mounted m;
  m.plane.PutFile("/ready", "ready");
  for (int i = 0; i < 20; ++i) m.plane.PutFile(fmt::format("/slow{}", i), std::string(1000, 's'));
  m.Start();
  std::vector<std::future<std::string>> slow;
  const FakePlane::Releaser releaser{m.plane};
  for (int i = 0; i < 20; ++i) {
    m.plane.Hold(fmt::format("/slow{}", i));
    slow.push_back(
        std::async(std::launch::async, [&m, i] { return ReadAll(m.path(fmt::format("/slow{}", i))); }));
  }
  REQUIRE(Eventually([&] { return m.plane.held() == 20; }));
  auto ready = std::async(std::launch::async, [&] {
    std::string bytes;
    for (int i = 0; i < 20; ++i) {
      m.plane.PutFile("/ready", fmt::format("ready {}", i));  // so that it is read, not remembered
      bytes = ReadAll(m.path("/ready"));
    }
    return bytes;
  });
  CHECK(ready.wait_for(seconds(10)) == std::future_status::ready);
  CHECK(m.plane.held() == 20);
  m.plane.Release();
  for (auto& each : slow) CHECK(each.get() == std::string(1000, 's'));
  CHECK(ready.get() == "ready 19");
}

TEST_CASE("a read that takes too long ends at its deadline") {
  fuse::FuseMountOptions options;
  options.files.request_timeout = std::chrono::milliseconds(200);
  Mounted m(options);
  m.plane.PutFile("/f", "never");
  m.Start();
  const Fd fd = OpenRead(m.path("/f"));
  m.plane.Hold("/f");
  char byte;
  CHECK(ErrorOf([&] { return read(fd.get(), &byte, 1); }) == ETIMEDOUT);
  m.plane.Release();
  CHECK(read(fd.get(), &byte, 1) == 1);
}

TEST_CASE("a killed process ends at once, and what it waited for is called off") {
  Mounted m;
  m.plane.PutFile("/f", "never");
  m.Start();
  m.plane.Hold("/f");
  Process reader({"/bin/cat", m.path("/f")});
  REQUIRE(Eventually([&] { return m.plane.held() == 1; }));
  reader.Signal(SIGKILL);
  CHECK(reader.Wait() == 128 + SIGKILL);
  CHECK(Eventually([&] { return m.plane.held() == 0; }));
  CHECK(m.plane.called_off == 1);
}

TEST_CASE("detaching ends those who wait, and new calls fail at once", "[threads]") {
  Mounted m;
  m.plane.PutFile("/f", "never");
  m.plane.PutFile("/g", "also");
  m.Start();
  m.plane.Hold("/f");
  const Fd open_file = OpenRead(m.path("/g"));
  std::vector<std::future<int>> readers;
  const FakePlane::Releaser releaser{m.plane};
  for (int i = 0; i < 10; ++i) {
    readers.push_back(std::async(std::launch::async, [&m] {
      const Fd fd = OpenRead(m.path("/f"));
      char byte;
      return ErrorOf([&] { return read(fd.get(), &byte, 1); });
    }));
  }
  REQUIRE(Eventually([&] { return m.plane.held() >= 1; }));
  m.plane.OnChange(nullptr);
  m.mount->Detach();
  for (auto& reader : readers) CHECK(reader.get() != 0);
  char byte;
  CHECK(ErrorOf([&] { return read(open_file.get(), &byte, 1); }) == ENOTCONN);
  CHECK(m.plane.open_files == 0);
}

TEST_CASE("many readers and changes at once end well", "[threads]") {
  Mounted m;
  constexpr int kFiles = 50;
  for (int i = 0; i < kFiles; ++i) m.plane.PutFile(fmt::format("/d{}/f{}", i % 5, i), Bytes(300'000, 1));
  m.Start();
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0}, rounds{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t; !stop; ++i) {
        const std::string path = m.path(fmt::format("/d{}/f{}", i % kFiles % 5, i % kFiles));
        const Fd fd = OpenRead(path);
        if (!fd || PreadAll(fd.get()) != Bytes(300'000, 1)) ++wrong;
        ++rounds;
      }
    });
  }
  threads.emplace_back([&] {
    for (int i = 0; !stop; ++i) {
      m.plane.Tell(i % 10 == 0 ? "/" : fmt::format("/d{}", i % 5));
      std::this_thread::yield();
    }
  });
  CHECK(Eventually([&] { return rounds > 500; }, std::chrono::minutes(2)));
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace fluid::test
