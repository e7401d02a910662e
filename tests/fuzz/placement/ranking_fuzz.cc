// What people hand to `fluid place`: a topology and a job, parted by a line "====", or the levels. Whatever
// is taken is put to the solver, whose answers are compared with a full scan.
#include <string_view>

#include "src/ranking/question.h"

using namespace fluid;
using namespace fluid::ranking;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kBetween = "\n====\n";
  const size_t between = text.find(kBetween);
  if (between == std::string_view::npos) {
    if (Result<std::vector<placement::Level>> levels = ReadLevels(text); levels.ok()) {
      placement::Options options;
      options.levels = *std::move(levels);
      (void)placement::State::New(options);
    }
    return 0;
  }
  const std::vector<placement::Level> levels = placement::DefaultLevels();
  Result<PlaceTopology> topology = ReadTopology(text.substr(0, between), "topology");
  Result<PlaceJob> job = ReadJob(text.substr(between + kBetween.size()), "job", levels);
  if (!topology.ok() || !job.ok()) return 0;
  if (job->pods > 1000 || topology->nodes.size() > 100) return 0;  // large, not hostile
  const auto question = PlaceQuestion::New(*std::move(topology), *std::move(job), levels);
  if (!question.ok()) return 0;
  (void)(*question)->Ask(5, "n1");
  (void)(*question)->Change({"-n1", "cpu@n2=1", "d@n2=1Gi"});
  (void)(*question)->Ask(5, "n2");
  return 0;
}
