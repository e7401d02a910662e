// The shells' ends of completion: each hands the words to `fluid complete` and offers what comes back, a line
// for each word, with its meaning behind a tab. ":files" and ":folders" ask for the shell's own.
#include "src/cli/completion.h"

namespace fluid::cli {
namespace {

// bash cuts words at "=" and ":", so they are put together before they are handed on, and what bash has
// already is taken off what comes back.
constexpr std::string_view kBash = R"(# Completion of fluid for bash:  source <(fluid completion bash)
_fluid() {
  local i glued=0 current line have word
  local -a words=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 1)) && [[ $glued == 1 || $word == = || $word == : ]]; then
      words[${#words[@]}-1]+=$word
      glued=0
    else
      words+=("$word")
    fi
    [[ $word == = || $word == : ]] && glued=1
  done
  current=${words[${#words[@]}-1]}
  have=
  [[ $current == *[=:]* && $COMP_WORDBREAKS == *=* ]] && have=${current%"${current##*[=:]}"}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files)
        compopt -o filenames 2>/dev/null
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "${current#"$have"}")
        ;;
      :folders)
        compopt -o filenames 2>/dev/null
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "${current#"$have"}")
        ;;
      *)
        word=${line%%$'\t'*}
        [[ $word == */ || $word == *. || $word == *= ]] && compopt -o nospace 2>/dev/null
        COMPREPLY+=("${word#"$have"}")
        ;;
    esac
  done < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
}
complete -F _fluid fluid
)";

constexpr std::string_view kZsh = R"(#compdef fluid
# Completion of fluid for zsh:  source <(fluid completion zsh), or this file as _fluid in a folder of $fpath
_fluid() {
  local line word meaning
  local -a found
  for line in "${(@f)$(${words[1]} complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      "") ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *)
        word=${line%%$'\t'*}
        meaning=
        [[ $line == *$'\t'* ]] && meaning=${line#*$'\t'}
        found+=("${word//:/\\:}${meaning:+:$meaning}")
        ;;
    esac
  done
  (( ${#found} )) && _describe fluid found
}
if [[ ${funcstack[1]} == _fluid ]]; then _fluid "$@"; else compdef _fluid fluid; fi
)";

constexpr std::string_view kFish = R"(# Completion of fluid for fish:  fluid completion fish | source
function __fluid_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for line in ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
    switch $line
      case :files
        __fish_complete_path "$current"
      case :folders
        __fish_complete_directories "$current"
      case '*'
        echo $line
    end
  end
end
complete -c fluid -f -a '(__fluid_complete)'
)";

}  // namespace

std::string_view CompletionScript(std::string_view shell) {
  if (shell == "bash") return kBash;
  return shell == "zsh" ? kZsh : kFish;
}

}  // namespace fluid::cli
