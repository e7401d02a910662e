#include "src/api/client.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>

#include "src/api/json.h"
#include "src/api/route.h"
#include "src/api/status_json.h"
#include "src/api/write_request.h"
#include "src/base/strings.h"
#include "src/base/unix_socket.h"

namespace fluid::api {
namespace {

using std::chrono::steady_clock;

// Shorter than the server keeps an idle connection, so that a kept one is not closed just as it is used.
constexpr Duration kKeepFor = std::chrono::seconds(30);
constexpr Duration kConnectWithin = std::chrono::seconds(10);
constexpr Duration kShortestRest = std::chrono::milliseconds(100);
constexpr HttpLimits kLimits{.head = 64 << 10, .headers = 100, .body = size_t{1} << 30};
constexpr size_t kLongestEvent = 64 << 20;

Result<const KindInfo*> KindOf(const Key& key) {
  const KindInfo* kind = model::FindKind(key.kind);
  if (kind) return kind;
  return InvalidArgument(fmt::format("kind {} is not known", key.kind));
}

std::string Query(std::initializer_list<std::pair<std::string_view, std::string>> parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    text += fmt::format("{}{}={}", text.empty() ? '?' : '&', name, PercentEncode(value));
  }
  return text;
}

// How long a server that is busy, or not ready yet, asks to be left alone. RFC 9110, 10.2.3, in seconds.
std::optional<Duration> RestAskedFor(const HttpResponse& response) {
  const std::string* after = response.headers.Find("Retry-After");
  if (response.status != 429 || !after) return std::nullopt;
  int seconds = 0;
  const auto [end, error] = std::from_chars(after->data(), after->data() + after->size(), seconds);
  if (error != std::errc() || seconds < 0) return std::nullopt;
  return std::max<Duration>(std::chrono::seconds(seconds), kShortestRest);
}

// Of a list's items Kubernetes leaves out what is the same for all.
Result<Object> ItemOf(const KindInfo& kind, const Json& item) {
  const std::string& json = item.json();
  if (!item["kind"].text().empty() || json.size() <= 2) return Object::FromJson(json);
  return Object::FromJson(
      fmt::format("{{\"apiVersion\":\"{}\",\"kind\":\"{}\",{}", kind.api_version, kind.name, json.substr(1)));
}

Result<WatchEvent> ParseEvent(std::string_view line) {
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(line));
  const std::string type = json["type"].text();
  const Json object = json["object"];
  WatchEvent event;
  if (type == "ERROR") {
    if (object["code"].number(0) != 410)
      return StatusFromJson(static_cast<int>(object["code"].number(500)), object.json());
    event.type = WatchEventType::kGone;
    return event;
  }
  event.version = object.at(".metadata.resourceVersion").text();
  if (type == "BOOKMARK") return event;
  event.type = type == "ADDED"      ? WatchEventType::kAdded
               : type == "MODIFIED" ? WatchEventType::kModified
                                    : WatchEventType::kDeleted;
  FLUID_ASSIGN_OR_RETURN(event.object, Object::FromJson(object.json()));
  return event;
}

}  // namespace

struct ApiClient::Kept {
  std::unique_ptr<HttpConnection> connection;
  MonoTime since;
};

ApiClient::ApiClient(std::string socket_path, Duration timeout, std::stop_token stop, Duration starting_for)
    : ApiClient(SocketEndpoint(std::move(socket_path)), timeout, std::move(stop), starting_for) {}

ApiClient::ApiClient(Endpoint endpoint, Duration timeout, std::stop_token stop, Duration starting_for)
    : endpoint_(std::move(endpoint)),
      timeout_(timeout),
      starting_for_(starting_for),
      stop_(std::move(stop)),
      ring_(stop_, [this] { stop_bell_.Ring(); }) {}

ApiClient::~ApiClient() = default;

Result<std::unique_ptr<HttpConnection>> ApiClient::Connect(const Bell* stop) {
  if (endpoint_.local()) return ConnectLocal(stop);
  const MonoTime deadline = steady_clock::now() + std::min(timeout_, kConnectWithin);
  FLUID_ASSIGN_OR_RETURN(Fd socket, ConnectTcp(endpoint_.address, stop, deadline));
  std::unique_ptr<Stream> stream = NewSocketStream(std::move(socket), stop);
  if (endpoint_.tls) {
    const std::string& host = endpoint_.tls_name.empty() ? endpoint_.address.host : endpoint_.tls_name;
    FLUID_ASSIGN_OR_RETURN(stream, TlsConnect(*endpoint_.tls, std::move(stream), host, deadline));
  }
  return std::make_unique<HttpConnection>(std::move(stream), kLimits);
}

