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
#include <deque>
#include <utility>
#include <vector>

namespace fluid::placement {

struct Cow {
  Cow() = default;
  Cow(const Cow&) {}  // a copy has no owner, and no neighbours, yet
  Cow& operator=(const Cow&) = delete;
  virtual ~Cow() = default;
  virtual size_t bytes() const = 0;

  uint64_t owner = 0;
  Cow* before = nullptr;  // in the list of all that its Owner made
  Cow* after = nullptr;
};

class Owner {
 public:
  enum class Kind { kWriter, kTrial };
  Owner(Kind kind, uint64_t id) : kind_(kind), id_(id) {}
  ~Owner();  // with all that it made
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;

  // The object in `slot`, ours to change.
  template <class T>
  T* Own(T*& slot) {
    if (slot->owner == id_) return slot;
    T* copy = slot->Clone();
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
  // Nothing of ours leads to it from now on.
  void Retire(Cow* object);

  // The writer's: what is ours now belongs to the epoch, and what was retired can be seen up to it.
  void Turn(uint64_t id, uint64_t epoch);
  void Free(uint64_t oldest_epoch);  // retired before it
  size_t bytes() const;              // of all that it made and has not freed

 private:
  void Link(Cow* object);
  void Unlink(Cow* object);
  struct Retired {
    Cow* object;
    uint64_t seen;  // in epochs up to this
  };
  const Kind kind_;
  uint64_t id_;
  Cow* first_ = nullptr;
  uint64_t epoch_ = 0;  // the last published
  std::deque<Retired> retired_;
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
    if (table->pages[page] == nullptr) table->pages[page] = owner.Adopt(new Page());
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
    Page* Clone() const { return new Page(*this); }
    size_t bytes() const override { return sizeof(Page); }
  };
  struct Table : Cow {
    std::vector<Page*> pages;
    Table* Clone() const { return new Table(*this); }
    size_t bytes() const override { return sizeof(Table) + pages.capacity() * sizeof(Page*); }
  };
  Table* table_ = nullptr;
};

}  // namespace fluid::placement
