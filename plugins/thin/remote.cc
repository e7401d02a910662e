#include "plugins/thin/remote.h"

#include <xxhash.h>

namespace thin {

uint64_t Attr::version() const {
  std::string identity = Cat(size.value_or(0), "\n");
  if (!etag.empty())
    identity += "e" + etag;
  else if (!last_modified.empty())
    identity += "m" + last_modified;
  const uint64_t hash = XXH3_64bits(identity.data(), identity.size());
  return hash ? hash : 1;
}

bool Attr::SameVersion(const Attr& other) const {
  if (size && other.size && *size != *other.size) return false;
  if (!etag.empty() && !other.etag.empty()) return etag == other.etag;
  if (!last_modified.empty() && !other.last_modified.empty()) return last_modified == other.last_modified;
  // One side has a validator that the other lacks: nothing proves that they are the same.
  return !HasValidator() && !other.HasValidator();
}

}  // namespace thin
