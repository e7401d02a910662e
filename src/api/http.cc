#include "src/api/http.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "src/base/strings.h"

namespace fluid::api {
namespace {

// RFC 9110, 5.6.2: tchar.
bool IsToken(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool IsFieldText(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
}

bool IsTarget(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

Result<HttpHeaders> ParseHeaders(std::string_view lines, const HttpLimits& limits) {
  HttpHeaders headers;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find("\r\n"), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 2, lines.size()));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || !IsToken(line.substr(0, colon))) {
      return InvalidArgument("a header line is not NAME: VALUE");
    }
    const std::string_view value = Trim(line.substr(colon + 1));
    if (!IsFieldText(value)) return InvalidArgument("a header's value holds control characters");
    if (headers.all().size() >= limits.headers) {
      return ResourceExhausted(fmt::format("more than {} headers", limits.headers));
    }
    headers.Add(std::string(line.substr(0, colon)), std::string(value));
  }
  return headers;
}

// "HTTP/1.x" -> x, or -1.
int MinorVersion(std::string_view text) {
  if (text.size() != 8 || text.substr(0, 7) != "HTTP/1." || text[7] < '0' || text[7] > '9') return -1;
  return text[7] - '0';
}

// RFC 9112, 9.3.
bool KeepsAlive(int minor, const HttpHeaders& headers) {
  if (headers.Has("Connection", "close")) return false;
  return minor >= 1 || headers.Has("Connection", "keep-alive");
}

std::pair<std::string_view, std::string_view> FirstLine(std::string_view head) {
  const size_t end = head.find("\r\n");
  if (end == std::string_view::npos) return {head, {}};
  return {head.substr(0, end), head.substr(end + 2)};
}

}  // namespace

const std::string* HttpHeaders::Find(std::string_view name) const {
  for (const auto& [key, value] : all_) {
    if (SameWord(key, name)) return &value;
  }
  return nullptr;
}

size_t HttpHeaders::Count(std::string_view name) const {
  return static_cast<size_t>(std::count_if(all_.begin(), all_.end(),
                                           [&](const auto& header) { return SameWord(header.first, name); }));
}

bool HttpHeaders::Has(std::string_view name, std::string_view word) const {
  for (const auto& [key, value] : all_) {
    if (!SameWord(key, name)) continue;
    for (const std::string_view part : Split(value, ',')) {
      if (SameWord(Trim(part), word)) return true;
    }
  }
  return false;
}

bool HttpRequest::keep_alive() const { return KeepsAlive(minor, headers); }

bool HttpResponse::keep_alive() const { return KeepsAlive(minor, headers); }

