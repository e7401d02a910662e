// fluid-bench-model [--quick]: one line of JSON on stdout, progress on stderr. Exit 1 when the input does not
// give the objects it should. fluid-bench-model --only CONTENDER reads all documents twenty times and
// prints nothing: for programs that count instructions.
//
// Times are those of the thread's CPU clock: the machine may be shared. In each run every contender reads all
// documents in turn; a ratio is taken within a run, and the median of the runs is reported.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "benchmarks/model/peers.h"
#include "src/model/manifest.h"

using namespace fluid;

namespace {

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The share of all CPU time since boot, and of it what others took from this machine.
struct Steal {
  uint64_t total = 0, stolen = 0;
  static Steal Now() {
    Steal steal;
    std::ifstream in("/proc/stat");
    std::string word;
    in >> word;
    for (int i = 0; i < 10; ++i) {
      uint64_t ticks = 0;
      in >> ticks;
      if (i < 8) steal.total += ticks;
      if (i == 7) steal.stolen = ticks;
    }
    return steal;
  }
  double ShareSince(const Steal& before) const {
    return total == before.total
               ? 0
               : static_cast<double>(stolen - before.stolen) / static_cast<double>(total - before.total);
  }
};

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double Mad(const std::vector<double>& values) {
  const double median = Median(values);
  std::vector<double> off;
  for (const double value : values) off.push_back(std::abs(value - median));
  return Median(off);
}

// One thing that reads all documents; objects per second, a figure for each run.
struct Contender {
  const char* name;
  size_t (*read)(const struct Documents&);
  std::vector<double> rates = {};
};

struct Documents {
  std::string yaml;               // as people write them, one stream
  std::vector<std::string> json;  // as they are printed, with their defaults
};

size_t ReadYaml(const Documents& documents) {
  const Result<model::Manifest> manifest = model::ParseManifest(documents.yaml, "mixed");
  return manifest.ok() ? manifest->objects.size() : 0;
}
size_t ScanYaml(const Documents& documents) {
  return bench::CountYamlEvents(documents.yaml) > 0 ? documents.json.size() : 0;
}
template <auto kRead>
size_t EachJson(const Documents& documents) {
  size_t read = 0;
  for (const std::string& json : documents.json) read += kRead(json);
  return read;
}
size_t ReadJson(const std::string& json) {
  const Result<model::Manifest> manifest = model::ParseManifest(json, "mixed");
  return manifest.ok() ? manifest->objects.size() : 0;
}
size_t ScanJson(const std::string& json) { return bench::CountJsonEvents(json) > 0; }
size_t ScanJsonByTheManual(const std::string& json) {
  return bench::CountJsonEventsByTheManual(json.c_str()) > 0;
}

std::string Figures(const Contender& contender) {
  return fmt::format("\"{}\":{{\"objects_per_s\":{:.0f},\"mad\":{:.0f}}}", contender.name,
                     Median(contender.rates), Mad(contender.rates));
}

std::vector<double> Ratios(const Contender& ours, const Contender& peer) {
  std::vector<double> ratios;
  for (size_t i = 0; i < ours.rates.size(); ++i) ratios.push_back(ours.rates[i] / peer.rates[i]);
  return ratios;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view option = argc > 1 ? argv[1] : "",
                         only = option == "--only" && argc == 3 ? argv[2] : "";
  const bool quick = option == "--quick" && argc == 2;
  if (argc > 1 && !quick && only.empty()) {
    fmt::print(stderr, "usage: fluid-bench-model [--quick | --only CONTENDER]\n");
    return 2;
  }
  Documents documents;
  std::ifstream in(FLUID_BENCH_DATA "/mixed-1000.yaml", std::ios::binary);
  documents.yaml.assign(std::istreambuf_iterator<char>(in), {});
  const Result<model::Manifest> manifest = model::ParseManifest(documents.yaml, "mixed-1000.yaml");
  if (!manifest.ok() || manifest->objects.empty()) {
    fmt::print(stderr, "bench: {}\n", manifest.status().ToString());
    return 1;
  }
  size_t json_bytes = 0;
  for (const Object& object : manifest->objects) {
    documents.json.push_back(object.ToJson());
    json_bytes += documents.json.back().size();
  }
  const size_t count = documents.json.size();

  enum { kYaml, kLibyaml, kJson, kParser, kManual };
  std::vector<Contender> contenders = {{"yaml", ReadYaml},
                                       {"libyaml", ScanYaml},
                                       {"json", EachJson<ReadJson>},
                                       {"rapidjson", EachJson<ScanJson>},
                                       {"rapidjson_by_the_manual", EachJson<ScanJsonByTheManual>}};
  if (!only.empty()) {
    const auto contender = std::ranges::find(contenders, only, &Contender::name);
    if (contender == contenders.end()) return 2;
    for (int i = 0; i < 20; ++i) {
      if (contender->read(documents) != count) return 1;
    }
    return 0;
  }
  const Steal before = Steal::Now();
  const int runs = quick ? 1 : 5;
  bool right = true;
  for (int run = 0; run < runs; ++run) {
    for (Contender& contender : contenders) {
      const double seconds = quick ? 0.05 : 0.5;
      size_t objects = 0;
      const double start = CpuSeconds();
      double now = start;
      while (now - start < seconds) {
        const size_t read = contender.read(documents);
        right = right && read == count;
        objects += read;
        now = CpuSeconds();
      }
      contender.rates.push_back(static_cast<double>(objects) / (now - start));
      fmt::print(stderr, "run {}: {:<24} {:>9.0f} objects/s\n", run + 1, contender.name,
                 contender.rates.back());
    }
  }
  const double steal = Steal::Now().ShareSince(before);
  double load[1] = {0};
  getloadavg(load, 1);
  bool noisy = false;
  std::string rows;
  for (const Contender& contender : contenders) {
    noisy = noisy || Mad(contender.rates) > 0.2 * Median(contender.rates);
    rows += "," + Figures(contender);
  }
  const auto yaml = Ratios(contenders[kYaml], contenders[kLibyaml]);
  const auto json = Ratios(contenders[kJson], contenders[kParser]);
  const auto manual = Ratios(contenders[kJson], contenders[kManual]);
  fmt::print(
      "{{\"bench\":\"model\",\"version\":1,\"quick\":{},\"runs\":{},\"documents\":{},\"mean_yaml_bytes\":{:."
      "1f},"
      "\"mean_json_bytes\":{:.1f}{},\"yaml_vs_libyaml\":{:.3f},\"yaml_vs_libyaml_mad\":{:.3f},\"json_vs_"
      "parser\":"
      "{:.3f},\"json_vs_parser_mad\":{:.3f},\"json_vs_parser_by_the_manual\":{:.3f},\"load_average\":{:.2f},"
      "\"steal\":{:.4f},\"valid\":{}}}\n",
      quick, runs, count, static_cast<double>(documents.yaml.size()) / static_cast<double>(count),
      static_cast<double>(json_bytes) / static_cast<double>(count), rows, Median(yaml), Mad(yaml),
      Median(json), Mad(json), Median(manual), load[0], steal, right && !quick && !noisy && steal <= 0.05);
  return right ? 0 : 1;
}
