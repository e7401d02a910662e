// The built-in client against servers that do harm, by mistake or on purpose.
#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "tests/support/support.h"
#include "tests/unit/thin/script_server.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

// What the call failed with.
template <class Fn>
CallFailed Failure(const Fn& fn) {
  try {
    fn();
  } catch (const CallFailed& e) {
    return e;
  }
  FAIL("the call did not fail");
  throw 0;
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr size_t kBig = 3 << 20;

// Whether the other end has acknowledged all that was sent, before the 40 ms for which it may hold that back.
bool AcknowledgedAtOnce(int fd) {
  int unacknowledged = 1;
  return Eventually([&] { return ioctl(fd, SIOCOUTQ, &unacknowledged) == 0 && unacknowledged == 0; },
                    std::chrono::milliseconds(20));
}

}  // namespace

TEST_CASE("a source that refuses is reported with URL and HTTP status") {
  for (const auto& [status, code] : std::map<int, int>{{401, FLUID_UNAUTHENTICATED},
                                                       {403, FLUID_PERMISSION_DENIED},
                                                       {404, FLUID_NOT_FOUND},
                                                       {500, FLUID_UNAVAILABLE}}) {
    CAPTURE(status);
    TempDir home;
    ScriptServer server([s = status](const ScriptRequest&) {
      return ScriptAnswer{.status = s, .headers = {}, .body = "no", .midway = {}};
    });
    TrialHost host(home.path());
    host.Create({{"/", server.url()}});
    REQUIRE(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_FAILED; }));
    const Report report = host.Reports()[0];
    CHECK(FLUID_CODE(report.why) == code);
    CHECK(Contains(report.message, server.url()));
    CHECK(Contains(report.message, "HTTP " + std::to_string(status)));
    CHECK(Failure([&] { host.List("/"); }).code() == code);
  }
}

TEST_CASE("a source that comes back is found serving without a reader") {
  TempDir home;
  std::atomic<bool> up{false};
  ScriptServer server([&](const ScriptRequest&) {
    return up ? IndexOf({{"a", 1}}) : ScriptAnswer{.status = 500, .headers = {}, .body = "", .midway = {}};
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  REQUIRE(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_FAILED; }));
  up = true;
  CHECK(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_SERVING; }));
}

TEST_CASE(
    "a source that accepts and never answers is reported within five seconds, and the call ends in time") {
  TempDir home;
  ScriptServer server([](const ScriptRequest&) {
    return ScriptAnswer{.headers = {}, .body = "", .length = 10, .midway = {}, .stall = true};
  });
  TrialHost host(home.path());
  TrialMount mount{"/", server.url()};
  mount.options = {{"http.stall.timeout", "200ms"}};
  host.Create({mount});
  CHECK(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_FAILED; }));
  CHECK(Failure([&] { host.List("/"); }).code() == FLUID_UNAVAILABLE);
}

TEST_CASE("an error that passes is tried again, and nobody notices") {
  TempDir home;
  const std::string body = Bytes(kBig, 1);
  std::atomic<int> bad{2};
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", kBig}});
    if (request.method == "GET" && bad-- > 0)
      return ScriptAnswer{.status = 503, .headers = {}, .body = "busy", .midway = {}};
    return GoodFile(request, body, "\"v1\"");
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  CHECK(host.Read("/f") == body);
}

TEST_CASE("an answer that breaks off is gone on with where it broke") {
  TempDir home;
  const std::string body = Bytes(kBig, 2);
  std::atomic<int> breaks{2};
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", kBig}});
    ScriptAnswer answer = GoodFile(request, body, "\"v1\"");
    if (request.method == "GET" && breaks-- > 0)
      answer.length = static_cast<long long>(answer.body.size()), answer.send = 400000;
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  CHECK(host.Read("/f") == body);
  CHECK(host.Usage().miss_bytes < kBig * 11 / 10);
}

TEST_CASE("a length that is wrong each time is an error, not bytes") {
  TempDir home;
  const std::string body = Bytes(kBig, 3);
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", kBig}});
    ScriptAnswer answer = GoodFile(request, body, "\"v1\"");
    if (request.method == "GET") answer.length = static_cast<long long>(answer.body.size()), answer.send = 0;
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  TrialHost::Handle handle(&host, "/f");
  CHECK(Failure([&] { handle.Pread(0, 1000); }).code() == FLUID_UNAVAILABLE);
}

