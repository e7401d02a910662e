// Server-side apply as a pure function: sets of fields, merges, conflicts, and properties over random objects
// and managers.
#include "src/api/apply_patch.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "src/api/json.h"
#include "src/model/json.h"
#include "src/model/resource.h"

namespace fluid::api {
namespace {

using model::Tree;

struct Parsed {
  explicit Parsed(std::string_view json) : text(json) {
    std::vector<Problem> problems;
    model::ReadJson(text, tree, problems);
    REQUIRE(tree.root != nullptr);
  }
  std::string text;
  Tree tree;
};

FieldSet Set(std::string_view json) {
  const Parsed parsed(json);
  Result<FieldSet> set = FieldSet::Parse(*parsed.tree.root);
  REQUIRE(set.ok());
  return *std::move(set);
}

std::string Fields(std::string_view kind, std::string_view document) {
  const Parsed parsed(document);
  return FieldsOf(*parsed.tree.root, Place::Root(*model::FindKind(kind))).ToJson();
}

// A document of a kind, with what stands after its name in the metadata, and its other members.
std::string Doc(std::string_view kind, std::string_view metadata = "", std::string_view members = "") {
  const KindInfo& info = *model::FindKind(kind);
  return R"({"apiVersion":")" + std::string(info.api_version) + R"(","kind":")" + std::string(kind) +
         R"(","metadata":{"name":"x","namespace":"default")" + std::string(metadata) + "}" +
         std::string(members) + "}";
}

class Applier {
 public:
  explicit Applier(std::string_view kind) : kind_(*model::FindKind(kind)) {}

  Status Apply(const std::string& manager, const std::string& document, bool force = false,
               const std::string& subresource = "") {
    const ApplyRequest request{manager, subresource, force, Now()};
    Result<Object> next = api::Apply(live_ ? &*live_ : nullptr, kind_, document, request);
    if (!next.ok()) return next.status();
    live_ = *std::move(next);
    return Ok();
  }
  void Update(const std::string& manager, const std::string& document, const std::string& subresource = "") {
    Result<Object> next = Object::FromJson(document);
    REQUIRE(next.ok());
    ManagerEntry writer;
    writer.manager = manager;
    writer.api_version = kind_.api_version;
    writer.subresource = subresource;
    writer.time = Now();
    const Managers managers =
        TrackUpdate(live_ ? &*live_ : nullptr, *next, live_ ? ManagersOf(*live_) : Managers(), writer);
    live_ = *std::move(next);
    SetManagers(managers, *live_);
  }
  Json State() const { return *Json::Parse(live_->ToJson()); }
  std::string Without(std::string_view member) const {
    Json state = State();
    return state.at(member).json();
  }
  std::string FieldsOfManager(const std::string& manager) const {
    for (const ManagerEntry& entry : ManagersOf(*live_)) {
      if (entry.manager == manager) return entry.fields.ToJson();
    }
    return "";
  }
  Object& live() { return *live_; }
  bool exists() const { return live_.has_value(); }

 private:
  std::string Now() {
    char text[] = "2026-01-31T12:00:00Z";
    const int now = ++clock_;
    text[14] = static_cast<char>('0' + now / 600 % 6);
    text[15] = static_cast<char>('0' + now / 60 % 10);
    text[17] = static_cast<char>('0' + now / 10 % 6);
    text[18] = static_cast<char>('0' + now % 10);
    return text;
  }
  const KindInfo& kind_;
  std::optional<Object> live_;
  int clock_ = 0;
};

