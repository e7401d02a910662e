// Command: one command of the program as a table: its words and options, what each means, and where its value
// goes. The parser, --help, the man page and the shells' completion all come from these tables.
//
// Threads: none; a table is made for one parse and its values live in what the setters hold.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid::cli {

struct Option {
  std::string names;  // "-n,--namespace"; "DATASET": a word by its place
  std::string line;
  std::string type;                 // what stands for the value; says what completes it. Empty: a flag
  std::vector<std::string> values;  // all there are, text may follow those that end with "="; empty: any.
                                    // Of a flag: what may stand after it and "="; empty: true, false
  bool required = false, many = false;
  std::function<Status(const std::string&)> set;  // of a flag without a value: "true"

  bool is_word() const { return names[0] != '-'; }
  bool Allows(std::string_view value) const;
  bool is_flag() const { return !is_word() && type.empty(); }
};

struct Command {
  std::string name, line;
  std::string_view more;  // what else there is to say, and examples
  bool hidden = false;    // for other programs, not for people
  std::vector<Option> options;
  std::vector<std::unique_ptr<Command>> commands;  // below it; one of them must follow
  std::function<Status()> check;                   // of its options together; may be null
  std::function<Status()> chosen;                  // when they are good

  Command& Add(std::string its_name, std::string its_line, std::string_view its_text);

  // Options by the type of their values. The value must outlive the parse.
  // `means`: what it sets, and =false the opposite.
  Option& Flag(std::string names, bool& value, std::string its_line, bool means = true);
  // A flag that may say how, after "=". Its setter is the caller's.
  Option& Switch(std::string names, std::vector<std::string> values, std::string its_line);
  Option& Text(std::string names, std::string& value, std::string its_line, std::string type);
  Option& Texts(std::string names, std::vector<std::string>& values, std::string its_line, std::string type);
  Option& Number(std::string names, int& value, std::string its_line, int lowest);
  Option& Time(std::string names, std::optional<Duration>& value, std::string its_line);
  Option& Time(std::string names, Duration& value, std::string its_line);  // the default is told
  Option& Pairs(std::string names, std::map<std::string, std::string>& values, std::string its_line,
                std::string type);
  // Words by their place: DATASET, WORDS ...
  Option& Word(std::string name_of_it, std::string& value, std::string its_line);
  Option& Words(std::string name_of_them, std::vector<std::string>& values, std::string its_line);
};

// Sets what the words say. False: help was asked for and is in `out`. INVALID_ARGUMENT: wrong usage, with a
// message that says how to get help.
Result<bool> ParseWords(const Command& program, std::span<const std::string> words, std::ostream& out);

}  // namespace fluid::cli
