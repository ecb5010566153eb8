/**
 * Makes `fixtures/` again from the lab: `npx tsx scripts/capture-fixtures.ts [SCENARIO]...`. Row UUIDs and times
 * differ from run to run; names, addresses and topology do not.
 */
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  run,
  scenarios,
  startScenario,
  type Lab,
  type LabOptions,
  type Scenario,
} from '../test/lab/index.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** The scenario that `npm run demo` shows. */
const DEMO = 'neutron';

interface Captured {
  readonly file: string;
  readonly what: string;
}

const keep = async (directory: string, source: string, file: string, what: string): Promise<Captured> => {
  const text = await readFile(source, 'latin1');
  const stray = /\/tmp\/[^"\s]*|\/work\/[^"\s]*/.exec(text);
  if (stray !== null) throw new Error(`${source} holds a path of this machine: ${stray[0]}`);
  // Not copyFile: ovsdb-server makes its files unreadable for others, and that would be copied too.
  await writeFile(join(directory, file), text, 'latin1');
  return { file, what };
};

const only = (files: readonly string[]): string => {
  const file = files[0];
  if (file === undefined) throw new Error('no database file');
  return file;
};

/** The databases of a running lab as they are on disk, and as `ovsdb-client backup` gives them. */
const captureStandalone = async (lab: Lab, directory: string): Promise<Captured[]> => {
  // The Southbound's log is mostly northd's own history; the others are kept as they grew, with their diffs.
  await lab.sb.servers[0]?.compact();
  const files = lab.files();
  const captured = [
    await keep(directory, only(files.nb), 'nb.db', 'Northbound, standalone log with its history'),
    await keep(directory, only(files.sb), 'sb.db', 'Southbound, standalone log, compacted'),
  ];
  for (const [index, hypervisor] of lab.hypervisors.entries()) {
    const file = `host-${index + 1}.db`;
    await hypervisor.ovs.compact();
    captured.push(
      await keep(directory, only(hypervisor.files()), file, `Open_vSwitch of ${hypervisor.name}, compacted`),
    );
  }
  await writeFile(join(directory, 'nb.backup'), await lab.backup('nb'));
  captured.push({ file: 'nb.backup', what: 'Northbound, `ovsdb-client backup`' });
  return captured;
};

/** Every member's file: a snapshot, and entries after it. */
const captureCluster = async (lab: Lab, directory: string): Promise<Captured[]> => {
  for (const database of [lab.nb, lab.sb]) await database.cluster?.compact();
  await lab.commands('ls-add scratch -- lsp-add scratch scratch-p1');
  await lab.commands('lsp-set-addresses scratch-p1 dynamic');
  await lab.sync();
  await lab.commands('ls-del scratch');
  await lab.sync();
  const captured: Captured[] = [];
  for (const [name, database] of [
    ['nb', lab.nb],
    ['sb', lab.sb],
  ] as const) {
    const leader = (await database.cluster?.leader()) ?? 0;
    for (const [index, file] of database.files().entries()) {
      if (name === 'sb' && index !== leader) continue;
      const target = index === leader ? `${name}-cluster.db` : `${name}-cluster-follower-${index + 1}.db`;
      const role = index === leader ? 'leader' : 'follower';
      captured.push(await keep(directory, file, target, `${database.name}, RAFT file of a ${role}`));
    }
  }
  return captured;
};

const programs = async (): Promise<string> => {
  const first = async (program: string): Promise<string> => {
    const [line = ''] = (await run(program, ['--version'])).split('\n');
    return line;
  };
  return `${await first('ovn-nbctl')}, ${await first('ovs-vswitchd')}`;
};

const readme = async (
  scenario: Scenario,
  directory: string,
  captured: readonly Captured[],
): Promise<string> => {
  const rows: string[] = [];
  for (const { file, what } of captured) {
    rows.push(`| \`${file}\` | ${(await stat(join(directory, file))).size} | ${what} |`);
  }
  return [
    `# ${scenario.name}`,
    '',
    `${scenario.title[0]?.toUpperCase()}${scenario.title.slice(1)}. The scenario is \`test/lab/scenarios/${scenario.name}.ts\`.`,
    '',
    `Captured by \`npx tsx scripts/capture-fixtures.ts ${scenario.name}\` from real programs: ${await programs()},`,
    'ovn-northd and ovn-controller of the same versions, with dummy network devices. No cloud management system',
    'ran: the scenario itself writes the Northbound rows. The files are as captured.',
    '',
    '| file | bytes | what |',
    '| --- | ---: | --- |',
    ...rows,
    '',
  ].join('\n');
};

const withLab = async <T>(
  scenario: Scenario,
  options: LabOptions,
  use: (lab: Lab) => Promise<T>,
): Promise<T> => {
  const lab = await startScenario(scenario, options);
  try {
    return await use(lab);
  } finally {
    await lab.stop();
  }
};

const capture = async (scenario: Scenario): Promise<void> => {
  const directory = join(fixtures, scenario.name);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const captured = await withLab(scenario, {}, (lab) => captureStandalone(lab, directory));
  if (scenario.name === 'two-switches') {
    captured.push(...(await withLab(scenario, { clustered: true }, (lab) => captureCluster(lab, directory))));
  }
  await writeFile(join(directory, 'README.md'), await readme(scenario, directory, captured));
  console.log(`fixtures/${scenario.name}: ${captured.map(({ file }) => file).join(' ')}`);
  if (scenario.name !== DEMO) return;

  const demo = join(fixtures, 'demo');
  await rm(demo, { recursive: true, force: true });
  await mkdir(demo);
  const shown = captured.filter(({ file }) => file.endsWith('.db'));
  for (const { file } of shown) await copyFile(join(directory, file), join(demo, file));
  const note = `A copy of \`fixtures/${DEMO}\`, shown by \`npm run demo\` and part of the published package.`;
  await writeFile(
    join(demo, 'README.md'),
    (await readme(scenario, demo, shown)).replace(/^# .*\n/, `# demo\n\n${note}\n`),
  );
};

const names = process.argv.slice(2);
for (const scenario of scenarios) {
  if (names.length === 0 || names.includes(scenario.name)) await capture(scenario);
}
