// What people see of a running dataset: its cache file by file, its processes' output, its numbers.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

constexpr size_t kSize = 3 << 20;

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A dataset "demo" over nginx with a.bin, sub/b.bin, sub/c.bin.
struct Demo {
  Demo() : nginx((Fill(), www.path())) {
    daemon.Serve();
    daemon.Bind("demo", nginx.url());
  }
  void Fill() {
    WriteFile(www / "a.bin", Bytes(kSize, 1));
    WriteFile(www / "sub/b.bin", Bytes(kSize, 2));
    WriteFile(www / "sub/c.bin", Bytes(kSize, 3));
  }
  // One line of `cache ls` for a path, its columns by one blank; empty: none.
  std::string Row(const std::string& path, const std::vector<std::string>& args) const {
    std::vector<std::string> all{"cache", "ls", "demo"};
    all.insert(all.end(), args.begin(), args.end());
    std::istringstream lines(daemon.Must(all));
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string row;
      for (std::string word; words >> word;) row += (row.empty() ? "" : " ") + word;
      if (row.ends_with(" " + path)) return row;
    }
    return "";
  }

  TempDir www;
  Nginx nginx;
  Daemon daemon;
};

}  // namespace

TEST_CASE("cache ls tells of each file how much of it is cached, cache free removes it and nothing else") {
  Demo demo;
  CHECK(demo.Row("/a.bin", {}) == "3.00 MiB 0 B 0 /a.bin");
  CHECK(demo.Row("/sub/", {}) == "0 B /sub/");
  demo.daemon.Must({"load", "demo"});
  CHECK(demo.Row("/a.bin", {}) == "3.00 MiB 3.00 MiB 100 0 /a.bin");
  CHECK(demo.Row("/sub/", {}) == "6.00 MiB /sub/");
  CHECK(demo.Row("/sub/b.bin", {"/sub"}) == "3.00 MiB 3.00 MiB 100 0 /sub/b.bin");
  CHECK(demo.Row("/sub/b.bin", {"/sub/b.bin"}) == "3.00 MiB 3.00 MiB 100 0 /sub/b.bin");
  CHECK(demo.Row("/sub/c.bin", {"-R"}) == "3.00 MiB 3.00 MiB 100 0 /sub/c.bin");

  CHECK(
      Has(demo.daemon.Must({"cache", "free", "demo", "/sub/b.bin", "--dry-run"}), "3.00 MiB of /sub/b.bin"));
  CHECK(Has(demo.daemon.Must({"cache", "free", "demo", "sub/b.bin"}),
            "3.00 MiB of /sub/b.bin in dataset demo freed"));
  CHECK(demo.Row("/sub/b.bin", {"-R"}) == "3.00 MiB 0 B 0 /sub/b.bin");
  CHECK(demo.Row("/sub/b.bin", {"-R", "--cached"}).empty());
  CHECK(demo.Row("/sub/c.bin", {"-R", "--cached"}) == "3.00 MiB 3.00 MiB 100 0 /sub/c.bin");
  demo.daemon.Must({"cache", "free", "demo"});
  CHECK(demo.Row("/a.bin", {"-R", "--cached"}).empty());

  CHECK(demo.daemon.Fluid({"cache", "ls", "demo", "/absent"}).exit_code == 4);
  CHECK(demo.daemon.Fluid({"cache", "ls", "absent"}).exit_code == 4);
  CHECK(demo.daemon.Fluid({"cache", "free", "demo", "/../x"}).exit_code == 2);
  const Json json(demo.daemon.Must({"cache", "ls", "demo", "/sub", "-o", "json"}));
  CHECK(json.items().size() == 2);
}

