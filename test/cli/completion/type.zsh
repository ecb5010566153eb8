# Types keys into an interactive shell on a pseudo-terminal, and prints the command line that stands there then.
#
#     zsh -f type.zsh KEYS COMMAND…
#
# The shell must prompt with "ready> ", and ^X^G must write its command line into the file $LINE_FILE.
zmodload zsh/zpty zsh/datetime || exit 1
keys=$1
shift
zpty -b shell "${(j: :)${(q)@}}"

seen=
read_until() {
  local chunk deadline=$(( EPOCHREALTIME + 20 ))
  until eval "$1"; do
    if (( EPOCHREALTIME > deadline )); then
      print -ru2 -- "not seen: $1; screen: ${(V)seen}"
      zpty -d shell
      exit 1
    fi
    if zpty -r -t shell chunk; then seen+=$chunk; else sleep 0.01; fi
  done
}

read_until '[[ $seen == *"ready> "* ]]'
zpty -w -n shell "$keys"$'\x18\x07'
read_until '[[ -s $LINE_FILE ]]'
zpty -d shell
print -r -- "$(<$LINE_FILE)"
