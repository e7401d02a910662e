// Files of the cache and state directories, as rot or a stranger left them: a map, a pack's record or a job
// record of any bytes.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "plugins/thin/block_file.h"
#include "plugins/thin/files.h"
#include "plugins/thin/job_record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Never destroyed: the handler that removes the folder runs at the very end.
  static const std::string& folder = *[] {
    char name[] = "/tmp/fluid-fuzz-XXXXXX";
    auto* const made = new std::string(mkdtemp(name));
    std::atexit([] { (void)thin::RemoveTree(folder).ok(); });
    return made;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!thin::ReplaceFile(folder + "/x.map", bytes).ok() || !thin::ReplaceFile(folder + "/x.job", bytes).ok())
    return 0;
  if (const auto file = thin::BlockFile::Load(folder + "/x");
      file.ok() && (*file)->PresentBytes() > (*file)->size())
    std::abort();
  (void)thin::LoadJobs(folder);
  const std::string path = folder + "/x.pack";
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0 || !thin::WriteAt(fd, data, size, 0, path).ok()) return 0;
  uint64_t record = 0;
  const auto packed = thin::BlockFile::LoadPacked(
      std::make_shared<thin::Pack>(path, fd, 0, size), 0, [](const thin::BlobId&) { return folder + "/y"; },
      &record);
  if (packed && (packed->PresentBytes() > packed->size() || record <= packed->size())) std::abort();
  return 0;
}
