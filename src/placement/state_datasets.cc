#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "src/placement/dataset.h"
#include "src/placement/state_core.h"

namespace fluid::placement {
namespace {

Status CheckSize(int64_t size) {
  if (size >= 0 && size <= kMaxBytes) return Ok();
  return InvalidArgument(fmt::format("a dataset has {} bytes; allowed are 0 to 2^60", size));
}

}  // namespace

Result<DatasetId> State::AddDataset(const Dataset& dataset) {
  Core& c = *core_;
  if (dataset.name.empty()) return InvalidArgument("a dataset needs a name");
  FLUID_RETURN_IF_ERROR(CheckSize(dataset.size));
  if (c.dataset_ids.contains(dataset.name)) {
    return AlreadyExists(fmt::format("dataset \"{}\" is there already", dataset.name));
  }
  const DatasetId id = c.epoch.dataset_ids++;
  c.dataset_ids[dataset.name] = id;
  DatasetState* made = c.owner.Adopt(new DatasetState());
  made->name = dataset.name;
  made->size = dataset.size;
  MakeVertices(c.epoch, *made);
  c.epoch.datasets.Set(c.owner, id, made);
  if (Inputs* inputs = c.inputs()) inputs->datasets[id] = dataset;
  return id;
}

Status State::SetSize(DatasetId dataset, int64_t size) {
  Core& c = *core_;
  if (c.epoch.DatasetOf(dataset) == nullptr) return NotFound(fmt::format("no dataset has id {}", dataset));
  FLUID_RETURN_IF_ERROR(CheckSize(size));
  DatasetState* changed = c.owner.Own(c.epoch.datasets.At(c.owner, dataset));
  changed->size = size;
  MakeVertices(c.epoch, *changed);
  if (Inputs* inputs = c.inputs()) inputs->datasets[dataset].size = size;
  return Ok();
}

Status State::RemoveDataset(DatasetId dataset) {
  Core& c = *core_;
  DatasetState* gone = c.epoch.DatasetOf(dataset);
  if (gone == nullptr) return NotFound(fmt::format("no dataset has id {}", dataset));
  c.dataset_ids.erase(gone->name);
  for (const DatasetState::Holder& holder : gone->holders) std::erase(c.holds[holder.node], dataset);
  c.owner.Retire(gone);
  c.epoch.datasets.Set(c.owner, dataset, nullptr);
  if (Inputs* inputs = c.inputs()) {
    inputs->datasets.erase(dataset);
    std::erase_if(inputs->cached, [&](const auto& entry) { return std::get<0>(entry.first) == dataset; });
  }
  return Ok();
}

Status State::Report(DatasetId id, NodeId node, Tier tier, int64_t bytes) {
  Core& c = *core_;
  DatasetState* dataset = c.epoch.DatasetOf(id);
  const int64_t at = c.epoch.PositionOf(node);
  if (dataset == nullptr) return NotFound(fmt::format("no dataset has id {}", id));
  if (at < 0) return NotFound(fmt::format("no node has id {}", node));
  if (bytes < 0 || bytes > kMaxBytes) {
    return InvalidArgument(fmt::format("a node holds {} bytes; allowed are 0 to 2^60", bytes));
  }
  const auto before = [&](const DatasetState::Holder& holder, int64_t position) {
    return c.epoch.PositionOf(holder.node) < position;
  };
  auto holder = std::lower_bound(dataset->holders.begin(), dataset->holders.end(), at, before);
  const bool known = holder != dataset->holders.end() && holder->node == node;
  const int64_t was = known ? holder->bytes[static_cast<int>(tier)] : 0;
  if (was == bytes) return Ok();
  if (dataset->known_size - was + bytes > kMaxBytes) {
    return OutOfRange(fmt::format("dataset \"{}\" would have more than 2^60 bytes cached", dataset->name));
  }
  const auto index = holder - dataset->holders.begin();
  dataset = c.owner.Own(c.epoch.datasets.At(c.owner, id));
  holder = dataset->holders.begin() + index;
  if (!known) {
    holder = dataset->holders.insert(holder, {node, {}});
    c.holds[node].push_back(id);
  }
  holder->bytes[static_cast<int>(tier)] = bytes;
  const bool gone = BytesOf(holder->bytes, kAllTiers) == 0;
  if (gone) {
    dataset->holders.erase(holder);
    std::erase(c.holds[node], id);
  }
  if (!known || gone || !ChangeBytes(c.epoch, *dataset, at, static_cast<int>(tier), bytes - was)) {
    MakeVertices(c.epoch, *dataset);
  }
  if (Inputs* inputs = c.inputs()) {
    inputs->cached.erase({id, node, tier});
    if (bytes > 0) inputs->cached[{id, node, tier}] = bytes;
  }
  return Ok();
}

Status State::ReportAll(DatasetId id, std::span<const Holding> holdings) {
  Core& c = *core_;
  if (c.epoch.DatasetOf(id) == nullptr) return NotFound(fmt::format("no dataset has id {}", id));
  std::map<NodeId, DatasetState::Holder> holders;
  std::set<std::pair<NodeId, Tier>> seen;
  int64_t sum = 0;
  for (const Holding& holding : holdings) {
    if (c.epoch.PositionOf(holding.node) < 0) return NotFound(fmt::format("no node has id {}", holding.node));
    if (holding.bytes < 0 || holding.bytes > kMaxBytes) {
      return InvalidArgument(fmt::format("a node holds {} bytes; allowed are 0 to 2^60", holding.bytes));
    }
    if (!seen.emplace(holding.node, holding.tier).second) {
      return AlreadyExists(fmt::format("a tier of node \"{}\" is told twice", c.infos[holding.node]->name));
    }
    sum += holding.bytes;
    if (sum > kMaxBytes) return OutOfRange("a dataset would have more than 2^60 bytes cached");
    if (holding.bytes == 0) continue;
    DatasetState::Holder& holder = holders[holding.node];
    holder.node = holding.node;
    holder.bytes[static_cast<int>(holding.tier)] = holding.bytes;
  }
  DatasetState* dataset = c.owner.Own(c.epoch.datasets.At(c.owner, id));
  for (const DatasetState::Holder& holder : dataset->holders) std::erase(c.holds[holder.node], id);
  dataset->holders.clear();
  dataset->holders.reserve(holders.size());
  for (const auto& [node, holder] : holders) {
    dataset->holders.push_back(holder);
    c.holds[node].push_back(id);
  }
  c.SortHolders(*dataset);
  MakeVertices(c.epoch, *dataset);
  if (Inputs* inputs = c.inputs()) {
    std::erase_if(inputs->cached, [&](const auto& entry) { return std::get<0>(entry.first) == id; });
    for (const Holding& h : holdings) {
      if (h.bytes > 0) inputs->cached[{id, h.node, h.tier}] = h.bytes;
    }
  }
  return Ok();
}

}  // namespace fluid::placement
