#include "src/cli/doctor/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/api/json.h"
#include "src/base/strings.h"

namespace fluid::cli::doctor {
namespace {

enum class Health { kWell, kFault, kUnseen };

// What the API of a server elsewhere tells of; the rest is of its machine.
bool Visible(Layer layer, const Facts& facts) {
  return facts.server.empty() || layer == Layer::kApi || layer == Layer::kEngine ||
         layer == Layer::kCredentials;
}

Health HealthOf(Layer layer, const Facts& facts, const std::vector<Finding>& findings) {
  const bool fault = std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.rule->layer == layer && f.rule->severity == Severity::kFault;
  });
  if (fault) return Health::kFault;
  const auto none = [](const auto& list) { return list.empty(); };
  if (!Visible(layer, facts)) return Health::kUnseen;
  switch (layer) {
    case Layer::kState:
      return facts.state.folder.error == 0 ? Health::kWell : Health::kUnseen;
    case Layer::kApi:
      return facts.api.serves() ? Health::kWell : Health::kUnseen;
    case Layer::kEngine:
    case Layer::kCache:
    case Layer::kCredentials:
    case Layer::kSource:
      return none(facts.datasets) ? Health::kUnseen : Health::kWell;
    case Layer::kMount:
    case Layer::kReaders:
      return none(facts.attachments) ? Health::kUnseen : Health::kWell;
    case Layer::kLimits:
    case Layer::kClock:
    case Layer::kVersions:
      break;
  }
  return Health::kWell;
}

// What was looked at, when all is well there.
std::string Summary(Layer layer, const Facts& facts) {
  const auto count = [](size_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
  };
  size_t sources = 0, secrets = 0, tiers = 0, readers = 0;
  for (const DatasetFacts& dataset : facts.datasets) {
    sources += dataset.sources.size();
    tiers += dataset.tiers.size();
    for (const SourceFacts& source : dataset.sources) secrets += source.secrets.size();
  }
  for (const AttachmentFacts& mount : facts.attachments) readers += mount.readers.size();
  switch (layer) {
    case Layer::kLimits:
      return fmt::format("/dev/fuse opens, {} open files", facts.machine.open_files);
    case Layer::kClock:
      return "agrees with every source that tells the time";
    case Layer::kVersions:
      return fmt::format("fluid {}", facts.installation.version);
    case Layer::kState:
      return facts.state.folder.path;
    case Layer::kApi:
      if (!facts.server.empty()) return facts.server + " answers";
      return fmt::format("process {} answers", facts.api.lock_holder);
    case Layer::kEngine:
      return fmt::format("{}, {}", count(facts.datasets.size(), "dataset", "datasets"),
                         count(facts.processes.size(), "program", "programs"));
    case Layer::kCache:
      return count(tiers, "tier", "tiers");
    case Layer::kCredentials:
      return count(secrets, "secret", "secrets");
    case Layer::kSource:
      return count(sources, "source", "sources");
    case Layer::kMount:
      return count(facts.attachments.size(), "mount", "mounts");
    case Layer::kReaders:
      return count(readers, "reader", "readers");
  }
  return "";
}

std::string Of(const Subject& subject) {
  if (!subject.source.empty()) return fmt::format("{}, {}", subject.dataset, subject.source);
  return subject.dataset;
}

std::string CureOf(const Finding& finding) {
  return finding.cure.empty() ? std::string(finding.rule->cure) : finding.cure;
}

}  // namespace

Status FindMissing(const Facts& facts) {
  for (const DatasetFacts& dataset : facts.datasets) {
    const bool runs = std::any_of(facts.processes.begin(), facts.processes.end(),
                                  [&](const ProcessFacts& p) { return p.dataset == dataset.name; });
    if (dataset.there || runs || !dataset.runtimes.empty()) continue;
    const std::vector<std::string_view> known(facts.known.begin(), facts.known.end());
    const std::string_view closest = DidYouMean(dataset.name, known);
    return NotFound(fmt::format("dataset {} not found; {}", dataset.name,
                                !closest.empty() ? fmt::format("did you mean \"{}\"?", closest)
                                : known.empty()  ? "there are no datasets"
                                                 : fmt::format("there are {}", Join(facts.known, ", "))));
  }
  return Ok();
}

bool Healthy(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& f) { return f.rule->severity == Severity::kFault; });
}

std::string ReportText(const Facts& facts, const std::vector<Finding>& findings, bool utf8) {
  std::string text;
  for (size_t i = 0; i < kLayers; ++i) {
    const Layer layer = static_cast<Layer>(i);
    const Health health = HealthOf(layer, facts, findings);
    const std::string_view mark = health == Health::kUnseen  ? "-"
                                  : health == Health::kFault ? (utf8 ? "✗" : "x")
                                                             : (utf8 ? "✓" : "+");
    const std::string summary = health == Health::kWell     ? Summary(layer, facts)
                                : !Visible(layer, facts)    ? "not looked at: it is of the server's machine"
                                : health == Health::kUnseen ? "nothing to look at"
                                                            : "";
    text += fmt::format("{} {:<12}", mark, LayerName(layer)) + summary;
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
    for (const Finding& finding : findings) {
      if (finding.rule->layer != layer) continue;
      const std::string of = Of(finding.subject);
      text += fmt::format("    {}{}{} [{}]\n", finding.rule->severity == Severity::kNote ? "note: " : "",
                          of.empty() ? "" : of + ": ", finding.rule->says, finding.rule->id);
      text += fmt::format("      known by: {}\n      what to do: {}\n", finding.evidence, CureOf(finding));
    }
  }
  const auto faults = std::count_if(findings.begin(), findings.end(),
                                    [](const Finding& f) { return f.rule->severity == Severity::kFault; });
  text += faults == 0 ? "No fault found.\n"
                      : fmt::format("{} {} found.\n", faults, faults == 1 ? "fault" : "faults");
  return text;
}

std::string ReportJson(const Facts& facts, const std::vector<Finding>& findings) {
  std::string layers, told;
  for (size_t i = 0; i < kLayers; ++i) {
    const Layer layer = static_cast<Layer>(i);
    const Health health = HealthOf(layer, facts, findings);
    layers +=
        fmt::format("{}{{\"layer\":\"{}\",\"health\":\"{}\"}}", layers.empty() ? "" : ",", LayerName(layer),
                    health == Health::kWell    ? "well"
                    : health == Health::kFault ? "fault"
                                               : "unseen");
  }
  for (const Finding& f : findings) {
    told += fmt::format(
        "{}{{\"id\":\"{}\",\"layer\":\"{}\",\"severity\":\"{}\",\"dataset\":{},\"source\":{},\"says\":{},"
        "\"evidence\":{},\"cure\":{}}}",
        told.empty() ? "" : ",", f.rule->id, LayerName(f.rule->layer),
        f.rule->severity == Severity::kFault ? "fault" : "note", api::Quoted(f.subject.dataset),
        api::Quoted(f.subject.source), api::Quoted(f.rule->says), api::Quoted(f.evidence),
        api::Quoted(CureOf(f)));
  }
  return fmt::format("{{\"healthy\":{},\"layers\":[{}],\"findings\":[{}]}}\n", Healthy(findings), layers,
                     told);
}

}  // namespace fluid::cli::doctor
