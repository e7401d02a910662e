// The random walk over the state tables, and the bugs it must find.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "src/model/conditions.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"
#include "src/reconcile/rows.h"
#include "tests/unit/reconcile/walk.h"

namespace fluid::reconcile {
namespace {

constexpr int kSteps = 100'000, kStretch = 5'000;

uint64_t Seed() {
  const char* said = std::getenv("FLUID_WALK_SEED");
  return said ? std::strtoull(said, nullptr, 10) : 7;
}

template <class T, class Fn>
void Each(Decision& decision, Fn fn) {
  for (Action& action : decision.actions) {
    if (T* what = std::get_if<T>(&action.what)) fn(*what);
  }
}

template <class T>
void DropAll(Decision& decision) {
  std::erase_if(decision.actions,
                [](const Action& action) { return std::holds_alternative<T>(action.what); });
}

bool Writes(const Decision& decision) {
  return std::any_of(decision.actions.begin(), decision.actions.end(), [](const Action& action) {
    return std::holds_alternative<UpdateObject>(action.what) ||
           std::holds_alternative<WriteStatus>(action.what);
  });
}

struct Planted {
  const char* name;
  Bug bug;
};

std::vector<Planted> Bugs() {
  std::vector<Planted> bugs;
  bugs.push_back({"a status is written against whatever version is there",
                  {nullptr, [](const World&, Decision& d, Store& store) {
                     Each<WriteStatus>(d, [&](WriteStatus& write) {
                       const Result<Object> now = store.Get(write.object.key());
                       if (now.ok()) write.object.metadata().version = now->metadata().version;
                     });
                   }}});
  bugs.push_back({"a runtime's finalizer is dropped at once",
                  {nullptr, [](const World& world, Decision& d, Store&) {
                     if (world.runtimes.empty() || !Ending(world.runtimes.front())) return;
                     Object released = world.runtimes.front();
                     RemoveFinalizer(released);
                     d.actions.insert(d.actions.begin(), {UpdateObject{released}, "", std::nullopt});
                   }}});
  bugs.push_back({"set up once is set up for ever [D8]",
                  {nullptr, [](const World& world, Decision& d, Store&) {
                     if (!world.dataset || model::Get<model::Dataset>(*world.dataset).status.mounts.empty())
                       return;
                     DropAll<EnsureLaunch>(d);
                   }}});
  bugs.push_back({"sources are compared by path only [D7]",
                  {[](World& world) {
                     if (!world.dataset || !world.lowered || !world.lowered->ok() || world.runtimes.empty())
                       return;
                     const Result<EngineRecord> record =
                         RecordFromJson(Annotation(world.runtimes.front(), kRecordAnnotation));
                     if (!record.ok()) return;
                     for (MountSpec& mount : (**world.lowered).mounts) {
                       for (const MountSpec& before : record->spec.mounts) {
                         if (before.path == mount.path && !before.draining) mount.uri = before.uri;
                       }
                     }
                   },
                   nullptr}});
  bugs.push_back({"a change of sources ends not ready [D9]",
                  {nullptr, [](const World&, Decision& d, Store&) {
                     for (Action& action : d.actions) {
                       WriteStatus* write = std::get_if<WriteStatus>(&action.what);
                       if (!write || action.row != "dataset.updated") continue;
                       model::SetCondition(model::Edit<model::Dataset>(write->object).status.conditions,
                                           "Ready", "False", "DatasetReady", "", "");
                     }
                   }}});
  bugs.push_back({"each run of a schedule has the same job id",
                  {nullptr, [](const World&, Decision& d, Store&) {
                     Each<WriteStatus>(d, [](WriteStatus& write) {
                       if (model::OperationStatus* status =
                               IsOperation(write.object) ? EditOperationStatus(write.object) : nullptr) {
                         if (status->infos.contains("attempt")) status->infos["attempt"] = "1";
                       }
                     });
                   }}});
  bugs.push_back(
      {"a cancel is lost", {nullptr, [](const World&, Decision& d, Store&) { DropAll<CancelJob>(d); }}});
  bugs.push_back({"operations do not see each other [D2]",
                  {[](World& world) {
                     std::erase_if(world.operations, [](const Object& o) {
                       return OperationStatusOf(o)->phase == "Executing";
                     });
                   },
                   nullptr}});
  bugs.push_back({"something is written in every round",
                  {nullptr, [](const World& world, Decision& d, Store&) {
                     if (!world.dataset || Writes(d)) return;
                     Object object = *world.dataset;
                     object.metadata().annotations["seen"] = object.metadata().version;
                     d.actions.push_back({UpdateObject{object}, "", std::nullopt});
                   }}});
  return bugs;
}

TEST_CASE("the walk takes every row of the state tables, breaks no rule, and finds every planted bug",
          "[walk]") {
  const uint64_t seed = Seed();
  Walk walk(seed);
  int steps = 0;
  for (; steps < kSteps && !walk.breached(); steps += kStretch) {
    walk.Run(kStretch);
    walk.Quiet();
  }
  for (const std::string& breach : walk.breaches()) UNSCOPED_INFO(breach);
  CHECK_FALSE(walk.breached());

  size_t taken = 0;
  std::vector<std::pair<int, std::string_view>> rarest;
  for (const Row& row : Rows()) {
    const auto it = walk.rows().find(std::string(row.id));
    rarest.emplace_back(it == walk.rows().end() ? 0 : it->second, row.id);
    taken += rarest.back().first > 0;
  }
  std::sort(rarest.begin(), rarest.end());
  rarest.resize(5);
  for (const auto& [count, row] : rarest) std::printf("row %-26s %d\n", std::string(row).c_str(), count);
  CHECK(taken == Rows().size());

  const std::vector<Planted> bugs = Bugs();
  size_t found = 0;
  for (const Planted& planted : bugs) {
    bool caught = false;
    for (uint64_t i = 0; i < 16 && !caught; ++i) {
      Walk ill(seed + i, planted.bug);
      for (int stretch = 0; stretch < 4 && !ill.breached(); ++stretch) {
        ill.Run(1'500);
        ill.Quiet();
      }
      caught = ill.breached();
    }
    found += caught;
    if (!caught) UNSCOPED_INFO("planted bug not found: " << planted.name);
  }
  CHECK(found == bugs.size());
  CHECK(walk.faults().size() >= 8);
  for (const auto& [fault, count] : walk.faults()) std::printf("fault %-24s %d\n", fault.c_str(), count);
  std::printf("walk: steps=%d rows=%zu/%zu faults=%zu planted=%zu/%zu seed=%llu\n", steps, taken,
              Rows().size(), walk.faults().size(), found, bugs.size(), static_cast<unsigned long long>(seed));
}

}  // namespace
}  // namespace fluid::reconcile
