// Sources, asked as the engine asks them: the listing, then one byte of one file. The only user of libcurl
// here.
#include <curl/curl.h>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/cli/doctor/probe.h"

namespace fluid::cli::doctor {
namespace {

constexpr size_t kMostBody = 256 << 10;
constexpr int kMostRedirects = 5;
constexpr long kConnectMs = 3000, kTotalMs = 4000;

struct Answer {
  CURLcode code = CURLE_OK;
  std::string error;
  long os_error = 0;
  bool resolved = false, connected = false, secured = false;
  int status = 0;
  std::string body, date, redirect, address;
  bool ranges = false, validator = false;
};

bool HeaderIs(std::string_view line, std::string_view name, std::string_view* value) {
  if (line.size() <= name.size() || line[name.size()] != ':') return false;
  for (size_t i = 0; i < name.size(); ++i)
    if ((line[i] | 0x20) != name[i]) return false;
  *value = Trim(line.substr(name.size() + 1));
  return true;
}

size_t OnHeader(char* data, size_t, size_t size, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  const std::string_view line(data, size);
  std::string_view value;
  if (line.starts_with("HTTP/")) answer.validator = false, answer.date.clear();
  if (HeaderIs(line, "date", &value)) answer.date = value;
  if (HeaderIs(line, "etag", &value) || HeaderIs(line, "last-modified", &value)) answer.validator = true;
  return size;
}

size_t OnBody(char* data, size_t, size_t size, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  if (answer.body.size() + size > kMostBody) return 0;  // enough was seen
  answer.body.append(data, size);
  return size;
}

Answer Get(const std::string& url, const Credentials& credentials, bool one_byte) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  Answer answer;
  CURL* curl = ready ? curl_easy_init() : nullptr;
  if (!curl) {
    answer.code = CURLE_FAILED_INIT;
    answer.error = "libcurl can't be started";
    return answer;
  }
  char error[CURL_ERROR_SIZE] = {};
  // What the built-in client sets, so that the same is seen; see plugins/thin/http_client.cc.
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "fluid-doctor");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kTotalMs);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, OnHeader);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, OnBody);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  if (one_byte) curl_easy_setopt(curl, CURLOPT_RANGE, "0-0");
  if (!credentials.bearer.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, credentials.bearer.c_str());
  } else if (!credentials.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(curl, CURLOPT_USERNAME, credentials.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, credentials.password.c_str());
  }
  answer.code = curl_easy_perform(curl);
  answer.error = error[0] != '\0' ? error : curl_easy_strerror(answer.code);
  curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &answer.os_error);
  curl_off_t resolved = 0, connected = 0, secured = 0;
  curl_easy_getinfo(curl, CURLINFO_NAMELOOKUP_TIME_T, &resolved);
  curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME_T, &connected);
  curl_easy_getinfo(curl, CURLINFO_APPCONNECT_TIME_T, &secured);
  answer.resolved = resolved > 0, answer.connected = connected > 0, answer.secured = secured > 0;
  long status = 0;
  char* redirect = nullptr;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &redirect);
  answer.status = static_cast<int>(status);
  if (redirect) answer.redirect = redirect;
  answer.ranges = status == 206;
  curl_easy_cleanup(curl);
  if (answer.code == CURLE_WRITE_ERROR && answer.status != 0) answer.code = CURLE_OK;  // we ended it
  return answer;
}

void Judge(const Answer& answer, SourceFacts& source) {
  using Stage = SourceFacts::Stage;
  source.error = answer.error;
  source.http_status = answer.status;
  source.location = answer.redirect;
  source.silent = answer.code == CURLE_OPERATION_TIMEDOUT || answer.os_error == EHOSTUNREACH ||
                  answer.os_error == ENETUNREACH || answer.os_error == ETIMEDOUT;
  switch (answer.code) {
    case CURLE_OK:
      source.reached = Stage::kDone;
      break;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_URL_MALFORMAT:
      source.reached = Stage::kResolve;
      break;
    case CURLE_COULDNT_CONNECT:
      source.reached = Stage::kConnect;
      break;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      source.certificate = true;
      source.reached = Stage::kTls;
      break;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
      source.reached = Stage::kTls;
      break;
    default:
      source.reached = !answer.resolved                              ? Stage::kResolve
                       : !answer.connected                           ? Stage::kConnect
                       : source.scheme == "https" && !answer.secured ? Stage::kTls
                                                                     : Stage::kAnswer;
  }
  tm parsed{};
  // Source: RFC 9110, 5.6.7.
  if (!answer.date.empty() && strptime(answer.date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parsed)) {
    source.date = std::chrono::system_clock::from_time_t(timegm(&parsed));
  }
}

