// A small host for the built-in client: makes specs, calls, sinks and secrets for it, and drives it through
// its C table as fluid-node does. Verbs return what came, or throw CallFailed.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fluid/plugin.h"

extern "C" const fluid_plugin* fluid_plugin_thin_v1(void);

namespace fluid::test {

struct CallFailed : std::exception {
  CallFailed(fluid_status status, std::string why) : value(status), message(std::move(why)) {}
  const char* what() const noexcept override { return message.c_str(); }
  int code() const { return FLUID_CODE(value); }
  int err() const { return FLUID_ERRNO(value); }
  fluid_status value;
  std::string message;
};

struct TrialMount {
  std::string path, uri;
  std::map<std::string, std::string> options = {}, secrets = {};
  uint64_t generation = 1;
  bool draining = false;
};

// A fluid_spec with all that it points to.
class TrialSpec {
 public:
  TrialSpec(uint64_t generation, std::vector<TrialMount> mounts);
  const fluid_spec* get() const { return &spec_; }

 private:
  const std::vector<TrialMount> mounts_;
  std::vector<std::vector<fluid_kv>> options_;
  std::vector<std::vector<fluid_secret>> secrets_;
  std::vector<fluid_mount> structs_;
  std::vector<const fluid_mount*> pointers_;
  fluid_spec spec_{};
};

// One call's context.
class TrialCall {
 public:
  explicit TrialCall(int64_t timeout_ms = 20000);
  fluid_call* get() { return &call_; }
  std::string message;
  std::vector<std::pair<std::string, std::string>> details;
  std::atomic<bool> cancelled{false};
  // Throws unless it is fine.
  void Check(fluid_status status) const {
    if (status != FLUID_OK) throw CallFailed(status, message);
  }

 private:
  fluid_call call_{};
};

struct Entry {
  bool dir = false;
  uint64_t size = 0;
  bool operator==(const Entry&) const = default;
};
struct Report {
  uint32_t state;
  uint64_t open_files, generation;
  fluid_status why;
  std::string message, uri;
};

class TrialHost {
 public:
  // One instance over `folder`/state and `folder`/tier.
  explicit TrialHost(std::string folder, uint64_t quota = 0);
  ~TrialHost();

  void AddTier() { instance_.tier_count = 2; }  // a second one, like the first; before Create
  void Create(std::vector<TrialMount> mounts);
  void Destroy();
  std::vector<Report> Apply(std::vector<TrialMount> mounts);  // the next generation
  std::vector<Report> Reports();
  fluid_engine* engine() { return engine_; }

  fluid_stat GetStat(const std::string& path);
  std::map<std::string, Entry> List(const std::string& path);
  std::vector<std::string> Walk(const std::string& path);  // all files below

  class Handle {
   public:
    Handle(TrialHost* host, const std::string& path, uint64_t version = 0, uint32_t flags = 0);
    ~Handle();
    Handle(const Handle&) = delete;
    std::string Pread(uint64_t offset, size_t size, uint32_t flags = 0, int64_t timeout_ms = 20000);
    size_t PreadInto(void* buf, size_t size, uint64_t offset);
    std::string ReadAll(size_t step = 256 * 1024);
    int Lease();
    fluid_stat stat{};

   private:
    fluid_handle* handle_ = nullptr;
  };
  std::string Read(const std::string& path) { return Handle(this, path).ReadAll(); }

  fluid_cache_usage Usage(const std::string& path = "/");
  void StartJob(const std::string& id, uint32_t kind, std::vector<std::string> targets, uint32_t flags = 0,
                uint64_t bytes_per_second = 0);
  fluid_job_status Job(const std::string& id, std::string* reason = nullptr);
  fluid_job_status RunJob(const std::string& id, uint32_t kind, std::vector<std::string> targets,
                          uint32_t flags = 0, std::string* reason = nullptr);

  std::map<std::string, std::string> secrets;  // by ref
  std::vector<std::string> events() const;     // "SOURCE /a"
  std::string log() const;

  static const fluid_plugin& plugin() { return *fluid_plugin_thin_v1(); }
  template <class T>
  static const T& table(const char* id) {
    for (const fluid_interface* i = plugin().interfaces; i->id; ++i)
      if (std::string(i->id) == id) return *static_cast<const T*>(i->table);
    throw std::runtime_error(std::string("no interface ") + id);
  }
  static const fluid_data_v1& data() { return table<fluid_data_v1>(FLUID_DATA_V1); }

 private:
  friend struct HostTables;
  const std::string folder_, state_, tier_path_;
  fluid_host host_{};
  fluid_tier tier_{};
  const fluid_tier* tiers_[2];
  fluid_instance instance_{};
  fluid_engine* engine_ = nullptr;
  uint64_t generation_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> events_;
  std::string log_;
};

inline fluid_str Borrow(const std::string& text) { return {text.data(), text.size()}; }

}  // namespace fluid::test
