#include "plugins/thin/job_record.h"

#include <unistd.h>
#include <xxhash.h>

#include <filesystem>
#include <optional>

#include "plugins/thin/files.h"

namespace thin {
namespace {

constexpr std::string_view kMagic = "FLTHINJB";

std::string PathOf(const std::string& folder, const std::string& id) {
  return folder + "/" + HashName(id) + ".job";
}

std::optional<JobRecord> Decode(std::string_view bytes) {
  if (bytes.size() < 8) return std::nullopt;
  Decoder sum(bytes.substr(bytes.size() - 8));
  bytes.remove_suffix(8);
  if (sum.U64() != XXH3_64bits(bytes.data(), bytes.size())) return std::nullopt;
  Decoder in(bytes);
  if (in.Raw(8) != kMagic || in.U32() != kJobFormat) return std::nullopt;
  JobRecord record;
  record.spec.id = in.Text();
  record.spec.kind = in.U32(), record.spec.flags = in.U32(), record.spec.parallelism = in.U32();
  record.spec.bytes_per_second = in.U64();
  for (uint32_t n = in.U32(); n > 0 && in.ok(); --n) record.spec.targets.emplace_back(in.Text());
  record.phase = in.U32();
  record.result.value = static_cast<fluid_status>(in.U32());
  record.result.message = in.Text();
  record.bytes_done = in.U64(), record.bytes_total = in.U64();
  record.files_done = in.U64(), record.files_total = in.U64();
  record.total_known = record.ended();
  if (!in.ok()) return std::nullopt;
  return record;
}

}  // namespace

Status SaveJob(const std::string& folder, const JobRecord& record) {
  Encoder out;
  out.Raw(kMagic);
  out.U32(kJobFormat);
  out.Text(record.spec.id);
  out.U32(record.spec.kind), out.U32(record.spec.flags), out.U32(record.spec.parallelism);
  out.U64(record.spec.bytes_per_second);
  out.U32(static_cast<uint32_t>(record.spec.targets.size()));
  for (const std::string& target : record.spec.targets) out.Text(target);
  out.U32(record.phase);
  out.U32(static_cast<uint32_t>(record.result.value));
  out.Text(record.result.message);
  out.U64(record.bytes_done), out.U64(record.bytes_total), out.U64(record.files_done),
      out.U64(record.files_total);
  out.U64(XXH3_64bits(out.bytes.data(), out.bytes.size()));
  return ReplaceFile(PathOf(folder, record.spec.id), out.bytes);
}

void RemoveJob(const std::string& folder, const std::string& id) { unlink(PathOf(folder, id).c_str()); }

std::vector<JobRecord> LoadJobs(const std::string& folder) {
  std::vector<JobRecord> records;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".job") continue;
    auto bytes = ReadFile(entry.path(), 64 << 20);
    if (!bytes.ok()) continue;
    if (auto record = Decode(*bytes)) records.push_back(std::move(*record));
  }
  return records;
}

}  // namespace thin
