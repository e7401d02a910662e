#include "src/cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "src/base/units.h"

namespace fluid::cli {
namespace {

// "1h30m", and a bare number as seconds.
Result<Duration> DurationOf(const std::string& text) {
  const bool bare = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  Result<Duration> duration = ParseDuration(bare ? text + "s" : text);
  if (duration.ok() && *duration >= Duration::zero()) return duration;
  return InvalidArgument(fmt::format("\"{}\" is no duration; allowed are 20s, 1m30s, 2h", text));
}

Result<int> NumberOf(const std::string& text, int lowest) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && stop == end && number >= lowest) return number;
  return InvalidArgument(fmt::format("\"{}\" is no whole number from {} on", text, lowest));
}

}  // namespace

bool Option::Allows(std::string_view value) const {
  if (is_flag() && (value == "true" || value == "false")) return true;
  return (values.empty() && !is_flag()) || std::ranges::any_of(values, [&](const std::string& known) {
           return known.ends_with('=') ? value.starts_with(known) : value == known;
         });
}

Command& Command::Add(std::string its_name, std::string its_line, std::string_view its_text) {
  commands.push_back(std::make_unique<Command>());
  Command& command = *commands.back();
  command.name = std::move(its_name);
  command.line = std::move(its_line);
  command.more = its_text;
  return command;
}

Option& Command::Flag(std::string names, bool& value, std::string its_line, bool means) {
  Option& option = Switch(std::move(names), {}, std::move(its_line));
  option.set = [&value, means](const std::string& text) {
    value = (text != "false") == means;
    return Ok();
  };
  return option;
}

Option& Command::Switch(std::string names, std::vector<std::string> values, std::string its_line) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = std::move(its_line);
  option.values = std::move(values);
  return option;
}

Option& Command::Text(std::string names, std::string& value, std::string its_line, std::string type) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = std::move(its_line);
  option.type = std::move(type);
  option.set = [&value](const std::string& text) {
    value = text;
    return Ok();
  };
  return option;
}

Option& Command::Texts(std::string names, std::vector<std::string>& values, std::string its_line,
                       std::string type) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = std::move(its_line);
  option.type = std::move(type);
  option.many = true;
  option.set = [&values](const std::string& text) {
    values.push_back(text);
    return Ok();
  };
  return option;
}

Option& Command::Number(std::string names, int& value, std::string its_line, int lowest) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = std::move(its_line);
  option.type = "N";
  option.set = [&value, lowest](const std::string& text) -> Status {
    FLUID_ASSIGN_OR_RETURN(value, NumberOf(text, lowest));
    return Ok();
  };
  return option;
}

Option& Command::Time(std::string names, std::optional<Duration>& value, std::string its_line) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = std::move(its_line);
  option.type = "DURATION";
  option.set = [&value](const std::string& text) -> Status {
    FLUID_ASSIGN_OR_RETURN(value, DurationOf(text));
    return Ok();
  };
  return option;
}

Option& Command::Time(std::string names, Duration& value, std::string its_line) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = fmt::format("{} (default {})", its_line, FormatDuration(value));
  option.type = "DURATION";
  option.set = [&value](const std::string& text) -> Status {
    FLUID_ASSIGN_OR_RETURN(value, DurationOf(text));
    return Ok();
  };
  return option;
}

Option& Command::Pairs(std::string names, std::map<std::string, std::string>& values, std::string its_line,
                       std::string type) {
  Option& option = options.emplace_back();
  option.names = std::move(names);
  option.line = std::move(its_line);
  option.type = std::move(type);
  option.many = true;
  option.set = [&values](const std::string& text) -> Status {
    const size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
      return InvalidArgument(fmt::format("\"{}\" is not KEY=VALUE", text));
    values.insert_or_assign(text.substr(0, equals), text.substr(equals + 1));
    return Ok();
  };
  return option;
}

Option& Command::Word(std::string name_of_it, std::string& value, std::string its_line) {
  Option& option = Text(std::move(name_of_it), value, std::move(its_line), "");
  option.required = true;
  return option;
}

Option& Command::Words(std::string name_of_them, std::vector<std::string>& values, std::string its_line) {
  return Texts(std::move(name_of_them), values, std::move(its_line), "");
}

}  // namespace fluid::cli