Result<std::unique_ptr<HttpConnection>> ApiClient::ConnectLocal(const Bell* stop) {
  const MonoTime patience = steady_clock::now() + starting_for_;
  while (true) {
    Result<Fd> socket = ConnectUnix(endpoint_.socket_path);
    if (socket.ok())
      return std::make_unique<HttpConnection>(NewSocketStream(*std::move(socket), stop), kLimits);
    const bool starting = socket.status().error_number() == ECONNREFUSED && steady_clock::now() < patience;
    if (!starting) return Unavailable(std::string(socket.status().message()));
    if (stop->WaitRung(std::chrono::milliseconds(10)))
      return Cancelled("the connection is not wanted any more");
  }
}

Status ApiClient::Send(HttpConnection& connection, HttpRequest request, MonoTime deadline) {
  if (!endpoint_.local()) {
    FLUID_ASSIGN_OR_RETURN(std::string authorization, endpoint_.Authorization());
    if (!authorization.empty()) request.headers.Add("Authorization", std::move(authorization));
    request.target = endpoint_.path + request.target;
  }
  request.headers.Add("Host", endpoint_.local() ? "fluid" : endpoint_.address.ToString());
  if (!request.headers.Find("Accept")) request.headers.Add("Accept", "application/json");
  request.headers.Add("User-Agent", "fluid");
  return connection.WriteRequest(request, deadline);
}

// What a server that has no such resource at all says depends on the server, and says little.
Status ApiClient::ErrorOf(const HttpResponse& response, std::string_view path) const {
  const Status error = StatusFromJson(response.status, response.body);
  if (response.status != 404) return error;
  const Result<Json> body = Json::Parse(response.body);
  if (body.ok() && !body->at(".details.name").text().empty()) return error;
  return NotFound(fmt::format("{} has no {}", endpoint_.ToString(), path.substr(0, path.find('?'))));
}

Result<HttpResponse> ApiClient::Exchange(HttpConnection& connection, const HttpRequest& request) {
  const MonoTime deadline = steady_clock::now() + timeout_;
  // A server that refuses a request answers before it has read all of it; the answer says more than the
  // broken pipe.
  const Status sent = Send(connection, request, deadline);
  if (!sent.ok() && sent.code() != Code::kUnavailable) return sent;
  Result<HttpResponse> response = connection.ReadResponseHead(deadline);
  if (!response.ok()) return sent.ok() ? response.status() : sent;
  FLUID_ASSIGN_OR_RETURN(response->body, connection.ReadBody(deadline));
  return response;
}

Result<HttpResponse> ApiClient::Do(HttpRequest request) {
  const MonoTime patience = steady_clock::now() + timeout_;
  while (true) {
    Result<HttpResponse> response = DoOnce(request);
    const std::optional<Duration> rest = response.ok() ? RestAskedFor(*response) : std::nullopt;
    if (!rest || steady_clock::now() + *rest > patience) return response;
    if (stop_bell_.WaitRung(*rest)) return Cancelled("the request is not wanted any more");
  }
}

std::unique_ptr<ApiClient::Kept> ApiClient::TakeKept() {
  std::unique_ptr<Kept> kept;
  {
    MutexLock lock(mutex_);
    kept = std::move(kept_);
  }
  // Readable before anything was asked: the server has closed it.
  if (kept && (steady_clock::now() - kept->since > kKeepFor ||
               kept->connection->stream().WaitReadable(nullptr, steady_clock::now()).ok())) {
    kept.reset();
  }
  return kept;
}

Result<HttpResponse> ApiClient::DoOnce(const HttpRequest& request) {
  std::unique_ptr<Kept> kept = TakeKept();
  const bool rested = kept != nullptr;
  if (!kept) {
    kept = std::make_unique<Kept>();
    FLUID_ASSIGN_OR_RETURN(kept->connection, Connect(&stop_bell_));
  }
  Result<HttpResponse> response = Exchange(*kept->connection, request);
  // A server may end a connection that rested just as it is used again; what changes nothing is asked anew.
  if (!response.ok() && response.status().code() == Code::kUnavailable && rested &&
      kept->connection->unanswered() && request.method == "GET") {
    FLUID_ASSIGN_OR_RETURN(kept->connection, Connect(&stop_bell_));
    response = Exchange(*kept->connection, request);
  }
  if (response.ok() && response->keep_alive() && kept->connection->reusable()) {
    kept->since = steady_clock::now();
    MutexLock lock(mutex_);
    kept_ = std::move(kept);
  }
  return response.ok() ? std::move(response)
                       : response.status().Annotate(fmt::format("{} {} at {}", request.method, request.target,
                                                                endpoint_.ToString()));
}

