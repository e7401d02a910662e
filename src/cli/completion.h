// Completion: what may follow the words of an unfinished command line. The shells' scripts ask
// `fluid complete -- WORDS..`, so all that is known stands in the commands' tables and not in three scripts.
//
// Threads: pure, but for what the lister does.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "src/cli/command.h"
#include "src/model/kind.h"

namespace fluid::cli {

struct Suggestions {
  std::vector<std::pair<std::string, std::string>> words;  // and what each means; may be empty
  bool files = false, folders = false;                     // the shell knows those
};

// The names of the objects of a kind; none when nobody can be asked.
using NameLister = std::function<std::vector<std::string>(const KindInfo&)>;

// `words`: after the program's name; the last is unfinished, perhaps empty. Options that are complete are
// set, so that the lister can look where they say.
Suggestions Complete(const Command& program, std::span<const std::string> words, const NameLister& names);

// The script that makes a shell ask: "bash", "zsh" or "fish".
std::string_view CompletionScript(std::string_view shell);

}  // namespace fluid::cli
