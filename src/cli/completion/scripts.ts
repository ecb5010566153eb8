/**
 * What `ovnscope completion SHELL` prints. The scripts only pass on what was typed, and candidates as words: nothing
 * that comes from a database is ever evaluated. bash: `printf %q`; zsh: compadd quotes; fish: quotes what it inserts.
 */
export type Shell = 'bash' | 'zsh' | 'fish';

const bash = String.raw`# bash completion of ovnscope: source <(ovnscope completion bash)
_ovnscope() {
  local kind= word= quoted=
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r word; do
      if [[ $kind == words ]]; then
        printf -v quoted %q "$word"
        word=$quoted
      fi
      COMPREPLY+=("$word")
    done
  } < <(ovnscope __complete bash "${'$'}{COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  case $kind in
    file) compopt -o default 2>/dev/null ;;
    directory) compopt -o dirnames 2>/dev/null ;;
  esac
  return 0
}
complete -F _ovnscope ovnscope
`;

const zsh = String.raw`#compdef ovnscope
# zsh completion of ovnscope: source <(ovnscope completion zsh), or as a file _ovnscope in $fpath
_ovnscope() {
  local kind line
  local -a lines plain shown
  lines=("${'$'}{(@f)$(ovnscope __complete zsh -- "${'$'}{(@Q)words[1,CURRENT-1]}" "${'$'}{(Q)PREFIX}" 2>/dev/null)}")
  kind=$lines[1]
  shift lines
  case $kind in
    file) compset -P '--*='; _files ;;
    directory) compset -P '--*='; _files -/ ;;
    words)
      for line in "${'$'}{(@)lines}"; do
        plain+=("${'$'}{line%%$'\t'*}")
        shown+=("${'$'}{line/$'\t'/  -- }")
      done
      if [[ $lines[1] == *$'\t'* ]]; then
        compadd -l -d shown -a plain
      else
        compadd -a plain
      fi
      ;;
  esac
}
if [[ $funcstack[1] == _ovnscope ]]; then
  _ovnscope "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _ovnscope ovnscope
fi
`;

const fish = String.raw`# fish completion of ovnscope: ovnscope completion fish | source
function __ovnscope_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string unescape | string join ' ')
    set -l lines (ovnscope __complete fish -- $words "$current" 2>/dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    switch "$kind"
        case file directory
            set -l before (string match -r -- '^--[^=]*=' "$current")
            set -l after (string replace -r -- '^--[^=]*=' '' "$current")
            set -l paths
            if test "$kind" = file
                set paths (__fish_complete_path "$after")
            else
                set paths (__fish_complete_directories "$after")
            end
            for path in $paths
                printf '%s\n' "$before$path"
            end
        case words
            for line in $lines
                printf '%s\n' "$line"
            end
    end
end
complete -c ovnscope -f -a '(__ovnscope_complete)'
`;

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
