// Table: the objects of a store and the rules of store.h, as plain data: no lock, no disk, no clock of its
// own. All our stores run this code; they differ in where a change goes.
//
// Every change has a revision of its own, one more than the change before it. A version, as callers see it,
// is the revision in decimal digits. Each new store begins at a random place, so that a version of one store
// is taken by another for what it is to it: gone.
//
// Threads: none of its own; whoever holds a table guards it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "fluid/store.h"

namespace fluid::store {

using EventPtr = std::shared_ptr<const WatchEvent>;

struct Change {
  int64_t revision = 0;
  int64_t replaced = 0;  // the revision of the state before, 0: there was none
  EventPtr event;
  std::shared_ptr<const std::string> json;  // of its object; null: nobody has needed it yet
};
using Changes = std::vector<Change>;

// What a new state is marked with.
struct Stamp {
  std::string now;  // RFC 3339
  std::string uid;  // for an object that is created
};

int64_t RandomRevision();  // where a new store begins
std::string FormatVersion(int64_t revision);
std::optional<int64_t> ParseVersion(const std::string& version);
bool Matches(const Selection& selection, const Key& key);

EventPtr Bookmark(int64_t revision);
EventPtr Gone();

class Table {
 public:
  // Events are kept to the newest `events_per_space` of each namespace: one more pushes out the one least
  // recently written, so that a log that nobody reads stays small.
  Table(int64_t revision, size_t events_per_space)
      : revision_(revision), events_per_space_(events_per_space) {}

  int64_t revision() const { return revision_; }
  const Object* Find(const Key& key) const;
  ObjectList Select(const Selection& selection) const;
  // The same as kAdded events without versions (a reader who has seen half of them can't go on from there),
  // then a kBookmark.
  std::vector<EventPtr> SelectEvents(const Selection& selection) const;

  // The verbs of Store. What they changed is appended to `changes`; after an error nothing has changed.
  Result<Object> Create(const Object& wanted, const Stamp& stamp, Changes* changes);
  Result<Object> Update(const Object& wanted, const Stamp& stamp, Changes* changes);
  Result<Object> UpdateStatus(const Object& wanted, Changes* changes);
  Status Delete(const Key& key, const DeleteOptions& options, const Stamp& stamp, Changes* changes);

  // Takes over a change that another table made, in order. The revision of the state before, 0: there was
  // none.
  int64_t Apply(const Change& change);

 private:
  struct Entry {
    std::shared_ptr<const Object> object;
    int64_t revision = 0;
  };

  Object Record(WatchEventType type, Object object, Changes* changes);
  void Forget(const Key& key, const Entry& entry);
  // table_delete.cc
  Object Remove(Object object, const Stamp& stamp, Changes* changes);  // with what it alone owns
  void DeleteOrMark(const Object& object, const Stamp& stamp, Changes* changes);
  void DeleteForeground(Object object, const Stamp& stamp, Changes* changes);
  void Disown(const std::string& uid, Changes* changes);
  // What follows when objects have gone, until nothing follows.
  void EndWith(std::vector<Object> gone, const Stamp& stamp, Changes* changes);
  // Removes an object that waited for others, when none is left; it is appended to `gone`.
  void EndIfUnblocked(const std::string& uid, std::vector<Object>* gone, Changes* changes);
  std::vector<Key> OwnedBy(const std::string& uid) const;
  const Object* FindUid(const std::string& uid) const;
  bool Ownerless(const Object& object) const;  // its owners have all gone
  bool Doomed(const Object& object) const;     // they have gone, or wait for it to go before them
  void DropOldEvents(const std::string& space, Changes* changes);
  Result<Object> FindFor(const char* verb, const Key& key, const std::string& uid,
                         const std::string& version) const;

  int64_t revision_;
  size_t events_per_space_;
  std::map<Key, Entry> objects_;
  absl::flat_hash_map<std::string, Key> by_uid_;
  std::map<std::string, std::set<Key>> by_owner_;                 // uid of an owner -> what it owns
  std::map<std::string, std::map<int64_t, std::string>> events_;  // namespace -> revision -> name of an Event
};

}  // namespace fluid::store
