/**
 * The script that a capture runs on a host: one file for a POSIX shell that an administrator reads before running it.
 *
 * Whatever it prints, `stream.ts` reads back. What it may run is the allow-list of its test.
 */

export interface ScriptOptions {
  /** Stands before absolute paths; tests give their own directory. */
  readonly root?: string;
}

/** The whole script. It takes no arguments and reads nothing from standard input. */
export const captureScript = ({ root = '' }: ScriptOptions = {}): string =>
  `${HEAD}root=${quoted(root)}\n\n${FRAMES}\n${LINUX}\n${OPEN_VSWITCH}\n${MAIN}`;

const quoted = (text: string): string => (text === '' ? '' : `'${text.replaceAll("'", "'\\''")}'`);

const HEAD = `#!/bin/sh
#
# ovnscope host capture: prints what this host knows of its networks.
#
#     sh THIS-FILE > HOST.capture          as root: others may not enter namespaces or ask Open vSwitch
#
# It only reads. Every command that it runs about the network stands in a line that begins with "run", "net" or
# "inside": ip, bridge, tc, iptables-save and its kin, nft list, files below /proc/net/bonding, and questions to
# Open vSwitch (ovsdb-client backup and dump, ovs-ofctl dump-* and show, ovs-appctl */show).
#
# It writes in one place: a temporary directory of its own (mktemp -d, readable by nobody else), which holds the
# output of one command at a time and is removed at the end. Rules of a firewall are only asked for when the kernel
# module that holds them is loaded: the question would load it.
#
# What it prints holds names, addresses, rules of firewalls and Open vSwitch's database, in which there may be
# pre-shared keys of tunnels. ovnscope leaves such keys out of what it saves; this output still has them.
#
# The output is a row of frames. Lengths are in bytes:
#
#     ==ovnscope-TOKEN begin 1
#     ==ovnscope-TOKEN file STATUS PATH COMMAND OUTPUT ERRORS     exit status, and four lengths
#     ...path, command, output, errors, end of line...
#     ==ovnscope-TOKEN end
#
# shellcheck disable=SC2086  # $ij, $bj and $tj are an option or nothing.

`;

const FRAMES = `# frame PATH STATUS COMMAND: prints the files "out" and "err" with what they are of.
frame() {
  printf '%s' "$1" >path
  printf '%s' "$3" >words
  code=$2
  # shellcheck disable=SC2046  # Numbers and the four names.
  set -- $(wc -c path words out err)
  printf '==ovnscope-%s file %s %s %s %s %s\\n' "$token" "$code" "$1" "$3" "$5" "$7" || exit 1
  cat path words out err || exit 1
  echo
}

# note COMMAND TEXT: why a command was not run.
note() {
  : >out
  printf '%s\\n' "$2" >err
  frame '' 0 "$1"
}

# have COMMAND: whether it is installed. What is missing is said once.
have() {
  command -v "$1" >/dev/null 2>&1 && return 0
  case $missing in
    *" $1 "*) ;;
    *)
      missing="$missing$1 "
      : >out
      printf '%s: not found\\n' "$1" >err
      frame '' 127 "$1"
      ;;
  esac
  return 1
}

# run PATH COMMAND [ARGUMENT]...: prints what the command says, under the name PATH.
run() {
  name=$1
  shift
  have "$1" || return 0
  status=0
  "$@" >out 2>err </dev/null || status=$?
  frame "$name" "$status" "$*"
  return "$status"
}

# net FILE ip|bridge|tc [ARGUMENT]...: the same in the namespace $ns; '' is the one that this script is in.
net() {
  file=$1
  program=$2
  shift 2
  if [ -z "$ns" ]; then
    run "$at/$file" "$program" "$@"
  else
    run "$at/$file" "$program" -n "$ns" "$@"
  fi
}

# inside FILE COMMAND [ARGUMENT]...: the same for commands that have no option for a namespace.
inside() {
  file=$1
  shift
  have "$1" || return 0
  if [ -z "$ns" ]; then
    run "$at/$file" "$@"
  else
    run "$at/$file" ip netns exec "$ns" "$@"
  fi
}

# loaded MODULE: whether the kernel has it, so that nothing is loaded because of a question.
loaded() {
  [ -e "$root/sys/module/$1" ] && return 0
  grep -q "/$1[.]ko" "$root/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null
}
`;

