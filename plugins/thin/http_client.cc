#include "plugins/thin/http_client.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>

#include "plugins/thin/url.h"

namespace thin {
namespace {

constexpr int kMaxRedirects = 5;

void InitCurl() {
  static const bool done = (curl_global_init(CURL_GLOBAL_DEFAULT), true);
  (void)done;
}

long Milliseconds(Duration d) { return std::chrono::duration_cast<std::chrono::milliseconds>(d).count(); }

void Wipe(std::string& secret) {
  std::fill(secret.begin(), secret.end(), '\0');
  asm volatile("" : : "r"(secret.data()) : "memory");  // the fill is not dead
  secret.clear();
}

}  // namespace

// A server that ends its connections after each answer takes a new one for each request, and its queue of
// those may be short: one that overflows drops the newcomers, who come back a second later. So a server gets
// few until it has kept one.
constexpr int kConnectionsUnproven = 4;

struct Server {
  int running = 0;
  bool keeps_connections = false;
};

// Redirects stay on one server, so it is the same before and after them.
std::string ServerOf(const std::string& url) { return url.substr(0, url.find('/', url.find("//") + 2)); }

struct HttpClient::Curl {
  CURLM* multi = nullptr;
  std::unordered_map<std::string, Server> servers;  // "http://host:port"
  std::deque<std::unique_ptr<Running>> waiting;
  std::unordered_map<Running*, std::unique_ptr<Running>> running;
  std::vector<CURL*> idle;
  std::vector<int> sockets;  // of all connections

  static curl_socket_t OpenSocket(void* self, curlsocktype, curl_sockaddr* address) {
    const int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd >= 0) static_cast<Curl*>(self)->sockets.push_back(fd);
    return fd;
  }
  static int CloseSocket(void* self, curl_socket_t fd) {
    std::erase(static_cast<Curl*>(self)->sockets, fd);
    return close(fd);
  }
  // Of the connection that `easy` uses, which curl itself tells of ended transfers only; -1: unknown.
  int SocketOf(CURL* easy) const {
    long port = 0;
    curl_easy_getinfo(easy, CURLINFO_LOCAL_PORT, &port);
    for (const int fd : sockets) {
      sockaddr_in6 own{};  // sin_port of both families is at one place
      socklen_t size = sizeof own;
      if (getsockname(fd, reinterpret_cast<sockaddr*>(&own), &size) == 0 && ntohs(own.sin6_port) == port)
        return fd;
    }
    return -1;
  }
  // Many servers send head and body apart, and the body only when the head is acknowledged (Nagle), for which
  // this side would take 40 ms.
  void AcknowledgeHeads();
};

// One transfer on its way.
struct HttpClient::Running {
  HttpClient* client = nullptr;
  HttpRequest request;
  std::shared_ptr<Transfer> transfer;
  Time not_before;
  // While it is in the multi handle:
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  Time last_byte;
  HttpHead head;
  bool head_told = false, redirected = false;
  bool body_awaited = false;  // the head came without any of the body
  int redirects = 0;
  Status refused;  // what OnHead or OnData said

  ~Running() {
    Wipe(request.password);
    Wipe(request.bearer);
    curl_slist_free_all(headers);
  }

  static size_t OnHeader(char* data, size_t, size_t size, void* self) {
    return static_cast<Running*>(self)->Header({data, size}) ? size : 0;
  }
  static size_t OnBody(char* data, size_t, size_t size, void* self) {
    return static_cast<Running*>(self)->Body(data, size) ? size : 0;
  }

  bool Header(std::string_view line) {
    last_byte = Now();
    if (line == "\r\n" || line == "\n") return HeadEnd();
    AddLine(line, &head);
    return true;
  }

  bool HeadEnd() {
    if (head.status < 200) return true;  // an interim answer
    head.url = request.url;
    redirected = head.status >= 300 && head.status < 400 && head.status != 304 && !head.location.empty();
    if (redirected) return true;
    head_told = true;
    body_awaited = !request.head;
    if (!head.content_encoding.empty() && head.content_encoding != "identity" && !EncodedFile(head.url))
      refused = Error(FLUID_DATA_LOSS,
                      Cat("GET ", request.url, ": the server encoded the content as \"",
                          head.content_encoding, "\" unasked"),
                      EIO);
    else
      refused = transfer->OnHead(head);
    return refused.ok();
  }

  bool Body(const char* data, size_t size) {
    last_byte = Now();
    body_awaited = false;
    client->body_bytes_.fetch_add(size, std::memory_order_relaxed);
    if (redirected) return true;
    refused = transfer->OnData(data, size);
    return refused.ok();
  }