TEST_CASE("a server that ignores ranges sends the file once, whole, whoever reads it where", "[threads]") {
  TempDir home;
  const std::string body = Bytes(8 << 20, 4);
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", body.size()}});
    ScriptRequest plain = request;
    plain.headers.erase("range");
    return GoodFile(plain, body, "\"v1\"");
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  std::atomic<int> right{0};
  std::vector<std::thread> readers;
  for (size_t i = 0; i < 8; ++i)
    readers.emplace_back([&, i] {
      TrialHost::Handle handle(&host, "/f");
      right += handle.Pread((7 - i) << 20, 5000) == body.substr((7 - i) << 20, 5000);
    });
  for (std::thread& reader : readers) reader.join();
  CHECK(right == 8);
  CHECK(host.Read("/f") == body);
  CHECK(server.Count("GET", "/f") == 1);
}

TEST_CASE("a server that gives ranges now and then is read right") {
  TempDir home;
  const std::string body = Bytes(24 << 20, 4);
  std::atomic<int> gets{0};
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", body.size()}});
    ScriptRequest asked = request;
    if (request.method == "GET" && ++gets > 3) asked.headers.erase("range");
    return GoodFile(asked, body, "\"v1\"");
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  CHECK(host.Read("/f") == body);
  CHECK(host.Usage().miss_bytes < body.size() * 2);
}

TEST_CASE("a file that changes under its reader is never mixed") {
  TempDir home;
  const std::string old = Bytes(kBig, 5), fresh = Bytes(kBig, 6);
  for (const bool honest : {true, false}) {  // false: If-Match is ignored
    std::atomic<int> version{1};
    ScriptServer server([&](const ScriptRequest& request) {
      if (request.path == "/") return IndexOf({{"f", kBig}});
      ScriptRequest asked = request;
      if (!honest) asked.headers.erase("if-match");
      return version == 1 ? GoodFile(asked, old, "\"v1\"") : GoodFile(asked, fresh, "\"v2\"");
    });
    TrialHost host(home / (honest ? "honest" : "careless"));
    TrialMount mount{"/", server.url()};
    mount.options = {{"metadata.ttl", "0"}};
    host.Create({mount});
    TrialHost::Handle before(&host, "/f", 0, FLUID_OPEN_RANDOM);
    CHECK(before.Pread(0, 1000) == old.substr(0, 1000));
    version = 2;
    const CallFailed stale = Failure([&] { before.Pread(2 << 20, 1000); });
    CHECK(stale.code() == FLUID_ABORTED);
    CHECK(stale.err() == ESTALE);
    CHECK(before.Pread(500, 500) ==
          old.substr(500, 500));  // what is cached of the old version stays readable
    TrialHost::Handle after(&host, "/f");
    CHECK(after.stat.version != before.stat.version);
    CHECK(after.ReadAll() == fresh);
    const auto events = host.events();
    CHECK(std::count(events.begin(), events.end(), "SOURCE /f") >= 1);
  }
}

TEST_CASE("a file that changes while its bytes come is never mixed") {
  TempDir home;
  const std::string old = Bytes(kBig, 7), fresh = Bytes(kBig, 8);
  std::atomic<int> version{1};
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", kBig}});
    ScriptAnswer answer =
        version == 1 ? GoodFile(request, old, "\"v1\"") : GoodFile(request, fresh, "\"v2\"");
    // The first stretch breaks off, and what follows is of another version.
    if (version == 1 && request.method == "GET") {
      answer.length = static_cast<long long>(answer.body.size());
      answer.send = 300000;
      answer.midway = [&] { version = 2; };
    }
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  {
    TrialHost::Handle handle(&host, "/f");
    CHECK(Failure([&] { handle.ReadAll(); }).code() == FLUID_ABORTED);
  }
  CHECK(host.Read("/f") == fresh);
}

TEST_CASE("without ETag and Last-Modified a change of size is still seen") {
  TempDir home;
  std::atomic<int> version{1};
  const std::string old = Bytes(kBig, 9), fresh = Bytes(kBig + 1000, 10);
  ScriptServer server([&](const ScriptRequest& request) {
    const std::string& body = version == 1 ? old : fresh;
    if (request.path == "/") return IndexOf({{"f", body.size()}});
    return GoodFile(request, body, "");
  });
  TrialHost host(home.path());
  TrialMount mount{"/", server.url()};
  mount.options = {{"metadata.ttl", "0"}};
  host.Create({mount});
  TrialHost::Handle before(&host, "/f", 0, FLUID_OPEN_RANDOM);
  CHECK(before.Pread(0, 100) == old.substr(0, 100));
  version = 2;
  CHECK(Failure([&] { before.Pread(2 << 20, 100); }).code() == FLUID_ABORTED);
  CHECK(host.Read("/f") == fresh);
  CHECK(Contains(host.Reports()[0].message, "by its size alone"));
}

