// The built-in client against real web servers.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/support.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

size_t Count(const Nginx& nginx, const std::string& method) {
  size_t n = 0;
  for (const Nginx::Request& request : nginx.requests()) n += request.method == method;
  return n;
}

void MakeSparse(const std::string& path, uint64_t size) {
  WriteFile(path, "");
  REQUIRE(truncate(path.c_str(), static_cast<off_t>(size)) == 0);
}

// Names that a page, a URL or a shell could take for something else.
std::vector<std::string> HostileNames() {
  return {"with blank", "50%",
          "a%20b",      "a&b",
          "a&amp;b",    "what?",
          "no#1",       "say \"hi\"",
          "it's",       "semi;colon",
          "co:lon",     "<b>",
          "plus+",      "\xc3\xa4\xe2\x82\xac.txt",
          "$HOME",      "back\\slash",
          "tab\there",  std::string(255, 'n'),
          "?C=N;O=D",   "-rf",
          "a=b",        "~tilde",
          "index\x01",  "latin\xe9"};
}

}  // namespace

TEST_CASE("a tree that nginx serves is listed and read as it is") {
  TempDir tree, home;
  WriteFile(tree / "a.txt", "hello");
  WriteFile(tree / "dir/big.bin", Bytes(3 << 20, 1));
  WriteFile(tree / "dir/empty", "");
  for (const bool json : {false, true}) {
    Nginx::Options options;
    options.json_index = json;
    Nginx nginx(tree.path(), options);
    TrialHost host(home / (json ? "json" : "html"));
    host.Create({{"/", nginx.url()}});
    CHECK(host.List("/") == std::map<std::string, Entry>{{"a.txt", {false, 5}}, {"dir", {true, 0}}});
    CHECK(host.List("/dir") ==
          std::map<std::string, Entry>{{"big.bin", {false, 3 << 20}}, {"empty", {false, 0}}});
    CHECK(host.Read("/a.txt") == "hello");
    CHECK(host.Read("/dir/big.bin") == Bytes(3 << 20, 1));
    CHECK(host.Read("/dir/empty").empty());
  }
}

TEST_CASE("names of any bytes come through nginx and Python") {
  TempDir tree, home;
  for (const std::string& name : HostileNames()) {
    WriteFile(tree / name, "bytes of " + name);
    WriteFile(tree / ("folder of " + name.substr(0, 200)) + "/inner", name);
  }
  const auto check = [&](const std::string& url, const std::string& folder) {
    TrialHost host(home / folder);
    host.Create({{"/", url}});
    const auto entries = host.List("/");
    for (const std::string& name : HostileNames()) {
      CAPTURE(folder, name);
      CHECK(entries.count(name) == 1);
      CHECK(host.Read("/" + name) == "bytes of " + name);
      CHECK(host.Read("/folder of " + name.substr(0, 200) + "/inner") == name);
    }
    CHECK(entries.size() == 2 * HostileNames().size());
  };
  {
    Nginx html(tree.path());
    check(html.url(), "html");
  }
  {
    Nginx::Options options;
    options.json_index = true;
    Nginx json(tree.path(), options);
    check(json.url(), "json");
  }
  // Python can't list names that are no UTF-8, and shows control characters in other ways.
  PythonServer python(tree.path());
  TrialHost host(home / "python");
  host.Create({{"/", python.url()}});
  for (const std::string& name : HostileNames()) {
    if (name == "latin\xe9" || name == "index\x01" || name == "tab\there") continue;
    CAPTURE(name);
    CHECK(host.Read("/" + name) == "bytes of " + name);
  }
}

TEST_CASE("Python's server, which tells no sizes and gives no ranges, is read right") {
  TempDir tree, home;
  WriteFile(tree / "big.bin", Bytes(5 << 20, 2));
  WriteFile(tree / "small", "x");
  PythonServer python(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", python.url()}});
  CHECK(host.List("/") == std::map<std::string, Entry>{{"big.bin", {false, 5 << 20}}, {"small", {false, 1}}});
  TrialHost::Handle handle(&host, "/big.bin");
  CHECK(handle.Pread(4 << 20, 1000) == Bytes(5 << 20, 2).substr(4 << 20, 1000));
  CHECK(handle.ReadAll() == Bytes(5 << 20, 2));
  CHECK(host.Usage().miss_bytes < (5 << 20) * 11 / 10);
}

TEST_CASE("sizes that the page rounds are asked for once each and kept over a restart") {
  TempDir tree, home;
  for (int i = 0; i < 40; ++i)
    WriteFile(tree / ("f" + std::to_string(i)), Bytes(100000 + static_cast<size_t>(i), 3));
  Nginx::Options options;
  options.exact_size = false;
  Nginx nginx(tree.path(), options);
  for (int life = 0; life < 2; ++life) {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    REQUIRE(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_SERVING; }));  // it listed again
    const auto entries = host.List("/");
    REQUIRE(entries.size() == 40);
    for (int i = 0; i < 40; ++i)
      CHECK(entries.at("f" + std::to_string(i)).size == 100000u + static_cast<uint64_t>(i));
    host.List("/");
    CHECK(Count(nginx, "HEAD") == 40);
  }
}

