// Diagnosis: from facts to findings. Pure: equal facts, equal findings.
//
// A rule names one fault. What merely follows from a fault found deeper down is not told: each rule lists the
// faults that explain its own, and is silent about a subject that one of them was found on, so that a finding
// is something to act on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/cli/doctor/facts.h"

namespace fluid::cli::doctor {

// In the order in which they stand on each other.
enum class Layer {
  kLimits,
  kClock,
  kVersions,
  kState,
  kApi,
  kEngine,
  kCache,
  kCredentials,
  kSource,
  kMount,
  kReaders,
};
inline constexpr size_t kLayers = 11;
std::string_view LayerName(Layer layer);

enum class Severity {
  kFault,
  kNote,  // worth knowing; not amiss
};

struct Rule {
  std::string_view id;  // for programs; never changes
  Layer layer;
  Severity severity;
  std::string_view says;          // what is wrong
  std::string_view cure;          // what to do
  std::string_view follows_from;  // ids of rules that explain it, blanks between
};
std::span<const Rule> Rules();
const Rule* FindRule(std::string_view id);

struct Subject {
  std::string dataset;  // "NAMESPACE/NAME"; empty: the machine
  std::string source;   // URI of one of its sources; empty: not about one
};

struct Finding {
  const Rule* rule = nullptr;
  Subject subject;
  std::string evidence;  // how it is known
  std::string cure;      // with names filled in; empty: the rule's
};

// Ordered by layer, then as the facts are.
std::vector<Finding> Diagnose(const Facts& facts);

// Where rules put what they see.
class Findings {
 public:
  void Add(std::string_view rule, Subject subject, std::string evidence, std::string cure = {});
  std::vector<Finding> Take();  // without what follows from others

 private:
  std::vector<Finding> all_;
};

void CheckMachine(const Facts& facts, Findings& findings);
void CheckState(const Facts& facts, Findings& findings);
void CheckServer(const Facts& facts, Findings& findings);  // of another machine
void CheckEngines(const Facts& facts, Findings& findings);
void CheckSources(const Facts& facts, Findings& findings);
void CheckMounts(const Facts& facts, Findings& findings);

}  // namespace fluid::cli::doctor
