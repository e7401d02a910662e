#include "src/engine/node_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace fluid::engine {
namespace {

template <class T>
const T* ValueOf(const NodeAnswer& answer) {
  return std::get_if<T>(&answer.response.value);
}

using Number = std::optional<uint64_t>;
void Add(Number& sum, const Number& one) {
  if (one) sum = sum.value_or(0) + *one;
}
void Larger(Number& largest, const Number& one) {
  if (one) largest = std::max(largest.value_or(0), *one);
}

}  // namespace

Status AllOk(const Status& whole, const std::vector<NodeAnswer>& answers) {
  if (!whole.ok()) return whole;
  if (answers.empty()) return Unavailable("the engine has no home yet");
  for (const NodeAnswer& answer : answers) FLUID_RETURN_IF_ERROR(answer.response.status);
  return Ok();
}

Result<CacheUsage> SumUsage(const std::vector<NodeAnswer>& answers) {
  CacheUsage sum;
  for (const NodeAnswer& answer : answers) {
    const auto* one = ValueOf<CacheUsage>(answer);
    if (!one) return Internal(fmt::format("the home on {} answers without a usage", answer.node));
    Add(sum.capacity_bytes, one->capacity_bytes);
    Add(sum.cached_bytes, one->cached_bytes);
    if (one->cached_bytes) sum.cached_by_node[answer.node] = *one->cached_bytes;
    Larger(sum.total_bytes, one->total_bytes);  // of the sources, which all nodes share
    Larger(sum.total_files, one->total_files);
    Add(sum.hits, one->hits);
    Add(sum.misses, one->misses);
    Add(sum.hit_bytes, one->hit_bytes);
    Add(sum.miss_bytes, one->miss_bytes);
  }
  return sum;
}

Result<CacheListing> SumListing(const std::vector<NodeAnswer>& answers) {
  std::map<std::string, CachedEntry> entries;
  CacheListing sum;
  const CacheListing* shortest = nullptr;  // of those that are not the end
  bool agree = true;
  for (const NodeAnswer& answer : answers) {
    const auto* one = ValueOf<CacheListing>(answer);
    if (!one) return Internal(fmt::format("the home on {} answers without a listing", answer.node));
    for (const CachedEntry& entry : one->entries) {
      const auto [known, fresh] = entries.emplace(entry.name, entry);
      if (fresh) continue;
      known->second.cached_bytes += entry.cached_bytes;
      known->second.tier = std::max(known->second.tier, entry.tier);
    }
    agree &= one->next == ValueOf<CacheListing>(answers[0])->next;
    if (one->next.empty() || one->entries.empty()) continue;
    if (!shortest || one->entries.back().name < shortest->entries.back().name) shortest = one;
  }
  if (shortest) sum.next = shortest->next;
  // What is behind its last entry comes with the next page, of all nodes.
  if (shortest && !agree) entries.erase(entries.upper_bound(shortest->entries.back().name), entries.end());
  for (auto& [name, entry] : entries) sum.entries.push_back(std::move(entry));
  return sum;
}

Result<JobStatus> SumJob(const std::vector<NodeAnswer>& answers) {
  JobStatus sum;
  bool pending = true, going = false;
  const JobStatus* failed = nullptr;
  const JobStatus* cancelled = nullptr;
  for (const NodeAnswer& answer : answers) {
    const auto* one = ValueOf<JobStatus>(answer);
    if (!one) return Internal(fmt::format("the home on {} answers without a job", answer.node));
    sum.id = one->id;
    pending &= one->phase == JobPhase::kPending;
    going |= one->phase <= JobPhase::kRunning;
    if (one->phase == JobPhase::kFailed && !failed) failed = one;
    if (one->phase == JobPhase::kCancelled && !cancelled) cancelled = one;
    if (sum.reason.empty()) sum.reason = one->reason;
    Add(sum.bytes_done, one->bytes_done);
    Add(sum.bytes_total, one->bytes_total);
    Add(sum.files_done, one->files_done);
    Add(sum.files_total, one->files_total);
  }
  if (going) {
    sum.phase = pending ? JobPhase::kPending : JobPhase::kRunning;
  } else if (const JobStatus* bad = failed ? failed : cancelled) {
    sum.phase = bad->phase;
    sum.result = bad->result;
    sum.reason = bad->reason;
  } else {
    sum.phase = JobPhase::kSucceeded;
  }
  return sum;
}

std::vector<NodeObservation> Observations(std::vector<NodeAnswer> answers) {
  std::vector<NodeObservation> all;
  for (NodeAnswer& answer : answers) {
    auto* one = std::get_if<NodeObservation>(&answer.response.value);
    NodeObservation seen = one ? std::move(*one) : NodeObservation();
    seen.node = answer.node;
    seen.reachable = answer.response.status;
    all.push_back(std::move(seen));
  }
  std::sort(all.begin(), all.end(),
            [](const NodeObservation& a, const NodeObservation& b) { return a.node < b.node; });
  return all;
}

}  // namespace fluid::engine
