#include "tests/unit/cli/fixture.h"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

#include "src/api/client.h"
#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/model/kind.h"

namespace fluid::cli {
namespace {

template <class T>
T Must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return *std::move(result);
}

class KeptSecrets : public Secrets {
 public:
  explicit KeptSecrets(const std::map<std::string, std::string>& values) : values_(values) {}
  Result<SecretValue> Read(const std::string& ref) override {
    const auto value = values_.find(ref);
    if (value == values_.end()) return NotFound(ref);
    return SecretValue{value->second, value->second};
  }
  Status Put(const std::string&, const std::string&, const std::map<std::string, std::string>&) override {
    return Unimplemented("only read");
  }
  Status Remove(const std::string&, const std::string&) override { return Unimplemented("only read"); }

 private:
  const std::map<std::string, std::string>& values_;
};

}  // namespace

CommandFixture::CommandFixture(Server server) : store_(NewMemoryStore(*clock_)) {
  if (server == Server::kNone) return;
  api::ApiServerOptions options;
  options.socket_path = dir_ / "fluid.sock";
  options.version = "0.0.0";
  options.hooks.progress = [this](const Key& key) -> Result<api::OperationProgress> {
    return hooks.progress ? hooks.progress(key) : NotFound("no progress");
  };
  options.hooks.look = [this](const api::Route& route, std::string_view method) -> Result<api::HttpResponse> {
    if (!hooks.look) return NotFound("nothing to see");
    return hooks.look(route, method);
  };
  options.hooks.admit = [this](Object object, std::string_view operation) -> Result<Object> {
    return hooks.admit ? hooks.admit(std::move(object), operation) : Result<Object>(std::move(object));
  };
  server_ = Must(api::ApiServer::Start(*store_, std::move(options)));
}

CommandFixture::~CommandFixture() = default;

Ran CommandFixture::RunWords(const std::string& words, const std::string& input, bool terminal,
                             std::stop_token stop) {
  std::vector<std::string> args{"--state-dir", state_dir()};
  for (const std::string_view word : Split(words, ' ')) {
    if (!word.empty()) args.emplace_back(word);
  }
  std::istringstream in(input);
  std::ostringstream out, err;
  Console console{in, out, err, terminal, 0, std::move(stop)};
  console.out_is_terminal = console.colours = terminal;
  LocalVerbs local;
  local.version = "0.0.0";
  local.serve = [](const Common& common, const ServeOptions& options, Console& c) {
    c.out << common.state_dir << ' ' << options.volumes.size() << ' ' << options.plugin_dirs.size() << '\n';
    return Ok();
  };
  local.secrets = [this](const Common&) { return std::make_unique<KeptSecrets>(kept); };
  local.plugin_list = [](const Common&, const PluginListOptions&, Console&) { return Ok(); };
  const int code = Run(args, console, local);
  return {code, out.str(), err.str()};
}

Ran CommandFixture::Fluid(const std::string& words, const std::string& input, bool terminal) {
  return RunWords(words, input, terminal, {});
}

CommandFixture::Running::Running(CommandFixture& fixture, const std::string& words)
    : thread_([this, &fixture, words] {
        ran_ = fixture.RunWords(words, "", false, stop_.get_token());
        ended_ = true;
      }) {}

CommandFixture::Running::~Running() {
  Interrupt();
  if (thread_.joinable()) thread_.join();
}

Ran CommandFixture::Running::Wait() {
  thread_.join();
  return ran_;
}

std::string CommandFixture::Write(const std::string& name, const std::string& text) {
  test::WriteFile(dir_ / name, text);
  return dir_ / name;
}

Object CommandFixture::Stored(const Key& key) { return Must(store_->Get(key)); }

bool CommandFixture::Has(const Key& key) { return store_->Get(key).ok(); }

void CommandFixture::SetStatus(const Key& key, const std::string& json) {
  while (true) {
    const Object object = Stored(key);
    const std::string patched =
        Must(api::MergePatch(object.ToJson(), fmt::format("{{\"status\":{}}}", json)));
    const Result<Object> done = store_->UpdateStatus(Must(Object::FromJson(patched)));
    if (done.ok()) return;
    if (done.status().code() != Code::kAborted) throw std::runtime_error(done.status().ToString());
  }
}

Object CommandFixture::Appears(const std::string& kind) {
  Object found;
  const bool there = test::Eventually([&] {
    const ObjectList list = Must(store_->List({kind, ""}));
    if (!list.items.empty()) found = list.items[0];
    return found.valid();
  });
  if (!there) throw std::runtime_error("no " + kind);
  return found;
}

std::string DatasetYaml(const std::string& name) {
  return fmt::format(
      "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata:\n  name: {}\nspec:\n  mounts:\n"
      "    - mountPoint: http://127.0.0.1:1/\n      name: web\n",
      name);
}

}  // namespace fluid::cli