TEST_CASE("a set of fields is read and written as FieldsV1") {
  const std::string json =
      R"({"f:metadata":{"f:finalizers":{".":{},"v:\"a\"":{}},"f:labels":{"f:x":{}}},)"
      R"("f:spec":{"f:list":{"i:3":{}},"f:steps":{"k:{\"name\":\"a\"}":{".":{},"f:name":{}}}}})";
  const FieldSet set = Set(json);
  CHECK(set.ToJson() == json);
  CHECK(set.size() == 6);
  CHECK(set.Paths() == std::vector<std::string>{".metadata.finalizers", R"(.metadata.finalizers[="a"])",
                                                ".metadata.labels.x", ".spec.list[3]",
                                                R"(.spec.steps[name="a"])", R"(.spec.steps[name="a"].name)"});
  for (const char* broken :
       {R"({"x:a":{}})", R"({"f":{}})", R"({"k:a":{}})", R"({"v:{":{}})", R"({"i:-1":{}})", R"({"f:a":1})"}) {
    const Parsed parsed(broken);
    CHECK_FALSE(FieldSet::Parse(*parsed.tree.root).ok());
  }
}

TEST_CASE("sets of fields are united, cut and taken from each other") {
  const FieldSet a = Set(R"({"f:a":{},"f:b":{".":{},"f:c":{}}})");
  const FieldSet b = Set(R"({"f:b":{"f:c":{},"f:d":{}}})");
  CHECK(Union(a, b) == Set(R"({"f:a":{},"f:b":{".":{},"f:c":{},"f:d":{}}})"));
  CHECK(Intersection(a, b) == Set(R"({"f:b":{"f:c":{}}})"));
  CHECK(Difference(a, b) == Set(R"({"f:a":{},"f:b":{}})"));
  CHECK(Difference(b, b).empty());
}

TEST_CASE("the fields of a document follow the tables: structs, maps, lists with keys, sets, atomic values") {
  CHECK(Fields("Dataset", R"({"metadata":{"labels":{"a":"b"},"finalizers":["f"]},)"
                          R"("spec":{"mounts":[{"mountPoint":"http://h/"}],"placement":"Shared"}})") ==
        R"({"f:metadata":{"f:finalizers":{"v:\"f\"":{}},"f:labels":{"f:a":{}}},)"
        R"("f:spec":{"f:mounts":{},"f:placement":{}}})");
  CHECK(Fields("Flow", R"({"spec":{"steps":[{"name":"a","kind":"Run"}],"schedule":null}})") ==
        R"({"f:spec":{"f:schedule":{},"f:steps":{"k:{\"name\":\"a\"}":{".":{},"f:kind":{},"f:name":{}}}}})");
  CHECK(Fields("CacheRuntime", R"({"spec":{"worker":{"nodeSelector":{"a":"b"},"resources":{}}}})") ==
        R"({"f:spec":{"f:worker":{"f:nodeSelector":{},"f:resources":{}}}})");
}