Result<std::string> ApiClient::Ask(std::string_view method, std::string path, std::string body,
                                   std::string_view content_type) {
  HttpRequest request;
  request.method = method;
  request.target = std::move(path);
  if (!body.empty()) request.headers.Add("Content-Type", std::string(content_type));
  request.body = std::move(body);
  const std::string asked = request.target;
  FLUID_ASSIGN_OR_RETURN(HttpResponse response, Do(std::move(request)));
  if (response.status >= 300) return ErrorOf(response, asked);
  return std::move(response.body);
}

Result<Object> ApiClient::AskObject(std::string_view method, std::string path, std::string body,
                                    std::string_view content_type) {
  FLUID_ASSIGN_OR_RETURN(const std::string answer,
                         Ask(method, std::move(path), std::move(body), content_type));
  return Object::FromJson(answer);
}

Result<Object> ApiClient::Get(const Key& key) {
  FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindOf(key));
  return AskObject("GET", PathOf(*kind, key.space, key.name));
}

Result<ObjectList> ApiClient::List(const KindInfo& kind, const ListOptions& options) {
  FLUID_ASSIGN_OR_RETURN(
      const std::string answer,
      Ask("GET", PathOf(kind, options.space) + Query({{"labelSelector", options.label_selector},
                                                      {"fieldSelector", options.field_selector}})));
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(answer));
  ObjectList list;
  list.version = json.at(".metadata.resourceVersion").text();
  for (const Json& item : json["items"].items()) {
    FLUID_ASSIGN_OR_RETURN(Object object, ItemOf(kind, item));
    list.items.push_back(std::move(object));
  }
  return list;
}

Result<Object> ApiClient::Create(const Object& object, bool dry_run) {
  return AskObject("POST", PathOf(object.kind(), object.metadata().space) + (dry_run ? "?dryRun=All" : ""),
                   object.ToJson());
}

Result<Object> ApiClient::Update(const Object& object, bool dry_run) {
  const Metadata& metadata = object.metadata();
  return AskObject("PUT",
                   PathOf(object.kind(), metadata.space, metadata.name) + (dry_run ? "?dryRun=All" : ""),
                   object.ToJson());
}

Result<Object> ApiClient::UpdateStatus(const Object& object) {
  const Metadata& metadata = object.metadata();
  return AskObject("PUT", PathOf(object.kind(), metadata.space, metadata.name, "status"), object.ToJson());
}

Result<Object> ApiClient::Patch(const Key& key, std::string_view merge_patch) {
  FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindOf(key));
  return AskObject("PATCH", PathOf(*kind, key.space, key.name), std::string(merge_patch),
                   "application/merge-patch+json");
}

Result<std::optional<Object>> ApiClient::Delete(const Key& key, const DeleteOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindOf(key));
  FLUID_ASSIGN_OR_RETURN(const std::string answer,
                         Ask("DELETE", PathOf(*kind, key.space, key.name), JsonOf(options)));
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(answer));
  if (json["kind"].text() == "Status") return std::optional<Object>();
  FLUID_ASSIGN_OR_RETURN(Object object, Object::FromJson(answer));
  return std::optional<Object>(std::move(object));
}

Result<bool> ApiClient::IsFluid() {
  if (endpoint_.local()) return true;
  FLUID_ASSIGN_OR_RETURN(const std::string answer, Ask("GET", "/version"));
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(answer));
  return json["gitVersion"].text().find("+fluid-") != std::string::npos;
}

// Another API server says of a sub-resource that it lacks what it says of an object that is not there.
Result<std::string> ApiClient::AskOurs(std::string_view method, const Key& key, std::string_view subresource,
                                       const std::string& query) {
  FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindOf(key));
  Result<std::string> answer =
      Ask(method, PathOf(*kind, key.space, key.name, std::string(subresource)) + query);
  return answer.ok() ? std::move(answer) : ErrorOfOurs(key, subresource, answer.status());
}

Status ApiClient::ErrorOfOurs(const Key& key, std::string_view subresource, const Status& error) {
  if (error.code() != Code::kNotFound) return error;
  const Result<bool> ours = IsFluid();
  if (!ours.ok() || *ours) return error;
  FLUID_RETURN_IF_ERROR(Get(key).status());
  return Unimplemented(fmt::format("{} has no {} of {}: only `fluid serve` has", endpoint_.ToString(),
                                   subresource, key.ToString()));
}

Result<OperationProgress> ApiClient::Progress(const Key& operation) {
  FLUID_ASSIGN_OR_RETURN(const std::string answer, AskOurs("GET", operation, "progress"));
  return OperationProgress::FromJson(answer);
}

