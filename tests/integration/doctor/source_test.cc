// Faults of sources and credentials, each in a dataset of its own beside the others.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/integration/doctor/planted.h"

namespace fluid::test {
namespace {

// A password, and what `openssl passwd -1 -salt salt` makes of it.
constexpr const char* kPassword = "canary-one-5f2c";
constexpr const char* kHash = "$1$salt$wm00yFsUz7B0gSC3AOCYk1";

std::string Secret(const std::string& name, const std::string& key, const std::string& value) {
  return fmt::format("apiVersion: v1\nkind: Secret\nmetadata:\n  name: {}\nstringData:\n  {}: {}\n---\n",
                     name, key, value);
}

Source WithSecret(const std::string& url, const std::string& secret) {
  return {url, "/", "http.user: reader",
          fmt::format("      encryptOptions:\n        - name: http.password\n          valueFrom:\n"
                      "            secretKeyRef: {{name: {}, key: password}}\n",
                      secret)};
}

// Takes connections and says nothing.
class Mute {
 public:
  Mute() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(fd_, 64) == 0);
    REQUIRE(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~Mute() { close(fd_); }
  std::string url() const { return fmt::format("http://127.0.0.1:{}/", port_); }

 private:
  int fd_, port_ = 0;
};

constexpr const char* kYesterday = R"(
import http.server, sys, time
class Handler(http.server.SimpleHTTPRequestHandler):
    def date_time_string(self, timestamp=None):
        return super().date_time_string(time.time() - 86400 if timestamp is None else timestamp)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
)";

}  // namespace

// Slow: one of its sources never answers, and each dataset is asked about alone.
TEST_CASE("each fault of a source is named on its own dataset, and no other is accused", "[slow]") {
  TempDir www, users, keys;
  WriteFile(www / "file", "here");
  WriteFile(users / "file", fmt::format("reader:{}\n", kHash));
  Nginx plain(www.path());
  Nginx::Options options;
  options.extra_server = fmt::format("auth_basic here; auth_basic_user_file {};", users / "file");
  Nginx locked(www.path(), options);
  options.extra_server =
      "location /forbidden/ { return 403; } location /broken/ { return 503; } location /page/ { return 200 "
      "hello; }"
      "location /elsewhere/ { return 302 http://127.0.0.1:1/; } location = /listed/file { return 403; }";
  Nginx moody(www.path(), options);
  WriteFile(www / "listed/file", "not for you");
  const int tls_port = FreePort();
  REQUIRE(Run({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
               "/CN=localhost", "-keyout", keys / "key", "-out", keys / "cert"})
              .exit_code == 0);
  options.extra_server = fmt::format("listen 127.0.0.1:{} ssl; ssl_certificate {}; ssl_certificate_key {};",
                                     tls_port, keys / "cert", keys / "key");
  Nginx secure(www.path(), options);
  const Mute mute;
  const int late_port = FreePort();
  WriteFile(keys / "late.py", kYesterday);
  Process::Options in_www;
  in_www.cwd = www.path();
  in_www.stdout_file = in_www.stderr_file = keys / "late.log";
  Process late({"python3", keys / "late.py", std::to_string(late_port)}, in_www);

  const struct {
    const char* dataset;
    Source source;
    Ids faults;
  } cases[] = {
      {"well", {plain.url()}, {}},
      {"file", {plain.url() + "file"}, {}},
      {"secured", WithSecret(locked.url(), "right"), {}},
      {"forbidden", {moody.url() + "forbidden/"}, {"credentials-forbidden"}},
      {"unnamed", {locked.url()}, {"credentials-missing"}},
      {"wrong", WithSecret(locked.url(), "wrong"), {"credentials-wrong"}},
      {"nosecret", WithSecret(locked.url(), "none"), {"secret-missing"}},
      {"nokey", WithSecret(locked.url(), "other"), {"secret-lacks-key"}},
      {"unknown", {"http://nobody.invalid/"}, {"source-unresolved"}},
      {"closed", {fmt::format("http://127.0.0.1:{}/", FreePort())}, {"source-refused"}},
      {"silent", {mute.url()}, {"source-silent"}},
      {"untrusted", {fmt::format("https://localhost:{}/", tls_port)}, {"source-untrusted"}},
      {"plain", {fmt::format("https://127.0.0.1:{}/", plain.port())}, {"source-tls"}},
      {"gone", {plain.url() + "not/there/"}, {"source-missing"}},
      {"nofolder", {"file:///no/such/folder"}, {"source-missing"}},
      {"broken", {moody.url() + "broken/"}, {"source-failing"}},
      {"elsewhere", {moody.url() + "elsewhere/"}, {"source-elsewhere"}},
      {"page", {moody.url() + "page/"}, {"source-not-listed"}},
      {"listed", {moody.url() + "listed/"}, {"source-unreadable"}},
      {"late", {fmt::format("http://127.0.0.1:{}/", late_port)}, {"clock-skew"}},
  };
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(Secret("right", "password", kPassword) + Secret("wrong", "password", "not-it") +
               Secret("other", "user", "reader"));
  std::string manifest;
  for (const auto& one : cases)
    manifest += DatasetManifest(one.dataset, {one.source}) + RuntimeManifest(one.dataset);
  daemon.Apply(manifest);
  for (const auto& one : cases) {
    if (!one.faults.empty()) continue;
    daemon.Await("it is bound", [&] { return daemon.Phase("dataset", one.dataset) == "Bound"; });
  }
  for (const char* bound : {"listed", "late"}) {  // what they lack is not seen in a listing
    daemon.Await("it is bound", [&] { return daemon.Phase("dataset", bound) == "Bound"; });
  }
  for (const auto& one : cases) {
    INFO(one.dataset);
    REQUIRE(Faults(daemon, {one.dataset}) == one.faults);
  }
  const RunResult all = daemon.Fluid({"doctor"});
  REQUIRE(all.exit_code == 1);
  REQUIRE(all.out.find(kPassword) == std::string::npos);
  REQUIRE(all.out.find("not-it") == std::string::npos);
  REQUIRE(all.out.find("17 faults found.") != std::string::npos);
}

TEST_CASE("every source says another time: it is this machine's clock") {
  TempDir www, logs;
  WriteFile(www / "file", "here");
  WriteFile(logs / "late.py", kYesterday);
  const int ports[2] = {FreePort(), FreePort()};
  Process::Options in_www;
  in_www.cwd = www.path();
  in_www.stdout_file = in_www.stderr_file = logs / "log";
  Process one({"python3", logs / "late.py", std::to_string(ports[0])}, in_www);
  Process two({"python3", logs / "late.py", std::to_string(ports[1])}, in_www);
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("late", {Source{fmt::format("http://127.0.0.1:{}/", ports[0]), "/one"},
                       Source{fmt::format("http://127.0.0.1:{}/", ports[1]), "/two"}});
  REQUIRE(Faults(daemon) == Ids{"clock-wrong"});
}

TEST_CASE("sources without ranges, and without a word of versions, are notes") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx::Options options;
  options.extra_server = "max_ranges 0;";
  Nginx whole(www.path(), options);
  options.extra_server = "etag off; add_header Last-Modified \"\"; if_modified_since off;";
  Nginx nameless(www.path(), options);
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("whole", whole.url());
  daemon.Bind("nameless", nameless.url());
  REQUIRE(Faults(daemon) == Ids{});
  REQUIRE(Notes(daemon, {"whole"}) == Ids{"source-no-ranges"});
  REQUIRE(Notes(daemon, {"nameless"}) == Ids{"source-no-validator"});
}

}  // namespace fluid::test