  void Prepare() {
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "fluid-thin/0.1");
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, static_cast<long>(request.buffer_bytes));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(request.connect_timeout));
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, Curl::OpenSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, client->curl_.get());
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, Curl::CloseSocket);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, client->curl_.get());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, OnHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, OnBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    if (request.head) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    if (!request.range.empty()) curl_easy_setopt(easy, CURLOPT_RANGE, request.range.c_str());
    if (!request.bearer.empty()) {
      curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
      curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, request.bearer.c_str());
    } else if (!request.user.empty()) {
      curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
      curl_easy_setopt(easy, CURLOPT_USERNAME, request.user.c_str());
      curl_easy_setopt(easy, CURLOPT_PASSWORD, request.password.c_str());
    }
    if (!headers)
      for (const std::string& line : request.headers) headers = curl_slist_append(headers, line.c_str());
    if (headers) curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    head = {}, redirected = false, head_told = false, body_awaited = false;
    last_byte = Now();
  }

  // What the end of curl's work means; `code` is a CURLcode.
  Status Outcome(CURLcode code) const {
    const std::string what = Cat(request.head ? "HEAD " : "GET ", request.url);
    if (!refused.ok()) return refused;
    if (code == CURLE_OK && head_told) return {};
    if (code == CURLE_OK) return Error(FLUID_UNAVAILABLE, what + ": no answer", EIO);
    return Error(FLUID_UNAVAILABLE, Cat(what, ": ", curl_easy_strerror(code)),
                 code == CURLE_OPERATION_TIMEDOUT ? ETIMEDOUT : EIO);
  }

  // After a redirect: the request for the new place, or why not.
  Status Follow() {
    const auto from = ParseUrl(request.url);
    const auto to = from ? Resolve(*from, head.location) : std::nullopt;
    if (!to || !RedirectAllowed(*from, *to))
      return Error(FLUID_FAILED_PRECONDITION,
                   Cat("GET ", request.url, ": HTTP ", head.status, " redirects to another server"), EIO);
    if (++redirects > kMaxRedirects)
      return Error(FLUID_FAILED_PRECONDITION,
                   Cat("GET ", request.url, ": more than ", kMaxRedirects, " redirects"), EIO);
    request.url = to->ToString();
    return {};
  }
};

void HttpClient::Curl::AcknowledgeHeads() {
  for (const auto& [key, transfer] : running) {
    if (!std::exchange(transfer->body_awaited, false)) continue;
    const int on = 1;
    if (const int fd = SocketOf(transfer->easy); fd >= 0)
      (void)setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
  }
}

