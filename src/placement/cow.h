// Memory that is shared by epochs and copied when written: objects with an owner, and paged columns of
// values.
//
// An object may be changed in place by its owner only; anyone else changes a copy (path copying). An Owner is
// the writer between two Publish calls, or one trial. What the writer replaces stays readable until no view
// holds an epoch that shows it; what a trial makes dies with the trial.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace fluid::placement {

// Memory of copies that are gone, for those to come: the allocator has no quick way for blocks of this size.
// Blocks lie on lines of the cache.
class Pool {
 public:
  Pool() = default;
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  void* Take(size_t bytes);
  void Give(void* block, size_t bytes);

 private:
  static constexpr size_t kMostBytes = size_t{1} << 20;  // of what lies here
  struct Blocks {
    size_t bytes = 0;
    std::vector<void*> free;
  };
  Blocks& Of(size_t bytes);
  std::vector<Blocks> sizes_;  // a handful
  size_t free_bytes_ = 0;
};

struct Cow {
  Cow() = default;
  Cow(const Cow&) {}  // a copy has no owner, and no neighbours, yet
  Cow& operator=(const Cow&) = delete;
  virtual ~Cow() = default;
  virtual size_t bytes() const = 0;
  virtual void Release(Pool&) { delete this; }  // instead of delete

  uint64_t owner = 0;
  Cow* before = nullptr;  // in the list of all that its Owner made
  Cow* after = nullptr;
};

class Owner {
 public:
  enum class Kind { kWriter, kTrial };
  Owner(Kind kind, uint64_t id, Pool& pool) : kind_(kind), id_(id), pool_(pool) {}
  ~Owner();  // with all that it made
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;

  // The object in `slot`, ours to change.
  template <class T>
  T* Own(T*& slot) {
    if (slot->owner == id_) return slot;
    T* copy = slot->Clone(pool_);
    Retire(slot);
    slot = Adopt(copy);
    return copy;
  }
  template <class T>
  T* Adopt(T* made) {
    made->owner = id_;
    Link(made);
    return made;
  }
  Pool& pool() { return pool_; }
  // Nothing of ours leads to it from now on.
  void Retire(Cow* object);

  // The writer's: what is ours now belongs to the epoch of this number. Its ids are even and name the first
  // epoch that shows what they own; a trial's are odd.
  void Turn(uint64_t epoch);
  static uint64_t FirstOf(uint64_t id) { return id / 2; }
  // The epochs that a view may read: one, or any from one on while it makes up its mind.
  struct Held {
    uint64_t from = 0, to = 0;
    bool operator==(const Held&) const = default;
  };
  void Free(std::span<const Held> held);  // what was retired and none of them shows
  size_t bytes() const;                   // of all that it made and has not freed

 private:
  void Link(Cow* object);
  void Unlink(Cow* object);
  struct Retired {
    Cow* object;
    uint64_t seen;  // in epochs up to this, from the one that its id names on
  };
  // Waits until nobody holds this any more. A view that is never refreshed keeps what its epoch shows, and
  // nothing that came and went since.
  struct Kept {
    Held by;
    std::vector<Retired> objects;
  };
  void FreeOrKeep(const Retired& retired, std::span<const Held> held);
  const Kind kind_;
  uint64_t id_;
  Pool& pool_;
  Cow* first_ = nullptr;
  uint64_t epoch_ = 0;            // the last published
  std::vector<Retired> retired_;  // since the last Free
  std::vector<Kept> kept_;
};

// A growing array of T in pages; what was never set is T{}.
template <class T>
class Column {
 public:
  static constexpr size_t kPage = 256;

  T Get(size_t i) const {
    const size_t page = i / kPage;
    if (table_ == nullptr || page >= table_->pages.size() || table_->pages[page] == nullptr) return T{};
    return table_->pages[page]->values[i % kPage];
  }
  // Null: never set. Values of one page follow each other.
  const T* Find(size_t i) const {
    const size_t page = i / kPage;
    if (table_ == nullptr || page >= table_->pages.size() || table_->pages[page] == nullptr) return nullptr;
    return table_->pages[page]->values + i % kPage;
  }
  T& At(Owner& owner, size_t i) {
    const size_t page = i / kPage;
    if (table_ == nullptr) table_ = owner.Adopt(new Table());
    Table* table = owner.Own(table_);
    if (page >= table->pages.size()) table->pages.resize(page + 1, nullptr);
    if (table->pages[page] == nullptr) table->pages[page] = owner.Adopt(Page::New(owner.pool()));
    return owner.Own(table->pages[page])->values[i % kPage];
  }
  void Set(Owner& owner, size_t i, const T& value) { At(owner, i) = value; }
  void Drop(Owner& owner) {
    if (table_ == nullptr) return;
    for (Page* page : table_->pages) {
      if (page != nullptr) owner.Retire(page);
    }
    owner.Retire(table_);
    table_ = nullptr;
  }

 private:
  struct Page : Cow {
    T values[kPage] = {};
    static Page* New(Pool& pool) { return new (pool.Take(sizeof(Page))) Page(); }
    Page* Clone(Pool& pool) const { return new (pool.Take(sizeof(Page))) Page(*this); }
    void Release(Pool& pool) override {
      this->~Page();
      pool.Give(this, sizeof(Page));
    }
    size_t bytes() const override { return sizeof(Page); }
  };
  struct Table : Cow {
    std::vector<Page*> pages;
    Table* Clone(Pool&) const { return new Table(*this); }
    size_t bytes() const override { return sizeof(Table) + pages.capacity() * sizeof(Page*); }
  };
  Table* table_ = nullptr;
};

}  // namespace fluid::placement
