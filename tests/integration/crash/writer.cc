// crash_writer DATABASE SEED: writes into a store from several threads until it is killed, and says on
// stdout, a line each, what it found, what it is about to do and what was acknowledged:
//   found SLOT VALUE      then one line "ready"
//   wants SLOT VALUE
//   acked SLOT VALUE
// A slot is the name of an object; its value is a number, 0 when there is no object.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include "src/store/sqlite_store.h"

namespace fluid {
namespace {

constexpr int kThreads = 6, kSlots = 20;  // each thread has slots of its own

// In one write, which a pipe takes whole.
void Say(const std::string& line) {
  const std::string bytes = line + "\n";
  if (write(STDOUT_FILENO, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) _exit(1);
}

[[noreturn]] void Die(const Status& status) {
  Say("error " + status.ToString());
  _exit(1);
}

Object Slot(const std::string& name, uint64_t value) {
  Result<Object> object = Object::FromJson(fmt::format(
      R"({{"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{{"namespace":"default","name":"{}",)"
      R"("labels":{{"value":"{}"}}}},"spec":{{"mounts":[{{"name":"m","mountPoint":"http://{}/"}}]}}}})",
      name, value, value));
  if (!object.ok()) Die(object.status());
  return *std::move(object);
}

void Write(Store& store, int thread, uint64_t seed) {
  std::mt19937_64 random(seed * kThreads + static_cast<uint64_t>(thread));
  for (;;) {
    const std::string name = fmt::format("t{}-{}", thread, random() % kSlots);
    const Key key{"Dataset", "default", name};
    const bool there = store.Get(key).ok();
    const bool remove = there && random() % 5 == 0;
    const uint64_t value = remove ? 0 : random() >> 1;
    Say(fmt::format("wants {} {}", name, value));
    const Status status = remove  ? store.Delete(key)
                          : there ? store.Update(Slot(name, value)).status()
                                  : store.Create(Slot(name, value)).status();
    if (!status.ok()) Die(status);
    Say(fmt::format("acked {} {}", name, value));
  }
}

int Main(const char* path, uint64_t seed) {
  const std::unique_ptr<Clock> clock = NewSystemClock();
  Result<std::unique_ptr<Store>> opened = OpenSqliteStore(path, *clock);
  if (!opened.ok()) Die(opened.status());
  Store& store = **opened;
  for (int thread = 0; thread < kThreads; ++thread) {
    for (int slot = 0; slot < kSlots; ++slot) {
      const std::string name = fmt::format("t{}-{}", thread, slot);
      const Result<Object> found = store.Get({"Dataset", "default", name});
      Say(fmt::format("found {} {}", name, found.ok() ? found->metadata().labels.at("value") : "0"));
    }
  }
  Say("ready");
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&store, thread, seed] { Write(store, thread, seed); });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace
}  // namespace fluid

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return fluid::Main(argv[1], std::strtoull(argv[2], nullptr, 10));
}
