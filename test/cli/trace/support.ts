/** `ovnscope trace` over the saved scenarios. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ovnscope, type Ran } from '../run.ts';

export type Scenario = 'two-switches' | 'neutron' | 'ovn-kubernetes';

export const files = (scenario: Scenario): string[] => [
  '--nb',
  `fixtures/${scenario}/nb.db`,
  '--sb',
  `fixtures/${scenario}/sb.db`,
];

export const trace = (scenario: Scenario, ...args: readonly string[]): Promise<Ran> =>
  ovnscope(['trace', ...files(scenario), ...args]);

/** What a person is told on stderr, as lines; nothing may stand on stdout. */
export const complaint = async (scenario: Scenario, ...args: readonly string[]): Promise<string[]> => {
  const { status, out, err } = await trace(scenario, ...args);
  if (status !== 1 || out !== '') throw new Error(`status ${status}, and on stdout: ${out}`);
  return err.trimEnd().split('\n');
};

/** A standalone database with more rows, other columns, or (null) less rows: a record appended to a copy of the file. */
export const withRows = (
  file: string,
  rows: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>> | null>>>>,
): string => {
  const copy = join(mkdtempSync(join(tmpdir(), 'trace-')), basename(file));
  const body = `${JSON.stringify({ ...rows, _date: 1, _comment: 'test' })}\n`;
  const sha1 = createHash('sha1').update(body).digest('hex');
  const record = `OVSDB JSON ${Buffer.byteLength(body)} ${sha1}\n${body}`;
  writeFileSync(copy, Buffer.concat([readFileSync(file), Buffer.from(record)]));
  return copy;
};
