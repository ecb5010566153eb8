/** The script on a host of recorded commands: what it runs, what it writes, and what it does when things are missing. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/host/capture/layout.ts';
import { captureScript } from '../../../src/host/capture/script.ts';
import { readCapture, type Capture } from '../../../src/host/capture/stream.ts';
import { NETWORK, runScript, type Recorded } from './support.ts';

const captured = ({ output }: Recorded): Capture => readCapture(output) ?? expect.fail('no capture');

const HOSTILE = 'a b;$(touch x)\'"`\n*';

const FILES = [
  `var/run/netns/${HOSTILE}`,
  'var/run/netns/-n',
  'var/run/openvswitch/db.sock',
  'var/run/openvswitch/br0.mgmt',
  'var/run/openvswitch/tcp:192.0.2.1.mgmt',
  'proc/net/bonding/bond0',
  'proc/net/bonding/-bond;x',
  'sys/module/nf_tables',
  'sys/module/ip_tables',
  'sys/module/ip6_tables',
  'sys/module/ebtables',
];

const QDISCS = `'tc qdisc show' | "tc -n "*" qdisc show") printf '%s\\n' \\
  'qdisc noqueue 0: dev lo root refcnt 2' \\
  'qdisc clsact ffff: dev eth0 parent ffff:fff1' \\
  'qdisc ingress ffff: dev eth1 parent ffff:fff1' \\
  'qdisc htb 1: dev tap;x root refcnt 2' ;;`;

/** Everything that may be run, as it is: nothing here changes a host. */
const FAMILY = /^(?:-4|-6)$/;
const isRead = ([program = '', ...words]: readonly string[]): boolean => {
  const rest = [...words];
  if (['ip', 'bridge', 'tc'].includes(program) && rest[0] === '-n') rest.splice(0, 2);
  while (/^-[jds]$/.test(rest[0] ?? '') || FAMILY.test(rest[0] ?? '')) rest.shift();
  const line = rest.join(' ');
  switch (program) {
    case 'ip':
      if (rest[0] === 'netns' && rest[1] === 'exec') return isRead(rest.slice(3));
      return ['-V', 'link', 'link show dev lo', 'addr', 'route show table all', 'rule', 'neigh', 'netns list'].includes(line); // prettier-ignore
    case 'bridge':
      return ['link', 'link show', 'vlan', 'vlan tunnelshow', 'fdb', 'mdb'].includes(line);
    case 'tc':
      return /^(?:qdisc|qdisc show|qdisc show dev lo|filter show dev \S+(?: (?:in|e)gress)?)$/.test(line);
    case 'iptables-save':
    case 'ip6tables-save':
    case 'ebtables-save':
      return line === '' || line === '-V';
    case 'nft':
      return line === 'list ruleset';
    case 'ovsdb-client':
      return /^--timeout=30 (?:backup|-f json dump) unix:\S+\/db\.sock Open_vSwitch$/.test(line);
    case 'ovs-ofctl':
      return /^--timeout=30 -O [\w,]+ (?:show|dump-ports-desc|dump-flows) unix:\S+\.mgmt$/.test(line);
    case 'ovs-appctl':
      return /^(?:--version|--timeout=10 (?:(?:bond|lacp|stp|rstp)\/show|fdb\/show \S+))$/.test(line);
    case 'cat':
      return rest.every(
        (word) => ['path', 'words', 'out', 'err'].includes(word) || word.includes('/proc/net/bonding/'),
      );
    case 'ls':
      return rest.length === 1 && line.endsWith('/proc/net/bonding');
    case 'wc':
      return line === '-c path words out err';
    case 'rm':
      return (
        rest[0] === '-f' &&
        rest.slice(1).every((word) => /\/ovnscope\.\w{10}\/(?:path|words|out|err|list)$/.test(word))
      );
    case 'rmdir':
    case 'mktemp':
      return /\/ovnscope\.\w{10}$/.test(line);
    case 'grep':
      return rest[0] === '-q' && line.endsWith('/modules.builtin');
    case 'date':
      return rest[0] === '-u' && /^\+\S+$/.test(rest[1] ?? '') && rest.length === 2;
    case 'uname':
      return /^-(?:n|srm|r)$/.test(line);
    case 'id':
      return line === '-u';
    default:
      return false;
  }
};

const SHELLS = [['/bin/sh'], ['/bin/bash', '--posix'], ['/bin/busybox', 'ash']].filter(([path]) =>
  existsSync(path ?? ''),
);

