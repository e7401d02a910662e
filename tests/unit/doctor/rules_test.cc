// Each rule on facts that are well but for one thing, and what is silent because of what.
#include <sys/sysmacros.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/cli/doctor/report.h"

namespace fluid::cli::doctor {
namespace {

using Ids = std::vector<std::string>;
using namespace std::chrono_literals;

// One dataset with two sources, two tiers, a home and a mount; nothing is amiss.
Facts Well() {
  const WallTime now = WallTime(1'700'000'000s);
  Facts facts;
  facts.machine.open_files = 65536;
  facts.machine.memory_available = uint64_t{8} << 30;
  facts.machine.fuse.device = makedev(10, 229);
  facts.machine.now = now;
  facts.installation = {"0.1.0", {{"fluid-node", "/bin/fluid-node", "0.1.0", ""}}, {}};
  PathFacts& state = facts.state.folder;
  state.path = "/state";
  state.folder = true;
  state.mode = 0700;
  state.bytes = state.bytes_free = uint64_t{100} << 30;
  facts.state.known_format = facts.state.format.emplace("1");
  facts.state.known_database_format = facts.state.database_format.emplace(1);
  facts.state.known_database_owner = facts.state.database_owner.emplace(7);
  facts.state.newest_file = now - 1s;
  facts.api = {"/state/fluid.sock", true, true, 100, Ok()};

  ProcessFacts home;
  home.dataset = "ns/a";
  home.component = "client";
  home.folder = "/state/run/1";
  home.home = true;
  home.pid = 200;
  home.state = 'S';
  home.open_files = 65536;
  facts.processes.push_back(home);

  DatasetFacts dataset;
  dataset.name = "ns/a";
  dataset.asked = true;
  dataset.phase = "Bound";
  dataset.conditions = {{"Ready", "True", "DatasetReady", ""}};
  dataset.runtimes = {{"ThinRuntime", false, {}}};
  dataset.plugin = {"io.fluid.thin", PluginFacts::State::kFine, ""};
  for (const char* path : {"/fast", "/slow"}) {
    TierFacts tier;
    tier.path = path;
    tier.medium = path[1] == 'f' ? "MEM" : "SSD";
    tier.quota = 1 << 30;
    tier.folder = state;
    tier.folder.path = path;
    tier.folder.device = path[1] == 'f' ? 1 : 2;
    tier.folder.inodes = tier.folder.inodes_free = 1000;
    dataset.tiers.push_back(tier);
  }
  for (const char* host : {"one", "two"}) {
    SourceFacts source;
    source.scheme = "http";
    source.host = host;
    source.uri = std::string("http://") + host + "/";
    source.looked = source.listed = true;
    source.http_status = 200;
    source.file = source.uri + "file";
    source.file_status = 206;
    source.date = source.asked_at = now;
    dataset.sources.push_back(source);
  }
  facts.datasets.push_back(dataset);

  AttachmentFacts mount;
  mount.dataset = "ns/a";
  mount.target = "/mnt";
  mount.phase = "Mounted";
  mount.types = {"fuse.fluid"};
  facts.attachments.push_back(mount);
  return facts;
}

Ids IdsOf(const Facts& facts) {
  Ids ids;
  for (const Finding& finding : Diagnose(facts)) ids.emplace_back(finding.rule->id);
  return ids;
}

struct Fault {
  const char* id;
  std::function<void(Facts&)> plant;
};

DatasetFacts& Dataset(Facts& f) { return f.datasets[0]; }
SourceFacts& Src(Facts& f) { return f.datasets[0].sources[0]; }
PathFacts& Tier0(Facts& f) { return f.datasets[0].tiers[0].folder; }

void Stop(Facts& f, SourceFacts::Stage stage) {
  Src(f).reached = stage;
  Src(f).http_status = 0;
  Src(f).date.reset();
}

const std::vector<Fault>& Faults() {
  using Stage = SourceFacts::Stage;
  static const std::vector<Fault> faults = {
      {"open-files-low", [](Facts& f) { f.machine.open_files = 256; }},
      {"memory-low", [](Facts& f) { f.machine.memory_available = 1 << 20; }},
      {"fuse-missing", [](Facts& f) { f.machine.fuse.device.reset(); }},
      {"fuse-refused", [](Facts& f) { f.machine.fuse.open_error = EACCES; }},
      {"no-mount-right", [](Facts& f) { f.machine.fuse.may_mount = false; }},
      {"clock-went-back", [](Facts& f) { f.state.newest_file = f.machine.now + 24h; }},
      {"clock-wrong",
       [](Facts& f) {
         for (SourceFacts& source : Dataset(f).sources) source.date = source.asked_at + 24h;
       }},
      {"clock-skew", [](Facts& f) { Src(f).date = Src(f).asked_at - 24h; }},
      {"program-missing", [](Facts& f) { f.installation.programs[0].version.clear(); }},
      {"program-differs", [](Facts& f) { f.installation.programs[0].version = "0.2.0"; }},
      {"program-replaced", [](Facts& f) { f.processes[0].replaced = true; }},
      {"state-of-another", [](Facts& f) { f.machine.uid = 1000; }},
      {"state-open", [](Facts& f) { f.state.folder.mode = 0750; }},
      {"secrets-open", [](Facts& f) { f.state.open_secrets = {"/state/secrets/ns/s/k"}; }},
      {"state-read-only", [](Facts& f) { f.state.folder.read_only = true; }},
      {"state-full", [](Facts& f) { f.state.folder.bytes_free = 0; }},
      {"state-newer", [](Facts& f) { f.state.format = "2"; }},
      {"database-newer", [](Facts& f) { f.state.database_format = 2; }},
      {"database-foreign", [](Facts& f) { f.state.database_owner = 8; }},
      {"server-stopped", [](Facts& f) { f.api = {"/state/fluid.sock", false, false, 0, Ok()}; }},
      {"socket-stale", [](Facts& f) { f.api = {"/state/fluid.sock", true, false, 0, Ok()}; }},
      {"socket-gone", [](Facts& f) { f.api = {"/state/fluid.sock", false, false, 100, Ok()}; }},
      {"server-hung", [](Facts& f) { f.api.answer = DeadlineExceeded("no answer"); }},
      {"server-refuses", [](Facts& f) { f.api.answer = PermissionDenied("not you"); }},
      {"server-unreachable",
       [](Facts& f) {
         f.server = "https://k:6443";
         f.api.answer = DeadlineExceeded("no answer");
       }},
      {"kinds-missing",
       [](Facts& f) {
         f.server = "https://k:6443";
         f.api.answer = NotFound("the server could not find the requested resource");
       }},
      {"dataset-alone", [](Facts& f) { Dataset(f).runtimes.clear(); }},
      {"runtime-alone", [](Facts& f) { Dataset(f).there = false; }},
      {"runtimes-two", [](Facts& f) { Dataset(f).runtimes.push_back({"AlluxioRuntime", false, {}}); }},
      {"plugin-missing",
       [](Facts& f) { Dataset(f).plugin = {"io.fluid.thin", PluginFacts::State::kMissing, "no such file"}; }},
      {"plugin-untrusted",
       [](Facts& f) {
         Dataset(f).plugin = {"io.fluid.thin", PluginFacts::State::kUntrusted, "no such file"};
       }},
      {"plugin-unreadable",
       [](Facts& f) {
         Dataset(f).plugin = {"io.fluid.thin", PluginFacts::State::kUnreadable, "no such file"};
       }},
      {"engine-refused",
       [](Facts& f) {
         Dataset(f).runtimes[0].conditions = {{"WorkersReady", "False", "InvalidSpec", "no"}};
       }},
      {"process-dead", [](Facts& f) { f.processes[0].pid = 0; }},
      {"process-failing",
       [](Facts& f) {
         f.processes[0].pid = 0;
         f.processes[0].restarts = 9;
       }},
      {"process-hung", [](Facts& f) { f.processes[0].state = 'T'; }},
      {"process-hung", [](Facts& f) { f.processes[0].answer = DeadlineExceeded("no answer"); }},
      {"tier-missing", [](Facts& f) { Tier0(f).error = ENOENT; }},
      {"tier-missing", [](Facts& f) { Tier0(f).folder = false; }},
      {"tier-silent", [](Facts& f) { Tier0(f).error = ETIMEDOUT; }},
      {"tier-read-only", [](Facts& f) { Tier0(f).read_only = true; }},
      {"tier-not-writable", [](Facts& f) { Dataset(f).tiers[0].writable = false; }},
      {"tier-small", [](Facts& f) { Tier0(f).bytes = 1 << 20; }},
      {"tier-full", [](Facts& f) { Tier0(f).bytes_free = 0; }},
      {"tier-inodes", [](Facts& f) { Tier0(f).inodes_free = 0; }},
      {"tiers-together", [](Facts& f) { Tier0(f).device = 2; }},
      {"cache-newer", [](Facts& f) { Dataset(f).tiers[0].format_text = "fluid-thin-cache 9"; }},
      {"secret-missing",
       [](Facts& f) { Src(f).secrets = {{"http.password", "ns", "s", "k", false, false}}; }},
      {"secret-lacks-key",
       [](Facts& f) { Src(f).secrets = {{"http.password", "ns", "s", "k", true, false}}; }},
      {"credentials-missing", [](Facts& f) { Src(f).http_status = 401; }},
      {"credentials-wrong",
       [](Facts& f) {
         Src(f).http_status = 401;
         Src(f).credentials = true;
       }},
      {"credentials-forbidden", [](Facts& f) { Src(f).http_status = 403; }},
      {"source-unresolved", [](Facts& f) { Stop(f, Stage::kResolve); }},
      {"source-refused", [](Facts& f) { Stop(f, Stage::kConnect); }},
      {"source-silent",
       [](Facts& f) {
         Stop(f, Stage::kAnswer);
         Src(f).silent = true;
       }},
      {"source-untrusted",
       [](Facts& f) {
         Stop(f, Stage::kTls);
         Src(f).certificate = true;
       }},
      {"source-tls", [](Facts& f) { Stop(f, Stage::kTls); }},
      {"source-missing", [](Facts& f) { Src(f).http_status = 404; }},
      {"source-elsewhere", [](Facts& f) { Src(f).http_status = 302; }},
      {"source-failing", [](Facts& f) { Src(f).http_status = 502; }},
      {"source-not-listed", [](Facts& f) { Src(f).listed = false; }},
      {"source-unreadable", [](Facts& f) { Src(f).file_status = 403; }},
      {"source-no-ranges",
       [](Facts& f) {
         Src(f).file_status = 200;
         Src(f).ranges = false;
       }},
      {"source-no-validator", [](Facts& f) { Src(f).validator = false; }},
      {"mount-missing", [](Facts& f) { f.attachments[0].types.clear(); }},
      {"mount-covered", [](Facts& f) { f.attachments[0].types.emplace_back("tmpfs"); }},
      {"mount-dead", [](Facts& f) { f.attachments[0].answer = Status::FromErrno(ENOTCONN, "statvfs"); }},
      {"mount-hung", [](Facts& f) { f.attachments[0].answer = DeadlineExceeded("no answer"); }},
      {"mount-failed",
       [](Facts& f) {
         f.attachments[0].types.clear();
         f.attachments[0].phase = "Failed";
       }},
      {"mount-left",
       [](Facts& f) {
         f.attachments[0].wanted = false;
         f.attachments[0].answer = Status::FromErrno(ENOTCONN, "statvfs");
       }},
      {"readers-wait",
       [](Facts& f) {
         f.attachments[0].deleted = true;
         f.attachments[0].readers = {"300 cat"};
       }},
      {"dataset-unwell",
       [](Facts& f) { Dataset(f).conditions = {{"Ready", "False", "EngineUnavailable", "?"}}; }},
  };
  return faults;
}

}  // namespace

TEST_CASE("a dataset that was asked about and is nowhere is not found, with what there is") {
  Facts facts = Well();
  CHECK(FindMissing(facts).ok());
  facts.known = {"ns/a", "ns/bee"};
  DatasetFacts missing;
  missing.name = "ns/be";
  missing.there = false;
  facts.datasets.push_back(missing);
  const Status status = FindMissing(facts);
  CHECK(status.code() == Code::kNotFound);
  CHECK(status.message() == "dataset ns/be not found; did you mean \"ns/bee\"?");
  facts.datasets.back().name = "default/other";
  CHECK(FindMissing(facts).message() == "dataset default/other not found; there are ns/a, ns/bee");
  facts.datasets.back().runtimes = {{"ThinRuntime", false, {}}};
  CHECK(FindMissing(facts).ok());
}

TEST_CASE("where nothing is amiss nothing is found") { REQUIRE(IdsOf(Well()) == Ids{}); }

TEST_CASE("each fault alone is named, and nothing else") {
  for (const Fault& fault : Faults()) {
    INFO(fault.id);
    Facts facts = Well();
    fault.plant(facts);
    REQUIRE(IdsOf(facts) == Ids{fault.id});
  }
}

TEST_CASE("each rule of the table is planted once at least") {
  std::set<std::string_view> planted;
  for (const Fault& fault : Faults()) planted.insert(fault.id);
  for (const Rule& rule : Rules()) {
    INFO(rule.id);
    REQUIRE(planted.contains(rule.id));
  }
}

TEST_CASE("a fault explains what its rule says, and no fault explains itself away") {
  for (const Rule& rule : Rules()) {
    if (rule.follows_from == "*") continue;
    for (const std::string_view cause : Split(rule.follows_from, ' ')) {
      INFO(rule.id << " follows from " << cause);
      if (cause.empty()) continue;
      REQUIRE(FindRule(cause) != nullptr);
      REQUIRE(FindRule(cause) != &rule);
      const std::vector<std::string_view> back = Split(FindRule(cause)->follows_from, ' ');
      REQUIRE(std::find(back.begin(), back.end(), rule.id) == back.end());  // else neither would be told
    }
  }
}

TEST_CASE("what a stopped node does to its dataset is not told beside it, what is wrong elsewhere is") {
  Facts facts = Well();
  facts.processes[0].state = 'T';
  facts.attachments[0].answer = DeadlineExceeded("no answer");
  facts.datasets[0].phase = "Failed";
  DatasetFacts other = facts.datasets[0];
  other.name = "ns/b";
  facts.datasets.push_back(other);
  REQUIRE(IdsOf(facts) == Ids{"dataset-unwell", "process-hung"});
  REQUIRE(Diagnose(facts)[0].subject.dataset == "ns/b");
}

TEST_CASE("a source without its secret is not accused of refusing, the source beside it is") {
  Facts facts = Well();
  for (SourceFacts& source : facts.datasets[0].sources) source.http_status = 401;
  facts.datasets[0].sources[0].secrets = {{"http.password", "ns", "s", "k", false, false}};
  REQUIRE(IdsOf(facts) == Ids{"secret-missing", "credentials-missing"});
}

TEST_CASE("with one source it can't be known whose clock is wrong, with several it can") {
  Facts facts = Well();
  facts.datasets[0].sources[0].date = facts.datasets[0].sources[0].asked_at + 24h;
  REQUIRE(IdsOf(facts) == Ids{"clock-skew"});
  facts.datasets[0].sources[1].date = facts.datasets[0].sources[1].asked_at + 24h;
  REQUIRE(IdsOf(facts) == Ids{"clock-wrong"});
}

TEST_CASE("the report tells each fault with its evidence and its cure, as text and in one line of JSON") {
  for (const Fault& fault : Faults()) {
    INFO(fault.id);
    Facts facts = Well();
    fault.plant(facts);
    const std::vector<Finding> findings = Diagnose(facts);
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].evidence.size() > 3);
    const std::string text = ReportText(facts, findings, false), json = ReportJson(facts, findings);
    REQUIRE(text.find(findings[0].evidence) != std::string::npos);
    REQUIRE(json.find('\n') == json.size() - 1);
    const Result<api::Json> read = api::Json::Parse(json);
    REQUIRE(read.ok());
    REQUIRE(read->at(".findings").items()[0]["evidence"].text() == findings[0].evidence);
    REQUIRE((*read)["healthy"].text() == (findings[0].rule->severity == Severity::kNote ? "true" : "false"));
  }
}

TEST_CASE("docs/operations.md has a row for each rule, in the table's words") {
  std::ifstream file(FLUID_SOURCE_DIR "/docs/operations.md");
  std::stringstream page;
  page << file.rdbuf();
  std::string rows;
  for (const Rule& rule : Rules()) {
    rows += "| `" + std::string(rule.id) + "` | " + std::string(LayerName(rule.layer)) + " | " +
            std::string(rule.says) + " | " + std::string(rule.cure) + " |\n";
  }
  INFO("the rows are\n" << rows);
  REQUIRE(page.str().find(rows) != std::string::npos);
}

}  // namespace fluid::cli::doctor