TEST_CASE("what an applier no longer says goes away; what others say stays") {
  Applier x("Dataset");
  REQUIRE(x.Apply("fluid", Doc("Dataset", R"(,"labels":{"a":"1","b":"2"})",
                               R"(,"spec":{"placement":"Shared","mounts":[{"mountPoint":"http://h/"}]})"))
              .ok());
  CHECK(x.FieldsOfManager("fluid") ==
        R"({"f:metadata":{"f:labels":{"f:a":{},"f:b":{}}},"f:spec":{"f:mounts":{},"f:placement":{}}})");
  REQUIRE(x.Apply("other", Doc("Dataset", R"(,"labels":{"b":"2","c":"3"})")).ok());
  REQUIRE(x.Apply("fluid", Doc("Dataset", R"(,"labels":{"a":"1"})")).ok());
  CHECK(x.State().at(".metadata.labels").json() == R"({"a":"1","b":"2","c":"3"})");
  CHECK(x.State()["spec"].missing());
  REQUIRE(x.Apply("other", Doc("Dataset")).ok());
  CHECK(x.State().at(".metadata.labels").json() == R"({"a":"1"})");
  CHECK(x.FieldsOfManager("other").empty());
}

TEST_CASE("what nobody manages survives the pruning of its neighbours") {
  Applier x("Dataset");
  REQUIRE(
      x.Apply("fluid", Doc("Dataset", R"(,"labels":{"a":"1"})", R"(,"spec":{"placement":"Shared"})")).ok());
  x.live().metadata().labels["theirs"] = "2";
  x.live().metadata().finalizers = {"fluid.io/keep"};
  REQUIRE(x.Apply("fluid", Doc("Dataset")).ok());
  CHECK(x.State().at(".metadata.labels").json() == R"({"theirs":"2"})");
  CHECK(x.State().at(".metadata.finalizers").json() == R"(["fluid.io/keep"])");
}

TEST_CASE("a field of another manager is a conflict that names it, unless forced or equal") {
  Applier x("Dataset");
  x.Update("kubectl-edit", Doc("Dataset", R"(,"labels":{"a":"1"})", R"(,"spec":{"placement":"Shared"})"));
  const Status refused =
      x.Apply("fluid", Doc("Dataset", R"(,"labels":{"a":"1"})", R"(,"spec":{"placement":"Exclusive"})"));
  REQUIRE(refused.code() == Code::kAborted);
  CHECK(refused.message() ==
        "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using data.fluid.io/v1alpha1 at "
        "2026-01-31T12:00:01Z: .spec.placement");
  REQUIRE(refused.problems().size() == 1);
  CHECK(refused.problems()[0].path == ".spec.placement");

  REQUIRE(
      x.Apply("fluid", Doc("Dataset", R"(,"labels":{"a":"1"})", R"(,"spec":{"placement":"Shared"})")).ok());
  REQUIRE(x.Apply("fluid", Doc("Dataset", "", R"(,"spec":{"placement":"Exclusive"})"), true).ok());
  CHECK(x.State().at(".spec.placement").text() == "Exclusive");
  CHECK(x.FieldsOfManager("kubectl-edit").find("placement") == std::string::npos);

  const Status both =
      x.Apply("third", Doc("Dataset", R"(,"labels":{"a":"9"})", R"(,"spec":{"placement":"Shared"})"));
  CHECK(both.message() ==
        "Apply failed with 2 conflicts: conflicts with \"fluid\":\n- .spec.placement\n"
        "conflicts with \"kubectl-edit\" using data.fluid.io/v1alpha1 at 2026-01-31T12:00:01Z:\n"
        "- .metadata.labels.a");
}

TEST_CASE("items of a list with keys have their own managers, and keep their order") {
  Applier x("Flow");
  const auto flow = [](std::string_view steps) {
    return Doc("Flow", "", R"(,"spec":{"steps":[)" + std::string(steps) + "]}");
  };
  REQUIRE(x.Apply("a", flow(R"({"name":"one","kind":"DataLoad"},{"name":"two","kind":"DataLoad"})")).ok());
  REQUIRE(x.Apply("b", flow(R"({"name":"three","kind":"Run"},{"name":"two","runAfter":["one"]})")).ok());
  const auto names = [&] {
    std::string all;
    for (const Json& step : x.State().at(".spec.steps").items()) all += step["name"].text() + " ";
    return all;
  };
  CHECK(names() == "one three two ");
  REQUIRE(x.Apply("a", flow(R"({"name":"one","kind":"DataLoad"})")).ok());
  CHECK(names() == "one three two ");
  CHECK(x.State().at(".spec.steps").items()[2].json() ==
        R"({"kind":"","name":"two","onFailure":"Stop","runAfter":["one"]})");
  REQUIRE(x.Apply("b", flow("")).ok());
  CHECK(names() == "one ");
  CHECK(x.Apply("c", flow(R"({"kind":"Run"})")).problems().size() == 1);
  CHECK(x.Apply("c", flow(R"({"name":"z"},{"name":"z"})")).problems().size() == 1);
}

TEST_CASE("an object that nobody kept account of belongs to before-first-apply") {
  Applier x("Dataset");
  x.Update("ghost", Doc("Dataset", "", R"(,"spec":{"placement":"Shared"})"));
  x.live().metadata().other.clear();
  const Status refused = x.Apply("fluid", Doc("Dataset", "", R"(,"spec":{"placement":"Exclusive"})"));
  CHECK(refused.message().find("\"before-first-apply\" using") != std::string_view::npos);
}

TEST_CASE("what kubectl applied on its side before, it may apply on the server") {
  const std::string before = Doc("Dataset", "", R"(,"spec":{"placement":"Shared"})");
  Applier x("Dataset");
  Json quoted = *Json::Parse("{}");
  x.Update(
      "kubectl-client-side-apply",
      Doc("Dataset",
          R"(,"annotations":{"kubectl.kubernetes.io/last-applied-configuration":)" + Quoted(before) + "}",
          R"(,"spec":{"placement":"Shared"})"));
  const std::string now = Doc("Dataset", "", R"(,"spec":{"placement":"Exclusive"})");
  CHECK(x.Apply("fluid", now).code() == Code::kAborted);
  REQUIRE(x.Apply("kubectl", now).ok());
  CHECK(x.State().at(".spec.placement").text() == "Exclusive");
  const auto& annotations = x.live().metadata().annotations;
  CHECK(annotations.at("kubectl.kubernetes.io/last-applied-configuration").find("Exclusive") !=
        std::string::npos);
}

TEST_CASE("the status has managers of its own") {
  Applier x("Dataset");
  REQUIRE(x.Apply("fluid", Doc("Dataset", R"(,"labels":{"a":"1"})", R"(,"status":{"phase":"Bound"})")).ok());
  CHECK(x.State().at(".status.phase").missing());
  REQUIRE(x.Apply("fluid", Doc("Dataset", R"(,"labels":{"b":"1"})", R"(,"status":{"phase":"Bound"})"), false,
                  "status")
              .ok());
  CHECK(x.State().at(".status.phase").text() == "Bound");
  CHECK(x.State().at(".metadata.labels").json() == R"({"a":"1"})");
  const Managers managers = ManagersOf(x.live());
  REQUIRE(managers.size() == 2);
  CHECK(managers[1].subresource == "status");
  CHECK(managers[1].fields.ToJson() == R"({"f:status":{"f:phase":{}}})");
}

TEST_CASE("of updates ten managers are remembered, and the older ones as one") {
  Applier x("Dataset");
  std::string labels;
  for (int i = 0; i < 14; ++i) {
    labels += (i ? ",\"l" : "\"l") + std::to_string(i) + "\":\"1\"";
    x.Update("m" + std::to_string(i), Doc("Dataset", ",\"labels\":{" + labels + "}"));
  }
  const Managers managers = ManagersOf(x.live());
  CHECK(managers.size() == 10);
  CHECK(x.FieldsOfManager("ancient-changes").find("f:l4") != std::string::npos);
  CHECK(x.FieldsOfManager("m13").find("f:l13") != std::string::npos);
}

TEST_CASE("an apply that changes nothing gives the very same object") {
  Applier x("Dataset");
  const std::string doc = Doc("Dataset", R"(,"labels":{"a":"1"})", R"(,"spec":{"placement":"Shared"})");
  REQUIRE(x.Apply("fluid", doc).ok());
  const std::string before = x.live().ToJson();
  REQUIRE(x.Apply("fluid", doc).ok());
  CHECK(x.live().ToJson() == before);
}

TEST_CASE("documents of apply are read from YAML and JSON") {
  CHECK(*ReadApplyDocument("kind: Dataset\nmetadata: {name: x}\n") ==
        R"({"kind":"Dataset","metadata":{"name":"x"}})");
  CHECK(*ReadApplyDocument(R"({"kind":"Dataset"})") == R"({"kind":"Dataset"})");
  CHECK(*ReadApplyDocument("{kind: Dataset}") == R"({"kind":"Dataset"})");
  CHECK_FALSE(ReadApplyDocument("a: 1\n---\nb: 2\n").ok());
  CHECK_FALSE(ReadApplyDocument("- a\n").ok());
  CHECK_FALSE(ReadApplyDocument("").ok());
  CHECK_FALSE(ReadApplyDocument("a: [").ok());
}

// A random part of an object that holds every form of place: maps, structs, lists with keys, sets, atomic
// lists and maps. Values depend on the field only when `agree`, so that appliers never conflict.
class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}
  bool Coin() { return random_() % 2 == 0; }
  unsigned Below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  std::string Value(bool agree) { return agree ? "same" : std::string(1, static_cast<char>('a' + Below(3))); }

  // `part`, `parts`: only fields whose number is `part` modulo `parts`.
  std::string Document(bool agree, unsigned part = 0, unsigned parts = 1) {
    unsigned number = 0;
    const auto take = [&] { return number++ % parts == part && Coin(); };
    std::string labels, finalizers, steps, spec;
    const auto add = [](std::string& list, const std::string& item) {
      list += (list.empty() ? "" : ",") + item;
    };
    for (const char* name : {"a", "b", "c", "d"}) {
      if (take()) add(labels, Quoted(name) + ":" + Quoted(Value(agree)));
    }
    for (const char* name : {"f/a", "f/b", "f/c"}) {
      if (take()) add(finalizers, Quoted(name));
    }
    for (const char* name : {"one", "two", "three", "four"}) {
      if (!take()) continue;
      std::string step = R"("name":)" + Quoted(name);
      step += R"(,"kind":)" + Quoted(Value(agree));
      if (Coin()) step += R"(,"runAfter":[)" + Quoted(Value(agree)) + "]";
      if (Coin()) step += R"(,"spec":{"dataset":{"name":)" + Quoted(Value(agree)) + "}}";
      add(steps, "{" + step + "}");
    }
    if (take()) add(spec, R"("schedule":)" + Quoted(Value(agree)));
    if (!steps.empty()) add(spec, R"("steps":[)" + steps + "]");
    std::string metadata, members;
    if (!labels.empty()) metadata += R"(,"labels":{)" + labels + "}";
    if (!finalizers.empty()) metadata += R"(,"finalizers":[)" + finalizers + "]";
    if (!spec.empty()) members = R"(,"spec":{)" + spec + "}";
    return Doc("Flow", metadata, members);
  }

 private:
  std::mt19937 random_;
};