TEST_CASE("a URI that names one file is a directory with that file") {
  TempDir tree, home;
  WriteFile(tree / "sub/only one.bin", Bytes(2 << 20, 4));
  WriteFile(tree / "sub/other", "no");
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/data", nginx.url() + "sub/only%20one.bin"}});
  CHECK(host.List("/data") == std::map<std::string, Entry>{{"only one.bin", {false, 2 << 20}}});
  CHECK(host.Read("/data/only one.bin") == Bytes(2 << 20, 4));
  CHECK_THROWS_AS(host.GetStat("/data/other"), CallFailed);
}

TEST_CASE("one mebibyte far inside a cold file costs the server little") {
  TempDir tree, home;
  MakeSparse(tree / "huge", uint64_t{1} << 30);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  TrialHost::Handle handle(&host, "/huge");
  const auto sent = [&] {  // once all that came is in the log, which has a line for what ended
    CHECK(Eventually([&] { return nginx.bytes_sent() >= host.Usage().miss_bytes; }));
    return nginx.bytes_sent();
  };
  const auto read = [&](uint64_t from, uint64_t to) {
    for (uint64_t i = from; i < to; ++i)
      CHECK(handle.Pread((uint64_t{900} << 20) + (i << 17), 1 << 17) == std::string(1 << 17, '\0'));
  };
  read(0, 8);
  CHECK(sent() <= 2 << 20);
  read(8, 16);  // as the kernel reads ahead of such a reader
  CHECK(sent() <= 4 << 20);
}

TEST_CASE("many readers of one cold file make the server send it once", "[threads]") {
  TempDir tree, home;
  const std::string bytes = Bytes(24 << 20, 5);
  WriteFile(tree / "big", bytes);
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  std::atomic<int> right{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 32; ++i)
    readers.emplace_back([&, i] {
      TrialHost::Handle handle(&host, "/big");
      const size_t step = 64 * 1024 + static_cast<size_t>(i) * 4096;
      right += handle.ReadAll(step) == bytes;
    });
  for (std::thread& reader : readers) reader.join();
  CHECK(right == 32);
  CHECK(nginx.bytes_sent() <= bytes.size() * 105 / 100);
}

TEST_CASE("what was read once is read again without the server, also after a restart") {
  TempDir tree, home;
  WriteFile(tree / "a/big", Bytes(6 << 20, 6));
  for (int i = 0; i < 20; ++i)
    WriteFile(tree / ("a/s" + std::to_string(i)), Bytes(5000, static_cast<uint64_t>(i)));
  Nginx nginx(tree.path());
  const auto read_all = [](TrialHost& host) {
    std::map<std::string, std::string> all;
    for (const std::string& file : host.Walk("/")) all[file] = host.Read(file);
    return all;
  };
  std::map<std::string, std::string> first;
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    first = read_all(host);
    CHECK(first.size() == 21);
    CHECK(first.at("/a/big") == Bytes(6 << 20, 6));
    const size_t requests = nginx.requests().size();
    CHECK(read_all(host) == first);
    CHECK(nginx.requests().size() == requests);
    nginx.Stop();
    CHECK(read_all(host) == first);
  }
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  CHECK(read_all(host) == first);
}

TEST_CASE("the counters agree with the server's log") {
  TempDir tree, home;
  WriteFile(tree / "big", Bytes(20 << 20, 7));
  for (int i = 0; i < 50; ++i)
    WriteFile(tree / ("s" + std::to_string(i)), Bytes(30000, static_cast<uint64_t>(i)));
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  uint64_t read = 0;
  for (int round = 0; round < 2; ++round)
    for (const std::string& file : host.Walk("/")) read += host.Read(file).size();
  const fluid_cache_usage usage = host.Usage();
  const double sent = static_cast<double>(nginx.bytes_sent());
  CHECK(static_cast<double>(usage.miss_bytes) == Approx(sent).epsilon(0.01));
  CHECK(static_cast<double>(usage.hit_bytes) == Approx(static_cast<double>(read) / 2).epsilon(0.01));
  CHECK(usage.cached_bytes == read / 2);
  CHECK(usage.total_bytes == read / 2);
  CHECK(usage.total_files == 51);
}

TEST_CASE("a password comes from the host's secrets and shows nowhere") {
  TempDir tree, home, conf;
  WriteFile(tree / "a", "secret bytes");
  WriteFile(conf / "passwords", "joe:{PLAIN}canary-7Q\n");
  Nginx::Options options;
  options.extra_server = "auth_basic x; auth_basic_user_file " + conf / "passwords" + ";";
  std::filesystem::permissions(conf.path(), std::filesystem::perms::all);
  std::filesystem::permissions(conf / "passwords", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  Nginx nginx(tree.path(), options);
  TrialHost host(home.path());
  host.secrets = {{"s/user", "joe"}, {"s/pass", "wrong-canary-7Q"}};
  TrialMount mount{"/", nginx.url()};
  mount.secrets = {{"http.user", "s/user"}, {"http.password", "s/pass"}};
  host.Create({mount});
  try {
    host.List("/");
    FAIL("a wrong password was taken");
  } catch (const CallFailed& e) {
    CHECK(e.code() == FLUID_UNAUTHENTICATED);
    CHECK(e.message.find("HTTP 401") != std::string::npos);
    CHECK(e.message.find("canary") == std::string::npos);
  }
  host.secrets["s/pass"] = "canary-7Q";  // read anew for the next request
  CHECK(host.Read("/a") == "secret bytes");
  CHECK(host.log().find("canary") == std::string::npos);
  for (const auto& file : std::filesystem::recursive_directory_iterator(home.path()))
    if (file.is_regular_file()) CHECK(ReadAll(file.path()).find("canary-7Q") == std::string::npos);
}
