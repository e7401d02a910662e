// The port: who gets in, what TLS promises, and that nobody can keep others out. Seen by curl, by openssl's
// own client, and by raw bytes.
#include <sys/socket.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "src/api/credentials.h"
#include "src/api/json.h"
#include "src/api/kubeconfig.h"
#include "src/base/virtual_clock.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::ReadAll;

constexpr WallTime::duration kDay = hours(24);

template <class T>
T Must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return *std::move(result);
}

unsigned ModeOf(const std::string& path) {
  struct stat is{};
  REQUIRE(stat(path.c_str(), &is) == 0);
  return is.st_mode & 07777u;
}

// A server on a free port of 127.0.0.1, with its credentials in `dir`.
class PortFixture {
 public:
  explicit PortFixture(ApiServerOptions options = {}) {
    options.socket_path = dir / "fluid.sock";
    if (options.listen.empty()) options.listen = "127.0.0.1:0";
    options.tls_folder = dir / "tls";
    options.kubeconfig = dir / "kubeconfig";
    options.version = "0.0.0";
    server_ = Must(ApiServer::Start(*store_, options));
  }

  std::string url() const { return server_->url(); }
  int port() const { return std::stoi(url().substr(url().rfind(':') + 1)); }
  std::string tls(const std::string& name) const { return dir / ("tls/" + name); }
  Endpoint endpoint() const { return Must(ReadKubeconfig({dir / "kubeconfig"}, "")); }
  // Without credentials, trusting the server.
  Endpoint stranger() const {
    return Must(WithUrl({}, url(), {.authority = ReadAll(tls("ca.crt")), .certificate = "", .key = ""}));
  }
  test::RunResult Curl(std::vector<std::string> options, const std::string& path = "/version") const {
    std::vector<std::string> argv = {"curl",     "-sS",         "--max-time", "20",
                                     "--cacert", tls("ca.crt"), "-w",         "\n%{http_code}"};
    argv.insert(argv.end(), options.begin(), options.end());
    argv.push_back(url() + path);
    return test::Run(argv);
  }
  Fd Connect() const {
    return Must(ConnectTcp({"127.0.0.1", port()}, nullptr, std::chrono::steady_clock::now() + seconds(5)));
  }

  test::TempDir dir;

 private:
  std::unique_ptr<Clock> clock_ = NewSystemClock();
  std::unique_ptr<MemoryStore> store_ = NewMemoryStore(*clock_, {});
  std::unique_ptr<ApiServer> server_;
};

HttpResponse Version(ApiClient& client) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/version";
  return Must(client.Do(std::move(request)));
}

TEST_CASE("the port lets in who has the token or the administrator's certificate, and nobody else") {
  PortFixture f;
  const std::string token = ReadAll(f.tls("token")).substr(0, 64);
  const auto code = [&](std::vector<std::string> options) {
    const test::RunResult run = f.Curl(std::move(options));
    INFO(run.err);
    return run.out.substr(run.out.rfind('\n') + 1);
  };
  CHECK(code({"-H", "Authorization: Bearer " + token}) == "200");
  CHECK(code({"-H", "authorization: bearer " + token}) == "200");
  CHECK(code({"--cert", f.tls("admin.crt"), "--key", f.tls("admin.key")}) == "200");

  CHECK(code({}) == "401");
  CHECK(code({"-H", "Authorization: Bearer " + token.substr(0, 63)}) == "401");
  CHECK(code({"-H", "Authorization: Bearer " + token + "0"}) == "401");
  CHECK(code({"-H", "Authorization: Bearer"}) == "401");
  CHECK(code({"-H", "Authorization: Basic " + token}) == "401");
  // The authority signed it, but for servers; and one that it did not sign.
  CHECK(code({"--cert", f.tls("server.crt"), "--key", f.tls("server.key")}) == "401");
  const KeyPair other = Must(MakeAuthority("other", std::chrono::system_clock::now(), hours(24)));
  const KeyPair forged = Must(IssueCertificate(other, {"admin", "system:masters", false, {}},
                                               std::chrono::system_clock::now(), hours(24)));
  test::WriteFile(f.dir / "forged.crt", forged.certificate);
  test::WriteFile(f.dir / "forged.key", forged.key);
  CHECK(code({"--cert", f.dir / "forged.crt", "--key", f.dir / "forged.key"}) == "401");
}

