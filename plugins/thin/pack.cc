#include "plugins/thin/pack.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <vector>

#include "plugins/thin/files.h"

namespace thin {
namespace {

constexpr std::string_view kMagic = "FLTHINPK", kEnding = ".pack";
constexpr uint64_t kPage = 4096;
constexpr uint64_t kMostBytes = uint64_t{4} << 30;  // so that a terabyte needs few descriptors
constexpr size_t kHead = 8 + 4 + 4 + 8 + 8;

uint64_t RoundUp(uint64_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

bool Punch(int fd, uint64_t offset, uint64_t bytes) {
  return fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                   static_cast<off_t>(bytes)) == 0;
}

std::string Head(uint64_t seed) {
  Encoder out;
  out.Raw(kMagic);
  out.U32(kPackFormat), out.U32(0);
  out.U64(seed);
  out.U64(XXH3_64bits(out.bytes.data(), out.bytes.size()));
  return out.bytes;
}

// Null: no pack of ours.
std::shared_ptr<Pack> OpenPack(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return nullptr;
  char head[kHead];
  const auto got = ReadAt(fd, head, sizeof head, 0, path);
  Decoder in(std::string_view(head, got.ok() ? *got : 0));
  const bool magic = in.Raw(8) == kMagic;
  const uint32_t format = in.U32();
  in.U32();
  const uint64_t seed = in.U64(), sum = in.U64();
  struct stat st;
  if (!magic || format != kPackFormat || !in.ok() || sum != XXH3_64bits(head, kHead - 8) ||
      fstat(fd, &st) != 0) {
    close(fd);
    return nullptr;
  }
  return std::make_shared<Pack>(path, fd, seed, RoundUp(static_cast<uint64_t>(st.st_size)));
}

}  // namespace

Pack::Pack(std::string path, int fd, uint64_t seed, uint64_t end)
    : path_(std::move(path)), fd_(fd), seed_(seed), end_(end) {}

Pack::~Pack() {
  close(fd_);
  if (records_ == 0) unlink(path_.c_str());
}

PackSlot::PackSlot(std::shared_ptr<Pack> pack, uint64_t offset, uint64_t bytes)
    : pack_(std::move(pack)), offset_(offset), bytes_(RoundUp(bytes)) {
  ++pack_->records_;
}

PackSlot::~PackSlot() {
  if (!dropped_) return;
  // Where it fails the record is back in the next life, which does no harm: it is of the version that it
  // names.
  Punch(pack_->fd_, offset_, bytes_);
  --pack_->records_;
}

Packs::Packs(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename();
    uint32_t number = 0;
    const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), number, 16);
    if (bad == std::errc() && std::string_view(end) == kEnding) old_.emplace_back(number, entry.path());
  }
  std::sort(old_.begin(), old_.end());
  if (!old_.empty()) number_ = old_.back().first;
}

Result<std::shared_ptr<Pack>> Packs::Make() {
  uint64_t seed = 0;
  if (getrandom(&seed, sizeof seed, 0) != sizeof seed) return SystemError(errno, "get a random number");
  if (Status status = MakeFolder(folder_); !status.ok()) return status;
  const std::string path = Cat(folder_, "/", Hex(++number_).substr(8), kEnding);
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return SystemError(errno, "open " + path);
  auto pack = std::make_shared<Pack>(path, fd, seed, kPage);
  unable_ = !Punch(fd, kPage, kPage) && (errno == EOPNOTSUPP || errno == ENOSYS);
  if (unable_)
    return Error(FLUID_UNIMPLEMENTED, folder_ + ": this file system can't make holes in files", EOPNOTSUPP);
  const std::string head = Head(seed);
  if (Status status = WriteAt(fd, head.data(), head.size(), 0, path); !status.ok()) return status;
  return pack;
}

Result<std::unique_ptr<PackSlot>> Packs::Reserve(uint64_t bytes) {
  MutexLock lock(mutex_);
  if (unable_) return Error(FLUID_UNIMPLEMENTED, folder_ + ": no holes in files here", EOPNOTSUPP);
  if (!open_ || open_->end_ + bytes > kMostBytes) {
    auto made = Make();
    if (!made.ok()) return made.status();
    open_ = std::move(*made);
  }
  const uint64_t offset = open_->end_;
  open_->end_ += RoundUp(bytes);
  return std::make_unique<PackSlot>(open_, offset, bytes);
}

void Packs::Scan(const std::stop_token& stop, const RecordFn& record) {
  std::shared_ptr<Pack> last;
  for (const auto& [number, path] : old_) {
    const auto pack = OpenPack(path);
    if (!pack) {
      unlink(path.c_str());
      continue;
    }
    for (uint64_t at = kPage; at < pack->end_ && !stop.stop_requested();) {
      if (const uint64_t bytes = record(pack, at)) {
        at += RoundUp(bytes);
        continue;
      }
      const off_t data = lseek(pack->fd_, static_cast<off_t>(at + kPage), SEEK_DATA);
      at = data < 0 ? pack->end_ : static_cast<uint64_t>(data) / kPage * kPage;
    }
    if (stop.stop_requested()) ++pack->records_;  // not all are known: it stays
    last = pack;
  }
  MutexLock lock(mutex_);
  if (!open_ && last && last->end_ < kMostBytes) open_ = last;
}

}  // namespace thin
