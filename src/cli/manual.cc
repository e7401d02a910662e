#include "src/cli/manual.h"

#include <fmt/format.h>

#include "src/base/strings.h"

namespace fluid::cli {
namespace {

// One line of text as roff: nothing in it is taken for a request or an escape.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'') {
      escaped += "\\(aq";
    } else if (c == '`') {
      escaped += "\\(ga";
    } else if (c == '^' || c == '~') {
      escaped += c == '^' ? "\\(ha" : "\\(ti";
    } else {
      escaped += c;
    }
  }
  if (escaped.starts_with('.')) escaped.insert(0, "\\&");
  return escaped;
}

std::string Bold(std::string_view text) { return fmt::format("\\fB{}\\fR", Escaped(text)); }

class Page {
 public:
  std::string Take() { return std::move(text_); }

  void Line(std::string_view line) { text_.append(line).append("\n"); }

  // Paragraphs as they are; what is indented, and lines that belong to it, unfilled.
  void Prose(std::string_view text) {
    bool unfilled = false, paragraph = false;
    for (const std::string_view line : Split(text, '\n')) {
      const bool wants_unfilled = line.starts_with("  ");
      if (line.empty()) {
        if (std::exchange(unfilled, false)) Line(".fi");
        paragraph = true;
        continue;
      }
      if (!unfilled && wants_unfilled) {
        Line(".PP");
        Line(".nf");
        unfilled = true;
      } else if (unfilled && !wants_unfilled) {
        Line(".fi");
        unfilled = false;
        paragraph = true;
      }
      if (std::exchange(paragraph, false) && !unfilled) Line(".PP");
      Line(Escaped(line));
    }
    if (unfilled) Line(".fi");
  }

  void Options(const Command& command, const Command* above) {
    for (const Option& option : command.options) {
      if (option.is_word() || (above && Has(*above, option))) continue;
      std::string names;
      for (const std::string_view name : Split(option.names, ','))
        names += (names.empty() ? "" : ", ") + Bold(name);
      if (!option.type.empty()) names += fmt::format(" \\fI{}\\fR", Escaped(option.type));
      Line(".TP");
      Line(names);
      Line(Escaped(option.line));
    }
  }

  void Describe(const Command& command, const std::string& path, const Command& program) {
    const std::string name = path + " " + command.name;
    if (!command.commands.empty()) {
      for (const auto& below : command.commands) {
        if (!below->hidden) Describe(*below, name, program);
      }
      return;
    }
    std::string words;
    for (const Option& option : command.options) {
      if (!option.is_word()) continue;
      const std::string word = fmt::format("\\fI{}\\fR{}", Escaped(option.names), option.many ? " ..." : "");
      words += option.required ? " " + word : fmt::format(" [{}]", word);
    }
    Line(fmt::format(".SS \"{}{}\"", Bold(name), words));
    Line(Escaped(command.line) + ".");
    if (!command.more.empty()) {
      Line(".PP");
      Prose(command.more);
    }
    Options(command, &program);
  }

 private:
  static bool Has(const Command& command, const Option& option) {
    for (const Option& known : command.options) {
      if (known.names == option.names && known.values == option.values) return true;
    }
    return false;
  }

  std::string text_;
};

}  // namespace

std::string ManualPage(const Command& program, std::string_view version) {
  Page page;
  page.Line(fmt::format(".TH FLUID 1 \"\" \"fluid {}\" \"User Commands\"", version));
  page.Line(".SH NAME");
  page.Line("fluid \\- keeps datasets near the jobs that read them");
  page.Line(".SH SYNOPSIS");
  page.Line("\\fBfluid\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIWORDS\\fR ...]");
  page.Line(".SH DESCRIPTION");
  page.Prose(program.line);
  page.Line(".SH OPTIONS");
  page.Line("Every command takes these, before or after its name, where they make sense.");
  page.Options(program, nullptr);
  page.Line(".SH COMMANDS");
  for (const auto& command : program.commands) {
    if (!command->hidden) page.Describe(*command, "fluid", program);
  }
  page.Line(".SH NOTES");
  page.Prose(program.more);
  return page.Take();
}

}  // namespace fluid::cli