HttpClient::HttpClient(int connections) : connections_(connections), curl_(std::make_unique<Curl>()) {
  InitCurl();
  curl_->multi = curl_multi_init();
  curl_multi_setopt(curl_->multi, CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
  thread_ = StartThread([this](std::stop_token stop) { Loop(stop); });
}

HttpClient::~HttpClient() {
  thread_.request_stop();
  curl_multi_wakeup(curl_->multi);
  thread_.join();
  for (CURL* easy : curl_->idle) curl_easy_cleanup(easy);
  curl_multi_cleanup(curl_->multi);
}

void HttpClient::Start(HttpRequest request, std::shared_ptr<Transfer> transfer, Duration delay) {
  auto running = std::make_unique<Running>();
  running->client = this;
  running->request = std::move(request);
  running->transfer = std::move(transfer);
  running->not_before = Now() + delay;
  {
    MutexLock lock(mutex_);
    if (!closed_) {
      arrived_.push_back(std::move(running));
      curl_multi_wakeup(curl_->multi);
      return;
    }
  }
  running->transfer->OnEnd(Error(FLUID_CANCELLED, "the engine ends", EINTR));
}

void HttpClient::Cancel(const Transfer* transfer) {
  MutexLock lock(mutex_);
  if (closed_) return;
  cancelled_.push_back(transfer);
  curl_multi_wakeup(curl_->multi);
}

void HttpClient::TakeOrders() {
  std::vector<std::unique_ptr<Running>> arrived;
  std::vector<const Transfer*> cancelled;
  {
    MutexLock lock(mutex_);
    arrived.swap(arrived_);
    cancelled.swap(cancelled_);
  }
  for (auto& running : arrived) curl_->waiting.push_back(std::move(running));
  const Status why = Error(FLUID_CANCELLED, "the transfer was cancelled", EINTR);
  for (const Transfer* transfer : cancelled) {
    const auto waiting = std::find_if(curl_->waiting.begin(), curl_->waiting.end(),
                                      [&](const auto& r) { return r->transfer.get() == transfer; });
    if (waiting != curl_->waiting.end()) {
      const auto owner = std::move(*waiting);
      curl_->waiting.erase(waiting);
      owner->transfer->OnEnd(why);
      continue;
    }
    const auto running = std::find_if(curl_->running.begin(), curl_->running.end(),
                                      [&](const auto& r) { return r.second->transfer.get() == transfer; });
    if (running != curl_->running.end()) Finish(running->first, why);
  }
}

// Readers may use all connections, read-ahead three quarters, jobs half: a reader never waits behind a job.
void HttpClient::Admit() {
  const Time now = Now();
  for (const Priority priority : {Priority::kReader, Priority::kAhead, Priority::kJob}) {
    const size_t limit =
        static_cast<size_t>(std::max(1, connections_ * (4 - static_cast<int>(priority)) / 4));
    for (auto it = curl_->waiting.begin(); it != curl_->waiting.end() && curl_->running.size() < limit;) {
      Server& server = curl_->servers[ServerOf((*it)->request.url)];
      const bool full = !server.keeps_connections && server.running >= kConnectionsUnproven;
      if ((*it)->request.priority != priority || (*it)->not_before > now || full) {
        ++it;
        continue;
      }
      std::unique_ptr<Running> running = std::move(*it);
      ++server.running;
      it = curl_->waiting.erase(it);
      if (curl_->idle.empty()) {
        running->easy = curl_easy_init();
      } else {
        running->easy = curl_->idle.back();
        curl_->idle.pop_back();
      }
      running->Prepare();
      curl_multi_add_handle(curl_->multi, running->easy);
      Running* const key = running.get();
      curl_->running.emplace(key, std::move(running));
    }
  }
}

void HttpClient::Finish(Running* running, const Status& status) {
  const auto it = curl_->running.find(running);
  const std::unique_ptr<Running> owner = std::move(it->second);
  curl_->running.erase(it);
  long connects = 0;
  curl_easy_getinfo(owner->easy, CURLINFO_NUM_CONNECTS, &connects);
  Server& server = curl_->servers[ServerOf(owner->request.url)];
  --server.running;
  if (status.ok()) server.keeps_connections = server.keeps_connections || connects == 0;
  curl_multi_remove_handle(curl_->multi, owner->easy);
  curl_easy_reset(owner->easy);  // forgets the secrets it was given
  if (curl_->idle.size() < static_cast<size_t>(connections_))
    curl_->idle.push_back(owner->easy);
  else
    curl_easy_cleanup(owner->easy);
  owner->transfer->OnEnd(status);
}

void HttpClient::EndStalled() {
  const Time now = Now();
  std::vector<Running*> stalled;
  for (const auto& [key, running] : curl_->running)
    if (now - running->last_byte > running->request.stall) stalled.push_back(key);
  for (Running* running : stalled)
    Finish(running, Error(FLUID_UNAVAILABLE,
                          Cat(running->request.head ? "HEAD " : "GET ", running->request.url,
                              ": no byte came for ", Milliseconds(running->request.stall), " ms"),
                          ETIMEDOUT));
}

void HttpClient::Loop(const std::stop_token& stop) {
  Time looked_for_stalls = Now();
  while (!stop.stop_requested()) {
    TakeOrders();
    Admit();
    int active = 0, left = 0;
    curl_multi_perform(curl_->multi, &active);
    while (CURLMsg* message = curl_multi_info_read(curl_->multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      Running* running = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &running);
      const CURLcode code = message->data.result;
      if (code == CURLE_OK && running->redirected) {
        if (const Status status = running->Follow(); !status.ok()) {
          Finish(running, status);
        } else {
          curl_multi_remove_handle(curl_->multi, running->easy);
          running->Prepare();
          curl_multi_add_handle(curl_->multi, running->easy);
        }
        continue;
      }
      Finish(running, running->Outcome(code));
    }
    curl_->AcknowledgeHeads();
    if (Now() - looked_for_stalls > std::chrono::milliseconds(200)) EndStalled(), looked_for_stalls = Now();
    Admit();
    Time wake = Now() + std::chrono::milliseconds(curl_->running.empty() ? 60000 : 500);
    for (const auto& waiting : curl_->waiting)
      if (curl_->running.size() < static_cast<size_t>(connections_) / 2)
        wake = std::min(wake, waiting->not_before);
    const long wait = std::max<long>(0, Milliseconds(wake - Now()) + 1);
    curl_multi_poll(curl_->multi, nullptr, 0, static_cast<int>(wait), nullptr);
  }
  const Status why = Error(FLUID_CANCELLED, "the engine ends", EINTR);
  {
    MutexLock lock(mutex_);
    closed_ = true;
  }
  TakeOrders();
  while (!curl_->running.empty()) Finish(curl_->running.begin()->first, why);
  while (!curl_->waiting.empty()) {
    const auto owner = std::move(curl_->waiting.front());
    curl_->waiting.pop_front();
    owner->transfer->OnEnd(why);
  }
}

}  // namespace thin