// Without what tells of managers, and lists with keys in one order.
std::string Content(Object object) {
  object.metadata().other.clear();
  const Json json = *Json::Parse(object.ToJson());
  std::vector<std::string> steps;
  for (const Json& step : json.at(".spec.steps").items()) steps.push_back(step.json());
  std::ranges::sort(steps);
  std::string text = json.at(".metadata.labels").json() + json.at(".spec.schedule").json();
  for (const std::string& step : steps) text += step;
  std::vector<std::string> finalizers = object.metadata().finalizers;
  std::ranges::sort(finalizers);
  for (const std::string& finalizer : finalizers) text += finalizer;
  return text;
}

std::set<std::string> PathsIn(const std::string& json) {
  const Parsed parsed(json);
  FieldSet set = FieldsOf(*parsed.tree.root, Place::Root(*model::FindKind("Flow")));
  KeepManageable(*model::FindKind("Flow"), "", set);
  const std::vector<std::string> paths = set.Paths();
  std::set<std::string> said(paths.begin(), paths.end());
  // Written without being said: defaults, and a list that is never left out.
  std::erase_if(said, [](const std::string& path) {
    return path.ends_with(".onFailure") || path == ".spec.steps" || path == ".spec.policy";
  });
  return said;
}

// What `all` lacks of `wanted`.
std::string Missing(const std::set<std::string>& all, const std::set<std::string>& wanted) {
  std::string missing;
  for (const std::string& path : wanted) {
    if (!all.contains(path)) missing += path + " ";
  }
  return missing;
}

