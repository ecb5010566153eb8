// The real programs that the tests are held against, and how to get them: `node scripts/install-programs.js`
// installs what is missing on Debian and Ubuntu, and elsewhere says what to install.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Programs by the Debian package that holds them. */
const PACKAGES = {
  'openvswitch-common': ['ovs-appctl', 'ovs-ofctl', 'ovsdb-client', 'ovsdb-tool'],
  'openvswitch-switch': ['ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl'],
  'ovn-common': ['ovn-nbctl', 'ovn-sbctl', 'ovn-trace', 'ovn-appctl'],
  'ovn-central': ['ovn-northd'],
  'ovn-host': ['ovn-controller'],
  openssl: ['openssl'],
  zsh: ['zsh'],
  fish: ['fish'],
  'groff-base': ['groff'],
  chromium: ['chromium'],
  graphviz: ['dot'],
};

/** Ubuntu has Chromium as a snap only, and other distributions and Google name it otherwise. */
const ALIASES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
};

/** Daemons live in sbin, which the PATH of an ordinary user lacks. */
const directories = () => [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/sbin',
  '/usr/local/sbin',
];

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a program, or undefined. */
export const findProgram = (program) => {
  for (const name of ALIASES[program] ?? [program]) {
    for (const directory of directories()) {
      if (directory !== '' && isExecutable(join(directory, name))) return join(directory, name);
    }
  }
  return undefined;
};

/** What is missing: `{ program, package }`, in the order of the packages. */
export const missingPrograms = () =>
  Object.entries(PACKAGES).flatMap(([name, programs]) =>
    programs
      .filter((program) => findProgram(program) === undefined)
      .map((program) => ({ program, package: name })),
  );

/** Packages that a program needs to be of use: pictures have text, and a machine may have no font at all. */
const COMPANIONS = { chromium: ['fonts-dejavu-core'] };

const packagesOf = (missing) => [
  ...new Set(missing.flatMap((each) => [each.package, ...(COMPANIONS[each.package] ?? [])])),
];

/** What to tell a person about missing programs. */
export const explain = (missing) => {
  const packages = packagesOf(missing);
  return [
    `Missing programs: ${missing.map((each) => each.program).join(', ')}`,
    '',
    'The tests run against real Open vSwitch (2.13 or newer) and OVN (20.03 or newer).',
    `  Debian, Ubuntu:  sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    '                   (or, with root or passwordless sudo: node scripts/install-programs.js)',
    '  Fedora, RHEL:    dnf install openvswitch ovn ovn-central ovn-host openssl zsh fish groff-base chromium',
    '  others:          https://docs.openvswitch.org/ and https://docs.ovn.org/ ; the programs must be on PATH',
  ].join('\n');
};

/** The prefix that gives root: nothing, sudo, or undefined when there is no way that asks no password. */
const rootPrefix = () => {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : undefined;
};

const runAsRoot = (prefix, command, stdio = 'inherit') => {
  const [program, ...args] = [...prefix, ...command];
  return spawnSync(program, args, { stdio }).status === 0;
};

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Installs packages without starting their system daemons: invoke-rc.d asks policy-rc.d, whose status 101
 * means "not allowed" (invoke-rc.d(8)). A policy that is already there is respected and left alone.
 */
const install = (prefix, packages) => {
  const env = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const scratch = mkdtempSync(join(tmpdir(), 'ovnscope-install-'));
  let ours = false;
  try {
    if (!existsSync(POLICY)) {
      writeFileSync(join(scratch, 'policy'), '#!/bin/sh\nexit 101\n');
      ours = runAsRoot(prefix, ['install', '-m', '755', join(scratch, 'policy'), POLICY]);
    }
    const options = ['--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
    return (
      runAsRoot(prefix, [...env, 'apt-get', 'update']) &&
      runAsRoot(prefix, [...env, 'apt-get', 'install', ...options, ...packages])
    );
  } finally {
    if (ours) runAsRoot(prefix, ['rm', '-f', POLICY]);
    rmSync(scratch, { recursive: true, force: true });
  }
};

/** Installs what is missing where that can be done; gives what is missing afterwards. */
export const installPrograms = () => {
  const missing = missingPrograms();
  if (missing.length === 0) return missing;
  const apt = process.platform === 'linux' && existsSync('/etc/debian_version') && findProgram('apt-get');
  const prefix = apt ? rootPrefix() : undefined;
  if (prefix === undefined) return missing;
  const packages = packagesOf(missing);
  process.stderr.write(`Installing ${packages.join(' ')} with apt-get ...\n`);
  install(prefix, packages);
  return missingPrograms();
};

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const missing = installPrograms();
  if (missing.length > 0) {
    process.stderr.write(`${explain(missing)}\n`);
    process.exitCode = 1;
  }
}
