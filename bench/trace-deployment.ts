/**
 * The deployment by which traces are measured, as database files that real programs made:
 *
 *     250 switches × 100 ports, one router, 500 ACLs on a port group of all ports, 1,000 load balancers
 *
 *     npx tsx bench/trace-deployment.ts DIRECTORY [SHARE]
 *
 * The Northbound is written as a file at once, because ovn-nbctl would take longer than everything else; the Southbound
 * is what the real ovn-northd makes of it. SHARE, 1 when absent, makes everything smaller.
 */
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { northbound } from '../test/lab/generate.ts';
import { ACL_PORTS, planSwitch, range, type Size } from '../test/lab/generate-plan.ts';
import { Daemon, makeDirectory, OvsdbServer, removeDirectory, run } from '../test/lab/index.ts';
import { writeDatabase, type Batch, type Row } from '../test/lab/rows.ts';
import { uuid } from '../test/lab/scenarios/rows.ts';

const MINUTES = 10 * 60;
const GROUP = 'everyone';

export interface TraceDeployment {
  readonly nb: string;
  readonly sb: string;
  readonly flows: number;
  /** Milliseconds from the start of ovn-northd to the whole Southbound. */
  readonly northd: number;
}

export const traceSize = (share = 1): Size & { readonly acls: 0; readonly groupAcls: number } => {
  const switches = Math.max(2, Math.round(250 * share));
  return {
    switches,
    ports: 100,
    // Those of switches: here they are a port group's.
    acls: 0,
    groupAcls: Math.max(2, Math.round(500 * share)),
    loadBalancers: Math.max(1, Math.round(1000 * share)),
    switchesPerRouter: switches,
  };
};

const ref = (word: string): readonly [string, string] => ['uuid', uuid(word)];

const aclMatch = (index: number): string => {
  const port = ACL_PORTS[index % ACL_PORTS.length] ?? 22;
  const network = `10.${index % 256}.${(index * 7) % 256}.0/24`;
  return index % 2 === 0
    ? `outport == @${GROUP} && ip4 && ip4.src == ${network} && tcp.dst == ${port}`
    : `inport == @${GROUP} && ip4 && ip4.dst == ${network} && udp.dst == ${port}`;
};

const portGroup = (size: ReturnType<typeof traceSize>): Batch => {
  const ports = range(size.switches).flatMap((index) =>
    planSwitch(size, index).ports.map(({ name }) => name),
  );
  return [
    {
      table: 'Port_Group',
      uuid: uuid(GROUP),
      columns: {
        name: GROUP,
        ports: ['set', ports.map(ref)],
        acls: ['set', range(size.groupAcls).map((acl) => ref(`${GROUP} acl ${acl}`))],
      },
    },
    ...range(size.groupAcls).map((acl): Row => ({
      table: 'ACL',
      uuid: uuid(`${GROUP} acl ${acl}`),
      columns: {
        direction: acl % 2 === 0 ? 'to-lport' : 'from-lport',
        priority: 1000 + acl,
        match: aclMatch(acl),
        action: acl % 5 === 4 ? 'drop' : 'allow-related',
      },
    })),
  ];
};

/** The routers of `northbound` have no load balancers; this one has them all. */
function* rows(size: ReturnType<typeof traceSize>): Generator<Batch> {
  for (const batch of northbound(size)) {
    yield batch.map((row) =>
      row.table === 'Logical_Router'
        ? { ...row, columns: { ...row.columns, load_balancer_group: ref('lb group') } }
        : row,
    );
  }
  yield portGroup(size);
}

/** A chassis whose controller knows everything: northd then writes the actions of its own version. */
const chassis: Batch = [
  {
    table: 'Encap',
    uuid: uuid('encap'),
    columns: { type: 'geneve', ip: '192.168.0.1', chassis_name: 'hv0' },
  },
  {
    table: 'Chassis',
    uuid: uuid('hv0'),
    columns: {
      name: 'hv0',
      hostname: 'hv0',
      encaps: ref('encap'),
      other_config: [
        'map',
        ['ct-no-masked-label', 'mac-binding-timestamp', 'ovn-ct-lb-related', 'port-up-notif'].map((each) => [
          each,
          'true',
        ]),
      ],
    },
  },
];

/** Runs ovn-northd until the Southbound is whole; gives the milliseconds. */
const runNorthd = async (directory: string, nb: OvsdbServer, sb: OvsdbServer): Promise<number> => {
  const env = { OVN_RUNDIR: directory, OVS_RUNDIR: directory, OVN_NB_DB: nb.remote, OVN_SB_DB: sb.remote };
  await run('ovn-nbctl', ['init'], { env });
  await run('ovn-sbctl', ['init'], { env });
  const start = performance.now();
  const northd = Daemon.start({
    name: 'ovn-northd',
    program: 'ovn-northd',
    args: [
      ...[`--ovnnb-db=${nb.remote}`, `--ovnsb-db=${sb.remote}`, '--no-chdir', '-vsyslog:off'],
      ...[`--unixctl=${join(directory, 'northd.ctl')}`, `--pidfile=${join(directory, 'northd.pid')}`],
    ],
    env,
  });
  try {
    await run('ovn-nbctl', [`--timeout=${MINUTES}`, '--wait=sb', 'sync'], { env, timeout: MINUTES * 1000 });
    return performance.now() - start;
  } finally {
    await northd.stop();
  }
};

export const makeTraceDeployment = async (target: string, share = 1): Promise<TraceDeployment> => {
  const directory = makeDirectory();
  try {
    const files = { nb: join(directory, 'ovnnb.db'), sb: join(directory, 'ovnsb.db') };
    await writeDatabase(files.nb, 'nb', rows(traceSize(share)));
    await writeDatabase(files.sb, 'sb', [chassis]);
    const nb = await OvsdbServer.start({ directory, name: 'nb', databases: [files.nb] });
    const sb = await OvsdbServer.start({ directory, name: 'sb', databases: [files.sb] });
    const northd = await runNorthd(directory, nb, sb);
    const [counted] = (await sb.transact('OVN_Southbound', {
      ...{ op: 'select', table: 'Logical_Flow', where: [], columns: ['_uuid'] },
    })) as [{ rows: unknown[] }];
    await sb.compact();
    await Promise.all([nb.stop(), sb.stop()]);
    await mkdir(target, { recursive: true });
    await copyFile(files.nb, join(target, 'nb.db'));
    await copyFile(files.sb, join(target, 'sb.db'));
    return { nb: join(target, 'nb.db'), sb: join(target, 'sb.db'), flows: counted.rows.length, northd };
  } finally {
    removeDirectory(directory);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [target, share] = process.argv.slice(2);
  if (target === undefined) throw new Error('npx tsx bench/trace-deployment.ts DIRECTORY [SHARE]');
  const made = await makeTraceDeployment(target, share === undefined ? 1 : Number(share));
  const size = ((await stat(made.sb)).size / 1e6).toFixed(0);
  console.log(`${made.flows} flows, ${size} MB, ovn-northd took ${(made.northd / 1000).toFixed(1)} s`);
}
