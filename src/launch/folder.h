// Folder: what one instance has on disk: its record, files, volumes, log, and the traces of its shim. Knows
// no processes and keeps nothing in memory. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "src/base/files.h"
#include "src/launch/host.h"
#include "src/launch/record.h"
#include "src/launch/words.h"

namespace fluid::launch {

class Folder {
 public:
  Folder(const Host& host, const LaunchId& id);

  const std::string& path() const { return path_; }
  // The entry in the environment by which processes of this instance are known.
  const std::string& marker() const { return marker_; }
  std::map<std::string, std::string> Dirs(const Launch& launch) const;  // volume name -> path, and "."

  Status Save(const Record& record);  // durable when it returns
  // Notes in `record` which tiers will be the launcher's to remove; save it before MakeVolumes().
  void NoteTiers(Record* record) const;
  Status MakeVolumes(const Launch& launch) const;
  // All of the launch's files, or, with `live_only`, those live ones whose bytes differ.
  Status WriteFiles(const Launch& launch, const Words& words, bool live_only) const;
  Status ClearForRevision() const;  // another revision starts from nothing but kState and kTier
  void DetachMounts() const;        // what is mounted below it, by a program that is no more
  Status Remove(const Record& record) const;

  int ShimPid() const;  // 0: none runs
  // Takes their lock, until the descriptor is closed or ShimPid() is asked. Nothing: a shim has it.
  std::optional<Fd> KeepShimsOut() const;
  std::map<std::string, std::string> RunFacts() const;
  std::map<std::string, std::string> ExitFacts() const;
  Result<std::string> Tail(size_t bytes) const;
  Result<LogPiece> ReadLog(const std::string& after, size_t bytes) const;

 private:
  std::string VolumePath(const LaunchVolume& volume) const;

  std::string path_, kept_, memory_, marker_;
};

}  // namespace fluid::launch
