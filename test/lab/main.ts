/** `npm run lab -- SCENARIO`: keeps a scenario running for use by hand. */
import { scenarios, startNamed } from './scenarios/index.ts';
import type { Lab, LabOptions } from './lab.ts';

const FLAGS: Readonly<Record<string, { readonly options: LabOptions; readonly help: string }>> = {
  '--clustered': { options: { clustered: true }, help: 'NB and SB as RAFT clusters of 3 members' },
  '--relay': { options: { relay: true }, help: 'a relay in front of the SB' },
  '--tcp': { options: { tcp: true }, help: 'NB and SB also on TCP' },
  '--tls': { options: { tls: true }, help: 'NB and SB also with TLS' },
};

const usage = (): string =>
  [
    'npm run lab -- SCENARIO [OPTION]...',
    '',
    'Scenarios:',
    ...scenarios.map(({ name, title }) => `  ${name.padEnd(16)} ${title}`),
    '',
    'Options:',
    ...Object.entries(FLAGS).map(([flag, { help }]) => `  ${flag.padEnd(16)} ${help}`),
  ].join('\n');

const describe = (lab: Lab): string => {
  const lines = [
    '# Paste into another shell:',
    `export OVN_RUNDIR=${lab.directory}`,
    `export OVN_NB_DB=${lab.nb.remote}`,
    `export OVN_SB_DB=${lab.sb.remote}`,
  ];
  for (const database of [lab.nb, lab.sb]) {
    for (const server of database.servers) {
      if (server.listensTcp) lines.push(`# ${server.name}: ${server.tcpRemote}`);
      if (server.listensTls) lines.push(`# ${server.name}: ${server.tlsRemote}`);
    }
  }
  if (lab.certificates !== undefined) {
    const { client, ca } = lab.certificates;
    lines.push(`# TLS: -p ${client.key} -c ${client.certificate} -C ${ca}`);
  }
  for (const hypervisor of lab.hypervisors) {
    lines.push(
      `# ${hypervisor.name}: export OVS_RUNDIR=${hypervisor.directory}   (${hypervisor.ovs.remote})`,
    );
  }
  const ovs = lab.hypervisors[0]?.ovs.remote;
  lines.push(
    '',
    '# For example:',
    'ovnscope show',
    'ovnscope graph > topology.svg',
    ...(ovs === undefined ? [] : [`ovnscope show --ovs ${ovs}`]),
    'ovn-nbctl show',
    `ovn-sbctl ${lab.sb.relay === undefined ? '' : '--no-leader-only '}show`,
    '',
    `Database files: ${[...lab.nb.files(), ...lab.sb.files()].join(' ')}`,
    'Ctrl-C ends it.',
  );
  return lines.join('\n');
};

const main = async (args: readonly string[]): Promise<void> => {
  const [name, ...flags] = args;
  const unknown = flags.filter((flag) => FLAGS[flag] === undefined);
  if (name === undefined || name.startsWith('-') || !scenarios.some((known) => known.name === name)) {
    console.log(usage());
    process.exitCode = name === undefined || name === '--help' ? 0 : 2;
    return;
  }
  if (unknown.length > 0) {
    console.error(`unknown option ${unknown.join(' ')}\n\n${usage()}`);
    process.exitCode = 2;
    return;
  }
  // First in line, so that a Ctrl-C is a normal end; the exit hook of process.ts cleans up.
  process.once('SIGINT', () => process.exit(0));
  process.stderr.write(`Starting ${name} ...\n`);
  const lab = await startNamed(name, Object.assign({}, ...flags.map((flag) => FLAGS[flag]?.options)));
  console.log(describe(lab));
  await new Promise(() => setInterval(() => undefined, 1 << 30));
};

await main(process.argv.slice(2));
