// Reading texts in tests.
#pragma once

#include <string>
#include <string_view>

#include "src/ranking/input.h"

namespace fluid::ranking::test {

inline PlaceJob JobOf(std::string_view text) {
  return ReadJob(text, "job.yaml", placement::DefaultLevels()).value();
}

// A pod with these lines in its spec, each indented by two.
inline std::string PodWith(std::string_view spec) {
  return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: team\n  labels: {app: x, tier: web}\n"
         "spec:\n  containers: [{name: main, resources: {requests: {cpu: 1}}}]\n" +
         std::string(spec);
}

// All that is wrong, as people read it; empty: nothing.
template <class T>
std::string WrongWith(const Result<T>& result) {
  std::string all;
  if (result.ok()) return all;
  for (const Problem& problem : result.status().problems()) {
    all += std::to_string(problem.line) + ':' + std::to_string(problem.column) + ' ' + problem.path + ": " +
           problem.found + "; " + problem.allowed + '\n';
  }
  return all.empty() ? std::string(result.status().message()) : all;
}

inline std::string WrongJob(std::string_view text) {
  return WrongWith(ReadJob(text, "job.yaml", placement::DefaultLevels()));
}
inline std::string WrongTopology(std::string_view text) {
  return WrongWith(ReadTopology(text, "nodes.json"));
}

}  // namespace fluid::ranking::test