std::string_view HttpReason(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

Result<HttpRequest> ParseRequestHead(std::string_view head, const HttpLimits& limits) {
  const auto [line, rest] = FirstLine(head);
  const std::vector<std::string_view> words = Split(line, ' ');
  if (words.size() != 3 || !IsToken(words[0]) || !IsTarget(words[1])) {
    return InvalidArgument("the request line is not METHOD TARGET HTTP/1.1");
  }
  HttpRequest request;
  request.method = words[0];
  request.target = words[1];
  request.minor = MinorVersion(words[2]);
  if (request.minor < 0) {
    const bool http = words[2].substr(0, 5) == "HTTP/";
    return http ? Unimplemented(fmt::format("version {} is not spoken here; HTTP/1.1 is", words[2]))
                : InvalidArgument("the request line is not METHOD TARGET HTTP/1.1");
  }
  FLUID_ASSIGN_OR_RETURN(request.headers, ParseHeaders(rest, limits));
  return request;
}

Result<HttpResponse> ParseResponseHead(std::string_view head, const HttpLimits& limits) {
  const auto [line, rest] = FirstLine(head);
  HttpResponse response;
  const char* digits = line.data() + 9;
  response.minor = MinorVersion(line.substr(0, 8));
  if (line.size() < 12 || response.minor < 0 || line[8] != ' ' ||
      std::from_chars(digits, digits + 3, response.status).ptr != digits + 3 || response.status < 100) {
    return InvalidArgument("the answer is not HTTP/1.1");
  }
  FLUID_ASSIGN_OR_RETURN(response.headers, ParseHeaders(rest, limits));
  return response;
}

HttpConnection::HttpConnection(std::unique_ptr<Stream> stream, HttpLimits limits)
    : stream_(std::move(stream)), limits_(limits) {}

Result<bool> HttpConnection::Fill(MonoTime deadline) {
  char bytes[16 << 10];
  FLUID_ASSIGN_OR_RETURN(const size_t got, stream_->Read(bytes, sizeof bytes, deadline));
  buffer_.append(bytes, got);
  ended_ = got == 0;
  if (!ended_) unanswered_ = false;
  return got > 0;
}

Result<std::string> HttpConnection::ReadHead(MonoTime deadline) {
  size_t searched = 0;
  while (true) {
    // A line that ends in a lone LF would be read differently by others; such a peer is refused before its
    // head ends.
    for (size_t at = buffer_.find('\n', searched); at != std::string::npos; at = buffer_.find('\n', at + 1)) {
      if (at == 0 || buffer_[at - 1] != '\r')
        return InvalidArgument("a line of the head does not end in CRLF");
      if (at >= 3 && buffer_[at - 2] == '\n') {
        if (at + 1 > limits_.head) break;
        std::string head = buffer_.substr(0, at - 3);
        buffer_.erase(0, at + 1);
        return head;
      }
    }
    if (buffer_.size() >= limits_.head) {
      return ResourceExhausted(fmt::format("the head is longer than {} bytes", limits_.head));
    }
    searched = buffer_.size();
    FLUID_ASSIGN_OR_RETURN(const bool more, Fill(deadline));
    if (!more) return Unavailable("the peer ended in the middle of a head");
  }
}

Result<std::optional<HttpRequest>> HttpConnection::ReadRequestHead(MonoTime idle, Duration head_timeout) {
  framing_ = Framing::kNone;
  if (buffer_.empty()) {
    const Result<bool> first = Fill(idle);
    if (!first.ok()) {
      if (first.status().code() == Code::kDeadlineExceeded) return std::optional<HttpRequest>();
      return first.status();
    }
    if (!*first) return std::optional<HttpRequest>();
  }
  FLUID_ASSIGN_OR_RETURN(const std::string head, ReadHead(std::chrono::steady_clock::now() + head_timeout));
  FLUID_ASSIGN_OR_RETURN(HttpRequest request, ParseRequestHead(head, limits_));
  FLUID_RETURN_IF_ERROR(SetFraming(request.headers, /*until_end_allowed=*/false));
  head_asked_ = request.method == "HEAD";
  return std::optional<HttpRequest>(std::move(request));
}

Result<HttpResponse> HttpConnection::ReadResponseHead(MonoTime deadline) {
  while (true) {
    FLUID_ASSIGN_OR_RETURN(const std::string head, ReadHead(deadline));
    FLUID_ASSIGN_OR_RETURN(HttpResponse response, ParseResponseHead(head, limits_));
    if (response.status < 200) continue;
    framing_ = Framing::kNone;
    if (response.status != 204 && response.status != 304) {
      FLUID_RETURN_IF_ERROR(SetFraming(response.headers, /*until_end_allowed=*/true));
    }
    return response;
  }
}

Status HttpConnection::SetFraming(const HttpHeaders& headers, bool until_end_allowed) {
  const std::string* length = headers.Find("Content-Length");
  const std::string* coding = headers.Find("Transfer-Encoding");
  in_chunk_ = false;
  left_ = 0;
  // Two framings of one body are how requests are smuggled (RFC 9112, 11.2).
  if (length && coding) return InvalidArgument("both Content-Length and Transfer-Encoding are given");
  if (headers.Count("Content-Length") > 1 || headers.Count("Transfer-Encoding") > 1) {
    return InvalidArgument("the length of the body is given twice");
  }
  if (coding) {
    if (!SameWord(*coding, "chunked")) {
      return Unimplemented(fmt::format("Transfer-Encoding {} is not spoken here; chunked is", *coding));
    }
    framing_ = Framing::kChunked;
    return Ok();
  }
  if (!length) {
    framing_ = until_end_allowed ? Framing::kUntilEnd : Framing::kNone;
    return Ok();
  }
  const char* end = length->data() + length->size();
  const auto [parsed, error] = std::from_chars(length->data(), end, left_);
  if (error != std::errc() || parsed != end) return InvalidArgument("Content-Length is no number");
  framing_ = left_ > 0 ? Framing::kLength : Framing::kNone;
  return Ok();
}

Result<std::string> HttpConnection::ReadLine(MonoTime deadline) {
  constexpr size_t kLongest = 4096;
  while (true) {
    const size_t end = buffer_.find("\r\n");
    if (end != std::string::npos && end <= kLongest) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      return line;
    }
    if (buffer_.size() > kLongest) return InvalidArgument("a chunk's line is too long");
    FLUID_ASSIGN_OR_RETURN(const bool more, Fill(deadline));
    if (!more) return Unavailable("the peer ended in the middle of a body");
  }
}

