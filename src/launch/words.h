// Words: the substitutions of a launch, ${port:NAME} ${dir:VOLUME} ${node} ${key} ${secret:REF}, and "$$".
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "fluid/launcher.h"
#include "fluid/status.h"

namespace fluid::launch {

struct Words {
  std::map<std::string, int> ports;
  std::map<std::string, std::string> dirs;
  std::string node, key;
  std::function<Result<std::string>(const std::string& ref)> secret;

  // INVALID_ARGUMENT names a word that is unknown, unfinished, or not allowed here, and what there is
  // instead. A lone "$" is a mistake too: text of users has its "$" doubled.
  Result<std::string> Fill(std::string_view text, bool secrets_allowed = false) const;
  Result<std::vector<std::string>> FillAll(const std::vector<std::string>& texts) const;
};

// Is it a launch that could run here: words, names, paths. All mistakes that need no look at the machine.
Status CheckLaunch(const Launch& launch, const std::string& node);

}  // namespace fluid::launch
