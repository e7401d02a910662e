// FileSystem: answers the kernel's requests for one mount from a data plane. Read-only: whatever would change
// something is answered EROFS, should it ever come through a mount that the kernel itself keeps read-only.
//
// What the kernel may keep, and how long:
//   entries     until FileStat.valid_ns or the mount's own limit, whichever is sooner
//   "no such"   for a moment
//   attributes  of a file for ever, because an inode is one version of it; of a folder as its entry
//   pages       for ever when the version is known, else until the next open
// An open asks the data plane for the newest version; if the inode is of another one, it answers ESTALE, and
// the kernel looks the name up again and opens what it finds. A file that changes faster than that can't
// starve an opener: the file that was opened in vain is kept for the second attempt.
//
// Threads: all functions, any thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "src/engine/data_plane.h"
#include "src/fuse/handles.h"
#include "src/fuse/listing.h"
#include "src/fuse/nodes.h"
#include "src/fuse/requests.h"
#include "src/fuse/retries.h"

struct fuse_conn_info;
struct fuse_entry_param;
struct fuse_file_info;
struct fuse_forget_data;
struct fuse_lowlevel_ops;

namespace fluid::fuse {

struct FileSystemOptions {
  std::string root = "/";  // the dataset's folder that is the mount's root; absolute, without "." and ".."
  Duration request_timeout = std::chrono::seconds(60);
  Duration entry_limit = std::chrono::seconds(60);         // entries are kept no longer
  Duration absent_limit = std::chrono::milliseconds(500);  // "no such entry" is kept so long
};

class FileSystem {
 public:
  static constexpr size_t kMaxRead = 1 << 20;  // bytes; the largest request of an unchanged kernel

  // `plane` outlives it.
  FileSystem(engine::DataPlane& plane, FileSystemOptions options);
  ~FileSystem();

  static fuse_lowlevel_ops Operations();  // with a FileSystem* as their user data
  // Calls off what is under way and all that comes.
  void Stop() { requests_.StopAll(); }
  // Closes what the kernel left open when it ended the connection. No request may come any more.
  void CloseAll();
  const Nodes& nodes() const { return nodes_; }
  size_t open_files() const { return files_.size(); }

 private:
  void Init(fuse_conn_info* conn);
  void Lookup(fuse_req* req, uint64_t parent, const char* name);
  void Forget(fuse_req* req, uint64_t ino, uint64_t count);
  void ForgetMulti(fuse_req* req, size_t count, fuse_forget_data* forgets);
  void GetAttr(fuse_req* req, uint64_t ino, fuse_file_info* fi);
  void ReadLink(fuse_req* req, uint64_t ino);
  void Open(fuse_req* req, uint64_t ino, fuse_file_info* fi);
  void Read(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi);
  void Release(fuse_req* req, uint64_t ino, fuse_file_info* fi);
  void OpenDir(fuse_req* req, uint64_t ino, fuse_file_info* fi);
  void ReadDir(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi);
  void ReadDirPlus(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi);
  void ReleaseDir(fuse_req* req, uint64_t ino, fuse_file_info* fi);
  void StatFs(fuse_req* req, uint64_t ino);
  void Access(fuse_req* req, uint64_t ino, int mask);

  void List(fuse_req* req, uint64_t ino, size_t size, off_t offset, fuse_file_info* fi, bool plus);
  Result<engine::FileStat> Stat(fuse_req* req, const std::string& path);
  // What the kernel may know of `stat` at `path`; it holds the node once more.
  fuse_entry_param EntryOf(const std::string& path, const engine::FileStat& stat);
  double EntrySeconds(const engine::FileStat& stat) const;
  double AttrSeconds(const engine::FileStat& stat) const;

  engine::DataPlane& plane_;
  const FileSystemOptions options_;
  Requests requests_;
  Nodes nodes_;
  Handles<engine::OpenFile> files_;
  Handles<Listing> listings_;
  Retries retries_;
};

}  // namespace fluid::fuse
