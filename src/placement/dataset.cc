#include "src/placement/dataset.h"

#include <algorithm>
#include <limits>

namespace fluid::placement {

int64_t TermOf(int64_t points, int64_t bytes, int64_t size) {
  if (bytes <= 0 || size <= 0) return 0;
  if (bytes >= size) return points * kPoint;
  return static_cast<int64_t>(static_cast<__int128>(points) * kPoint * bytes / size);
}

int64_t TermAt(const Structure& structure, const DatasetState& dataset, int32_t vertex, uint8_t tiers,
               int64_t around, int64_t size) {
  const Vertex& v = dataset.vertices[vertex];
  const LevelInfo& level = structure.levels[v.level];
  return level.counts ? TermOf(level.points, BytesOf(dataset.held[vertex], tiers), size) : around;
}

namespace {

bool Before(const DatasetState::Best& a, const DatasetState::Best& b) {
  if (a.term != b.term) return a.term > b.term;
  if (a.level != b.level) return a.level < b.level;
  return a.rank != b.rank ? a.rank < b.rank : a.vertex < b.vertex;
}

// The place of this vertex has another term: it moves to where that belongs.
void MoveBest(std::vector<DatasetState::Best>& best, int32_t vertex, int64_t term) {
  size_t i = 0;
  while (best[i].vertex != vertex) ++i;
  DatasetState::Best moved = best[i];
  moved.term = term;
  for (; i > 0 && Before(moved, best[i - 1]); --i) best[i] = best[i - 1];
  for (; i + 1 < best.size() && Before(best[i + 1], moved); ++i) best[i] = best[i + 1];
  best[i] = moved;
}

// Of what is at most as near as this level.
void FindMost(DatasetState& dataset) {
  dataset.most.fill(0);
  for (const Vertex& v : dataset.vertices) dataset.most[v.level] = std::max(dataset.most[v.level], v.term);
  for (int level = kMaxLevels; level-- > 0;) {
    dataset.most[level] = std::max(dataset.most[level], dataset.most[level + 1]);
  }
}

void FillLanes(std::vector<int32_t>& values) {
  values.resize((values.size() + kLanes - 1) / kLanes * kLanes, std::numeric_limits<int32_t>::max());
}

void ListWide(DatasetState& dataset) {
  const std::vector<Vertex>& vertices = dataset.vertices;
  dataset.wide_begins.clear();
  dataset.wide.clear();
  const auto add = [&](int32_t begin, int32_t vertex) {
    if (!dataset.wide.empty() && dataset.wide_begins.back() == begin) {
      dataset.wide_begins.pop_back();
      dataset.wide.pop_back();
    }
    dataset.wide_begins.push_back(begin);
    dataset.wide.push_back({vertices[vertex].term, vertex, vertices[vertex].level});
  };
  add(0, 0);
  int32_t in = 0;
  for (int32_t i = 1; i < static_cast<int32_t>(vertices.size()); ++i) {
    if (vertices[i].level < 2) continue;
    for (; vertices[in].end <= vertices[i].begin; in = vertices[in].up) {
      add(vertices[in].end, vertices[in].up);
    }
    add(vertices[i].begin, in = i);
  }
  for (; vertices[in].up >= 0; in = vertices[in].up) add(vertices[in].end, vertices[in].up);
  FillLanes(dataset.wide_begins);
}

}  // namespace

int32_t Around(const DatasetState& dataset, int32_t begin, int32_t end, int level, int32_t* inner) {
  int32_t i = CountUpTo(dataset.begins.data(), static_cast<int32_t>(dataset.vertices.size()), begin) - 1;
  *inner = i + 1;
  for (;; i = dataset.vertices[i].up) {
    const Vertex& v = dataset.vertices[i];
    if (v.end >= end && v.level >= level) return i;
    if (v.begin == begin) *inner = i;
  }
}

bool ChangeBytes(const Epoch& epoch, DatasetState& dataset, int64_t at, int tier, int64_t more) {
  const Structure& structure = *epoch.structure;
  if (dataset.size == 0 || !structure.levels[0].counts) return false;  // then it is every term that changes
  // In preorder the node's own vertex is the last that does not begin behind it.
  const auto behind = std::upper_bound(dataset.vertices.begin(), dataset.vertices.end(), at,
                                       [](int64_t position, const Vertex& v) { return position < v.begin; });
  int32_t i = static_cast<int32_t>(behind - dataset.vertices.begin()) - 1;
  if (dataset.vertices[i].level != 0 || dataset.vertices[i].begin != at) return false;
  dataset.known_size += more;
  bool fell = false;  // what was the greatest term
  for (; i >= 0; i = dataset.vertices[i].up) {
    Vertex& vertex = dataset.vertices[i];
    dataset.held[i][tier] += more;
    const int64_t term =
        TermOf(structure.levels[vertex.level].points, BytesOf(dataset.held[i], kAllTiers), dataset.size);
    if (term == vertex.term) continue;
    fell |= term < vertex.term && vertex.term == dataset.most[vertex.level];
    vertex.term = term;
    for (DatasetState::Wide& wide : dataset.wide) wide.term = wide.vertex == i ? term : wide.term;
    for (int level = vertex.level; level >= 0 && dataset.most[level] < term; --level) {
      dataset.most[level] = term;
    }
    MoveBest(dataset.best, i, term);
  }
  if (fell) FindMost(dataset);
  return true;
}

void MakeVertices(const Epoch& epoch, DatasetState& dataset) {
  const Structure& structure = *epoch.structure;
  const int cluster = structure.cluster();
  std::vector<Vertex>& vertices = dataset.vertices;
  vertices.clear();
  dataset.held.assign(1, {});
  Vertex root;
  root.end = static_cast<int32_t>(structure.positions());
  root.level = static_cast<int8_t>(cluster);
  vertices.push_back(root);
  std::array<int32_t, kMaxLevels + 1> open;  // the vertex of each level that the last holder was in
  open.fill(-1);
  open[cluster] = 0;
  for (const DatasetState::Holder& holder : dataset.holders) {
    const int64_t at = epoch.PositionOf(holder.node);
    for (int level = cluster; level >= 0; --level) {
      const int32_t place = epoch.PlaceOf(at, holder.node, level);
      if (place < 0) {
        open[level] = -1;
        continue;
      }
      if (open[level] < 0 || vertices[open[level]].id != place) {
        Vertex vertex;
        vertex.id = place;
        vertex.level = static_cast<int8_t>(level);
        vertex.begin = level == 0 ? static_cast<int32_t>(at) : structure.domains[place].begin;
        vertex.end = level == 0 ? static_cast<int32_t>(at) + 1 : structure.domains[place].end;
        open[level] = static_cast<int32_t>(vertices.size());
        vertices.push_back(vertex);
        dataset.held.push_back({});
      }
      std::array<int64_t, kTiers>& bytes = dataset.held[open[level]];
      for (int t = 0; t < kTiers; ++t) bytes[t] += holder.bytes[t];
    }
  }
  dataset.known_size = BytesOf(dataset.held[0], kAllTiers);
  const int64_t size = SizeOf(dataset);
  // Behind the last below: the next one that does not lie inside.
  std::array<int32_t, kMaxLevels + 1> chain;
  int depth = 0;
  for (int32_t i = 0; i <= static_cast<int32_t>(vertices.size()); ++i) {
    const bool end = i == static_cast<int32_t>(vertices.size());
    while (depth > 0 && (end || vertices[chain[depth - 1]].end <= vertices[i].begin)) {
      vertices[chain[--depth]].next = i;
    }
    if (end) break;
    Vertex& vertex = vertices[i];
    vertex.up = depth == 0 ? -1 : chain[depth - 1];
    vertex.term =
        TermAt(structure, dataset, i, kAllTiers, vertex.up < 0 ? 0 : vertices[vertex.up].term, size);
    chain[depth++] = i;
  }
  FindMost(dataset);
  dataset.begins.clear();
  for (const Vertex& v : vertices) dataset.begins.push_back(v.begin);
  ListWide(dataset);
  FillLanes(dataset.begins);
  dataset.homes = {};
  dataset.best.clear();
  dataset.best.reserve(vertices.size());
  for (int32_t i = 0; i < static_cast<int32_t>(vertices.size()); ++i) {
    const Vertex& v = vertices[i];
    const uint64_t rank = v.level == 0 ? epoch.tree.Leaf(v.begin).rank[Digit(v.begin, 0)] : 0;
    const int32_t domain = v.level > 1 ? 0 : structure.leaf[v.begin];
    const uint16_t home = v.level > 1 ? 0 : Homes::Of(domain);
    if (v.level <= 1) dataset.homes.Add(home);  // where no level is wider, the cluster is everybody's
    dataset.best.push_back({v.term, rank, i, v.begin, domain, home, v.level});
  }
  std::sort(dataset.best.begin(), dataset.best.end(), Before);
  vertices.shrink_to_fit();
  dataset.held.shrink_to_fit();
  dataset.begins.shrink_to_fit();
  dataset.wide_begins.shrink_to_fit();
  dataset.wide.shrink_to_fit();
}

}  // namespace fluid::placement