const LINUX = `# What each program speaks: JSON since 2017 or 2018, text before. File names tell which.
languages() {
  ij='' ie=.txt bj='' be=.txt tj='' te=.txt
  if ip -j link show dev lo >/dev/null 2>&1 </dev/null; then ij=-j ie=.json; fi
  if bridge -j link show >/dev/null 2>&1 </dev/null; then bj=-j be=.json; fi
  if tc -j qdisc show dev lo >/dev/null 2>&1 </dev/null; then tj=-j te=.json; fi
}

# Which programs can be asked for rules without loading a module.
firewalls() {
  savers=''
  for pair in iptables-save:ip_tables ip6tables-save:ip6_tables ebtables-save:ebtables; do
    saver=\${pair%:*}
    module=\${pair#*:}
    have "$saver" || continue
    case $("$saver" -V 2>/dev/null </dev/null) in
      *nf_tables*) module=nf_tables ;;
    esac
    if loaded "$module"; then
      savers="$savers $saver"
    else
      note "$saver" "not run: the kernel has not loaded $module, so there are no such rules"
    fi
  done
  nft=no
  if loaded nf_tables; then nft=yes; fi
}

# Everything of one namespace: $ns, under the folder $at.
linux() {
  net "ip$ij-d-link$ie" ip $ij -d link
  # A namespace may be gone by now.
  if [ -n "$ns" ] && [ ! -e "$root/var/run/netns/$ns" ]; then return; fi
  net "ip$ij-addr$ie" ip $ij addr
  net "ip$ij-4-route-all$ie" ip $ij -4 route show table all
  net "ip$ij-6-route-all$ie" ip $ij -6 route show table all
  net "ip$ij-rule$ie" ip $ij rule
  net "ip$ij-6-rule$ie" ip $ij -6 rule
  net "ip$ij-neigh$ie" ip $ij neigh
  net "bridge$bj-d-link$be" bridge $bj -d link
  net "bridge$bj-vlan$be" bridge $bj vlan
  net "bridge$bj-d-vlan$be" bridge $bj -d vlan
  net "bridge$bj-vlan-tunnelshow$be" bridge $bj vlan tunnelshow
  net "bridge$bj-d-fdb$be" bridge $bj -d fdb
  net "bridge$bj-d-mdb$be" bridge $bj -d mdb
  traffic
  bonds
  for saver in $savers; do inside "$saver.txt" "$saver"; done
  if [ "$nft" = yes ]; then
    inside nft-j-list-ruleset.json nft -j list ruleset ||
      inside nft-list-ruleset.txt nft list ruleset
  fi
}

# Queueing, and the filters of those devices that can have any.
traffic() {
  net "tc$tj-s-qdisc$te" tc $tj -s qdisc
  command -v tc >/dev/null 2>&1 || return 0
  if [ -z "$ns" ]; then
    tc qdisc show
  else
    tc -n "$ns" qdisc show
  fi >list 2>/dev/null </dev/null
  asked=' '
  # "qdisc KIND HANDLE dev DEVICE ..."; names of devices hold no spaces.
  while read -r _ kind _ _ device _; do
    case $kind in
      ingress)
        net "tc/$device.filter-ingress$te" tc $tj -s filter show dev "$device" ingress
        ;;
      clsact)
        net "tc/$device.filter-ingress$te" tc $tj -s filter show dev "$device" ingress
        net "tc/$device.filter-egress$te" tc $tj -s filter show dev "$device" egress
        ;;
      '' | noqueue | mq | fq | fq_codel | pfifo | bfifo | pfifo_fast) ;;
      *)
        case $asked in *" $device "*) continue ;; esac
        asked="$asked$device "
        net "tc/$device.filter-root$te" tc $tj -s filter show dev "$device"
        ;;
    esac
  done <list
}

bonds() {
  [ -d "$root/proc/net/bonding" ] || return 0
  if [ -z "$ns" ]; then
    ls "$root/proc/net/bonding"
  else
    ip netns exec "$ns" ls "$root/proc/net/bonding"
  fi >list 2>/dev/null </dev/null
  while IFS= read -r bond; do
    inside "proc/net/bonding/$bond" cat "$root/proc/net/bonding/$bond"
  done <list
}
`;

