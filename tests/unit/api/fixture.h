// A server over a memory store in a folder of its own, and the verbs that tests of it speak.
#pragma once

#include <memory>
#include <string>

#include "src/api/client.h"
#include "src/api/server.h"
#include "src/store/memory_store.h"
#include "tests/support/support.h"

namespace fluid::api {

class ServerFixture {
 public:
  explicit ServerFixture(ApiServerOptions options = {}, MemoryStoreOptions store_options = {});
  ~ServerFixture();

  void Restart();  // the server, on the same store
  void Stop();
  std::string socket_path() const { return dir_ / "fluid.sock"; }
  MemoryStore& store() { return *store_; }
  ApiClient& client() { return *client_; }

  HttpResponse Call(const std::string& method, const std::string& path, const std::string& body = "",
                    const std::string& type = "application/json");
  // Sends the bytes as they are and reads until the server closes, or for `wait`.
  std::string Raw(const std::string& bytes, std::chrono::milliseconds wait = std::chrono::seconds(5));

 private:
  test::TempDir dir_;
  std::unique_ptr<Clock> clock_ = NewSystemClock();
  std::unique_ptr<MemoryStore> store_;
  ApiServerOptions options_;
  std::unique_ptr<ApiServer> server_;
  std::unique_ptr<ApiClient> client_;
};

constexpr const char* kDatasets = "/apis/data.fluid.io/v1alpha1/namespaces/default/datasets";

// A dataset's JSON, with one mount.
std::string DatasetJson(const std::string& name, const std::string& more_metadata = "");
Object DatasetObject(const std::string& name);
// As the last state of the object, whatever its version.
Object WithStatus(Object object, const std::string& phase);

}  // namespace fluid::api
