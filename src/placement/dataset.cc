#include "src/placement/dataset.h"

#include <algorithm>

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
  return level.counts ? TermOf(level.points, BytesOf(v.bytes, tiers), size) : around;
}

void MakeVertices(const Epoch& epoch, DatasetState& dataset) {
  const Structure& structure = *epoch.structure;
  const int cluster = structure.cluster();
  std::vector<Vertex>& vertices = dataset.vertices;
  vertices.clear();
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
      }
      Vertex& vertex = vertices[open[level]];
      for (int t = 0; t < kTiers; ++t) vertex.bytes[t] += holder.bytes[t];
    }
  }
  dataset.known_size = BytesOf(vertices[0].bytes, kAllTiers);
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
  dataset.best.resize(vertices.size());
  for (int32_t i = 0; i < static_cast<int32_t>(vertices.size()); ++i) dataset.best[i] = i;
  std::sort(dataset.best.begin(), dataset.best.end(), [&](int32_t a, int32_t b) {
    const Vertex &x = vertices[a], &y = vertices[b];
    if (x.term != y.term) return x.term > y.term;
    return x.level != y.level ? x.level < y.level : a < b;
  });
  vertices.shrink_to_fit();
}

}  // namespace fluid::placement