const OPEN_VSWITCH = `openvswitch() {
  rundir=\${OVS_RUNDIR:-$root/var/run/openvswitch}
  [ -d "$rundir" ] || return 0
  db=unix:$rundir/db.sock
  run facts/openvswitch.txt ovs-appctl --version
  # The first has the schema, the second also what is kept in memory only, such as the state of links.
  run ovs/ovsdb-backup.txt ovsdb-client --timeout=30 backup "$db" Open_vSwitch
  run ovs/ovsdb-dump.json ovsdb-client --timeout=30 -f json dump "$db" Open_vSwitch
  run ovs/appctl-bond-show.txt ovs-appctl --timeout=10 bond/show
  run ovs/appctl-lacp-show.txt ovs-appctl --timeout=10 lacp/show
  run ovs/appctl-stp-show.txt ovs-appctl --timeout=10 stp/show
  run ovs/appctl-rstp-show.txt ovs-appctl --timeout=10 rstp/show
  # A bridge by its socket: a name such as tcp:ADDRESS would lead ovs-ofctl elsewhere.
  for socket in "$rundir"/*.mgmt; do
    [ -e "$socket" ] || continue
    bridge=\${socket##*/}
    bridge=\${bridge%.mgmt}
    any=OpenFlow10,OpenFlow13,OpenFlow14,OpenFlow15
    run "ovs/br/$bridge/show-OpenFlow10.txt" ovs-ofctl --timeout=30 -O OpenFlow10 show "unix:$socket"
    run "ovs/br/$bridge/dump-ports-desc.txt" ovs-ofctl --timeout=30 -O $any dump-ports-desc "unix:$socket"
    run "ovs/br/$bridge/dump-flows.txt" ovs-ofctl --timeout=30 -O $any dump-flows "unix:$socket"
    run "ovs/br/$bridge/appctl-fdb-show.txt" ovs-appctl --timeout=10 fdb/show "$bridge"
  done
}
`;

const MAIN = `clean() {
  cd / && rm -f "$work/path" "$work/words" "$work/out" "$work/err" "$work/list"
  rmdir "$work"
}

# In a function, so that a copy of this script that was cut off does nothing at all.
main() {
  # The same words everywhere, and the programs of administrators.
  LC_ALL=C
  LANGUAGE=''
  PATH=$PATH:$root/usr/local/sbin:$root/usr/sbin:$root/sbin
  export LC_ALL LANGUAGE PATH
  umask 077
  work=$(mktemp -d "\${TMPDIR:-/tmp}/ovnscope.XXXXXXXXXX") || exit 1
  trap clean EXIT
  trap 'exit 1' HUP INT TERM
  cd "$work" || exit 1
  token=\${work##*.}
  missing=' '
  printf '==ovnscope-%s begin 1\\n' "$token" || exit 1
  run facts/name.txt uname -n
  run facts/kernel.txt uname -srm
  run facts/date.txt date -u +%Y-%m-%dT%H:%M:%SZ
  run facts/user.txt id -u
  run facts/iproute2.txt ip -V
  languages
  firewalls
  ns='' at=root
  run "root/ip$ij-netns$ie" ip $ij netns list
  linux
  # By the names of files: the list above cannot tell a name with a line end from two.
  for path in "$root/var/run/netns"/*; do
    [ -e "$path" ] || continue
    ns=\${path##*/}
    at=netns/$ns
    linux
  done
  openvswitch
  printf '==ovnscope-%s end\\n' "$token"
}

main
`;