TEST_CASE(
    "random appliers: twice is once, nothing said is lost, nothing unsaid stays, managers tell the truth") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Applier x("Flow");
    std::map<std::string, std::string> said;
    for (int step = 0; step < 12; ++step) {
      const std::string manager(1, static_cast<char>('A' + random.Below(3)));
      const std::string document = random.Document(/*agree=*/false);
      const std::string before = x.exists() ? x.live().ToJson() : "";
      const Status applied = x.Apply(manager, document);
      if (!applied.ok()) {
        REQUIRE(applied.code() == Code::kAborted);
        CHECK((x.exists() ? x.live().ToJson() : "") == before);
        REQUIRE(x.Apply(manager, document, /*force=*/true).ok());
      }
      said[manager] = document;
      const std::string once = x.live().ToJson();
      REQUIRE(x.Apply(manager, document).ok());
      CHECK(x.live().ToJson() == once);

      std::set<std::string> managed;
      for (const ManagerEntry& entry : ManagersOf(x.live())) {
        for (std::string& path : entry.fields.Paths()) managed.insert(std::move(path));
      }
      const std::set<std::string> present = PathsIn(once);
      std::set<std::string> told = present;  // the kind of a step is written even when nobody says it
      std::erase_if(told, [](const std::string& path) { return path.ends_with(".kind"); });
      const std::set<std::string> wanted = PathsIn(document);
      CHECK(Missing(present, wanted) == "");
      CHECK(Missing(managed, told) == "");
      CHECK(Missing(present, managed) == "");
    }
    for (const auto& [manager, document] : said) REQUIRE(x.Apply(manager, Doc("Flow"), true).ok());
    CHECK(ManagersOf(x.live()).empty());
    CHECK(Missing({}, PathsIn(x.live().ToJson())) == "");
  }
}

