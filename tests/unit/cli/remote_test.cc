// The command at another server than the state folder's: through a kubeconfig, and at a URL.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

// A server with a port, and commands in a state folder where nobody serves.
class RemoteFixture {
 public:
  RemoteFixture() {
    api::ApiServerOptions options;
    options.socket_path = dir_ / "far/fluid.sock";
    options.listen = "127.0.0.1:0";
    options.tls_folder = dir_ / "far/tls";
    options.kubeconfig = kubeconfig();
    options.version = "0.0.0";
    test::WriteFile(dir_ / "far/.keep", "");
    server_ = *api::ApiServer::Start(*store_, std::move(options));
  }
  std::string kubeconfig() const { return dir_ / "far/kubeconfig"; }
  std::string url() const { return server_->url(); }
  void SetSpace(const std::string& space) {
    std::string text = test::ReadAll(kubeconfig());
    text.replace(text.find("namespace: default"), 18, "namespace: " + space);
    test::WriteFile(kubeconfig(), text);
  }
  Ran Fluid(const std::string& words, const std::string& input = "") { return near_.Fluid(words, input); }
  Ran Far(const std::string& words, const std::string& input = "") {
    return Fluid(words + " --kubeconfig " + kubeconfig(), input);
  }

 private:
  test::TempDir dir_;
  std::unique_ptr<Clock> clock_ = NewSystemClock();
  std::unique_ptr<MemoryStore> store_ = NewMemoryStore(*clock_);
  std::unique_ptr<api::ApiServer> server_;
  CommandFixture near_{CommandFixture::Server::kNone};
};

TEST_CASE("with a kubeconfig the command asks the server that it names") {
  RemoteFixture f;
  CHECK(f.Fluid("get datasets").code == 3);
  const Ran applied = f.Far("apply -f -", DatasetYaml("imagenet"));
  INFO(applied.err);
  CHECK(applied.code == 0);
  CHECK_THAT(f.Far("get datasets -o name").out, Catch::Contains("imagenet"));
  CHECK_THAT(f.Fluid("--kubeconfig " + f.kubeconfig() + " get datasets -o name").out,
             Catch::Contains("imagenet"));
  CHECK(f.Far("describe dataset imagenet").code == 0);
  CHECK(f.Far("get dataset missing").code == 4);
  CHECK(f.Far("delete dataset imagenet").code == 0);
}

TEST_CASE("the namespace is the context's, unless one is given") {
  RemoteFixture f;
  CHECK(f.Far("apply -f -", "apiVersion: v1\nkind: Namespace\nmetadata: {name: ml}\n").code == 0);
  f.SetSpace("ml");
  CHECK(f.Far("apply -f -", DatasetYaml("a")).code == 0);
  CHECK_THAT(f.Far("get datasets -A").out, Catch::Contains("ml"));
  CHECK(f.Far("get dataset a -n default").code == 4);
}

TEST_CASE("an unknown context, a missing kubeconfig and a bad URL are told before anything is asked") {
  RemoteFixture f;
  const Ran context = f.Far("get datasets --context nowhere");
  CHECK(context.code == 2);
  CHECK_THAT(context.err, Catch::Contains("no context called \"nowhere\""));
  CHECK(f.Fluid("get datasets --kubeconfig /nowhere/config").code == 4);
  CHECK(f.Fluid("get datasets --server ftp://x").code == 2);
}

TEST_CASE("a server that nobody runs is named with its address") {
  RemoteFixture f;
  const std::string place = "127.0.0.1:" + std::to_string(test::FreePort());
  const Ran ran = f.Fluid("get datasets --server http://" + place);
  CHECK(ran.code == 3);
  CHECK_THAT(ran.err,
             Catch::Contains(place) && Catch::Contains("refused") && !Catch::Contains("--state-dir"));
}

TEST_CASE("a URL alone trusts whom the system trusts, and sends no credentials") {
  RemoteFixture f;
  const Ran ran = f.Fluid("get datasets --server " + f.url());
  CHECK(ran.code == 1);
  CHECK_THAT(ran.err, Catch::Contains("not the server it should be"));
}

TEST_CASE("a kubeconfig that lies about is not taken by itself") {
  RemoteFixture f;
  setenv("KUBECONFIG", f.kubeconfig().c_str(), 1);
  const Ran ran = f.Fluid("get datasets"), chosen = f.Fluid("get datasets --context fluid");
  unsetenv("KUBECONFIG");
  CHECK(ran.code == 3);
  CHECK(chosen.code == 0);
}

TEST_CASE("a mount at another server needs the whole path of its folder") {
  RemoteFixture f;
  CHECK(f.Far("apply -f -", DatasetYaml("imagenet")).code == 0);
  const Ran ran = f.Far("mount imagenet ./here");
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, Catch::Contains("whole path"));
}

}  // namespace
}  // namespace fluid::cli
