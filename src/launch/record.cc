#include "src/launch/record.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <initializer_list>

#include "src/base/files.h"
#include "src/base/strings.h"

namespace fluid::launch {
namespace {

constexpr std::string_view kKind = "fluid-launch ";
constexpr int kVersion = 1;

class Writer {
 public:
  Writer() : text_(fmt::format("{}{}\n", kKind, kVersion)) {}
  void Line(std::string_view name, std::initializer_list<std::string_view> words) {
    text_ += name;
    for (const std::string_view word : words) {
      text_ += ' ';
      text_ += PercentEncode(word, "/:,=");
    }
    text_ += '\n';
  }
  void Number(std::string_view name, int64_t number) { Line(name, {std::to_string(number)}); }
  void List(std::string_view name, const std::vector<std::string>& words) {
    for (const std::string& word : words) Line(name, {word});
  }
  void Map(std::string_view name, const std::map<std::string, std::string>& map) {
    for (const auto& [key, value] : map) Line(name, {key, value});
  }
  void Check(const std::string& name, const std::optional<fluid::Check>& check) {
    if (!check) return;
    Line(name, {std::to_string(static_cast<int>(check->kind)), check->port, check->path,
                std::to_string(check->every.count()), std::to_string(check->timeout.count())});
    List(name + ".argv", check->argv);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

// The words of one line. Words that are missing or no numbers make it bad.
class Line {
 public:
  explicit Line(std::string_view line) : words_(Split(line, ' ')) {}
  std::string_view name() const { return words_[0]; }
  bool bad() const { return bad_; }
  std::string Text() {
    std::string text;
    if (next_ >= words_.size() || !PercentDecode(words_[next_++], &text)) bad_ = true;
    return text;
  }
  int64_t Number() {
    const std::string text = Text();
    int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) bad_ = true;
    return number;
  }
  template <class E>
  E Enum(E last) {
    const int64_t number = Number();
    if (number < 0 || number > static_cast<int64_t>(last)) bad_ = true;
    return static_cast<E>(number);
  }

 private:
  std::vector<std::string_view> words_;
  size_t next_ = 1;
  bool bad_ = false;
};

void WriteLaunch(Writer& out, const Launch& launch) {
  out.Line("id", {launch.id.engine, launch.id.component, launch.id.key});
  out.Line("node", {launch.node});
  out.Line("revision", {launch.revision});
  out.List("argv", launch.argv);
  out.Map("env", launch.env);
  out.Map("secret_env", launch.secret_env);
  out.List("port", launch.ports);
  for (const LaunchVolume& v : launch.volumes) {
    out.Line("volume", {std::to_string(static_cast<int>(v.kind)), v.name, v.source, std::to_string(v.bytes)});
  }
  for (const LaunchFile& f : launch.files) {
    out.Line("file", {f.path, std::to_string(f.mode), f.live ? "1" : "0", f.content});
  }
  out.Check("ready", launch.ready);
  out.Check("alive", launch.alive);
  out.Number("stop_grace", launch.stop_grace.count());
  out.List("stop_argv", launch.stop_argv);
  out.Number("once", launch.once);
  out.Number("max_restarts", launch.max_restarts);
}

Check ReadCheck(Line& line) {
  Check check;
  check.kind = line.Enum(Check::Kind::kUnixSocket);
  check.port = line.Text();
  check.path = line.Text();
  check.every = Duration(line.Number());
  check.timeout = Duration(line.Number());
  return check;
}

LaunchVolume ReadVolume(Line& line) {
  LaunchVolume volume;
  volume.kind = line.Enum(LaunchVolume::Kind::kSocket);
  volume.name = line.Text();
  volume.source = line.Text();
  volume.bytes = static_cast<uint64_t>(line.Number());
  return volume;
}

LaunchFile ReadLaunchFile(Line& line) {
  LaunchFile file;
  file.path = line.Text();
  file.mode = static_cast<int>(line.Number());
  file.live = line.Number() != 0;
  file.content = line.Text();
  return file;
}

// False: no such value of a launch.
bool ReadLaunchLine(Line& line, Launch* launch) {
  const std::string_view name = line.name();
  if (name == "id")
    launch->id = {line.Text(), line.Text(), line.Text()};
  else if (name == "node")
    launch->node = line.Text();
  else if (name == "revision")
    launch->revision = line.Text();
  else if (name == "argv")
    launch->argv.push_back(line.Text());
  else if (name == "port")
    launch->ports.push_back(line.Text());
  else if (name == "volume")
    launch->volumes.push_back(ReadVolume(line));
  else if (name == "file")
    launch->files.push_back(ReadLaunchFile(line));
  else if (name == "ready")
    launch->ready = ReadCheck(line);
  else if (name == "alive")
    launch->alive = ReadCheck(line);
  else if (name == "ready.argv" && launch->ready)
    launch->ready->argv.push_back(line.Text());
  else if (name == "alive.argv" && launch->alive)
    launch->alive->argv.push_back(line.Text());
  else if (name == "stop_grace")
    launch->stop_grace = Duration(line.Number());
  else if (name == "stop_argv")
    launch->stop_argv.push_back(line.Text());
  else if (name == "once")
    launch->once = line.Number() != 0;
  else if (name == "max_restarts")
    launch->max_restarts = static_cast<int>(line.Number());
  else if (name == "env" || name == "secret_env") {
    const std::string key = line.Text();
    (name == "env" ? launch->env : launch->secret_env)[key] = line.Text();
  } else {
    return false;
  }
  return true;
}

bool ReadProgressLine(Line& line, Record* record) {
  const std::string_view name = line.name();
  if (name == "removing")
    record->removing = line.Number() != 0;
  else if (name == "purge")
    record->purge = line.Number() != 0;
  else if (name == "made")
    record->made.insert(line.Text());
  else if (name == "run")
    record->run = static_cast<uint64_t>(line.Number());
  else if (name == "ended")
    record->ended = static_cast<uint64_t>(line.Number());
  else if (name == "run.revision")
    record->run_revision = line.Text();
  else if (name == "run.stop_argv")
    record->run_stop_argv.push_back(line.Text());
  else if (name == "run.stop_grace")
    record->run_stop_grace = Duration(line.Number());
  else if (name == "restarts")
    record->restarts = static_cast<int>(line.Number());
  else if (name == "finished")
    record->finished = line.Number() != 0;
  else if (name == "number") {
    const std::string port = line.Text();
    record->ports[port] = static_cast<int>(line.Number());
  } else if (name == "exit") {
    record->exit_code = static_cast<int>(line.Number());
    record->exit_reason = line.Text();
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::string EncodeRecord(const Record& record) {
  Writer out;
  WriteLaunch(out, record.launch);
  out.Number("removing", record.removing);
  out.Number("purge", record.purge);
  for (const auto& [name, number] : record.ports) out.Line("number", {name, std::to_string(number)});
  for (const std::string& path : record.made) out.Line("made", {path});
  out.Number("run", static_cast<int64_t>(record.run));
  out.Number("ended", static_cast<int64_t>(record.ended));
  out.Line("run.revision", {record.run_revision});
  out.List("run.stop_argv", record.run_stop_argv);
  out.Number("run.stop_grace", record.run_stop_grace.count());
  out.Number("restarts", record.restarts);
  out.Number("finished", record.finished);
  if (record.exit_code) out.Line("exit", {std::to_string(*record.exit_code), record.exit_reason});
  out.Line("end", {});
  return out.Take();
}

Result<Record> DecodeRecord(std::string_view bytes) {
  const std::vector<std::string_view> lines = Split(bytes, '\n');
  int version = 0;
  if (lines[0].starts_with(kKind)) {
    const std::string_view text = lines[0].substr(kKind.size());
    std::from_chars(text.data(), text.data() + text.size(), version);
  }
  if (version > kVersion) {
    return FailedPrecondition(
        fmt::format("read a launch record: it has version {}, this fluid knows up to {}; use the fluid that "
                    "wrote it, or a newer one",
                    version, kVersion));
  }
  if (version < 1) return DataLoss("read a launch record: it has no \"fluid-launch VERSION\" line");
  Record record;
  for (size_t i = 1; i < lines.size(); ++i) {
    Line line(lines[i]);
    if (line.name() == "end") return record;
    if ((!ReadLaunchLine(line, &record.launch) && !ReadProgressLine(line, &record)) || line.bad()) {
      return DataLoss(fmt::format("read a launch record: line {} makes no sense", i + 1));
    }
  }
  return DataLoss("read a launch record: its end is missing");
}

std::map<std::string, std::string> ReadFacts(const std::string& path, std::string_view first_line) {
  std::map<std::string, std::string> facts;
  const auto bytes = ReadFile(path, 64 << 10);
  if (!bytes.ok()) return facts;
  const std::vector<std::string_view> lines = Split(*bytes, '\n');
  if (lines[0] != first_line) return facts;
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t blank = lines[i].find(' ');
    if (blank == std::string_view::npos) continue;
    facts.emplace(lines[i].substr(0, blank), lines[i].substr(blank + 1));
  }
  return facts;
}

int64_t NumberIn(const std::map<std::string, std::string>& facts, const std::string& name) {
  const auto fact = facts.find(name);
  return fact == facts.end() ? -1 : std::strtoll(fact->second.c_str(), nullptr, 10);
}

}  // namespace fluid::launch
