// Kubeconfigs as kubectl, cloud providers and people write them.
#include <catch2/catch.hpp>

#include "src/api/base64.h"
#include "src/api/certificates.h"
#include "src/api/kubeconfig.h"
#include "tests/support/support.h"

namespace fluid::api {
namespace {

const KeyPair& Pair() {
  static const KeyPair pair =
      *MakeAuthority("test", std::chrono::system_clock::now(), std::chrono::hours(24));
  return pair;
}

class KubeconfigFixture {
 public:
  std::string Write(const std::string& text, const std::string& name = "config") {
    test::WriteFile(dir / name, text);
    return dir / name;
  }
  // One context "c" of namespace "ml" with these lines of its cluster and user.
  Result<Endpoint> Read(const std::string& cluster, const std::string& user, const std::string& server = "") {
    return ReadKubeconfig({Write("apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts:\n- name: c\n  "
                                 "context: {cluster: k, user: u, namespace: ml}\n"
                                 "clusters:\n- name: k\n  cluster: " +
                                 cluster + "\nusers:\n- name: u\n  user: " + user + "\n")},
                          "", server);
  }
  std::string Problem(const std::string& cluster, const std::string& user) {
    const Result<Endpoint> read = Read(cluster, user);
    REQUIRE_FALSE(read.ok());
    CHECK(read.status().code() == Code::kInvalidArgument);
    return std::string(read.status().message());
  }
  test::TempDir dir;
};

const std::string kServer = "{server: 'https://10.0.0.1:6443'}";

TEST_CASE("a kubeconfig gives address, credentials and namespace of its current context") {
  KubeconfigFixture f;
  const std::string ca = Base64(Pair().certificate);
  const Result<Endpoint> read =
      f.Read("{server: 'https://10.0.0.1:6443/prefix/', certificate-authority-data: " + ca +
                 ", tls-server-name: kube}",
             "{token: secret}");
  REQUIRE(read.ok());
  CHECK(read->ToString() == "https://10.0.0.1:6443/prefix");
  CHECK(read->tls.has_value());
  CHECK(read->tls_name == "kube");
  CHECK(read->space == "ml");
  CHECK(*read->Authorization() == "Bearer secret");
}

TEST_CASE(
    "certificates, keys and tokens may be files beside the kubeconfig, and the token's is read each time") {
  KubeconfigFixture f;
  f.Write(Pair().certificate, "pki/c.crt");
  f.Write(Pair().key, "pki/c.key");
  f.Write("first\n", "token");
  const Result<Endpoint> read =
      f.Read("{server: 'https://h', certificate-authority: pki/c.crt}",
             "{client-certificate: pki/c.crt, client-key: pki/c.key, tokenFile: token}");
  REQUIRE(read.ok());
  CHECK(read->ToString() == "https://h:443");
  CHECK(*read->Authorization() == "Bearer first");
  f.Write("second\n", "token");
  CHECK(*read->Authorization() == "Bearer second");
  const Result<Endpoint> missing = f.Read("{server: 'https://h', certificate-authority: missing.crt}", "{}");
  CHECK(missing.status().code() == Code::kNotFound);
  CHECK_THAT(missing.status().ToString(), Catch::Contains("missing.crt") && Catch::Contains("cluster \"k\""));
}

TEST_CASE("names and passwords and plain HTTP are taken too") {
  KubeconfigFixture f;
  const Result<Endpoint> read = f.Read("{server: 'http://127.0.0.1:8080'}", "{username: a, password: b}");
  REQUIRE(read.ok());
  CHECK_FALSE(read->tls.has_value());
  CHECK(*read->Authorization() == "Basic YTpi");
}

TEST_CASE("what would be left out silently is refused by name") {
  KubeconfigFixture f;
  CHECK_THAT(f.Problem(kServer, "{exec: {command: aws}}"), Catch::Contains("user \"u\"") &&
                                                               Catch::Contains("exec is not supported") &&
                                                               Catch::Contains("tokenFile"));
  CHECK_THAT(f.Problem(kServer, "{auth-provider: {name: gcp}}"), Catch::Contains("auth-provider"));
  CHECK_THAT(f.Problem(kServer, "{as: root, token: t}"), Catch::Contains("as is not supported"));
  CHECK_THAT(f.Problem("{server: 'https://h', proxy-url: 'http://p'}", "{}"), Catch::Contains("proxy-url"));
}

TEST_CASE("what is wrong in a kubeconfig is told with the name of its part") {
  KubeconfigFixture f;
  CHECK_THAT(f.Problem("{server: 'ftp://h'}", "{}"),
             Catch::Contains("cluster \"k\"") && Catch::Contains("ftp://h"));
  CHECK_THAT(f.Problem("{}", "{}"), Catch::Contains("no URL"));
  CHECK_THAT(f.Problem("{server: 'https://h', certificate-authority-data: '!'}", "{}"),
             Catch::Contains("not base64"));
  CHECK_THAT(f.Problem("{server: 'https://h', certificate-authority-data: YWJj}", "{}"),
             Catch::Contains("PEM"));
  CHECK_THAT(f.Problem(kServer, "{client-certificate-data: " + Base64(Pair().certificate) +
                                    ", client-key-data: YWJj}"),
             Catch::Contains("key"));
  CHECK_THAT(f.Problem("{server: 'https://user@h'}", "{}"), Catch::Contains("no URL"));
}

TEST_CASE("the first file that has a name wins, and missing files are passed over") {
  KubeconfigFixture f;
  const std::string a =
      f.Write("current-context: far\ncontexts:\n- name: far\n  context: {cluster: k}\n", "a");
  const std::string b = f.Write(
      "current-context: near\nclusters:\n- name: k\n  cluster: {server: 'http://b:1'}\ncontexts:\n- name: "
      "far\n  context: {cluster: other}\n- name: near\n  context: {cluster: k}\n",
      "b");
  CHECK(ReadKubeconfig({f.dir / "none", a, b}, "")->ToString() == "http://b:1");
  CHECK(ReadKubeconfig({a, b}, "near")->ToString() == "http://b:1");
  CHECK(ReadKubeconfig({a, b}, "", "http://c:2")->ToString() == "http://c:2");
  CHECK(ReadKubeconfig({f.dir / "none"}, "").status().code() == Code::kNotFound);
  CHECK_THAT(std::string(ReadKubeconfig({a, b}, "nowhere").status().message()),
             Catch::Contains("no context called \"nowhere\""));
  CHECK_THAT(std::string(ReadKubeconfig({f.Write("a: b\n", "empty")}, "").status().message()),
             Catch::Contains("current-context"));
  CHECK(ReadKubeconfig({f.Write("a: [", "broken")}, "").status().problems().size() == 1);
  CHECK_FALSE(ReadKubeconfig({f.Write("- a\n", "list")}, "").ok());
}

TEST_CASE("base64 is what it was") {
  for (const auto& [bytes, text] :
       std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                        {"f", "Zg=="},
                                                        {"fo", "Zm8="},
                                                        {"foo", "Zm9v"},
                                                        {"foob", "Zm9vYg=="},
                                                        {"\xff\xfe\xfd", "//79"}}) {
    CHECK(Base64(bytes) == text);
    CHECK(FromBase64(text) == bytes);
  }
  CHECK(FromBase64(" Zg==\n") == "f");
  CHECK_FALSE(FromBase64("Zg="));
  CHECK_FALSE(FromBase64("Z*=="));
  const std::string random = test::Bytes(1000, 7);
  CHECK(FromBase64(Base64(random)) == random);
}

}  // namespace
}  // namespace fluid::api