TEST_CASE("a stranger is answered with a Status, and its body is not read") {
  PortFixture f;
  const test::RunResult run =
      f.Curl({"-X", "POST", "-H", "Content-Type: application/json", "-d", "{"}, kDatasets);
  const Json status = Must(Json::Parse(run.out.substr(0, run.out.rfind('\n'))));
  CHECK(status["kind"].text() == "Status");
  CHECK(status["reason"].text() == "Unauthorized");
  CHECK(status["code"].number(0) == 401);
}

TEST_CASE("who speaks plain HTTP to the port is told to use TLS") {
  PortFixture f;
  const test::RunResult run = test::Run(
      {"curl", "-sS", "--max-time", "20", "http://127.0.0.1:" + std::to_string(f.port()) + "/version"});
  CHECK(run.out == "This port speaks TLS: use https://.\n");
}

TEST_CASE("the port speaks TLS 1.2 and 1.3, nothing older, and HTTP/1.1 to those who offer more") {
  PortFixture f;
  const auto shake = [&](std::vector<std::string> options) {
    std::vector<std::string> argv = {"openssl",
                                     "s_client",
                                     "-connect",
                                     "127.0.0.1:" + std::to_string(f.port()),
                                     "-CAfile",
                                     f.tls("ca.crt"),
                                     "-verify_return_error",
                                     "-brief",
                                     "-no_ign_eof"};
    argv.insert(argv.end(), options.begin(), options.end());
    return test::Run(argv).err;
  };
  CHECK_THAT(shake({"-tls1_3"}),
             Catch::Contains("Protocol version: TLSv1.3") && Catch::Contains("Verification: OK"));
  CHECK_THAT(shake({"-tls1_2"}), Catch::Contains("Protocol version: TLSv1.2"));
  CHECK_THAT(shake({"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"}), !Catch::Contains("Protocol version"));
  const test::RunResult curl = f.Curl({"--http2", "-v"});
  CHECK_THAT(curl.err, Catch::Contains("server accepted http/1.1"));
}

TEST_CASE(
    "the certificate is of localhost, the loopback addresses, the machine's name, and of nothing else") {
  PortFixture f;
  const auto reached = [&](const std::string& host) {
    return f
        .Curl({"--connect-to",
               host + ":" + std::to_string(f.port()) + ":127.0.0.1:" + std::to_string(f.port()), "--url",
               "https://" + host + ":" + std::to_string(f.port()) + "/version"})
        .err;
  };
  CHECK(reached("localhost").empty());
  CHECK(reached("127.0.0.1").empty());
  CHECK(reached("[::1]").empty());
  CHECK_THAT(reached("example.com"), Catch::Contains("SSL"));
}

TEST_CASE("keys, token and kubeconfig are readable by their owner only") {
  PortFixture f;
  CHECK(ModeOf(f.dir / "tls") == 0700);
  for (const char* name : {"ca.key", "server.key", "admin.key", "token", "ca.crt"})
    CHECK(ModeOf(f.tls(name)) == 0600);
  CHECK(ModeOf(f.dir / "kubeconfig") == 0600);
}

TEST_CASE("the client reaches the port through the kubeconfig: objects, errors and watches") {
  PortFixture f;
  ApiClient client(f.endpoint(), seconds(20));
  CHECK(Must(client.Create(DatasetObject("a"))).metadata().name == "a");
  CHECK(client.Get({"Dataset", "default", "missing"}).status().code() == Code::kNotFound);
  const ObjectList list = Must(client.List(*model::FindKind("Dataset")));
  REQUIRE(list.items.size() == 1);
  std::vector<std::string> seen;
  WatchOptions options;
  options.version = list.version;
  std::jthread writer([&] { Must(ApiClient(f.endpoint()).Create(DatasetObject("b"))); });
  const Status end = client.Watch(*model::FindKind("Dataset"), options, [&](const WatchEvent& event) {
    if (event.type == WatchEventType::kAdded) seen.push_back(event.object.metadata().name);
    return seen.empty();
  });
  CHECK(end.ok());
  CHECK(seen == std::vector<std::string>{"b"});
}

