// Completion in real shells, and the manual page in groff.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

const std::string kBin = std::string(FLUID_BINARY_DIR) + "/bin";

bool Installed(const std::string& program) {
  for (const char* folder : {"/usr/bin/", "/bin/", "/usr/local/bin/"}) {
    if (std::filesystem::exists(folder + program)) return true;
  }
  return false;
}

// What bash would offer for these words, the last unfinished; a line for each.
std::string Offered(const std::string& words) {
  const std::string script = fmt::format(
      "PATH={}:$PATH; source <(fluid completion bash); COMP_WORDS=({}); "
      "COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); "
      "_fluid; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
      kBin, words);
  const RunResult ran = Run({"bash", "--norc", "-c", script}, {{"HOME", "/nowhere"}});
  INFO(ran.err);
  CHECK(ran.exit_code == 0);
  return ran.out;
}

// What stands on the line of an interactive zsh after `words` and a tab, up to its last blank.
std::string CompletedByZsh(const std::string& words) {
  TempDir dir;
  WriteFile(dir / "ask.zsh",
            fmt::format("zmodload zsh/zpty\n"
                        "zpty z \"TERM=dumb PS1= zsh -f -i\"\n"
                        "zpty -w z 'PATH={}:$PATH; autoload -U compinit; compinit -D -u; "
                        "source <(fluid completion zsh); show() {{ print -r -- \"<$BUFFER>\"; BUFFER=; }}; "
                        "zle -N show; bindkey ^T show; print -r -- REA''DY'\n"
                        "zpty -r z line '*READY*'\n"
                        "zpty -w -n z $'{}\\t'\n"
                        "zpty -w -n z $'\\C-t'\n"
                        "zpty -r z line '*>*'; print -r -- $line; zpty -d z\n",
                        kBin, words));
  const RunResult ran = Run({"zsh", "-f", dir / "ask.zsh"}, {{"HOME", dir.path()}});
  INFO(ran.out << ran.err);
  const size_t begin = ran.out.rfind('<'), end = ran.out.rfind('>');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return ran.out;
  std::string line = ran.out.substr(begin + 1, end - begin - 1);
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

TEST_CASE("bash completes commands, options, values, files and names of objects") {
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(DatasetManifest("imagenet", {Source{"http://127.0.0.1:1/"}}));
  const std::string at = "fluid --state-dir " + daemon.state() + " ";
  CHECK(Offered("fluid desc") == "describe\n");
  CHECK(Offered("fluid get --all-n") == "--all-namespaces\n");
  CHECK(Offered("fluid get -o ''").starts_with("wide\nyaml\njson\nname\njsonpath=\n"));
  CHECK(Offered("fluid get --output = y") == "yaml\n");  // as bash cuts it at "="
  CHECK(Offered(at + "get dataset im") == "imagenet\n");
  CHECK(Offered(at + "get dataset/im") == "dataset/imagenet\n");
  CHECK(Offered(at + "mount i") == "imagenet\n");
  WriteFile(daemon / "one file.yaml", "");
  CHECK(Offered(fmt::format("fluid apply -f '{}'", daemon / "one")) == (daemon / "one file.yaml") + "\n");
  CHECK(Offered("fluid explain dataset.spec.mounts.encr") == "dataset.spec.mounts.encryptOptions\n");
}

TEST_CASE("zsh and fish take their scripts, where they are installed") {
  for (const std::string shell : {"zsh", "fish"}) {
    if (!Installed(shell)) {
      WARN(shell << " is not installed");
      continue;
    }
    TempDir dir;
    WriteFile(dir / "script", Run({kBin + "/fluid", "completion", shell}).out);
    const RunResult ran = Run({shell, "-n", dir / "script"});
    INFO(shell << ": " << ran.err);
    CHECK(ran.exit_code == 0);
    if (shell == "fish") {
      const RunResult offers =
          Run({"fish", "--no-config", "-c",
               fmt::format("set PATH {} $PATH; source {}; complete -C 'fluid desc'", kBin, dir / "script")});
      CHECK(offers.out.find("describe\t") == 0);
    }
    if (shell == "zsh") CHECK(CompletedByZsh("fluid get --all-n") == "fluid get --all-namespaces");
  }
}

TEST_CASE("the manual page renders without a warning") {
  if (!Installed("groff")) {
    WARN("groff is not installed");
    return;
  }
  TempDir dir;
  WriteFile(dir / "fluid.1", Run({kBin + "/fluid", "help", "--man"}).out);
  const RunResult ran = Run({"groff", "-man", "-Tascii", "-ww", dir / "fluid.1"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.find("Mount a dataset") != std::string::npos);
}

}  // namespace fluid::test
