// Secrets as files: FOLDER/NAMESPACE/NAME/KEY. A secret is replaced as a whole, by exchanging its folder for
// one written beside it. Names that begin with a dot are ours: no namespace, name or secret can have them.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "fluid/secrets.h"
#include "src/base/files.h"
#include "src/base/mutex.h"
#include "src/base/strings.h"
#include "src/cluster/secret_names.h"

namespace fluid {
namespace {

constexpr char kSaltName[] = ".salt";
constexpr char kSidePrefix[] = ".new-";

Status SyncFolder(const std::string& path) {
  const Fd folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || fsync(folder.get()) != 0) return Status::FromErrno(errno, fmt::format("syncing {}", path));
  return Ok();
}

// Puts the folder `made` where `path` is or shall be; what was there is then at `made`.
Status Exchange(const std::string& made, const std::string& path) {
  if (renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0) return Ok();
  if (errno == ENOENT && rename(made.c_str(), path.c_str()) == 0) return Ok();
  return Status::FromErrno(errno, fmt::format("replacing {}", path));
}

class FileSecrets final : public Secrets {
 public:
  explicit FileSecrets(std::string folder) : folder_(std::move(folder)) {}

  Result<SecretValue> Read(const std::string& ref) override {
    FLUID_ASSIGN_OR_RETURN(const SecretPath parsed, ParseSecretRef(ref));
    MutexLock lock(mutex_);
    const std::string path = JoinPath(PathOf(parsed.space, parsed.name), parsed.key);
    Result<std::string> bytes = ReadFile(path, kSecretLimit);
    // Another process may have exchanged the folder between two steps of the look-up.
    if (!bytes.ok() && bytes.status().code() == Code::kNotFound) bytes = ReadFile(path, kSecretLimit);
    if (!bytes.ok() && bytes.status().code() == Code::kNotFound) {
      return NotFound(fmt::format("secret \"{}\": there is none; {} is missing", ref, path));
    }
    if (!bytes.ok()) return bytes.status().Annotate(fmt::format("secret \"{}\"", ref));
    FLUID_ASSIGN_OR_RETURN(const std::string salt, Salt());
    std::string version = SecretVersion(salt, *bytes);
    return SecretValue{*std::move(bytes), std::move(version)};
  }

  Status Put(const std::string& space, const std::string& name,
             const std::map<std::string, std::string>& values) override {
    FLUID_RETURN_IF_ERROR(CheckSecretValues(space, name, values));
    MutexLock lock(mutex_);
    const std::string parent = JoinPath(folder_, space);
    FLUID_RETURN_IF_ERROR(MakeDirs(folder_, 0700));
    FLUID_RETURN_IF_ERROR(MakeDirs(parent, 0700));
    FLUID_RETURN_IF_ERROR(RemoveLeftovers(parent));
    const std::string side = JoinPath(parent, kSidePrefix + name);
    Status status = Fill(side, values);
    if (status.ok()) status = Exchange(side, PathOf(space, name));
    if (status.ok()) status = SyncFolder(parent);
    const Status removed = RemoveTree(side);
    return status.ok() ? removed : status;
  }

  Status Remove(const std::string& space, const std::string& name) override {
    FLUID_RETURN_IF_ERROR(CheckSecretName(space, name));
    MutexLock lock(mutex_);
    const std::string path = PathOf(space, name);
    if (!Exists(path)) return Ok();
    FLUID_RETURN_IF_ERROR(RemoveTree(path));
    return SyncFolder(JoinPath(folder_, space));
  }

 private:
  std::string PathOf(const std::string& space, const std::string& name) const {
    return JoinPath(JoinPath(folder_, space), name);
  }

  static Status Fill(const std::string& side, const std::map<std::string, std::string>& values) {
    FLUID_RETURN_IF_ERROR(MakeDirs(side, 0700));
    for (const auto& [key, bytes] : values) {
      FLUID_RETURN_IF_ERROR(ReplaceFile(JoinPath(side, key), bytes, 0600));
    }
    return SyncFolder(side);
  }

  // Of a Put that a crash cut short.
  static Status RemoveLeftovers(const std::string& parent) {
    FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDir(parent));
    for (const std::string& name : names) {
      if (name.starts_with(kSidePrefix)) FLUID_RETURN_IF_ERROR(RemoveTree(JoinPath(parent, name)));
    }
    return Ok();
  }

  // Kept beside the secrets, so that a restart does not make every version a new one.
  Result<std::string> Salt() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!salt_.empty()) return salt_;
    const std::string path = JoinPath(folder_, kSaltName);
    Result<std::string> read = ReadFile(path, kSecretLimit);
    if (read.ok() && !read->empty()) {
      salt_ = *std::move(read);
      return salt_;
    }
    const std::string fresh = RandomHex(16);
    FLUID_RETURN_IF_ERROR(ReplaceFile(path, fresh, 0600));
    salt_ = fresh;
    return salt_;
  }

  const std::string folder_;
  Mutex mutex_;  // also: one reader or writer of the files at a time
  std::string salt_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<Secrets> NewFileSecrets(const std::string& folder) {
  return std::make_unique<FileSecrets>(folder);
}

}  // namespace fluid
