// The command against a server over a memory store, in one process: what it prints, and its exit code.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "src/api/server.h"
#include "src/cli/run.h"
#include "src/store/memory_store.h"
#include "tests/support/support.h"

namespace fluid::cli {

struct Ran {
  int code = -1;
  std::string out, err;
};

class CommandFixture {
 public:
  enum class Server { kNone, kRuns };
  explicit CommandFixture(Server server = Server::kRuns);
  ~CommandFixture();

  // `words` split at blanks, after "--state-dir DIR".
  Ran Fluid(const std::string& words, const std::string& input = "", bool terminal = false);
  // The same in a thread of its own; `stop` is Ctrl-C.
  class Running {
   public:
    Running(CommandFixture& fixture, const std::string& words);
    ~Running();
    void Interrupt() { stop_.request_stop(); }
    bool ended() const { return ended_; }
    Ran Wait();

   private:
    std::stop_source stop_;
    Ran ran_;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
  };

  MemoryStore& store() { return *store_; }
  std::string state_dir() const { return dir_.path(); }
  std::string Write(const std::string& name, const std::string& text);  // a file; its path
  Object Stored(const Key& key);                                        // throws when it is not there
  bool Has(const Key& key);
  // Changes the status of a stored object as JSON: {"phase":"Bound"}.
  void SetStatus(const Key& key, const std::string& json);
  // Waits until there is one, and gives it.
  Object Appears(const std::string& kind);

  api::ApiHooks hooks;                      // progress; set before the first command
  std::map<std::string, std::string> kept;  // "default/creds/password": what a server keeps of Secrets

 private:
  Ran RunWords(const std::string& words, const std::string& input, bool terminal, std::stop_token stop);

  test::TempDir dir_;
  std::unique_ptr<Clock> clock_ = NewSystemClock();
  std::unique_ptr<MemoryStore> store_;
  std::unique_ptr<api::ApiServer> server_;
};

inline const Key kImagenet{"Dataset", "default", "imagenet"};
std::string DatasetYaml(const std::string& name);

}  // namespace fluid::cli
