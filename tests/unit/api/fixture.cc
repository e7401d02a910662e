#include "tests/unit/api/fixture.h"

#include <poll.h>
#include <sys/socket.h>

#include <stdexcept>

#include "src/base/unix_socket.h"
#include "src/model/generated/dataset.h"
#include "src/model/resource.h"

namespace fluid::api {
namespace {

template <class T>
T Must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return *std::move(result);
}

}  // namespace

ServerFixture::ServerFixture(ApiServerOptions options, MemoryStoreOptions store_options)
    : store_(NewMemoryStore(*clock_, store_options)), options_(std::move(options)) {
  options_.socket_path = socket_path();
  options_.version = "0.0.0";
  Restart();
  client_ = std::make_unique<ApiClient>(socket_path());
}

ServerFixture::~ServerFixture() = default;

void ServerFixture::Restart() {
  Stop();
  server_ = Must(ApiServer::Start(*store_, options_));
}

void ServerFixture::Stop() { server_.reset(); }

HttpResponse ServerFixture::Call(const std::string& method, const std::string& path, const std::string& body,
                                 const std::string& type) {
  HttpRequest request;
  request.method = method;
  request.target = path;
  request.body = body;
  if (!body.empty()) request.headers.Add("Content-Type", type);
  return Must(client_->Do(std::move(request)));
}

std::string ServerFixture::Raw(const std::string& bytes, std::chrono::milliseconds wait) {
  const Fd socket = Must(ConnectUnix(socket_path()));
  const auto end = std::chrono::steady_clock::now() + wait;
  size_t sent = 0;
  std::string answer;
  char buffer[4096];
  while (std::chrono::steady_clock::now() < end) {
    if (sent < bytes.size()) {
      const ssize_t put =
          send(socket.get(), bytes.data() + sent, bytes.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (put > 0) sent += static_cast<size_t>(put);
      if (put < 0 && errno == EPIPE) sent = bytes.size();
    }
    pollfd fd{socket.get(), POLLIN, 0};
    if (poll(&fd, 1, sent < bytes.size() ? 0 : 50) <= 0) continue;
    const ssize_t got = recv(socket.get(), buffer, sizeof buffer, 0);
    if (got <= 0) break;
    answer.append(buffer, static_cast<size_t>(got));
    if (answer.find("Connection: close") != std::string::npos) shutdown(socket.get(), SHUT_WR);
  }
  return answer;
}

std::string DatasetJson(const std::string& name, const std::string& more_metadata) {
  return R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":")" + name + "\"" +
         more_metadata + R"(},"spec":{"mounts":[{"mountPoint":"http://127.0.0.1:1/","name":"web"}]}})";
}

Object DatasetObject(const std::string& name) {
  Object object = Must(Object::FromJson(DatasetJson(name)));
  object.metadata().space = "default";
  return object;
}

Object WithStatus(Object object, const std::string& phase) {
  model::Edit<model::Dataset>(object).status.phase = phase;
  return object;
}

}  // namespace fluid::api