TEST_CASE("a server that knows no HEAD, or leaves lengths out, is listed with sizes and read right") {
  const std::string body = Bytes(kBig, 21);
  const std::string page = "<html><a href=\"big\">x</a><a href=\"empty\">x</a><a href=\"small\">x</a>";
  const auto file = [&](const std::string& path) {
    return path == "/big" ? body : path == "/small" ? body.substr(0, 1000) : std::string();
  };
  for (const std::string kind : {"405", "501", "no length in a HEAD", "no length at all"}) {
    CAPTURE(kind);
    TempDir home;
    ScriptServer server([&](const ScriptRequest& request) {
      if (request.path == "/")
        return ScriptAnswer{.headers = {{"Content-Type", "text/html"}}, .body = page, .midway = {}};
      const bool head = request.method == "HEAD";
      if (head && isdigit(kind[0]))
        return ScriptAnswer{.status = std::stoi(kind), .headers = {}, .body = "", .midway = {}};
      if (kind == "no length at all")
        return ScriptAnswer{
            .headers = {{"ETag", "\"v1\""}}, .body = file(request.path), .midway = {}, .untold = true};
      ScriptAnswer answer = GoodFile(request, file(request.path), "\"v1\"");
      answer.untold = head;
      return answer;
    });
    TrialHost host(home.path());
    host.Create({{"/", server.url()}});
    CHECK(host.List("/") == std::map<std::string, Entry>{
                                {"big", {false, kBig}}, {"empty", {false, 0}}, {"small", {false, 1000}}});
    for (const std::string path : {"/big", "/empty", "/small"}) CHECK((host.Read(path) == file(path)));
  }
}

TEST_CASE("one file that fails does not take the listing of its directory away") {
  TempDir home;
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/")
      return ScriptAnswer{.headers = {{"Content-Type", "text/html"}},
                          .body = "<html><a href=\"bad\">x</a><a href=\"broken\">x</a><a href=\"good\">x</a>",
                          .midway = {}};
    if (request.path == "/good") return GoodFile(request, "good", "\"v1\"");
    return ScriptAnswer{
        .status = request.path == "/bad" ? 400 : 500, .headers = {}, .body = "", .midway = {}};
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  CHECK(host.List("/") ==
        std::map<std::string, Entry>{{"bad", {false, 0}}, {"broken", {false, 0}}, {"good", {false, 4}}});
  CHECK(host.Read("/good") == "good");
  CHECK(Contains(Failure([&] { host.Read("/bad"); }).message, "HTTP 400"));
  CHECK(Contains(Failure([&] { host.Read("/broken"); }).message, "HTTP 500"));
}

TEST_CASE(
    "what a server says to be compressed is served as it lies there, and refused where it was made so") {
  TempDir home;
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"file.tar.gz", 4}, {"file.txt", 4}});
    ScriptAnswer answer = GoodFile(request, "zzzz", "\"v1\"");
    answer.headers.push_back({"Content-Encoding", "gzip"});
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  CHECK(host.Read("/file.tar.gz") == "zzzz");
  CHECK(Contains(Failure([&] { host.Read("/file.txt"); }).message, "encoded"));
}

TEST_CASE("a redirect stays on the server") {
  TempDir home;
  ScriptServer other([](const ScriptRequest&) { return IndexOf({{"stolen", 1}}); });
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/away/")
      return ScriptAnswer{.status = 302, .headers = {{"Location", other.url()}}, .body = "", .midway = {}};
    if (request.path == "/here/")
      return ScriptAnswer{.status = 302, .headers = {{"Location", "/there/"}}, .body = "", .midway = {}};
    if (request.path == "/loop/")
      return ScriptAnswer{.status = 302, .headers = {{"Location", "/loop/"}}, .body = "", .midway = {}};
    return IndexOf({{"f", 1}});
  });
  TrialHost host(home.path());
  host.Create({{"/away", server.url() + "away/"},
               {"/here", server.url() + "here/"},
               {"/loop", server.url() + "loop/"}});
  CHECK(host.List("/here").count("f") == 1);
  CHECK(Contains(Failure([&] { host.List("/away"); }).message, "redirects to another server"));
  CHECK(Contains(Failure([&] { host.List("/loop"); }).message, "redirects"));
  CHECK(other.requests().empty());
}

