#include "src/cli/completion.h"

#include "src/base/strings.h"
#include "src/cli/names.h"
#include "src/model/explain.h"

namespace fluid::cli {
namespace {

// The unfinished line as far as it is finished.
struct Place {
  const Command* command = nullptr;
  const Option* awaits = nullptr;  // an option whose value is the unfinished word
  std::vector<std::string> words;  // by their place, of the command
};

const Option* FindOption(const Command& command, std::string_view name) {
  for (const Option& option : command.options) {
    for (const std::string_view known : Split(option.names, ',')) {
      if (known == name && !option.is_word()) return &option;
    }
  }
  return nullptr;
}

const Command* FindCommand(const Command& command, std::string_view name) {
  for (const auto& below : command.commands) {
    if (below->name == name) return below.get();
  }
  return nullptr;
}

Place Walk(const Command& program, std::span<const std::string> words) {
  Place place{&program, nullptr, {}};
  for (const std::string& word : words) {
    if (place.awaits) {
      (void)place.awaits->set(word);
      place.awaits = nullptr;
    } else if (word.starts_with('-') && word.size() > 1) {
      const size_t equals = word.find('=');
      const Option* option = FindOption(*place.command, word.substr(0, equals));
      if (!option || option->is_flag()) continue;
      if (equals == std::string::npos) {
        place.awaits = option;
      } else {
        (void)option->set(word.substr(equals + 1));
      }
    } else if (const Command* below = FindCommand(*place.command, word)) {
      place.command = below;
    } else {
      place.words.push_back(word);
    }
  }
  return place;
}

class Completer {
 public:
  Completer(const Place& place, const std::string& current, const NameLister& names)
      : place_(place), current_(current), names_(names) {}

  Suggestions Find() {
    if (place_.awaits) {
      Values(*place_.awaits, "");
    } else if (current_.starts_with("--") && current_.find('=') != std::string::npos) {
      const std::string name = current_.substr(0, current_.find('='));
      if (const Option* option = FindOption(*place_.command, name)) Values(*option, name + "=");
    } else if (current_.starts_with('-')) {
      Options();
    } else if (!place_.command->commands.empty()) {
      for (const auto& below : place_.command->commands) {
        if (!below->hidden) Suggest(below->name, below->line);
      }
    } else {
      Word();
    }
    return std::move(found_);
  }

 private:
  void Suggest(const std::string& word, std::string_view meaning) {
    if (word.starts_with(current_)) found_.words.emplace_back(word, meaning);
  }

  void Options() {
    Suggest("--help", "Print the help");
    for (const Option& option : place_.command->options) {
      if (option.is_word()) continue;
      for (const std::string_view name : Split(option.names, ',')) {
        if (name.starts_with("--") || current_ == "-") Suggest(std::string(name), option.line);
      }
    }
  }

  // Of an option; `prefix` stands before each where the option and its value are one word.
  void Values(const Option& option, const std::string& prefix) {
    for (const std::string& value : option.values) Suggest(prefix + value, "");
    if (option.type == "FILE") found_.files = true;
    if (option.type == "DIR") found_.folders = true;
    if (option.type == "NAMESPACE") Names(*model::FindKind("Namespace"), prefix);
  }

  // The word whose place it is; the last kind of word may come again.
  void Word() {
    const Option* at = nullptr;
    size_t index = 0;
    for (const Option& option : place_.command->options) {
      if (!option.is_word()) continue;
      at = &option;
      if (option.many || index++ == place_.words.size()) break;
    }
    if (!at) return;
    for (const std::string& value : at->values) Suggest(value, "");
    if (at->names == "DATASET") Names(*model::FindKind("Dataset"), "");
    if (at->names == "FILES") found_.files = true;
    if (at->names == "DIR") found_.folders = true;
    if (at->names == "WORDS") KindsAndNames();
    if (at->names == "OPERATION") Operations();
    if (at->names == "PATH" && place_.command->name == "explain") Fields();
  }

  void Names(const KindInfo& kind, const std::string& prefix) {
    for (const std::string& name : names_(kind)) Suggest(prefix + name, "");
  }

  void KindsAndNames() {
    if (const size_t slash = current_.find('/'); slash != std::string::npos) {
      const Result<const KindInfo*> kind = KindNamed(current_.substr(0, slash));
      if (kind.ok()) Names(**kind, current_.substr(0, slash + 1));
    } else if (place_.words.empty() || place_.words[0].find('/') != std::string::npos) {
      for (const KindInfo* kind : model::Kinds()) Suggest(std::string(kind->singular), kind->api_version);
    } else if (const Result<const KindInfo*> kind = KindNamed(place_.words[0]); kind.ok()) {
      Names(**kind, "");
    }
  }

  void Operations() {
    if (current_.find('/') != std::string::npos) return KindsAndNames();
    for (const char* kind : {"DataLoad", "DataMigrate", "DataBackup", "DataProcess"}) {
      const KindInfo& info = *model::FindKind(kind);
      Names(info, std::string(info.singular) + "/");
    }
  }

  // "dataset.spec.mo" -> "dataset.spec.mounts"
  void Fields() {
    const size_t dot = current_.rfind('.');
    if (dot == std::string::npos) {
      for (const KindInfo* kind : model::Kinds()) Suggest(std::string(kind->singular), kind->api_version);
      return;
    }
    const Result<model::Explanation> what = model::Explain(current_.substr(0, dot));
    if (!what.ok()) return;
    for (const model::FieldHelp& field : what->fields)
      Suggest(current_.substr(0, dot + 1) + field.name, field.meaning);
  }

  const Place& place_;
  const std::string& current_;
  const NameLister& names_;
  Suggestions found_;
};

}  // namespace

Suggestions Complete(const Command& program, std::span<const std::string> words, const NameLister& names) {
  const std::string current = words.empty() ? std::string() : words.back();
  const Place place = Walk(program, words.first(words.empty() ? 0 : words.size() - 1));
  return Completer(place, current, names).Find();
}

}  // namespace fluid::cli
