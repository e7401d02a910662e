// Topologies: NodeLists and openb CSVs.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/walk.h"
#include "src/ranking/input.h"
#include "src/ranking/reader.h"
#include "src/ranking/requests.h"

namespace fluid::ranking {
namespace {

using model::Node;

constexpr std::string_view kNotReady = "node.kubernetes.io/not-ready";

// A node that is not ready keeps new pods out, whether or not its taint is there yet.
void ReadReadiness(PlaceReader& reader, const Node* status, const std::string& path, placement::Node& node) {
  reader.Each(reader.List(status, "conditions", path + ".conditions"), path + ".conditions",
              [&](const Node& condition, const std::string& at) {
                if (reader.Text(&condition, "type", at + ".type") != "Ready") return;
                if (reader.Text(&condition, "status", at + ".status") == "True") return;
                for (const placement::Taint& taint : node.taints) {
                  if (taint.key == kNotReady && taint.effect != "PreferNoSchedule") return;
                }
                node.taints.push_back({std::string(kNotReady), "", "NoSchedule"});
              });
}

void ReadNode(PlaceReader& reader, const Node& item, const std::string& path, PlaceTopology& topology) {
  placement::Node node;
  reader.OneOf(&item, "kind", path + ".kind", {"Node"});
  const Node* metadata = reader.Map(&item, "metadata", path + ".metadata");
  if (metadata == nullptr) reader.Complain(item, path + ".metadata.name", "nothing", "a text");
  node.name = reader.Text(metadata, "name", path + ".metadata.name", true);
  reader.EachText(reader.Map(metadata, "labels", path + ".metadata.labels"), path + ".metadata.labels",
                  [&](std::string_view key, const std::string& value, const Node&) {
                    node.labels[std::string(key)] = value;
                  });
  const Node* spec = reader.Map(&item, "spec", path + ".spec");
  node.unschedulable = reader.Truth(spec, "unschedulable", path + ".spec.unschedulable");
  const std::string taints = path + ".spec.taints";
  reader.Each(reader.List(spec, "taints", taints), taints, [&](const Node& taint, const std::string& at) {
    node.taints.push_back({reader.Text(&taint, "key", at + ".key", true),
                           reader.Text(&taint, "value", at + ".value"),
                           reader.OneOf(&taint, "effect", at + ".effect",
                                        {"NoSchedule", "PreferNoSchedule", "NoExecute"}, true)});
  });
  const Node* status = reader.Map(&item, "status", path + ".status");
  ReadReadiness(reader, status, path + ".status", node);
  std::string amounts = path + ".status.allocatable";
  const Node* map = reader.Map(status, "allocatable", amounts);
  if (map == nullptr) {
    amounts = path + ".status.capacity";
    map = reader.Map(status, "capacity", amounts);
  }
  topology.nodes.push_back(std::move(node));
  topology.free.push_back(ReadAmounts(reader, map, amounts));
}

constexpr const char* kBytes = "a quantity of 0 to 2^60 bytes, like 40Gi";

std::optional<int64_t> Bytes(PlaceReader& reader, const Node& in, const char* key, const std::string& path) {
  const Node* node = in.Find(key);
  if (node == nullptr || node->is(Node::Kind::kNull)) return std::nullopt;
  const bool text = node->is(Node::Kind::kString) || node->is(Node::Kind::kNumber);
  const Result<int64_t> bytes = text ? ParseQuantity(node->text) : Result<int64_t>(InvalidArgument(""));
  if (bytes.ok() && *bytes >= 0 && *bytes <= placement::kMaxBytes) return *bytes;
  reader.Complain(*node, path, Describe(*node), kBytes);
  return std::nullopt;
}

void ReadCache(PlaceReader& reader, const Node* root, PlaceTopology& topology) {
  std::set<std::string> names;
  for (const placement::Node& node : topology.nodes) names.insert(node.name);
  std::set<std::tuple<std::string, std::string, placement::Tier>> seen;
  reader.Each(reader.List(root, "cache", "cache"), "cache", [&](const Node& entry, const std::string& at) {
    reader.Only(&entry, at, {"dataset", "node", "tier", "bytes"});
    PlaceTopology::Cached cached;
    cached.dataset = reader.Text(&entry, "dataset", at + ".dataset", true);
    cached.node = reader.Text(&entry, "node", at + ".node", true);
    if (!cached.node.empty() && !names.empty() && !names.contains(cached.node)) {
      reader.Complain(*entry.Find("node"), at + ".node", fmt::format("\"{}\"", cached.node),
                      "the name of a node in items");
    }
    const std::string tier = reader.Text(&entry, "tier", at + ".tier");
    if (const Result<placement::Tier> read = TierOf(tier.empty() ? "SSD" : tier); read.ok()) {
      cached.tier = *read;
    } else {
      reader.Complain(*entry.Find("tier"), at + ".tier", fmt::format("\"{}\"", tier),
                      std::string(read.status().message()));
    }
    const Node* bytes = entry.Find("bytes");
    if (bytes == nullptr || bytes->is(Node::Kind::kNull)) {
      reader.Complain(bytes == nullptr ? entry : *bytes, at + ".bytes", "nothing", kBytes);
    }
    cached.bytes = Bytes(reader, entry, "bytes", at + ".bytes").value_or(0);
    if (!seen.emplace(cached.dataset, cached.node, cached.tier).second) {
      reader.Complain(entry, at, fmt::format("{} on {} in this tier again", cached.dataset, cached.node),
                      "each dataset, node and tier once");
    }
    topology.cache.push_back(std::move(cached));
  });
  std::set<std::string> datasets;
  reader.Each(reader.List(root, "datasets", "datasets"), "datasets",
              [&](const Node& entry, const std::string& at) {
                reader.Only(&entry, at, {"name", "size"});
                placement::Dataset dataset;
                dataset.name = reader.Text(&entry, "name", at + ".name", true);
                dataset.size = Bytes(reader, entry, "size", at + ".size").value_or(0);
                if (!datasets.insert(dataset.name).second) {
                  reader.Complain(entry, at + ".name", fmt::format("\"{}\" again", dataset.name),
                                  "each dataset once");
                }
                topology.datasets.push_back(std::move(dataset));
              });
}

// A CSV of nodes as openb has it: a line of column names, sn among them, and a line for each node.
class OpenbReader {
 public:
  OpenbReader(std::string_view text, const std::string& file) : file_(file), lines_(Split(text, '\n')) {}

