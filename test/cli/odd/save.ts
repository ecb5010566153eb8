/** Databases in memory as files of a directory. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkSources } from '../../../src/model/index.ts';
import { StandaloneWriter, type Database } from '../../../src/ovsdb/index.ts';

export const scratch = (): { readonly directory: string; readonly remove: () => void } => {
  const directory = mkdtempSync(join(tmpdir(), 'ovnscope-odd-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
};

export const save = async (database: Database, path: string): Promise<void> => {
  const writer = await StandaloneWriter.of(database, { date: 1_700_000_000_000, comment: 'odd' });
  writeFileSync(path, Buffer.concat([...writer.chunks()]));
};

/** A directory with a file for each database. */
export const saveAll = async (sources: NetworkSources, directory: string): Promise<void> => {
  mkdirSync(directory, { recursive: true });
  const { nb, sb, icNb, icSb, ovs = [] } = sources;
  for (const [name, database] of Object.entries({ nb, sb, icNb, icSb }))
    if (database !== undefined) await save(database, join(directory, `${name}.db`));
  for (const [n, { database }] of ovs.entries()) await save(database, join(directory, `host-${n}.db`));
};
