// ReadThrough: a stretch of a file straight from its source, past the cache. For bytes that the cache's disk
// does not take: they cost a question each time, but they come. Threads: any.
#pragma once

#include <memory>
#include <string>

#include "plugins/thin/blob.h"

namespace thin {

// Whether an error says that the disk takes nothing more.
bool DiskRefuses(const Status& status);

// [offset, offset + len) of the version `expected`, which has so many bytes.
Result<size_t> ReadThrough(const Supply& supply, const std::string& path, const Attr& expected, void* buf,
                           size_t len, uint64_t offset, const Call& call);

}  // namespace thin