  Result<PlaceTopology> Read() {
    header_ = Split(Trim(lines_[0]), ',');
    for (size_t c = 0; c < header_.size(); ++c) {
      if (std::ranges::count(kColumns, header_[c]) == 0 || std::ranges::count(header_, header_[c]) > 1) {
        Complain(0, header_[c], "columns", header_[c],
                 fmt::format("each once: {}", fmt::join(kColumns, ", ")));
      }
    }
    for (size_t line = 1; line < lines_.size() && problems_.size() < 100; ++line) ReadLine(line);
    if (topology_.nodes.empty() && problems_.empty()) Complain(0, lines_[0], "", "", "a line for each node");
    if (problems_.empty()) return std::move(topology_);
    return Status(Code::kInvalidArgument, fmt::format("{} can't be used", file_), problems_);
  }

 private:
  static constexpr std::string_view kColumns[] = {"sn", "cpu_milli", "memory_mib", "gpu", "model"};

  void ReadLine(size_t line) {
    const std::string_view text = Trim(lines_[line]);
    if (text.empty()) return;
    const std::vector<std::string_view> cells = Split(text, ',');
    if (cells.size() != header_.size()) {
      return Complain(line, text, "", text, fmt::format("{} cells, as in the first line", header_.size()));
    }
    placement::Node node;
    Amounts free;
    for (size_t c = 0; c < cells.size(); ++c) {
      if (header_[c] == "sn") {
        node.name = cells[c];
        node.labels["kubernetes.io/hostname"] = cells[c];
        if (node.name.empty()) Complain(line, cells[c], "sn", "", "a name");
        if (!names_.insert(node.name).second) Complain(line, cells[c], "sn", cells[c], "each name once");
      } else if (header_[c] == "model") {
        if (!cells[c].empty()) node.labels["nvidia.com/gpu.product"] = cells[c];
      } else if (header_[c] == "cpu_milli") {
        free["cpu"] = Whole(line, cells[c], header_[c], placement::kMaxQuantity);
      } else if (header_[c] == "memory_mib") {
        free["memory"] = Whole(line, cells[c], header_[c], placement::kMaxQuantity >> 20) << 20;
      } else {
        free["nvidia.com/gpu"] = Whole(line, cells[c], header_[c], placement::kMaxQuantity);
      }
    }
    topology_.nodes.push_back(std::move(node));
    topology_.free.push_back(std::move(free));
  }

  int64_t Whole(size_t line, std::string_view cell, std::string_view column, int64_t most) {
    int64_t value = 0;
    const char* end = cell.data() + cell.size();
    const auto [read, error] = std::from_chars(cell.data(), end, value);
    if (error == std::errc() && read == end && value >= 0 && value <= most) return value;
    Complain(line, cell, column, cell, fmt::format("a whole number from 0 to {}", most));
    return 0;
  }

  void Complain(size_t line, std::string_view at, std::string_view path, std::string_view found,
                std::string allowed) {
    const auto column = static_cast<int>(at.data() - lines_[line].data()) + 1;
    problems_.push_back({file_, static_cast<int>(line) + 1, column, std::string(path),
                         found.empty() ? "nothing" : fmt::format("\"{}\"", found), std::move(allowed), ""});
  }

