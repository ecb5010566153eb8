/**
 * `npm run bench [-- FLOWS]`: ovnscope beside the real programs, in one run, as one table on standard output.
 *
 * Every comparison runs whole processes in turn and quotes medians and their ratio: absolute times tell about the
 * machine, ratios about the programs. See bench/README.md.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { OvsdbServer, writeSouthbound } from '../test/lab/index.ts';
import { measureFollowing } from './follow.ts';
import { measureModel } from './model.ts';
import { measureSmallTrace, measureTrace } from './trace.ts';
import { measurePictures } from './viz/main.ts';
import { measurePage } from './viz/page.ts';
import { measureFile, measureRead, measureShow, measureStart, type Line } from './southbound.ts';

const FLOWS = Number(process.argv[2] ?? 200_000);
if (!(FLOWS > 0)) throw new Error('usage: npm run bench [-- FLOWS]');

if (!existsSync('/usr/bin/time')) {
  console.error('bench: /usr/bin/time is missing: apt-get install time');
  process.exit(1);
}

const directory = mkdtempSync(join(tmpdir(), 'ovnscope-bench-'));
try {
  const client = join(directory, 'client.mjs');
  await build({
    entryPoints: [new URL('client.ts', import.meta.url).pathname],
    outfile: client,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });

  const file = join(directory, 'southbound.db');
  console.error(`writing a Southbound with ${FLOWS} logical flows …`);
  await writeSouthbound(file, { switches: 250, ports: 100, acls: 100, loadBalancers: 100, flows: FLOWS });
  console.error(`  ${(statSync(file).size / 1e6).toFixed(0)} MB`);
  const copy = join(directory, 'copy.db');
  copyFileSync(file, copy);

  const server = await OvsdbServer.start({ directory, name: 'sb', databases: [copy] });
  const lines: Line[] = [];
  const step = async (what: string, measure: () => Promise<Line[]>): Promise<void> => {
    console.error(`${what} …`);
    lines.push(...(await measure()));
  };
  try {
    await step('start', measureStart);
    await step('full read', () => measureRead(client, server, directory));
    await step('file', () => measureFile(client, file, server));
    await step('show', () => measureShow(client, server));
  } finally {
    await server.stop();
  }
  await step('following', () => measureFollowing(client, directory));
  await step('a small trace', () => measureSmallTrace(directory));
  await step('traces', () => measureTrace(client, directory, Math.min(1, FLOWS / 200_000)));
  await step('pictures', () => measurePictures(Math.min(1, FLOWS / 200_000)));
  await step('a page', () => measurePage(Math.min(1, FLOWS / 200_000)));
  await step('commands on a large deployment', () => measureModel(directory, Math.min(1, FLOWS / 200_000)));

  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  console.log(`\n${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory}, Node ${process.version}\n`);
  console.log('| What | Measured | Must be | |\n|---|---|---|---|');
  for (const { what, measured, must, holds } of lines) {
    console.log(`| ${what} | ${measured} | ${must} | ${holds ? 'holds' : '**does not hold**'} |`);
  }
  if (lines.some(({ holds }) => !holds)) process.exitCode = 2;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