Result<std::string> HttpConnection::ReadChunkPiece(MonoTime deadline) {
  if (left_ == 0) {
    if (in_chunk_) {
      FLUID_ASSIGN_OR_RETURN(const std::string line, ReadLine(deadline));
      if (!line.empty()) return InvalidArgument("a chunk is longer than it says");
      in_chunk_ = false;
    }
    FLUID_ASSIGN_OR_RETURN(const std::string line, ReadLine(deadline));
    const std::string_view size = Trim(std::string_view(line).substr(0, line.find(';')));
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), left_, 16);
    if (size.empty() || error != std::errc() || end != size.data() + size.size()) {
      return InvalidArgument("a chunk's size is no number");
    }
    if (left_ == 0) {  // the last one; trailers are passed over
      while (true) {
        FLUID_ASSIGN_OR_RETURN(const std::string trailer, ReadLine(deadline));
        if (trailer.empty()) break;
      }
      framing_ = Framing::kNone;
      return std::string();
    }
    in_chunk_ = true;
  }
  if (buffer_.empty()) {
    FLUID_ASSIGN_OR_RETURN(const bool more, Fill(deadline));
    if (!more) return Unavailable("the peer ended in the middle of a body");
  }
  const size_t take = static_cast<size_t>(std::min<uint64_t>(left_, buffer_.size()));
  std::string piece = buffer_.substr(0, take);
  buffer_.erase(0, take);
  left_ -= take;
  return piece;
}

Result<std::string> HttpConnection::ReadPiece(MonoTime deadline) {
  if (framing_ == Framing::kNone) return std::string();
  if (framing_ == Framing::kChunked) return ReadChunkPiece(deadline);
  if (buffer_.empty()) {
    FLUID_ASSIGN_OR_RETURN(const bool more, Fill(deadline));
    if (!more && framing_ == Framing::kLength) return Unavailable("the peer ended in the middle of a body");
  }
  std::string piece;
  if (framing_ == Framing::kUntilEnd) {
    piece = std::exchange(buffer_, {});
    if (piece.empty()) framing_ = Framing::kNone;
    return piece;
  }
  const size_t take = static_cast<size_t>(std::min<uint64_t>(left_, buffer_.size()));
  piece = buffer_.substr(0, take);
  buffer_.erase(0, take);
  left_ -= take;
  if (left_ == 0) framing_ = Framing::kNone;
  return piece;
}

Status HttpConnection::CheckBodyLength(uint64_t length) const {
  if (length <= limits_.body) return Ok();
  return ResourceExhausted(fmt::format("the body is longer than {} bytes", limits_.body));
}

Result<std::string> HttpConnection::ReadBody(MonoTime deadline) {
  FLUID_RETURN_IF_ERROR(CheckBody());
  std::string body;
  while (has_body()) {
    FLUID_ASSIGN_OR_RETURN(const std::string piece, ReadPiece(deadline));
    body += piece;
    FLUID_RETURN_IF_ERROR(CheckBodyLength(body.size()));
  }
  return body;
}

Status HttpConnection::WriteRequest(const HttpRequest& request, MonoTime deadline) {
  std::string text = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
  for (const auto& [name, value] : request.headers.all()) text += fmt::format("{}: {}\r\n", name, value);
  if (!request.body.empty()) text += fmt::format("Content-Length: {}\r\n", request.body.size());
  text += "\r\n";
  text += request.body;
  unanswered_ = true;
  return Write(text, deadline);
}

Status HttpConnection::WriteResponse(const HttpResponse& response, bool keep_alive, MonoTime deadline) {
  std::string text = "HTTP/1.1 ";
  const auto add = [&text](const auto&... parts) { (text.append(parts), ...); };
  add(std::to_string(response.status), " ", HttpReason(response.status), "\r\n");
  for (const auto& [name, value] : response.headers.all()) add(name, ": ", value, "\r\n");
  add("Content-Length: ", std::to_string(response.body.size()), "\r\n");
  if (!keep_alive) text += "Connection: close\r\n";
  text += "\r\n";
  if (!head_asked_) text += response.body;
  return Write(text, deadline);
}

std::string HttpConnection::Chunk(std::string_view bytes) {
  char size[16];
  const char* const end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
  std::string chunk(size, static_cast<size_t>(end - size));
  chunk += "\r\n";
  chunk += bytes;
  return chunk += "\r\n";
}

}  // namespace fluid::api
