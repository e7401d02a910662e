// JobRecord: a job as it is kept in STATE/jobs, so that it is known, and goes on, after a restart.
//
// On disk: FOLDER/HASH-OF-ID.job, replaced by rename at each change of phase: "FLTHINJB" u32 format, text id,
// u32 kind, u32 flags, u32 parallelism, u64 bytes per second, u32 targets and each a text, u32 phase, u32
// result, text reason, u64 bytes done, total, files done, total; u64 XXH3 of all before.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugins/thin/status.h"

namespace thin {

inline constexpr uint32_t kJobFormat = 1;

struct JobSpec {
  std::string id;
  uint32_t kind = 0, flags = 0;   // fluid_job_kind, fluid_job_flags
  uint32_t parallelism = 0;       // 0: eight
  uint64_t bytes_per_second = 0;  // 0: not bounded
  std::vector<std::string> targets;
  bool operator==(const JobSpec&) const = default;
};

struct JobRecord {
  JobSpec spec;
  uint32_t phase = FLUID_JOB_PENDING;
  Status result;
  uint64_t bytes_done = 0, bytes_total = 0, files_done = 0, files_total = 0;
  bool total_known = false;
  bool ended() const { return phase >= FLUID_JOB_SUCCEEDED; }
};

Status SaveJob(const std::string& folder, const JobRecord& record);
void RemoveJob(const std::string& folder, const std::string& id);
// All that can be read; those that can't are passed over.
std::vector<JobRecord> LoadJobs(const std::string& folder);

}  // namespace thin
