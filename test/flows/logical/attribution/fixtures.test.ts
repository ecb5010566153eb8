/** Every flow of every datapath of the real databases: how many are attributed, and how. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { attribute, STAGES, type Attribution } from '../../../../src/flows/logical/attribution/index.ts';
import { datapathsOf, type LogicalFlowRow } from '../../../../src/flows/logical/attribution/datapaths.ts';
import { naturalCompare, type Network } from '../../../../src/model/index.ts';
import { fixture } from '../../../model/fixtures.ts';
import { databasesOf, settle } from '../served.ts';

const NAMES = ['two-switches', 'ovn-kubernetes', 'neutron'] as const;

interface Attributed {
  readonly flow: LogicalFlowRow;
  readonly datapath: string;
  readonly attribution: Attribution;
}

const everyFlow = (network: Network): readonly Attributed[] =>
  [...network.sbRows.all('Logical_Flow')].flatMap((flow) =>
    datapathsOf(network, flow).map((datapath) => ({
      flow,
      datapath,
      attribution: attribute(network, flow, datapath),
    })),
  );

const COLUMNS = ['certain', 'northd', 'guessed', 'shared', 'unknown'] as const;

const columnOf = ({ origin, certain, doubt }: Attribution): (typeof COLUMNS)[number] => {
  if (origin === 'northd') return 'northd';
  if (certain) return 'certain';
  return doubt?.kind === 'guessed' || doubt?.kind === 'shared' ? doubt.kind : 'unknown';
};

/** Stage by stage: of a row for certain, of northd itself, of a row by a guess, of another datapath's row, of nothing known. */
const table = (all: readonly Attributed[]): string => {
  const stages = new Map<string, Map<string, number>>();
  for (const { attribution } of all) {
    for (const key of [attribution.stage?.name ?? '', 'all']) {
      const counts = stages.get(key) ?? new Map<string, number>();
      const column = columnOf(attribution);
      stages.set(key, counts.set(column, (counts.get(column) ?? 0) + 1));
    }
  }
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(28)}${cells.map((cell) => cell.padStart(9)).join('')}`;
  const rows = [...stages]
    .sort(([a], [b]) => naturalCompare(a, b))
    .map(([name, counts]) =>
      line(
        name,
        COLUMNS.map((column) => String(counts.get(column) ?? '')),
      ).trimEnd(),
    );
  return `${[line('stage', COLUMNS), ...rows].join('\n')}\n`;
};

describe.each(NAMES)('flows of %s', (name) => {
  it('are attributed as before', async () => {
    const all = everyFlow(await fixture(name, ['nb', 'sb']));
    const golden = fileURLToPath(new URL(`golden/${name}.txt`, import.meta.url));
    await expect(table(all)).toMatchFileSnapshot(golden);
  });

  it('are certain wherever northd left a hint', async () => {
    const all = everyFlow(await fixture(name, ['nb', 'sb']));
    const hinted = all.filter(({ attribution }) => attribution.hint !== undefined);
    expect(hinted.length).toBeGreaterThan(90);
    for (const { attribution } of hinted) {
      expect(attribution).toMatchObject({ origin: 'row', certain: true });
      expect(attribution.rows).toHaveLength(1);
    }
  });

  it('are of stages whose purpose is told', async () => {
    const network = await fixture(name, ['nb', 'sb']);
    for (const flow of network.sbRows.all('Logical_Flow')) {
      expect(STAGES.has(flow.get('external_ids').get('stage-name') ?? '')).toBe(true);
    }
  });

  it('lead to no row without the Northbound, and do not throw', async () => {
    for (const { attribution } of everyFlow(await fixture(name, ['sb']))) {
      expect(attribution.rows).toEqual([]);
      if (attribution.hint !== undefined) expect(attribution.doubt).toEqual({ kind: 'no-northbound' });
    }
  });
});

describe('a flow of databases that are read piece by piece', () => {
  it('is attributed as in whole ones, and no table is asked for whole but the one row of NB_Global', async () => {
    const network = await fixture('ovn-kubernetes', ['nb', 'sb']);
    const stages = new Set<string>();
    for (const { flow, datapath, attribution } of everyFlow(network)) {
      const key = `${attribution.stage?.name} ${attribution.rows[0]?.ref.table} ${attribution.doubt?.kind}`;
      if (stages.has(key)) continue;
      stages.add(key);
      const { answer, whole } = settle(databasesOf(network), (pieces) => {
        const row = pieces.sbRows.row('Logical_Flow', flow.uuid);
        return row === undefined ? undefined : attribute(pieces, row, datapath);
      });
      expect(answer).toEqual(attribution);
      expect(whole.filter((name) => name !== 'NB_Global')).toEqual([]);
    }
    expect(stages.size).toBeGreaterThan(60);
  });

  it('asks for the one ACL that it names, not for all', async () => {
    const network = await fixture('neutron', ['nb', 'sb']);
    const found = everyFlow(network).find(({ attribution }) => attribution.rows[0]?.fact.kind === 'acl');
    const { rows } = settle(databasesOf(network), (pieces) => {
      const row = pieces.sbRows.row('Logical_Flow', found?.flow.uuid);
      return row === undefined ? undefined : attribute(pieces, row, found?.datapath);
    });
    expect(rows.get('ACL')).toBe(1);
    expect(rows.get('Logical_Switch')).toBe(1);
    expect(rows.get('Logical_Switch_Port')).toBeUndefined();
  });
});
