#include "src/fuse/file_system.h"

#define FUSE_USE_VERSION 314
#include <fcntl.h>
#include <fuse_lowlevel.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

#include "src/base/strings.h"
#include "src/fuse/errno_of.h"

namespace fluid::fuse {
namespace {

constexpr double kForever = 30 * 86400;  // seconds; the kernel's own arithmetic has limits

// Where the kernel's position of an entry begins: "." is 0, ".." is 1.
constexpr uint64_t kDots = 2;

timespec TimeOf(int64_t ns) {
  constexpr int64_t kSecond = 1'000'000'000;
  int64_t seconds = ns / kSecond, rest = ns % kSecond;
  if (rest < 0) rest += kSecond, --seconds;
  return {seconds, rest};
}

// `id` is a version's, and a version may become known only by the open of a file that was listed. Programs
// that look at a name, open it and compare (cp) shall meet one file, so what they see is the number of the
// path.
struct stat AttrOf(uint64_t id, const std::string& path, const engine::FileStat& from) {
  struct stat to = {};
  to.st_ino = from.ino != 0 ? from.ino : from.is_dir() ? id : Hash64(path);
  to.st_mode = from.mode;
  to.st_nlink = from.nlink;
  to.st_uid = from.uid;
  to.st_gid = from.gid;
  to.st_size = static_cast<off_t>(from.size);
  to.st_blocks = static_cast<blkcnt_t>((from.size + 511) / 512);
  to.st_blksize = 4096;
  to.st_mtim = TimeOf(from.mtime_ns);
  to.st_ctim = TimeOf(from.ctime_ns != 0 ? from.ctime_ns : from.mtime_ns);
  to.st_atim = TimeOf(from.atime_ns != 0 ? from.atime_ns : from.mtime_ns);
  return to;
}

template <class... A>
void ReadOnly(fuse_req_t req, A...) {
  fuse_reply_err(req, EROFS);
}

// Of each serving thread, so that a reply needs no allocation.
char* Buffer(size_t size) {
  thread_local std::unique_ptr<char[]> buffer;
  thread_local size_t capacity = 0;
  if (capacity < size) {
    capacity = std::max(size, FileSystem::kMaxRead);
    buffer = std::make_unique_for_overwrite<char[]>(capacity);
  }
  return buffer.get();
}

}  // namespace

FileSystem::FileSystem(engine::DataPlane& plane, FileSystemOptions options)
    : plane_(plane),
      options_(std::move(options)),
      requests_(options_.request_timeout),
      nodes_(options_.root) {}

FileSystem::~FileSystem() = default;

fuse_lowlevel_ops FileSystem::Operations() {
  // Each member of the table as a function that finds the FileSystem.
#define FLUID_FUSE_OP(method) \
  [](fuse_req_t req, auto... args) { static_cast<FileSystem*>(fuse_req_userdata(req))->method(req, args...); }
  fuse_lowlevel_ops ops = {};
  ops.init = [](void* self, fuse_conn_info* conn) { static_cast<FileSystem*>(self)->Init(conn); };
  ops.lookup = FLUID_FUSE_OP(Lookup);
  ops.forget = FLUID_FUSE_OP(Forget);
  ops.forget_multi = FLUID_FUSE_OP(ForgetMulti);
  ops.getattr = FLUID_FUSE_OP(GetAttr);
  ops.readlink = FLUID_FUSE_OP(ReadLink);
  ops.open = FLUID_FUSE_OP(Open);
  ops.read = FLUID_FUSE_OP(Read);
  ops.release = FLUID_FUSE_OP(Release);
  ops.opendir = FLUID_FUSE_OP(OpenDir);
  ops.readdir = FLUID_FUSE_OP(ReadDir);
  ops.readdirplus = FLUID_FUSE_OP(ReadDirPlus);
  ops.releasedir = FLUID_FUSE_OP(ReleaseDir);
  ops.statfs = FLUID_FUSE_OP(StatFs);
  ops.access = FLUID_FUSE_OP(Access);
#undef FLUID_FUSE_OP
  ops.setattr = ReadOnly;
  ops.mknod = ReadOnly;
  ops.mkdir = ReadOnly;
  ops.unlink = ReadOnly;
  ops.rmdir = ReadOnly;
  ops.symlink = ReadOnly;
  ops.rename = ReadOnly;
  ops.link = ReadOnly;
  ops.write = ReadOnly;
  ops.setxattr = ReadOnly;
  ops.removexattr = ReadOnly;
  ops.create = ReadOnly;
  ops.fallocate = ReadOnly;
  ops.copy_file_range = ReadOnly;
  return ops;
}

void FileSystem::Init(fuse_conn_info* conn) {
  // Copying through a buffer of the thread beats splicing through a pipe for all sizes below the pipe's.
  conn->want &= ~(FUSE_CAP_SPLICE_READ | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE);
  // An inode never changes, so nothing is ever to be guessed from its attributes; nor are there inodes by
  // number.
  conn->want &= ~(FUSE_CAP_AUTO_INVAL_DATA | FUSE_CAP_EXPORT_SUPPORT);
  conn->want |= conn->capable & (FUSE_CAP_ASYNC_READ | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_READDIRPLUS |
                                 FUSE_CAP_READDIRPLUS_AUTO | FUSE_CAP_ASYNC_DIO | FUSE_CAP_EXPIRE_ONLY);
  conn->max_read = kMaxRead;
  conn->max_write = kMaxRead;  // decides how many pages a request has, of reads too
  // Read-ahead is answered by as many threads as there may be, but never takes all of them.
  conn->max_background = 48;
  conn->congestion_threshold = 36;
}

double FileSystem::EntrySeconds(const engine::FileStat& stat) const {
  const Duration valid = std::clamp(Duration(stat.valid_ns), Duration::zero(), options_.entry_limit);
  return std::chrono::duration<double>(valid).count();
}

double FileSystem::AttrSeconds(const engine::FileStat& stat) const {
  return !stat.is_dir() && stat.version != 0 ? kForever : EntrySeconds(stat);
}

fuse_entry_param FileSystem::EntryOf(const std::string& path, const engine::FileStat& stat) {
  fuse_entry_param entry = {};
  entry.ino = nodes_.Ref(path, stat);
  entry.attr = AttrOf(entry.ino, path, stat);
  entry.attr_timeout = AttrSeconds(stat);
  entry.entry_timeout = EntrySeconds(stat);
  return entry;
}

Result<engine::FileStat> FileSystem::Stat(fuse_req* req, const std::string& path) {
  Requests::Work work(requests_, req);
  Result<engine::FileStat> stat = plane_.Stat(path, work.call());
  if (stat.ok() && (stat->mode & S_IFMT) == 0) return Internal("stat " + path + ": the engine says no type");
  return stat;
}

void FileSystem::Lookup(fuse_req* req, uint64_t parent, const char* name) {
  const auto node = nodes_.Get(parent);
  if (!node) return void(fuse_reply_err(req, ESTALE));
  if (!IsEntryName(name)) {
    return void(fuse_reply_err(req, std::string_view(name).size() > NAME_MAX ? ENAMETOOLONG : EINVAL));
  }
  const std::string path = ChildPath(node->path, name);
  engine::FileStat stat;
  if (const auto kept = retries_.Find(fuse_req_ctx(req)->pid, path)) {
    stat = kept->stat();
  } else {
    const auto found = Stat(req, path);
    if (!found.ok()) {
      const int error = ErrnoOf(found.status());
      if (error != ENOENT || options_.absent_limit == Duration::zero())
        return void(fuse_reply_err(req, error));
      fuse_entry_param absent = {};
      absent.entry_timeout = std::chrono::duration<double>(options_.absent_limit).count();
      return void(fuse_reply_entry(req, &absent));
    }
    stat = *found;
  }
  const fuse_entry_param entry = EntryOf(path, stat);
  if (fuse_reply_entry(req, &entry) != 0) nodes_.Unref(entry.ino, 1);
}

void FileSystem::Forget(fuse_req* req, uint64_t ino, uint64_t count) {
  nodes_.Unref(ino, count);
  fuse_reply_none(req);
}

void FileSystem::ForgetMulti(fuse_req* req, size_t count, fuse_forget_data* forgets) {
  for (size_t i = 0; i < count; ++i) nodes_.Unref(forgets[i].ino, forgets[i].nlookup);
  fuse_reply_none(req);
}

void FileSystem::GetAttr(fuse_req* req, uint64_t ino, fuse_file_info*) {
  const auto node = nodes_.Get(ino);
  if (!node) return void(fuse_reply_err(req, ESTALE));
  // A file's node is one version, so it is what it was when it was looked up, whatever its path leads to now.
  engine::FileStat stat = node->stat;
  if (stat.is_dir()) {
    const auto found = Stat(req, node->path);
    if (!found.ok()) return void(fuse_reply_err(req, ErrnoOf(found.status())));
    if (!found->is_dir()) return void(fuse_reply_err(req, ESTALE));
    stat = *found;
  }
  const struct stat attr = AttrOf(ino, node->path, stat);
  fuse_reply_attr(req, &attr, AttrSeconds(stat));
}

void FileSystem::ReadLink(fuse_req* req, uint64_t ino) {
  const auto node = nodes_.Get(ino);
  if (!node) return void(fuse_reply_err(req, ESTALE));
  Result<std::string> target = [&] {
    Requests::Work work(requests_, req);
    return plane_.ReadLink(node->path, work.call());
  }();
  if (!target.ok()) return void(fuse_reply_err(req, ErrnoOf(target.status())));
  fuse_reply_readlink(req, target->c_str());
}

void FileSystem::Open(fuse_req* req, uint64_t ino, fuse_file_info* fi) {
  if ((fi->flags & O_ACCMODE) != O_RDONLY || (fi->flags & O_TRUNC) != 0)
    return void(fuse_reply_err(req, EROFS));
  const auto node = nodes_.Get(ino);
  if (!node) return void(fuse_reply_err(req, ESTALE));
  const auto earlier = retries_.Take(fuse_req_ctx(req)->pid, node->path);
  Result<std::unique_ptr<engine::OpenFile>> opened = [&] {
    Requests::Work work(requests_, req);
    return plane_.Open(node->path, 0, work.call());
  }();
  if (!opened.ok()) return void(fuse_reply_err(req, ErrnoOf(opened.status())));
  std::shared_ptr<engine::OpenFile> file = std::move(*opened);
  if (!node->Is(file->stat())) {
    if (!earlier || !node->Is(earlier->stat())) {
      if (!earlier) retries_.Keep(fuse_req_ctx(req)->pid, node->path, std::move(file));
      return void(fuse_reply_err(req, ESTALE));
    }
    file = earlier;
  }
  fi->keep_cache = file->stat().version != 0;
  fi->noflush = 1;
  fi->fh = files_.Add(std::move(file));
  if (fuse_reply_open(req, fi) != 0) files_.Remove(fi->fh);
}

void FileSystem::Read(fuse_req* req, uint64_t, size_t size, off_t offset, fuse_file_info* fi) {
  const auto file = files_.Get(fi->fh);
  if (!file) return void(fuse_reply_err(req, ESTALE));
  char* buffer = Buffer(size);
  Result<size_t> got = [&] {
    Requests::Work work(requests_, req);
    return file->Pread(buffer, size, static_cast<uint64_t>(offset), work.call());
  }();
  if (!got.ok()) return void(fuse_reply_err(req, ErrnoOf(got.status())));
  fuse_reply_buf(req, buffer, std::min(*got, size));
}

void FileSystem::Release(fuse_req* req, uint64_t, fuse_file_info* fi) {
  files_.Remove(fi->fh);
  fuse_reply_err(req, 0);
}

void FileSystem::OpenDir(fuse_req* req, uint64_t ino, fuse_file_info* fi) {
  const auto node = nodes_.Get(ino);
  if (!node) return void(fuse_reply_err(req, ESTALE));
  if (const auto stat = Stat(req, node->path); !stat.ok() || !node->Is(*stat)) {
    return void(fuse_reply_err(req, stat.ok() ? ESTALE : ErrnoOf(stat.status())));
  }
  fi->fh = listings_.Add(std::make_shared<Listing>(node->path));
  if (fuse_reply_open(req, fi) != 0) listings_.Remove(fi->fh);
}

void FileSystem::ReadDir(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi) {
  List(req, ino, size, offset, fi, false);
}

void FileSystem::ReadDirPlus(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi) {
  List(req, ino, size, offset, fi, true);
}

void FileSystem::List(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi, bool plus) {
  const auto listing = listings_.Get(fi->fh);
  if (!listing) return void(fuse_reply_err(req, ESTALE));
  char* const buffer = Buffer(size);
  size_t used = 0;
  const auto add = [&](const char* name, const fuse_entry_param& entry, uint64_t next) {
    const size_t need =
        plus
            ? fuse_add_direntry_plus(req, buffer + used, size - used, name, &entry, static_cast<off_t>(next))
            : fuse_add_direntry(req, buffer + used, size - used, name, &entry.attr, static_cast<off_t>(next));
    if (need > size - used) return false;
    used += need;
    return true;
  };

  uint64_t position = static_cast<uint64_t>(offset);
  for (bool fits = true; position < kDots && fits; position += fits) {
    fuse_entry_param entry = {};  // node 0: the kernel learns the name and type only
    entry.attr.st_ino = ino;
    entry.attr.st_mode = S_IFDIR;
    fits = add(position == 0 ? "." : "..", entry, position + 1);
  }
  std::vector<uint64_t> held;
  Status status;
  if (position >= kDots) {
    Requests::Work work(requests_, req);
    status = listing->Read(
        plane_, position - kDots,
        [&](const std::string& name, const engine::FileStat& stat, uint64_t next) {
          const std::string path = ChildPath(listing->path(), name);
          // A file whose version the listing doesn't tell would be opened in vain: let it be looked up.
          const bool whole = plus && (stat.is_dir() || stat.version != 0);
          fuse_entry_param entry = {};
          if (whole) {
            entry = EntryOf(path, stat);
          } else {
            entry.attr = AttrOf(nodes_.IdOf(path, stat), path, stat);
          }
          const bool fits = add(name.c_str(), entry, next + kDots);
          if (whole && fits) held.push_back(entry.ino);
          if (whole && !fits) nodes_.Unref(entry.ino, 1);
          return fits;
        },
        work.call());
  }
  // What was gathered before an error is told now, the error when it comes again.
  const int failed =
      used == 0 && !status.ok() ? fuse_reply_err(req, ErrnoOf(status)) : fuse_reply_buf(req, buffer, used);
  if (failed != 0) {
    for (const uint64_t id : held) nodes_.Unref(id, 1);
  }
}

void FileSystem::ReleaseDir(fuse_req* req, uint64_t, fuse_file_info* fi) {
  listings_.Remove(fi->fh);
  fuse_reply_err(req, 0);
}

void FileSystem::StatFs(fuse_req* req, uint64_t ino) {
  const auto node = nodes_.Get(ino != 0 ? ino : Nodes::kRoot);
  if (!node) return void(fuse_reply_err(req, ESTALE));
  Result<engine::FsStat> found = [&] {
    Requests::Work work(requests_, req);
    return plane_.StatFs(node->path, work.call());
  }();
  if (!found.ok() && found.status().code() != Code::kUnimplemented) {
    return void(fuse_reply_err(req, ErrnoOf(found.status())));
  }
  constexpr uint64_t kBlock = 4096;
  struct statvfs to = {};
  to.f_bsize = to.f_frsize = kBlock;
  to.f_namemax = NAME_MAX;
  if (found.ok()) {
    to.f_blocks = found->bytes / kBlock;
    to.f_bfree = to.f_bavail = found->bytes_free / kBlock;
    to.f_files = found->files;
    to.f_ffree = to.f_favail = found->files_free;
  }
  fuse_reply_statfs(req, &to);
}

void FileSystem::Access(fuse_req* req, uint64_t, int mask) {
  fuse_reply_err(req, (mask & W_OK) != 0 ? EROFS : 0);
}

void FileSystem::CloseAll() {
  files_.Clear();
  listings_.Clear();
  retries_.Clear();
}

}  // namespace fluid::fuse
