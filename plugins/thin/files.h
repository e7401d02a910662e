// Files of the plugin's own folders: whole reads and writes, replacement by rename, and the little-endian
// fields that its formats are made of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "plugins/thin/status.h"

namespace thin {

Result<std::string> ReadFile(const std::string& path, size_t limit);
// Replaces the file by rename: a reader, or a successor after kill -9, sees the old bytes or the new.
Status ReplaceFile(const std::string& path, std::string_view bytes);
Status MakeFolder(const std::string& path);  // and its parents
Status RemoveTree(const std::string& path);  // missing is fine
Status WriteAt(int fd, const void* data, size_t size, uint64_t offset, std::string_view what);
// Two pieces, one behind the other.
Status WriteAt(int fd, const std::array<std::string_view, 2>& pieces, uint64_t offset, std::string_view what);
// Short only at the end of the file.
Result<size_t> ReadAt(int fd, void* data, size_t size, uint64_t offset, std::string_view what);

std::string Hex(uint64_t value);              // 16 digits
std::string HashName(std::string_view text);  // 32 hex digits, of XXH3; stable

// An exclusive lock for as long as it lives. ABORTED: another process has it; the message names its pid.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  Status Take(const std::string& folder);

 private:
  int fd_ = -1;
};

struct Encoder {
  std::string bytes;
  void Raw(std::string_view text) { bytes += text; }
  void U32(uint32_t v) { Int(v, 4); }
  void U64(uint64_t v) { Int(v, 8); }
  void Text(std::string_view text) { U32(static_cast<uint32_t>(text.size())), Raw(text); }

 private:
  void Int(uint64_t v, int n) {
    for (int i = 0; i < n; ++i) bytes += static_cast<char>(v >> (8 * i));
  }
};

// Reads what an Encoder wrote; after the first field that isn't there all are 0 or empty and ok() is false.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  bool done() const { return bytes_.empty(); }
  std::string_view Raw(size_t n) {
    if (n > bytes_.size()) ok_ = false, bytes_ = {};
    if (!ok_) return {};
    const std::string_view out = bytes_.substr(0, n);
    bytes_.remove_prefix(n);
    return out;
  }
  uint32_t U32() { return static_cast<uint32_t>(Int(4)); }
  uint64_t U64() { return Int(8); }
  std::string_view Text() { return Raw(U32()); }

 private:
  uint64_t Int(size_t n) {
    const std::string_view raw = Raw(n);
    uint64_t v = 0;
    for (size_t i = 0; i < raw.size(); ++i) v |= uint64_t{static_cast<unsigned char>(raw[i])} << (8 * i);
    return v;
  }
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace thin