TEST_CASE("cache verify finds a damaged block and fetches it again") {
  Demo demo;
  demo.daemon.Must({"load", "demo"});
  demo.daemon.Must({"cache", "verify", "demo"});
  demo.nginx.ClearLog();
  // One bit of what is cached flips on the disk.
  std::string blob;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(demo.daemon.state())) {
    if (entry.is_regular_file() && entry.file_size() >= kSize && Has(entry.path(), "/cache/"))
      blob = entry.path();
  }
  REQUIRE_FALSE(blob.empty());
  {
    std::fstream file(blob, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(100000);
    const char byte = static_cast<char>(file.get());
    file.seekp(100000);
    file.put(static_cast<char>(byte ^ 1));
  }
  const RunResult verified = demo.daemon.Fluid({"cache", "verify", "demo"});
  INFO(verified.out << verified.err);
  CHECK(verified.exit_code == 0);
  CHECK(Has(verified.out, " verified"));
  CHECK(demo.nginx.bytes_sent() > 0);
  CHECK(demo.nginx.bytes_sent() < 3 * kSize);
  const std::string mount = demo.daemon.Mount("demo");
  CHECK(TryRead(mount + "/a.bin") == Bytes(kSize, 1));
  CHECK(TryRead(mount + "/sub/b.bin") == Bytes(kSize, 2));
  CHECK(TryRead(mount + "/sub/c.bin") == Bytes(kSize, 3));
}

TEST_CASE("logs shows what the processes of a dataset write, its end, and what they go on to write") {
  Demo demo;
  const std::string all = demo.daemon.Must({"logs", "demo"});
  CHECK(Has(all, "applied config"));
  const std::string last = demo.daemon.Must({"logs", "dataset/demo", "--tail", "1"});
  CHECK(std::count(last.begin(), last.end(), '\n') == 1);
  CHECK(all.ends_with(last));
  CHECK(demo.daemon.Must({"logs", "thinruntime", "demo", "--tail", "1"}) == last);
  CHECK(demo.daemon.Must({"logs", "demo", "--since", "1h"}) == all);
  CHECK(demo.daemon.Fluid({"logs", "absent"}).exit_code == 4);
  CHECK(demo.daemon.Fluid({"logs", "demo", "-c", "absent"}).exit_code == 4);

  demo.daemon.Must({"load", "demo", "--name", "warm"});
  demo.daemon.Must({"load", "demo", "--name", "other"});
  const std::string of_load = demo.daemon.Must({"logs", "dataload/warm"});
  CHECK(Has(of_load, ": started"));
  CHECK_FALSE(Has(of_load, "applied config"));
  CHECK(of_load != demo.daemon.Must({"logs", "dataload/other"}));

  TempDir dir;
  Process follower({std::string(FLUID_BINARY_DIR) + "/bin/fluid", "--state-dir", demo.daemon.state(), "logs",
                    "demo", "-f", "--tail", "0"},
                   {.env = {}, .stdout_file = dir / "out", .stderr_file = dir / "err", .cwd = ""});
  demo.daemon.Mount("demo");  // the node writes a line when it applies a new configuration
  demo.daemon.Await("the follower tells the new line",
                    [&] { return Has(ReadAll(dir / "out"), "applied config"); });
  follower.Signal(SIGINT);
  CHECK(follower.Wait() == 130);
  CHECK(ReadAll(dir / "err") == "fluid: the watch has ended; the processes go on\n");
  // Each line once.
  const std::string told = ReadAll(dir / "out");
  std::istringstream lines(told);
  std::vector<std::string> seen;
  for (std::string line; std::getline(lines, line); seen.push_back(line))
    CHECK(std::find(seen.begin(), seen.end(), line) == seen.end());
}

TEST_CASE("top shows phase, cache and readers once where it is no terminal") {
  Demo demo;
  demo.daemon.Must({"load", "demo"});
  const std::string mount = demo.daemon.Mount("demo");
  CHECK(TryRead(mount + "/a.bin"));
  const std::string top = demo.daemon.Must({"top", "--interval", "100ms"});
  INFO(top);
  CHECK(Has(top, "DATASET"));
  CHECK(Has(top, "demo      Bound   9.00 MiB"));
  CHECK_FALSE(Has(top, "\x1b"));
  CHECK_FALSE(Has(top, "OPERATION"));
}

}  // namespace fluid::test
