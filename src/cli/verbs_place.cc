// place: where a job runs, and why. Needs no server.
#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <system_error>

#include "src/base/files.h"
#include "src/base/units.h"
#include "src/cli/place_svg.h"
#include "src/cli/verbs.h"
#include "src/model/json.h"
#include "src/ranking/input.h"
#include "src/ranking/question.h"

namespace fluid::cli {

using namespace ranking;

namespace {

constexpr size_t kLargest = size_t{1} << 30;

Result<std::string> ReadInput(const std::string& path, Console& console) {
  if (path == "-") {
    std::string text;
    char block[1 << 16];
    while (console.in.read(block, sizeof block), console.in.gcount() > 0) {
      text.append(block, static_cast<size_t>(console.in.gcount()));
      if (text.size() > kLargest) return InvalidArgument("standard input has more than 1 GiB");
    }
    return text;
  }
  Result<std::string> text = ReadFile(path, kLargest);
  if (!text.ok()) return InvalidArgument(std::string(text.status().message()));
  return text;
}

// 62500000 is 62.5.
std::string Points(int64_t score) {
  std::string text = fmt::format("{}.{:06}", score / placement::kPoint, score % placement::kPoint);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

void WriteAnswer(model::JsonWriter& json, const PlaceAnswer& answer, size_t top) {
  json.Key("ranking");
  json.BeginList();
  for (size_t i = 0; i < answer.ranking.size() && i < top; ++i) {
    const PlaceAnswer::Row& row = answer.ranking[i];
    json.BeginMap();
    json.Key("node");
    json.String(row.node);
    json.Key("score");
    json.Verbatim(Points(row.score));
    json.Key("levels");
    json.BeginMap();
    for (const auto& [dataset, near] : row.near) {
      json.Key(dataset);
      json.String(near.level);
    }
    json.EndMap();
    json.Key("bytes_local");
    json.BeginMap();
    for (const auto& [dataset, near] : row.near) {
      json.Key(dataset);
      json.Int(near.local);
    }
    json.EndMap();
    json.EndMap();
  }
  json.EndList();
  json.Key("why");
  json.BeginMap();
  json.Key("nodes");
  json.Int(answer.nodes);
  json.Key("feasible");
  json.Int(answer.feasible);
  json.Key("rejected");
  json.BeginMap();
  for (const auto& [rule, nodes] : answer.rejected) {
    json.Key(rule);
    json.Int(nodes);
  }
  json.EndMap();
  json.Key("runner_up");
  if (answer.ranking.size() > 1) {
    json.BeginMap();
    json.Key("node");
    json.String(answer.ranking[1].node);
    json.Key("score");
    json.Verbatim(Points(answer.ranking[1].score));
    json.Key("margin");
    json.Verbatim(Points(answer.ranking[0].score - answer.ranking[1].score));
    json.EndMap();
  } else {
    json.Verbatim("null");
  }
  if (!answer.conflict.empty()) {
    json.Key("conflict");
    json.BeginList();
    for (const std::string& rule : answer.conflict) json.String(rule);
    json.EndList();
    json.Key("relaxation");
    json.BeginMap();
    json.Key("node");
    json.String(answer.closest);
    json.Key("give_up");
    json.BeginList();
    for (const std::string& rule : answer.relaxation) json.String(rule);
    json.EndList();
    json.EndMap();
  }
  if (!answer.why_not.empty()) {
    json.Key("not");
    json.String(answer.why_not);
  }
  json.EndMap();
  if (answer.pods > 1) {
    json.Key("gang");
    json.BeginMap();
    json.Key("pods");
    json.Int(answer.pods);
    json.Key("placed");
    json.Bool(answer.gang_placed);
    json.Key("shares");
    json.BeginList();
    for (const auto& [node, pods] : answer.shares) {
      json.BeginMap();
      json.Key("node");
      json.String(node);
      json.Key("pods");
      json.Int(pods);
      json.EndMap();
    }
    json.EndList();
    json.EndMap();
  }
}

std::string NearText(const PlaceAnswer::Near& near) {
  return near.bytes == 0 ? near.level
                         : fmt::format("{} ({})", near.level, HumanBytes(static_cast<uint64_t>(near.bytes)));
}

// Why no node can, of the names of rules that exclude all of them together.
std::string WhyNone(const std::vector<std::string>& rules) {
  if (rules.size() != 1) return fmt::format("{} exclude each other", fmt::join(rules, ", "));
  const std::string& rule = rules[0];
  const auto is = [&](std::string_view name) {
    return rule == name || rule.starts_with(std::string(name) + ' ');
  };
  if (rule == "node-selector" || rule == "node-affinity") return "no node meets " + rule;
  if (rule == "unschedulable") return "every node is unschedulable";
  if (rule == "taint") return "every node has a taint that the job does not tolerate";
  if (rule == "pod-affinity") return "no node is in a domain that its pod affinity asks for";
  if (is("dataset")) return fmt::format("no node is near enough to {}", rule);
  for (const std::string_view kind : {"anti-affinity", "repelled", "spread"}) {
    if (is(kind)) return "every node is out by " + rule;
  }
  return fmt::format("no node has enough {}", rule);
}

void PrintAnswer(std::ostream& out, const PlaceAnswer& answer, size_t top) {
  size_t name = 4;
  for (const PlaceAnswer::Row& row : answer.ranking) name = std::max(name, row.node.size());
  if (!answer.ranking.empty()) out << fmt::format("{:<{}}  {:>10}  {}\n", "NODE", name, "SCORE", "DATASETS");
  for (size_t i = 0; i < answer.ranking.size() && i < top; ++i) {
    const PlaceAnswer::Row& row = answer.ranking[i];
    std::string datasets;
    for (const auto& [dataset, near] : row.near) {
      datasets += fmt::format("{}{}: {}", datasets.empty() ? "" : ", ", dataset, NearText(near));
    }
    out << fmt::format("{:<{}}  {:>10}  {}\n", row.node, name, Points(row.score), datasets);
  }
  out << fmt::format("{} of {} nodes can run it", answer.feasible, answer.nodes);
  for (const auto& [rule, nodes] : answer.rejected) out << fmt::format("; {}: {} out", rule, nodes);
  out << '\n';
  if (answer.ranking.size() > 1) {
    out << fmt::format("next is {}, {} behind\n", answer.ranking[1].node,
                       Points(answer.ranking[0].score - answer.ranking[1].score));
  }
  if (!answer.conflict.empty()) {
    out << fmt::format("no node can: {}; closest is {}, without {}\n", WhyNone(answer.conflict),
                       answer.closest, fmt::join(answer.relaxation, " and "));
  }
  if (!answer.why_not.empty()) out << answer.why_not << '\n';
  if (answer.pods > 1) {
    out << fmt::format("{} pods together: {}", answer.pods, answer.gang_placed ? "" : "they don't fit");
    for (size_t i = 0; i < answer.shares.size(); ++i) {
      out << fmt::format("{}{} on {}", i == 0 ? "" : ", ", answer.shares[i].second, answer.shares[i].first);
    }
    out << '\n';
  }
}

Status Draw(const PlaceQuestion& question, const PlaceAnswer& answer, const std::string& path) {
  PlacePicture picture = question.Picture(answer);
  for (PlacePicture::Box& box : picture.boxes) {
    if (box.rank > 0) box.score = Points(answer.ranking[static_cast<size_t>(box.rank - 1)].score);
  }
  const Status written = ReplaceFile(path, ToSvg(std::move(picture)));
  if (written.ok() || written.error_number() == 0) return written;
  // Not the file that is renamed in the end, and no code of a thing that was asked about.
  return Status(Code::kUnknown,
                fmt::format("writing {}: {}", path, std::generic_category().message(written.error_number())));
}

// Whatever is twice in what was given is wrong input; nothing was to be made that is there already.
Status AsInput(const Status& status) {
  return status.code() == Code::kAlreadyExists ? InvalidArgument(std::string(status.message())) : status;
}

}  // namespace

Status Place(Console& console, const Common& common, const PlaceOptions& options) {
  std::vector<placement::Level> levels = placement::DefaultLevels();
  if (!options.levels.empty()) {
    Result<std::vector<placement::Level>> read = ReadLevels(options.levels);
    if (!read.ok()) return AsInput(read.status());
    levels = *std::move(read);
  }
  if (options.topology == "-" && options.job == "-")
    return InvalidArgument("only one of -t and -j can be standard input");
  FLUID_ASSIGN_OR_RETURN(const std::string topology_text, ReadInput(options.topology, console));
  FLUID_ASSIGN_OR_RETURN(PlaceTopology topology, ReadTopology(topology_text, options.topology));
  FLUID_ASSIGN_OR_RETURN(const std::string job_text, ReadInput(options.job, console));
  FLUID_ASSIGN_OR_RETURN(PlaceJob job, ReadJob(job_text, options.job, levels));
  const auto made = PlaceQuestion::New(std::move(topology), std::move(job), levels);
  if (!made.ok()) return AsInput(made.status());
  const auto& question = *made;
  const bool as_json = common.format == Format::kJson;
  const size_t top = options.top > 0 ? static_cast<size_t>(options.top) : as_json ? 100 : 10;
  FLUID_ASSIGN_OR_RETURN(const PlaceAnswer answer, question->Ask(top, options.why_not));
  PlaceAnswer changed;
  if (!options.what_if.empty()) {
    FLUID_RETURN_IF_ERROR(question->Change(options.what_if));
    FLUID_ASSIGN_OR_RETURN(changed, question->Ask(top, options.why_not));
  }
  if (!options.svg.empty()) {
    FLUID_RETURN_IF_ERROR(Draw(*question, options.what_if.empty() ? answer : changed, options.svg));
  }
  for (const std::string& path : answer.unheeded) {
    console.err << fmt::format("fluid: {}: {} is not considered\n", options.job, path);
  }
  if (as_json) {
    model::JsonWriter json;
    json.BeginMap();
    WriteAnswer(json, answer, top);
    if (!options.what_if.empty()) {
      json.Key("what_if");
      json.BeginMap();
      WriteAnswer(json, changed, top);
      json.EndMap();
    }
    json.EndMap();
    console.out << json.Take() << '\n';
  } else {
    PrintAnswer(console.out, answer, top);
    if (!options.what_if.empty()) {
      console.out << fmt::format("\nwith {}:\n", fmt::join(options.what_if, ", "));
      PrintAnswer(console.out, changed, top);
    }
  }
  return Ok();
}

}  // namespace fluid::cli
