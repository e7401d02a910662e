#include "src/store/notes.h"

#include <utility>

namespace fluid::store {

Result<std::unique_ptr<Watch>> TakeNotes(Store& store, const Selection& selection, const std::string& version,
                                         NoteFn fn) {
  if (Notes* const notes = dynamic_cast<Notes*>(&store)) {
    return notes->StartNoting(selection, version, std::move(fn));
  }
  return store.StartWatch(selection, version, [fn = std::move(fn)](const WatchEvent& event) {
    fn({std::make_shared<const WatchEvent>(event), nullptr, Leisure::kSome});
  });
}

}  // namespace fluid::store