TEST_CASE("links of a page that lead elsewhere are not in the tree") {
  TempDir home;
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path != "/d/") return ScriptAnswer{.status = 404, .headers = {}, .body = "", .midway = {}};
    ScriptAnswer page = IndexOf({{"good", 4}});
    page.body +=
        "<a href=\"http://evil.example/x\">x</a><a href=\"//evil.example/y\">y</a><a "
        "href=\"/etc/passwd\">p</a>"
        "<a href=\"../up\">u</a><a href=\"a/../../b\">b</a><a href=\"%2e%2e\">d</a><a "
        "href=\"%2e%2e%2fz\">z</a>"
        "<a href=\"n%00l\">n</a><a href=\"javascript:alert(1)\">j</a><a href=\"sub/deep\">s</a>";
    return page;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url() + "d/"}});
  CHECK(host.List("/") == std::map<std::string, Entry>{{"good", {false, 4}}});
}

TEST_CASE("a source that is gone is served from the cache at each open, without waiting for it each time") {
  TempDir home;
  std::atomic<bool> dead{false};
  const std::string body = Bytes(kBig, 11);
  ScriptServer server([&](const ScriptRequest& request) {
    if (dead) return ScriptAnswer{.status = 0, .headers = {}, .body = "", .midway = {}};
    if (request.path == "/") return IndexOf({{"big", kBig}, {"small", 1000}});
    return GoodFile(request, request.path == "/big" ? body : body.substr(0, 1000), "\"v1\"");
  });
  TrialHost host(home.path());
  TrialMount mount{"/", server.url()};
  mount.options = {{"metadata.ttl", "0"}, {"http.stall.timeout", "300ms"}};
  host.Create({mount});
  CHECK(host.Read("/big") == body);
  CHECK(host.Read("/small") == body.substr(0, 1000));
  dead = true;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 30; ++i) {
    CHECK(host.List("/").size() == 2);
    CHECK(host.Read("/big") == body);
    CHECK(host.Read("/small") == body.substr(0, 1000));
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(18));  // 90 stalls would take 27 s
  CHECK(Eventually([&] { return host.Reports()[0].state == FLUID_MOUNT_FAILED; }));
}

TEST_CASE("a read ends by its deadline") {
  TempDir home;
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf({{"f", kBig}});
    ScriptAnswer answer = GoodFile(request, std::string(kBig, 'x'), "\"v1\"");
    if (request.method == "GET")
      answer.length = static_cast<long long>(answer.body.size()), answer.send = 1000, answer.stall = true;
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  TrialHost::Handle handle(&host, "/f");
  const auto begin = std::chrono::steady_clock::now();
  CHECK(Failure([&] { handle.Pread(0, 5000, 0, 300); }).code() == FLUID_DEADLINE_EXCEEDED);
  CHECK(std::chrono::steady_clock::now() - begin <
        std::chrono::seconds(15));  // the stall alone would take longer
  CHECK(Failure([&] { handle.Pread(0, 5000, FLUID_READ_CACHED); }).code() == FLUID_UNAVAILABLE);
}

TEST_CASE("a server that sends head and body apart need not wait for the head's acknowledgement") {
  TempDir home;
  constexpr int kFiles = 60;
  std::map<std::string, size_t> files;
  for (int i = 0; i < kFiles; ++i) files[std::to_string(i)] = 5;
  std::atomic<int> at_once{0};
  ScriptServer server([&](const ScriptRequest& request) {
    if (request.path == "/") return IndexOf(files);
    ScriptAnswer answer = GoodFile(request, "hello", "\"v\"");
    if (request.method == "GET") answer.after_head = [&](int fd) { at_once += AcknowledgedAtOnce(fd); };
    return answer;
  });
  TrialHost host(home.path());
  host.Create({{"/", server.url()}});
  for (int i = 0; i < kFiles; ++i) REQUIRE(host.Read("/" + std::to_string(i)) == "hello");
  CHECK(at_once > kFiles / 2);  // the kernel itself acknowledges the first few of a connection at once
}