describe('the script of a capture', () => {
  it.each(SHELLS)('reads and does nothing else, with %s', (...shell) => {
    const ran = runScript({ files: FILES, answers: QDISCS, shell: shell.flat() });
    // bash warns of the locale that it was started in, before the script changes it.
    expect(ran.errors.replace(/^.*setlocale.*\n/gm, '')).toBe('');
    expect([ran.status, ran.left]).toEqual([0, []]);
    expect(ran.calls.filter((call) => !isRead(call))).toEqual([]);
    expect(new Set(ran.calls.map(([program]) => program))).toEqual(
      new Set([...NETWORK, 'cat', 'date', 'id', 'ls', 'mktemp', 'rm', 'rmdir', 'uname', 'wc']),
    );
    const { complete, problems } = captured(ran);
    expect([complete, problems]).toEqual([true, []]);
  });

  it('writes to five files of its own, by name, and nowhere else', () => {
    const code = captureScript()
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('#'));
    const targets = code.flatMap((line) => [...line.matchAll(/>>?\s*([^\s;)]+)/g)].map(([, to]) => to));
    expect(new Set(targets)).toEqual(new Set(['path', 'words', 'out', 'err', 'list', '/dev/null', '&1']));
  });

  it('asks in every namespace, whatever its name', () => {
    const ran = runScript({ files: FILES });
    const asked = (name: string): string[] =>
      ran.calls.filter((call) => call[1] === '-n' && call[2] === name).map((call) => call.slice(3).join(' '));
    for (const name of [HOSTILE, '-n']) {
      expect(asked(name)).toContain('-j -d link');
      expect(asked(name)).toContain('-j -d fdb');
    }
    const { outputs } = classify([...captured(ran).files, { path: '_capture.json', text: '{}' }]);
    expect(new Set(outputs.map(({ namespace }) => namespace))).toEqual(new Set(['', HOSTILE, '-n']));
    expect(outputs.filter(({ kind }) => kind === 'proc-bonding').map(({ device }) => device)).toContain(
      '-bond;x',
    );
  });

  it('asks a bridge by its socket, never by a name that means another place', () => {
    const { calls } = runScript({ files: FILES });
    const targets = calls.filter(([program]) => program === 'ovs-ofctl').map((call) => call.at(-1) ?? '');
    expect(targets.length).toBe(6);
    expect(targets.every((target) => target.startsWith('unix:/'))).toBe(true);
  });

  it('asks filters of the devices that have some', () => {
    const ran = runScript({ answers: QDISCS });
    const { outputs } = classify(captured(ran).files);
    const filters = outputs.filter(({ kind }) => kind === 'tc-filter');
    expect(filters.map(({ device, at }) => [device, at])).toEqual([
      ['eth0', 'ingress'],
      ['eth0', 'egress'],
      ['eth1', 'ingress'],
      ['tap%3Bx', undefined],
    ]);
  });

  it('says once what is missing, and reads the rest', () => {
    const missing = ['bridge', 'nft', 'ebtables-save', 'ovs-ofctl'];
    const ran = runScript({ files: FILES, missing });
    const { problems, files, complete } = captured(ran);
    expect(problems.map(({ source, message }) => [source, message]).sort()).toEqual(
      missing.map((name) => [name, 'not installed there']).sort(),
    );
    expect(complete).toBe(true);
    expect(files.map(({ path }) => path)).toContain('root/ip-j-d-link.json');
  });

  it('asks for text where there is no JSON yet', () => {
    const answers = `*' -j '*) echo 'Option "-j" is unknown, try "ip -help".' >&2; exit 255;;`;
    const ran = runScript({ answers });
    const paths = captured(ran).files.map(({ path }) => path);
    expect(paths).toContain('root/ip-d-link.txt');
    expect(paths).toContain('root/bridge-d-vlan.txt');
    expect(paths).toContain('root/tc-s-qdisc.txt');
    expect(captured(ran).problems).toEqual([]);
  });

  it('asks for no rules that would load a module', () => {
    const answers = `*tables-save' -V') echo 'v1.8.9 (nf_tables)';;`;
    const ran = runScript({ answers, files: ['sys/module/ip_tables'] });
    const asked = ran.calls.map((call) => call.join(' '));
    expect(asked.filter((line) => /^(?:nft|\w+-save$)/.test(line))).toEqual([]);
    expect(captured(ran).notes.map(({ command }) => command)).toEqual([
      'iptables-save',
      'ip6tables-save',
      'ebtables-save',
    ]);
  });

  it('leaves a namespace that vanishes while it is read', () => {
    const answers = `'ip -n gone '*) rm -f "$ROOT/var/run/netns/gone"
      echo 'Cannot open network namespace "gone": No such file or directory' >&2; exit 255;;`;
    const ran = runScript({ answers, files: ['var/run/netns/gone', 'var/run/netns/here'] });
    const { problems, files } = captured(ran);
    expect(problems).toEqual([
      {
        source: 'netns/gone',
        where: undefined,
        message: 'the namespace vanished while it was read',
        lost: 1,
      },
    ]);
    expect(files.map(({ path }) => path)).toContain('netns/here/ip-j-d-link.json');
  });

  it('keeps output that looks like its own frames, and that has no line end', () => {
    const answers = `'ip -j addr') printf '==ovnscope-%s end\\n==ovnscope-x file 0 1 1 1 1' "$TOKEN";;`;
    const text = captured(runScript({ answers })).files.find(
      ({ path }) => path === 'root/ip-j-addr.json',
    )?.text;
    expect(text).toBe('==ovnscope- end\n==ovnscope-x file 0 1 1 1 1');
  });

  it('speaks no language but one', () => {
    const answers = `'ip -j addr') printf %s "$LC_ALL $LANGUAGE";;`;
    const text = captured(runScript({ answers })).files.find(
      ({ path }) => path === 'root/ip-j-addr.json',
    )?.text;
    expect(text).toBe('C ');
  });

  it('does nothing when it was cut off', () => {
    const cut = captureScript().slice(0, -'main\n'.length);
    expect(cut.split('\n').filter((line) => /^[a-z"$]/.test(line) && !/\(\) \{$|^root=/.test(line))).toEqual(
      [],
    );
  });
});