TEST_CASE("a large answer and a large request cross TLS whole") {
  PortFixture f;
  ApiClient client(f.endpoint());
  const std::string text(700'000, 'x');
  Object object = Must(Object::FromJson(
      R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big","namespace":"default"},"data":{"k":")" +
      text + R"("}})"));
  Must(client.Create(object));
  CHECK(Must(client.Get(object.key())).ToJson().size() > text.size());
}

TEST_CASE("the client refuses a server that cannot prove its name, unless told not to ask") {
  PortFixture f;
  Endpoint trusting = f.endpoint();
  trusting.tls_name = "example.com";
  ApiClient wrong_name(trusting);
  CHECK(wrong_name.Get({"Dataset", "default", "a"}).status().code() == Code::kUnauthenticated);

  const KeyPair other = Must(MakeAuthority("other", std::chrono::system_clock::now(), hours(24)));
  ApiClient wrong_authority(
      Must(WithUrl({}, f.url(), {.authority = other.certificate, .certificate = "", .key = ""})));
  const Status refused = wrong_authority.Get({"Dataset", "default", "a"}).status();
  CHECK(refused.code() == Code::kUnauthenticated);
  CHECK_THAT(refused.ToString(), Catch::Contains("not the server it should be"));

  Endpoint blind =
      Must(WithUrl({}, f.url(), {.authority = "", .certificate = "", .key = "", .skip_verify = true}));
  blind.token_file = f.tls("token");
  ApiClient careless(blind);
  CHECK(Version(careless).status == 200);
}

TEST_CASE("a client without credentials learns that it is not known") {
  PortFixture f;
  ApiClient client(f.stranger());
  CHECK(client.Get({"Dataset", "default", "a"}).status().code() == Code::kUnauthenticated);
}

TEST_CASE("strangers that say nothing are cut off, and others are served meanwhile", "[threads]") {
  ApiServerOptions options;
  options.handshake_timeout = milliseconds(300);
  PortFixture f(std::move(options));
  const Fd silent = f.Connect();
  const Fd half = f.Connect();
  REQUIRE(send(half.get(), "\x16\x03\x01\x02", 4, MSG_NOSIGNAL) == 4);  // the beginning of a handshake
  ApiClient client(f.endpoint());
  CHECK(Version(client).status == 200);
  char byte;
  for (const Fd* fd : {&silent, &half}) {
    CHECK(test::Eventually([&] { return recv(fd->get(), &byte, 1, MSG_DONTWAIT) >= 0 || errno != EAGAIN; },
                           seconds(10)));
  }
}

TEST_CASE("where all connections are taken by strangers, the oldest makes room", "[threads]") {
  ApiServerOptions options;
  options.max_connections = 3;
  PortFixture f(std::move(options));
  std::vector<Fd> silent;
  for (int i = 0; i < 20; ++i) silent.push_back(f.Connect());
  ApiClient client(f.endpoint());
  CHECK(Version(client).status == 200);
  // Those who are known stay, and then there is no room.
  ApiClient second(f.endpoint()), third(f.endpoint()), fourth(f.endpoint());
  CHECK(Version(second).status == 200);
  CHECK(Version(third).status == 200);
  CHECK(fourth.Get({"Dataset", "default", "a"}).status().code() == Code::kUnavailable);
  CHECK(Version(client).status == 200);
}

TEST_CASE("a port that is taken and an address that is not ours are told apart") {
  PortFixture f;
  CHECK(ListenTcp({"127.0.0.1", f.port()}).status().code() == Code::kAlreadyExists);
  CHECK(ListenTcp({"203.0.113.1", 0}).status().code() == Code::kInvalidArgument);
  for (const char* text : {"", "6443", ":6443", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
                           "::1:6443", "[::1]", "127.0.0.1:-1"}) {
    INFO(text);
    CHECK(ParseHostPort(text).status().code() == Code::kInvalidArgument);
  }
  CHECK(Must(ParseHostPort("[::1]:6443")).ToString() == "[::1]:6443");
}