  const std::string& file_;
  const std::vector<std::string_view> lines_;
  std::vector<std::string_view> header_;
  std::set<std::string> names_;
  PlaceTopology topology_;
  std::vector<Problem> problems_;
};

}  // namespace

Result<PlaceTopology> ReadTopology(std::string_view text, const std::string& file) {
  text = WithoutMark(text);
  const std::string_view first = text.substr(0, text.find('\n'));
  if (first.starts_with("sn,") || Trim(first) == "sn" || first.find(",sn") != std::string_view::npos) {
    return OpenbReader(text, file).Read();
  }
  PlaceReader reader(file);
  PlaceTopology topology;
  const Node* root = reader.Open(text);
  if (root != nullptr) {
    reader.OneOf(root, "kind", "kind", {"List", "NodeList"});
    reader.Only(root, "", {"apiVersion", "kind", "metadata", "items", "cache", "datasets"});
    const Node* items = reader.List(root, "items", "items");
    const bool none = items == nullptr || items->first == nullptr;
    if (none) {
      reader.Complain(items == nullptr ? *root : *items, "items", items == nullptr ? "nothing" : "no nodes",
                      "a list of nodes, as `kubectl get nodes -o json` prints it");
    }
    std::set<std::string> names;
    reader.Each(items, "items", [&](const Node& item, const std::string& at) {
      ReadNode(reader, item, at, topology);
      const std::string& name = topology.nodes.back().name;
      if (!name.empty() && !names.insert(name).second) {
        reader.Complain(item, at + ".metadata.name", fmt::format("\"{}\" again", name), "each name once");
      }
    });
    ReadCache(reader, root, topology);
  }
  FLUID_RETURN_IF_ERROR(reader.Finish());
  return topology;
}

Result<int64_t> ThousandthsOf(std::string_view quantity) {
  const auto with = [&](size_t cut, std::string_view suffix) {
    return ParseQuantity(std::string(quantity.substr(0, quantity.size() - cut)) + std::string(suffix));
  };
  if (quantity.empty()) return ParseQuantity(quantity);
  switch (quantity.back()) {
    case 'n':
      return with(1, "u");
    case 'u':
      return with(1, "m");
    case 'm':
      return with(1, "");
    case 'k':
      return with(1, "M");
    default:
      break;
  }
  const bool plain = quantity.find_first_not_of("+-.0123456789") == std::string_view::npos;
  if (plain) return with(0, "k");
  FLUID_ASSIGN_OR_RETURN(const int64_t whole, ParseQuantity(quantity));
  int64_t thousandths = 0;
  if (__builtin_mul_overflow(whole, 1000, &thousandths)) return OutOfRange("too large");
  return thousandths;
}

Result<int64_t> AmountOf(std::string_view resource, std::string_view quantity) {
  const Result<int64_t> amount = resource == "cpu" ? ThousandthsOf(quantity) : ParseQuantity(quantity);
  if (!amount.ok() || *amount < 0 || *amount > placement::kMaxQuantity) {
    return InvalidArgument(resource == "cpu" ? "a quantity, 0 or more, like 4 or 500m"
                                             : "a quantity of 0 to 2^50, like 64Gi");
  }
  return *amount;
}

Result<placement::Tier> TierOf(std::string_view text) {
  if (text == "MEM") return placement::Tier::kMem;
  if (text == "SSD") return placement::Tier::kSsd;
  if (text == "HDD") return placement::Tier::kHdd;
  return InvalidArgument("MEM, SSD or HDD");
}

Result<std::vector<placement::Level>> ReadLevels(std::string_view text) {
  std::vector<placement::Level> levels;
  for (std::string_view word : Split(text, ',')) {
    word = Trim(word);
    placement::Level level;
    bool told = false;
    if (const size_t less = word.rfind('<'); less != std::string_view::npos) {
      level.parent = Trim(word.substr(less + 1));
      word = word.substr(0, less);
    }
    if (const size_t colon = word.rfind(':'); colon != std::string_view::npos) {
      const std::string_view points = Trim(word.substr(colon + 1));
      const auto [end, error] = std::from_chars(points.data(), points.data() + points.size(), level.points);
      if (error != std::errc() || end != points.data() + points.size()) {
        return InvalidArgument(fmt::format("--levels: \"{}\" is no whole number of points", points));
      }
      told = true;
      word = word.substr(0, colon);
    }
    const size_t equals = word.find('=');
    level.name = Trim(word.substr(0, equals));
    if (equals != std::string_view::npos) level.key = Trim(word.substr(equals + 1));
    for (const placement::Level& known : placement::DefaultLevels()) {
      if (level.name != known.name) continue;
      if (level.key.empty()) level.key = known.key;
      if (!told) level.points = known.points;
      told = true;
    }
    if (level.key.empty()) {
      return InvalidArgument(
          fmt::format("--levels: \"{}\" names no label key; allowed is NAME=KEY[:POINTS][<PARENT]", word));
    }
    if (!told) {
      return InvalidArgument(
          fmt::format("--levels: \"{}\" says no points; allowed is NAME=KEY:POINTS", word));
    }
    levels.push_back(std::move(level));
  }
  return levels;
}

}  // namespace fluid::ranking
