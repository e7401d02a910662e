#include "tests/unit/engine/fixture.h"

#include "src/engine/home.h"

namespace fluid::engine::test {

std::string TestPluginDir() { return FLUID_TEST_PLUGINS; }
std::string ShippedPluginDir() { return std::string(FLUID_BINARY_DIR) + "/lib/fluid/plugins"; }

EngineSpec SpecOf(const std::string& plugin, uint64_t generation) {
  EngineSpec spec;
  spec.plugin = plugin;
  spec.name = "imagenet";
  spec.space = "default";
  spec.uid = "u-1";
  spec.generation = generation;
  return spec;
}

MountSpec MountOf(const std::string& path, const std::string& uri) {
  MountSpec mount;
  mount.name = "m";
  mount.path = path;
  mount.uri = uri;
  mount.generation = 1;
  return mount;
}

NodeConfig ConfigOf(const EngineSpec& spec, const std::string& node, uint64_t generation) {
  NodeConfig config;
  config.spec = spec;
  config.node = node;
  config.instance = spec.uid + "/node/" + node;
  config.generation = generation;
  return config;
}

JobSpec JobOf(const std::string& id) {
  JobSpec job;
  job.id = id;
  job.targets = {"/"};
  return job;
}

Result<std::string> ReadWhole(DataPlane& data, const std::string& path) {
  const Call call = Call::Within(std::chrono::seconds(10));
  FLUID_ASSIGN_OR_RETURN(const std::unique_ptr<OpenFile> file, data.Open(path, 0, call));
  std::string bytes(file->stat().size + 1, '\0');
  FLUID_ASSIGN_OR_RETURN(const size_t got, file->Pread(bytes.data(), bytes.size(), 0, call));
  bytes.resize(got);
  return bytes;
}

World::World(HomeKind kind, std::vector<std::string> nodes) : kind_(kind) {
  plugins_ = std::make_shared<PluginRegistry>(std::vector<std::string>{}, Log());
  if (!plugins_->Add(fluid_plugin_steerable_v1()).ok())
    throw std::runtime_error("the test plugin is refused");
  EngineFactoryOptions options;
  options.builtin = {fluid_plugin_steerable_v1()};
  if (kind_ == HomeKind::kInProcess) {
    options.connect = [this](Reactor& reactor, const std::string& node, const std::string&) {
      return NewLocalHome(reactor, *homes_.at(node).home);
    };
  }
  factory_ = NewEngineFactory(std::move(options));
  for (const std::string& node : nodes) Start(node);
  auto engine = factory_->Create(SpecOf(kSteerable));
  if (!engine.ok()) throw std::runtime_error(engine.status().ToString());
  engine_ = std::move(*engine);
  engine_->SetHomes(addresses());
}

World::~World() {
  engine_.reset();
  for (auto& [node, place] : homes_) place.server.reset();
}

std::map<std::string, std::string> World::addresses() const {
  std::map<std::string, std::string> all;
  for (const auto& [node, place] : homes_) all[node] = dir_ / (node + ".sock");
  return all;
}

void World::PutSecret(const std::string& ref, const std::string& value) {
  MutexLock lock(mutex_);
  secrets_[ref] = value;
}

void World::Stop(const std::string& node) {
  homes_.at(node).server.reset();
  homes_.at(node).home.reset();
}

void World::Start(const std::string& node) {
  InstanceHome::Options options;
  options.plugins = plugins_;
  options.state_dir = dir_ / (node + "-state");
  options.read_secret = [this](const std::string& ref) -> Result<std::string> {
    MutexLock lock(mutex_);
    const auto found = secrets_.find(ref);
    if (found == secrets_.end()) return NotFound("there is no secret " + ref);
    return found->second;
  };
  auto home = InstanceHome::Open(std::move(options));
  if (!home.ok()) throw std::runtime_error(home.status().ToString());
  Place& place = homes_[node];
  place.home = std::move(*home);
  if (kind_ == HomeKind::kInProcess) return;
  auto server = ServeHome(dir_ / (node + ".sock"), *place.home, {});
  if (!server.ok()) throw std::runtime_error(server.status().ToString());
  place.server = std::move(*server);
}

Status World::Configure(const NodeConfig& config, Duration timeout) {
  AwaitedStatus done;
  engine_->Configure(config, {timeout, {}}, done.done());
  return done.Get();
}

Status World::ConfigureAll(const EngineSpec& spec, uint64_t generation) {
  for (const auto& [node, place] : homes_) FLUID_RETURN_IF_ERROR(Configure(ConfigOf(spec, node, generation)));
  return Ok();
}

NodeObservation World::Observe(const std::string& node) {
  Awaited<std::vector<NodeObservation>> seen;
  engine_->Observe({}, seen.done());
  const auto all = seen.Get();
  if (!all.ok()) throw std::runtime_error(all.status().ToString());
  for (const NodeObservation& one : *all) {
    if (one.node == node) return one;
  }
  throw std::runtime_error("no observation of " + node);
}

}  // namespace fluid::engine::test