Result<ApiClient::LogAnswer> ApiClient::Log(const Key& key, const LogQuestion& question) {
  FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindOf(key));
  const auto seconds = question.since ? std::chrono::ceil<std::chrono::seconds>(*question.since).count() : 0;
  HttpRequest request;
  request.method = "GET";
  request.target = PathOf(*kind, key.space, key.name, "log") +
                   Query({{"container", question.process},
                          {"tailLines", question.lines ? std::to_string(*question.lines) : std::string()},
                          {"sinceSeconds", question.since ? std::to_string(seconds) : std::string()},
                          {"after", question.after}});
  FLUID_ASSIGN_OR_RETURN(HttpResponse response, Do(std::move(request)));
  if (response.status != 200) return ErrorOfOurs(key, "log", StatusFromJson(response.status, response.body));
  const std::string* next = response.headers.Find("Fluid-Log-Next");
  return LogAnswer{std::move(response.body), next ? *next : std::string()};
}

Result<CacheReport> ApiClient::Cache(const Key& dataset, const std::string& path, const std::string& next) {
  FLUID_ASSIGN_OR_RETURN(const std::string answer,
                         AskOurs("GET", dataset, "cache", Query({{"path", path}, {"continue", next}})));
  return CacheReport::FromJson(answer);
}

Result<uint64_t> ApiClient::FreeCache(const Key& dataset, const std::string& path) {
  FLUID_ASSIGN_OR_RETURN(const std::string answer,
                         AskOurs("DELETE", dataset, "cache", Query({{"path", path}})));
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(answer));
  return static_cast<uint64_t>(std::max<int64_t>(0, json["freedBytes"].number(0)));
}

Status ApiClient::Watch(const KindInfo& kind, const WatchOptions& options,
                        const std::function<bool(const WatchEvent&)>& fn, std::stop_token stop) {
  const auto read = [&fn](std::string_view line) -> Result<bool> {
    FLUID_ASSIGN_OR_RETURN(const WatchEvent event, ParseEvent(line));
    return fn(event);
  };
  const Status end = WatchLines(kind, options, read, std::move(stop));
  if (end.code() != Code::kOutOfRange) return end;
  fn({.type = WatchEventType::kGone, .object = {}, .version = {}});
  return Ok();
}

Status ApiClient::WatchLines(const KindInfo& kind, const WatchOptions& options,
                             const std::function<Result<bool>(std::string_view)>& fn, std::stop_token stop) {
  const Bell bell;
  const std::stop_callback ring(stop, [&bell] { bell.Ring(); });
  const std::stop_callback ring_too(stop_, [&bell] { bell.Ring(); });
  HttpRequest request;
  request.method = "GET";
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(options.timeout).count();
  request.target =
      PathOf(kind, options.which.space) + Query({{"watch", "1"},
                                                 {"allowWatchBookmarks", "true"},
                                                 {"timeoutSeconds", std::to_string(seconds)},
                                                 {"resourceVersion", options.version},
                                                 {"labelSelector", options.which.label_selector},
                                                 {"fieldSelector", options.which.field_selector}});
  const MonoTime answer_by = std::min(options.deadline, steady_clock::now() + timeout_);
  std::unique_ptr<HttpConnection> connection;
  HttpResponse head;
  while (true) {
    FLUID_ASSIGN_OR_RETURN(connection, Connect(&bell));
    FLUID_RETURN_IF_ERROR(Send(*connection, request, answer_by));
    FLUID_ASSIGN_OR_RETURN(head, connection->ReadResponseHead(answer_by));
    const std::optional<Duration> rest = RestAskedFor(head);
    if (!rest || steady_clock::now() + *rest > answer_by) break;
    if (bell.WaitRung(*rest)) return Cancelled("the watch is not wanted any more");
  }
  if (head.status != 200) {
    FLUID_ASSIGN_OR_RETURN(head.body, connection->ReadBody(answer_by));
    return ErrorOf(head, request.target);
  }
  // The server ends it; one that died without a word is given up some time later.
  const MonoTime end = std::min(options.deadline, steady_clock::now() + options.timeout + timeout_);
  std::string text;
  while (true) {
    FLUID_ASSIGN_OR_RETURN(const std::string piece, connection->ReadPiece(end));
    if (piece.empty()) return Ok();
    text += piece;
    size_t begin = 0;
    for (size_t line_end; (line_end = text.find('\n', begin)) != std::string::npos; begin = line_end + 1) {
      FLUID_ASSIGN_OR_RETURN(const bool more, fn(std::string_view(text).substr(begin, line_end - begin)));
      if (!more) return Ok();
    }
    text.erase(0, begin);
    if (text.size() > kLongestEvent) return DataLoss("an event of the watch has no end");
  }
}

}  // namespace fluid::api
