// What the tests of stores have in common: objects to put into them, and an ear for watches.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "fluid/store.h"
#include "src/base/mutex.h"
#include "src/model/generated/dataset.h"
#include "src/model/resource.h"
#include "tests/support/support.h"

namespace fluid::test {

inline Key DatasetKey(const std::string& name) { return {"Dataset", "default", name}; }

// Throws, as it is also called on threads where Catch must not be.
inline Object Parsed(const std::string& json) {
  Result<Object> object = Object::FromJson(json);
  if (!object.ok()) throw std::invalid_argument(object.status().ToString());
  return *object;
}

inline Object NewDataset(const std::string& name, const std::string& source = "http://one/") {
  return Parsed(
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"namespace":"default","name":")" +
      name + R"("},"spec":{"mounts":[{"name":"m","mountPoint":")" + source + R"("}]}})");
}

inline Object NewEvent(const std::string& space, const std::string& name) {
  return Parsed(R"({"apiVersion":"v1","kind":"Event","metadata":{"namespace":")" + space + R"(","name":")" +
                name +
                R"("},"involvedObject":{"kind":"Dataset","name":"d"},"reason":"Tested","type":"Normal"})");
}

inline Object WithSource(Object object, const std::string& source) {
  model::Edit<model::Dataset>(object).spec.mounts.at(0).mount_point = source;
  return object;
}

inline Object WithPhase(Object object, const std::string& phase) {
  model::Edit<model::Dataset>(object).status.phase = phase;
  return object;
}

inline Object WithLabel(Object object, const std::string& value) {
  object.metadata().labels["label"] = value;
  return object;
}

inline Object WithFinalizers(Object object, std::vector<std::string> finalizers) {
  object.metadata().finalizers = std::move(finalizers);
  return object;
}

inline Object OwnedBy(Object object, const std::vector<Object>& owners) {
  for (const Object& owner : owners) {
    OwnerReference reference;
    reference.api_version = owner.kind().api_version;
    reference.kind = owner.kind().name;
    reference.name = owner.metadata().name;
    reference.uid = owner.metadata().uid;
    object.metadata().owners.push_back(reference);
  }
  return object;
}

inline std::string PhaseOf(const Object& object) { return model::Get<model::Dataset>(object).status.phase; }
inline std::string SourceOf(const Object& object) {
  return model::Get<model::Dataset>(object).spec.mounts.at(0).mount_point;
}

// The value, or a failed test that says why there is none. On the thread of the test only.
template <class T>
T Must(Result<T> result) {
  INFO(result.status().ToString());
  REQUIRE(result.ok());
  return std::move(result).value();
}
inline void Must(const Status& status) {
  INFO(status.ToString());
  REQUIRE(status.ok());
}

// Hears a watch. Lines are like "added a", "modified a", "deleted a", "bookmark", "gone".
class Ear {
 public:
  Ear() = default;
  Ear(Store& store, const std::string& version, const Selection& selection = {}) {
    Listen(store, version, selection);
  }

  void Listen(Store& store, const std::string& version, const Selection& selection = {}) {
    watch_ = Must(store.StartWatch(selection, version, [this](const WatchEvent& event) { Hear(event); }));
  }
  void Stop() { watch_.reset(); }

  // All lines, once there are `count` of them; fewer when they don't come.
  std::vector<std::string> Lines(size_t count) {
    Eventually([&] { return events().size() >= count; });
    std::vector<std::string> lines;
    for (const WatchEvent& event : events()) lines.push_back(Line(event));
    return lines;
  }
  bool Hears(const std::string& line) {
    return Eventually([&] {
      const auto all = events();
      return std::ranges::any_of(all, [&](const WatchEvent& event) { return Line(event) == line; });
    });
  }
  std::vector<WatchEvent> events() {
    MutexLock lock(mutex_);
    return events_;
  }
  static std::string Line(const WatchEvent& event) {
    switch (event.type) {
      case WatchEventType::kAdded:
        return "added " + event.object.metadata().name;
      case WatchEventType::kModified:
        return "modified " + event.object.metadata().name;
      case WatchEventType::kDeleted:
        return "deleted " + event.object.metadata().name;
      case WatchEventType::kBookmark:
        return "bookmark";
      case WatchEventType::kGone:
        return "gone";
    }
    return "?";
  }

 private:
  void Hear(const WatchEvent& event) {
    MutexLock lock(mutex_);
    events_.push_back(event);
  }

  Mutex mutex_;
  std::vector<WatchEvent> events_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<Watch> watch_;  // last: it ends first
};

using Lines = std::vector<std::string>;

}  // namespace fluid::test
