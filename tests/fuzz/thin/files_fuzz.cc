// Files of the cache and state directories, as rot or a stranger left them: a map or a job record of any
// bytes.
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
  return 0;
}