class CredentialsFixture {
 public:
  std::unique_ptr<ServingCredentials> Open(const HostPort& listen = {"127.0.0.1", 6443}) {
    return Must(ServingCredentials::Open({.folder = dir / "tls",
                                          .kubeconfig = dir / "kubeconfig",
                                          .listen = listen,
                                          .log = {},
                                          .clock = &clock}));
  }
  std::string Read(const std::string& name) const { return ReadAll(dir / ("tls/" + name)); }
  test::TempDir dir;
  VirtualClock clock;
};

TEST_CASE("credentials outlive the server, and are made anew a month before their end, while it serves too") {
  CredentialsFixture f;
  auto credentials = f.Open();
  const std::string ca = f.Read("ca.crt"), server = f.Read("server.crt"), admin = f.Read("admin.crt"),
                    token = f.Read("token");
  const std::string kubeconfig = ReadAll(f.dir / "kubeconfig");
  credentials = f.Open();
  CHECK(f.Read("server.crt") == server);
  f.clock.Advance(330 * kDay);
  credentials->Context();
  CHECK(f.Read("server.crt") == server);
  f.clock.Advance(10 * kDay);
  credentials->Context();
  CHECK(f.Read("ca.crt") == ca);
  CHECK(f.Read("token") == token);
  CHECK(f.Read("server.crt") != server);
  CHECK(f.Read("admin.crt") != admin);
  CHECK(ReadAll(f.dir / "kubeconfig") != kubeconfig);
  f.clock.Advance(3300 * kDay);
  credentials->Context();
  CHECK(f.Read("ca.crt") != ca);
}

TEST_CASE("broken or mixed-up credentials are made anew") {
  CredentialsFixture f;
  f.Open();
  const std::string ca = f.Read("ca.crt"), server = f.Read("server.crt");
  test::WriteFile(f.dir / "tls/server.key", f.Read("admin.key"));
  f.Open();
  CHECK(f.Read("ca.crt") == ca);
  CHECK(f.Read("server.crt") != server);
  test::WriteFile(f.dir / "tls/ca.crt", "no certificate");
  test::WriteFile(f.dir / "tls/token", "short");
  f.Open();
  CHECK(f.Read("ca.crt") != ca);
  CHECK(f.Read("token").size() == 65);
  const KeyPair pair{f.Read("server.crt"), f.Read("server.key")};
  CHECK(CheckCertificate(pair, f.Read("ca.crt"), {"localhost", "127.0.0.1", "::1"}, f.clock.Now()).ok());
}

TEST_CASE("another address to listen on is in the next certificate and the kubeconfig") {
  CredentialsFixture f;
  f.Open();
  const std::string first = f.Read("server.crt");
  CHECK(f.Open({"192.0.2.7", 6443})->url() == "https://192.0.2.7:6443");
  const KeyPair pair{f.Read("server.crt"), f.Read("server.key")};
  CHECK(pair.certificate != first);
  CHECK(CheckCertificate(pair, f.Read("ca.crt"), {"192.0.2.7"}, f.clock.Now()).ok());
  CHECK_FALSE(CheckCertificate(pair, f.Read("ca.crt"), {"192.0.2.8"}, f.clock.Now()).ok());
  CHECK(f.Open({"0.0.0.0", 6443})->url() == "https://127.0.0.1:6443");
  CHECK_THAT(ReadAll(f.dir / "kubeconfig"), Catch::Contains("https://127.0.0.1:6443"));
}

TEST_CASE("neither token nor key is in what is logged") {
  CredentialsFixture f;
  std::string logged;
  const Log log(LogLevel::kDebug, [&](LogLevel, std::string_view line) { logged += line; });
  Must(ServingCredentials::Open({.folder = f.dir / "tls",
                                 .kubeconfig = f.dir / "kubeconfig",
                                 .listen = {"127.0.0.1", 1},
                                 .log = log,
                                 .clock = nullptr}));
  log.Info("token {}", f.Read("token").substr(0, 64));
  CHECK(logged.find(f.Read("token").substr(0, 64)) == std::string::npos);
}

}  // namespace
}  // namespace fluid::api
