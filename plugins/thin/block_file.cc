#include "plugins/thin/block_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>

#include "plugins/thin/files.h"

namespace thin {
namespace {

constexpr char kMagic[] = "FLTHINMP";
constexpr uint64_t kSmallestBlock = 256 << 10;
constexpr uint64_t kMostBlocks = 1 << 20;
constexpr size_t kMostHeader = 1 << 20;
constexpr size_t kFixedHeader = 8 + 4 + 4 + 8 + 4 + 4 + 8 + 16;

uint64_t BlockBytesFor(uint64_t size) {
  uint64_t bytes = kSmallestBlock;
  while (size / bytes >= kMostBlocks) bytes *= 2;
  return bytes;
}

}  // namespace

std::string BlobId::FileKeyOf(const std::string& source, const std::string& path) {
  return HashName(Cat(source, std::string_view("\0", 1), path));
}

std::string BlobId::KeyOf(const std::string& source, const std::string& path, uint64_t version) {
  return FileKeyOf(source, path) + "-" + Hex(version);
}

uint64_t BlockFile::Checksum(const void* data, size_t size) {
  const uint64_t hash = XXH3_64bits(data, size);
  return hash ? hash : 1;
}

BlockFile::BlockFile(std::string base, BlobId id)
    : base_(std::move(base)),
      id_(std::move(id)),
      block_bytes_(BlockBytesFor(*id_.attr.size)),
      words_((*id_.attr.size + block_bytes_ - 1) / block_bytes_),
      flags_(words_.size()) {
  header_bytes_ = Header(0).size();
  words_begin_ = header_bytes_;
}

BlockFile::~BlockFile() {
  if (slot_) return;  // the descriptors are the pack's
  if (data_fd_ >= 0) close(data_fd_);
  if (map_fd_ >= 0) close(map_fd_);
}

std::string BlockFile::Header(uint64_t seed) const {
  Encoder out;
  out.Raw({kMagic, 8});
  out.U32(kMapFormat);
  const size_t texts =
      id_.source.size() + id_.path.size() + id_.attr.etag.size() + id_.attr.last_modified.size();
  const size_t bytes = (kFixedHeader + texts + 7) / 8 * 8 + 8;
  out.U32(static_cast<uint32_t>(bytes));
  out.U64(size());
  out.U32(static_cast<uint32_t>(block_bytes_));
  out.U32(static_cast<uint32_t>(blocks()));
  out.U64(static_cast<uint64_t>(id_.attr.mtime_ns));
  for (const std::string* text : {&id_.source, &id_.path, &id_.attr.etag, &id_.attr.last_modified})
    out.U32(static_cast<uint32_t>(text->size()));
  for (const std::string* text : {&id_.source, &id_.path, &id_.attr.etag, &id_.attr.last_modified})
    out.Raw(*text);
  out.bytes.resize(bytes - 8);
  out.U64(XXH3_64bits_withSeed(out.bytes.data(), out.bytes.size(), seed));
  return out.bytes;
}

// The words of all of it.
std::string BlockFile::Words(std::string_view bytes) const {
  Encoder words;
  for (size_t block = 0; block < blocks(); ++block)
    words.U64(Checksum(bytes.data() + block * block_bytes_, BlockLength(block)));
  return words.bytes;
}

Result<std::shared_ptr<BlockFile>> BlockFile::Load(const std::string& base) {
  const auto bytes = ReadFile(base + ".map", kMostHeader + kMostBlocks * 2 * 8);
  if (!bytes.ok()) return bytes.status();
  auto file = Decode(*bytes, 0, [&](const BlobId&) { return base; });
  if (!file.ok()) return Error(file.status().code(), Cat(base, ".map: ", file.status().message));
  MutexLock lock((*file)->mutex_);
  (*file)->on_disk_ = true;
  return file;
}

std::shared_ptr<BlockFile> BlockFile::LoadPacked(const std::shared_ptr<Pack>& pack, uint64_t offset,
                                                 const BaseFn& base, uint64_t* record_bytes) {
  std::string bytes(4096, '\0');
  for (size_t wanted = bytes.size();;) {
    bytes.resize(wanted);
    const auto got = ReadAt(pack->fd(), bytes.data(), bytes.size(), offset, "a pack");
    if (!got.ok() || *got < kFixedHeader) return nullptr;
    bytes.resize(*got);
    Decoder in(bytes);
    if (in.Raw(8) != std::string_view(kMagic, 8) || in.U32() != kMapFormat) return nullptr;
    const uint32_t header = in.U32();
    const uint64_t words = (kMostPacked / kSmallestBlock + 1) * 8;
    if (header > kMostHeader) return nullptr;
    if (header + words <= wanted) break;
    wanted = header + words;
  }
  const auto file = Decode(bytes, pack->seed(), base);
  if (!file.ok()) return nullptr;
  BlockFile& packed = **file;
  if (packed.size() == 0 || packed.size() > kMostPacked) return nullptr;
  *record_bytes = packed.header_bytes_ + packed.blocks() * 8 + packed.size();
  MutexLock lock(packed.mutex_);
  packed.slot_ = std::make_unique<PackSlot>(pack, offset, *record_bytes);
  packed.on_disk_ = true;
  packed.words_begin_ = offset + packed.header_bytes_;
  packed.data_begin_ = packed.words_begin_ + packed.blocks() * 8;
  packed.data_fd_ = packed.map_fd_ = pack->fd();
  return *file;
}

Result<std::shared_ptr<BlockFile>> BlockFile::Decode(std::string_view bytes, uint64_t seed,
                                                     const BaseFn& base) {
  Decoder in(bytes);
  if (in.Raw(8) != std::string_view(kMagic, 8)) return Error(FLUID_DATA_LOSS, "not a block map");
  const uint32_t format = in.U32(), header = in.U32();
  if (format > kMapFormat)
    return Error(FLUID_FAILED_PRECONDITION,
                 Cat("format ", format, " is newer than ", kMapFormat,
                     ", the newest this version knows: upgrade, or remove the cache"));
  BlobId id;
  id.attr.size = in.U64();
  const uint32_t block_bytes = in.U32(), blocks = in.U32();
  id.attr.mtime_ns = static_cast<int64_t>(in.U64());
  uint32_t lengths[4];
  for (uint32_t& length : lengths) length = in.U32();
  id.source = in.Raw(lengths[0]);
  id.path = in.Raw(lengths[1]);
  id.attr.etag = in.Raw(lengths[2]);
  id.attr.last_modified = in.Raw(lengths[3]);
  if (!in.ok() || header < 64 || header > bytes.size()) return Error(FLUID_DATA_LOSS, "cut short");
  Decoder sum(bytes.substr(header - 8));
  if (sum.U64() != XXH3_64bits_withSeed(bytes.data(), header - 8, seed))
    return Error(FLUID_DATA_LOSS, "its checksum is wrong");
  const std::string place = base(id);
  auto file = std::make_shared<BlockFile>(place, std::move(id));
  if (file->header_bytes_ != header || file->block_bytes_ != block_bytes || file->blocks() != blocks)
    return Error(FLUID_DATA_LOSS, "its numbers disagree");
  Decoder words(bytes.substr(header));
  for (size_t block = 0; block < blocks && words.ok(); ++block)
    if (const uint64_t word = words.U64(); words.ok() && word) file->SetWord(block, word, 0);
  return file;
}

void BlockFile::SetWord(size_t block, uint64_t word, uint8_t flags) {
  flags_[block].store(flags, std::memory_order_relaxed);
  const uint64_t before = words_[block].exchange(word, std::memory_order_acq_rel);
  if (!before && word) ++present_;
  if (before && !word) --present_;
}

uint64_t BlockFile::PresentBytes() const {
  if (Complete()) return size();
  uint64_t bytes = 0;
  for (size_t block = 0; block < blocks(); ++block)
    if (Has(block)) bytes += BlockLength(block);
  return bytes;
}

Status BlockFile::OpenLocked(bool create) {
  if (data_fd_ >= 0) return {};
  const bool make = !on_disk_;
  // A successor may own the names of one that was unlinked before it was made.
  static std::atomic<uint64_t> number{0};
  const std::string base = make && unlinked_ ? Cat(base_, ".gone", ++number) : base_;
  const std::string data = base + ".data", map = base + ".map";
  if (make && !create) return Error(FLUID_NOT_FOUND, data + ": nothing is cached yet", ENOENT);
  const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (make ? O_CREAT | O_TRUNC : 0);
  int data_fd = open(data.c_str(), flags, 0600);
  if (data_fd < 0 && errno == ENOENT && make) {
    if (Status status = MakeFolder(data.substr(0, data.rfind('/'))); !status.ok()) return status;
    data_fd = open(data.c_str(), flags, 0600);
  }
  if (data_fd < 0) return SystemError(errno, "open " + data);
  const int map_fd = open(map.c_str(), flags, 0600);
  if (map_fd < 0) {
    const int err = errno;
    close(data_fd);
    return SystemError(err, "open " + map);
  }
  if (make) {
    const std::string header = Header(0);
    Status status = WriteAt(map_fd, header.data(), header.size(), 0, map);
    if (status.ok() && ftruncate(map_fd, static_cast<off_t>(header.size() + blocks() * 8)) != 0)
      status = SystemError(errno, "truncate " + map);
    if (status.ok() && ftruncate(data_fd, static_cast<off_t>(size())) != 0)
      status = SystemError(errno, "truncate " + data);
    if (!status.ok()) {
      unlink(data.c_str()), unlink(map.c_str());
      close(data_fd), close(map_fd);
      return status;
    }
    on_disk_ = true;
    if (unlinked_) unlink(data.c_str()), unlink(map.c_str());
  }
  data_fd_ = data_fd, map_fd_ = map_fd;
  return {};
}

Result<int> BlockFile::Open() {
  if (const int fd = data_fd_.load(); fd >= 0) return fd;
  MutexLock lock(mutex_);
  if (Status status = OpenLocked(true); !status.ok()) return status;
  return data_fd_.load();
}

void BlockFile::CloseIdle() {
  MutexLock lock(mutex_);
  if (unlinked_ || slot_) return;
  if (data_fd_ >= 0) close(data_fd_.exchange(-1));
  if (map_fd_ >= 0) close(map_fd_.exchange(-1));
}

void BlockFile::Unlink() {
  MutexLock lock(mutex_);
  if (unlinked_) return;
  unlinked_ = true;
  if (slot_) return slot_->Drop();
  if (!on_disk_) return;
  unlink((base_ + ".data").c_str());
  unlink((base_ + ".map").c_str());
}

void BlockFile::Abandon() {
  MutexLock lock(mutex_);
  unlinked_ = true;
}

Status BlockFile::Write(const char* data, size_t size, uint64_t offset) {
  const auto fd = Open();
  if (!fd.ok()) return fd.status();
  return WriteAt(*fd, data, size, data_begin_ + offset, base_ + ".data");
}

Result<bool> BlockFile::Mark(size_t block, uint64_t checksum, bool fresh) {
  const uint64_t word = checksum ? checksum : 1;
  if (Status status = WriteAt(map_fd_, &word, sizeof word, words_begin_ + block * 8, base_ + ".map");
      !status.ok())
    return status;
  const bool is_new = !Has(block);
  SetWord(block, word, static_cast<uint8_t>(kVerified | (fresh ? kFresh : 0)));
  return is_new;
}

// The map and the bytes, in one write.
Status BlockFile::StorePacked(std::string_view bytes, std::string_view words, Packs* packs) {
  auto slot = packs->Reserve(header_bytes_ + words.size() + bytes.size());
  if (!slot.ok()) return slot.status();
  const Pack& pack = (*slot)->pack();
  const std::string map = Header(pack.seed()).append(words);
  if (Status status = WriteAt(pack.fd(), {map, bytes}, (*slot)->offset(), "a pack of the cache");
      !status.ok()) {
    (*slot)->Drop();
    return status;
  }
  if (unlinked_) (*slot)->Drop();
  words_begin_ = (*slot)->offset() + header_bytes_;
  data_begin_ = words_begin_ + words.size();
  map_fd_ = pack.fd();
  data_fd_ = pack.fd();
  on_disk_ = true;
  slot_ = std::move(*slot);
  return {};
}

Status BlockFile::StoreWhole(std::string_view bytes, bool fresh, Packs* packs) {
  if (bytes.size() != size()) return Error(FLUID_INTERNAL, base_ + ": other size than told");
  if (bytes.empty()) return {};
  const std::string words = Words(bytes);
  bool packed = false;
  if (bytes.size() <= kMostPacked) {
    MutexLock lock(mutex_);
    if (!on_disk_) {
      const Status status = StorePacked(bytes, words, packs);
      packed = status.ok();
      if (!packed && status.code() != FLUID_UNIMPLEMENTED) return status;
    }
  }
  if (!packed) {
    if (Status status = Write(bytes.data(), bytes.size(), 0); !status.ok()) return status;
    if (Status status = WriteAt(map_fd_, words.data(), words.size(), words_begin_, base_ + ".map");
        !status.ok())
      return status;
  }
  Decoder read(words);
  for (size_t block = 0; block < blocks(); ++block)
    SetWord(block, read.U64(), static_cast<uint8_t>(kVerified | (fresh ? kFresh : 0)));
  return {};
}

Result<bool> BlockFile::Verify(size_t block) {
  const auto fd = Open();
  if (!fd.ok()) return fd.status();
  const uint64_t expected = words_[block].load(std::memory_order_acquire);
  if (!expected) return false;
  const size_t length = BlockLength(block);
  thread_local std::vector<char> buffer;
  buffer.resize(std::max<size_t>(length, kSmallestBlock));
  const auto got = ReadAt(*fd, buffer.data(), length, data_begin_ + block * block_bytes_, base_ + ".data");
  if (got.ok() && *got == length && Checksum(buffer.data(), length) == expected) {
    flags_[block].fetch_or(kVerified);
    return true;
  }
  const uint64_t absent = 0;
  SetWord(block, 0, 0);
  if (Status status = WriteAt(map_fd_, &absent, sizeof absent, words_begin_ + block * 8, base_ + ".map");
      !status.ok())
    return status;
  return false;
}

}  // namespace thin