// "http://host:port" of a URL.
std::string_view ServerOf(std::string_view url) { return url.substr(0, url.find('/', url.find("//") + 2)); }

// The first file of an index page of nginx (HTML or JSON) or of Python's http.server. Nothing: it is no page.
std::optional<std::string> FirstFile(std::string_view page) {
  if (Trim(page).starts_with('[')) {
    constexpr std::string_view kName = "\"name\":";
    for (size_t at = page.find(kName); at != std::string_view::npos; at = page.find(kName, at + 1)) {
      const std::string_view entry = page.substr(at, page.find('}', at) - at);
      const size_t from = entry.find('"', kName.size()) + 1;
      if (entry.find("\"file\"") == std::string_view::npos) continue;
      return PercentEncode(entry.substr(from, entry.find('"', from) - from));
    }
    return "";
  }
  constexpr std::string_view kLink = "href=\"";
  bool listing = page.find("Index of ") != std::string_view::npos ||
                 page.find("Directory listing for ") != std::string_view::npos;
  for (size_t at = page.find(kLink); at != std::string_view::npos; at = page.find(kLink, at + 1)) {
    const size_t from = at + kLink.size();
    const std::string_view link = page.substr(from, page.find('"', from) - from);
    listing = true;
    if (link.empty() || link.ends_with('/') || link.find_first_of(":?#") != link.npos || link[0] == '/')
      continue;
    return std::string(link);
  }
  if (listing) return "";
  return std::nullopt;
}

void LookAtServer(SourceFacts& source, std::string url, const Credentials& credentials) {
  Answer answer;
  for (int redirects = 0;; ++redirects) {
    source.asked_at = std::chrono::system_clock::now();
    answer = Get(url, credentials, false);
    const bool moved = answer.code == CURLE_OK && answer.status >= 300 && answer.status < 400;
    if (!moved || ServerOf(answer.redirect) != ServerOf(url) || redirects == kMostRedirects) break;
    url = answer.redirect;
  }
  Judge(answer, source);
  if (source.reached != SourceFacts::Stage::kDone || answer.status < 200 || answer.status >= 300) return;

  const std::optional<std::string> first = FirstFile(answer.body);
  const bool folder = url.ends_with('/') || ServerOf(url) == url;
  source.listed = first.has_value() || !folder;
  if (!source.listed || (folder && first->empty())) return;
  if (folder && !url.ends_with('/')) url += '/';
  source.file = folder ? url + *first : url;
  const Answer byte = Get(source.file, credentials, true);
  if (byte.code != CURLE_OK) source.file_failure = byte.error;
  source.file_status = byte.status;
  source.ranges = byte.ranges || byte.status == 416;  // 416: the file is empty
  source.validator = byte.validator;
}

// A folder or file of this machine: its listing, and one byte of one file.
int LookAtFiles(const std::string& path) {
  struct stat found;
  if (stat(path.c_str(), &found) != 0) return errno;
  std::string file = path;
  if (S_ISDIR(found.st_mode)) {
    DIR* folder = opendir(path.c_str());
    if (!folder) return errno;
    file.clear();
    while (const dirent* entry = readdir(folder)) {
      if (entry->d_type == DT_REG) {
        file = JoinPath(path, entry->d_name);
        break;
      }
    }
    closedir(folder);
    if (file.empty()) return 0;
  }
  const Fd fd(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  char byte = 0;
  return fd && read(fd.get(), &byte, 1) >= 0 ? 0 : errno;
}

}  // namespace

SourceFacts LookAtSource(SourceFacts source, const std::string& uri, const Credentials& credentials) {
  const size_t colon = uri.find("://");
  source.scheme = uri.substr(0, colon);
  if (colon == std::string::npos) return source;
  const std::string rest = uri.substr(colon + 3);
  source.host = rest.substr(0, rest.find('/'));
  source.host = source.host.substr(source.host.rfind('@') + 1);
  source.credentials =
      !credentials.bearer.empty() || !credentials.password.empty() || !credentials.user.empty();
  if (source.scheme == "http" || source.scheme == "https") {
    source.looked = true;
    LookAtServer(source, uri, credentials);
  } else if (source.scheme == "file" || source.scheme == "local") {
    std::string path;
    if (!PercentDecode(rest, &path) || !path.starts_with('/')) return source;
    source.looked = true;
    const std::optional<int> error = Within<int>(kPatience, [path] { return LookAtFiles(path); });
    source.silent = !error;
    source.file_error = error.value_or(0);
    source.listed = source.file_error == 0;
  }
  return source;
}

}  // namespace fluid::cli::doctor