TEST_CASE("random appliers of different fields: the order does not matter") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::string a = random.Document(true, 0, 2), b = random.Document(true, 1, 2);
    Applier x("Flow"), y("Flow");
    REQUIRE(x.Apply("A", a).ok());
    REQUIRE(x.Apply("B", b).ok());
    REQUIRE(y.Apply("B", b).ok());
    REQUIRE(y.Apply("A", a).ok());
    CHECK(Content(x.live()) == Content(y.live()));
    CHECK(SameFields(ManagersOf(x.live()), ManagersOf(y.live())));
    // One that leaves takes only its own.
    Applier z("Flow");
    REQUIRE(z.Apply("B", b).ok());
    REQUIRE(x.Apply("A", Doc("Flow")).ok());
    CHECK(Content(x.live()) == Content(z.live()));
  }
}

TEST_CASE("random updates and applies: what nobody touched stays as it was") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Applier x("Flow");
    x.Update("author", random.Document(false));
    for (int step = 0; step < 6; ++step) {
      if (random.Coin()) {
        x.Update("editor" + std::to_string(random.Below(3)), random.Document(false));
        continue;
      }
      const std::set<std::string> before = PathsIn(x.live().ToJson());
      std::set<std::string> mine;
      for (const ManagerEntry& entry : ManagersOf(x.live())) {
        if (entry.manager != "applier") continue;
        for (std::string& path : entry.fields.Paths()) mine.insert(std::move(path));
      }
      const std::string document = random.Document(false);
      REQUIRE(x.Apply("applier", document, /*force=*/true).ok());
      const std::set<std::string> after = PathsIn(x.live().ToJson());
      for (const std::string& path : before) {
        // Below an item that was the applier's, all goes with it; an atomic value is replaced as one.
        const bool of_mine =
            std::ranges::any_of(mine, [&](const std::string& m) { return path.starts_with(m); });
        const bool replaced = path.find(".spec.dataset") != std::string::npos;
        if (!of_mine && !replaced) CHECK(after.contains(path));
      }
    }
  }
}

}  // namespace
}  // namespace fluid::api
