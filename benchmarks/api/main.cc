// Loads one API server, whichever it is, and prints a line of JSON:
//   fluid-bench-api --socket PATH | --kubeconfig FILE   --objects N --listed N --rate PER_S
// Eight clients with a connection each, as many requests as are answered: creates of ConfigMaps (200 bytes),
// merge patches of the status of Datasets without a runtime; one client lists the ConfigMaps, of which there
// are `listed` by then; then one writes `rate` ConfigMaps a second, whose events another one's watch awaits.
// Latencies are those of single requests; a watch's is from the request's sending to the arrival of its
// event, which nobody has parsed yet.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "src/api/client.h"
#include "src/api/kubeconfig.h"
#include "src/model/kind.h"

namespace fluid::bench {
namespace {

using std::chrono::steady_clock;

constexpr int kClients = 8;
constexpr const char* kConfigMaps = "/api/v1/namespaces/default/configmaps";
constexpr const char* kDatasets = "/apis/data.fluid.io/v1alpha1/namespaces/default/datasets";

double Millis(steady_clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

[[noreturn]] void Fail(const std::string& why) {
  fmt::print(stderr, "fluid-bench-api: {}\n", why);
  std::exit(1);
}

template <class T>
T Must(Result<T> result) {
  if (!result.ok()) Fail(result.status().ToString());
  return *std::move(result);
}

struct Figure {
  double per_second = 0, p50 = 0, p99 = 0;
  std::string ToJson() const {
    return fmt::format(R"({{"per_s":{:.0f},"p50_ms":{:.3f},"p99_ms":{:.3f}}})", per_second, p50, p99);
  }
};

Figure FigureOf(std::vector<double> millis, double seconds) {
  std::sort(millis.begin(), millis.end());
  if (millis.empty()) Fail("nothing was measured");
  return {static_cast<double>(millis.size()) / seconds, millis[millis.size() / 2],
          millis[millis.size() * 99 / 100]};
}

class Load {
 public:
  explicit Load(api::Endpoint server) : server_(std::move(server)) {}

  // `make(i)` for i below `count`, by eight clients.
  Figure Run(int count, int expected, const std::function<api::HttpRequest(int)>& make) const {
    std::vector<std::vector<double>> millis(kClients);
    std::atomic<int> next = 0;
    const auto begin = steady_clock::now();
    {
      std::vector<std::jthread> clients;
      for (int c = 0; c < kClients; ++c) {
        clients.emplace_back([&, c] {
          api::ApiClient client(server_);
          for (int i; (i = next++) < count;) {
            api::HttpRequest request = make(i);
            const auto sent = steady_clock::now();
            const api::HttpResponse answer = Must(client.Do(std::move(request)));
            if (answer.status != expected) Fail(fmt::format("HTTP {}: {}", answer.status, answer.body));
            millis[static_cast<size_t>(c)].push_back(Millis(steady_clock::now() - sent));
          }
        });
      }
    }
    const double seconds = Millis(steady_clock::now() - begin) / 1000;
    std::vector<double> all;
    for (const auto& some : millis) all.insert(all.end(), some.begin(), some.end());
    return FigureOf(std::move(all), seconds);
  }

  double ListMillis(int expected) const {
    api::ApiClient client(server_);
    const auto sent = steady_clock::now();
    const api::HttpResponse answer =
        Must(client.Do(Request("GET", std::string(kConfigMaps) + "?labelSelector=of%3Dlist", "")));
    const double took = Millis(steady_clock::now() - sent);
    int items = 0;
    for (size_t at = answer.body.find("\"uid\":"); at != std::string::npos;
         at = answer.body.find("\"uid\":", at + 1))
      ++items;
    if (items != expected) Fail(fmt::format("{} objects listed, {} made", items, expected));
    return took;
  }

  Figure WatchLatency(int count, int per_second) const {
    // What a client does before it sends and after it has read is no server's time.
    std::vector<api::HttpRequest> requests;
    for (int i = 0; i < count; ++i) {
      requests.push_back(Request("POST", kConfigMaps, ConfigMap(fmt::format("w{}", i), "watch")));
    }
    std::vector<std::atomic<steady_clock::time_point>> sent(static_cast<size_t>(count));
    std::vector<double> millis;
    std::atomic<bool> watching = false;
    std::jthread watcher([&] {
      api::ApiClient client(server_);
      api::WatchOptions options;
      options.which = {"default", "of=watch", ""};
      options.deadline = steady_clock::now() + std::chrono::seconds(120);
      const auto see = [&](std::string_view line) -> Result<bool> {
        const auto now = steady_clock::now();
        const std::string name = AddedName(line);
        if (name == "first") watching = true;
        if (name.starts_with('w')) {
          millis.push_back(Millis(now - sent[static_cast<size_t>(std::atoi(name.c_str() + 1))].load()));
        }
        return static_cast<int>(millis.size()) < count;
      };
      const Status end = client.WatchLines(*model::FindKind("ConfigMap"), options, see);
      if (!end.ok()) Fail(end.ToString());
    });
    api::ApiClient client(server_);
    const auto create = [&](api::HttpRequest request) {
      const api::HttpResponse answer = Must(client.Do(std::move(request)));
      if (answer.status != 201) Fail(answer.body);
    };
    create(Request("POST", kConfigMaps, ConfigMap("first", "watch")));
    while (!watching) std::this_thread::yield();
    const auto begin = steady_clock::now();
    for (int i = 0; i < count; ++i) {
      std::this_thread::sleep_until(begin + std::chrono::microseconds(1'000'000LL * i / per_second));
      sent[static_cast<size_t>(i)] = steady_clock::now();
      create(std::move(requests[static_cast<size_t>(i)]));
    }
    watcher.join();
    return FigureOf(std::move(millis), Millis(steady_clock::now() - begin) / 1000);
  }

  // Of the object that an event tells of, if it is new.
  static std::string AddedName(std::string_view event) {
    constexpr std::string_view kName = "\"name\":\"";
    const size_t at = event.find(kName);
    if (at == std::string_view::npos || event.find("\"ADDED\"") == std::string_view::npos) return {};
    event.remove_prefix(at + kName.size());
    return std::string(event.substr(0, event.find('"')));
  }

  static api::HttpRequest Request(std::string method, std::string path, std::string body,
                                  std::string type = "application/json") {
    api::HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(path);
    if (!body.empty()) request.headers.Add("Content-Type", std::move(type));
    request.body = std::move(body);
    return request;
  }
  static std::string ConfigMap(const std::string& name, const std::string& of) {
    return fmt::format(
        R"({{"apiVersion":"v1","kind":"ConfigMap","metadata":{{"name":"{}","labels":{{"of":"{}"}}}},"data":{{"value":"{}"}}}})",
        name, of, std::string(200, 'x'));
  }

 private:
  const api::Endpoint server_;
};

int Main(int argc, char** argv) {
  std::map<std::string, std::string> given;
  for (int i = 1; i + 1 < argc; i += 2) given[argv[i]] = argv[i + 1];
  const auto number = [&](const std::string& name, int otherwise) {
    return given.contains(name) ? std::atoi(given[name].c_str()) : otherwise;
  };
  const int objects = number("--objects", 5000), listed = number("--listed", 10'000),
            rate = number("--rate", 100);
  const Load load(given.contains("--socket") ? api::SocketEndpoint(given["--socket"])
                                             : Must(api::ReadKubeconfig({given["--kubeconfig"]}, "")));

  const auto create = [](int i) {
    return Load::Request("POST", kConfigMaps, Load::ConfigMap(fmt::format("c{}", i), "list"));
  };
  const Figure creates = load.Run(objects, 201, create);
  const int datasets = std::max(1, objects / 5);
  load.Run(datasets, 201, [](int i) {
    return Load::Request(
        "POST", kDatasets,
        fmt::format(
            R"({{"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{{"name":"b{}"}},"spec":{{"mounts":[{{"mountPoint":"http://127.0.0.1:1/","name":"m"}}]}}}})",
            i));
  });
  const auto patch = [&](int dataset, const std::string& status) {
    return Load::Request("PATCH", fmt::format("{}/b{}/status", kDatasets, dataset),
                         fmt::format(R"({{"status":{{{}}}}})", status), "application/merge-patch+json");
  };
  // A status has conditions. Where no controller wrote any, these are the first.
  load.Run(datasets, 200, [&](int i) { return patch(i, R"("conditions":[])"); });
  const Figure patches =
      load.Run(objects, 200, [&](int i) { return patch(i % datasets, fmt::format(R"("fileNum":"{}")", i)); });
  if (listed > objects) load.Run(listed - objects, 201, [&](int i) { return create(objects + i); });
  std::vector<double> lists;
  for (int i = 0; i < 5; ++i) lists.push_back(load.ListMillis(std::max(listed, objects)));
  std::sort(lists.begin(), lists.end());
  const Figure watch = load.WatchLatency(std::max(20, rate * 5), rate);
  fmt::print(R"({{"create":{},"patch_status":{},"list":{{"objects":{},"ms":{:.1f}}},"watch":{}}})"
             "\n",
             creates.ToJson(), patches.ToJson(), std::max(listed, objects), lists[2], watch.ToJson());
  return 0;
}

}  // namespace
}  // namespace fluid::bench

int main(int argc, char** argv) { return fluid::bench::Main(argc, argv); }
