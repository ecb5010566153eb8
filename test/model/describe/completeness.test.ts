/** Laws of descriptions, on every row of every fixture: nothing throws, nothing is hidden, no table is gone through. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Describers } from '../../../src/model/describe/describer.ts';
import { describeRow } from '../../../src/model/describe/generic.ts';
import { physicalDescribers } from '../../../src/model/describe/physical/index.ts';
import { rulesDescribers } from '../../../src/model/describe/rules/index.ts';
import { hiddenIn, said } from './hidden.ts';
import { deployments, everyRow, type Deployment, type Located } from './fixtures.ts';

const describers: Describers = { ...rulesDescribers, ...physicalDescribers };

let all: readonly Deployment[] = [];
beforeAll(async () => {
  all = await deployments();
});

const describerOf = ({ database, row }: Located) => describers[`${database}.${row.tableName}`];

/** Thousands of rows that are all alike: every fiftieth will do. */
const chosen = function* (network: Deployment['network']): Generator<Located> {
  let flows = 0;
  for (const located of everyRow(network)) {
    if (located.row.tableName === 'Logical_Flow' && flows++ % 50 !== 0) continue;
    yield located;
  }
};

describe('every row of the fixtures', () => {
  it('is described by its own describer with nothing left out', () => {
    let count = 0;
    const hidden: string[] = [];
    for (const { network } of all) {
      for (const located of chosen(network)) {
        const description = describerOf(located)?.(network, located.row, located.host);
        if (description === undefined) continue;
        count++;
        expect(description.ref).toEqual({
          database: located.database,
          table: located.row.tableName,
          uuid: located.row.uuid,
        });
        hidden.push(...hiddenIn(located, network, said(description)));
      }
    }
    expect([...new Set(hidden)]).toEqual([]);
    expect(count).toBeGreaterThan(500);
  });

  it('is described from the schema alone with nothing left out', () => {
    for (const { network } of all) {
      for (const located of chosen(network)) {
        const description = describeRow(network, located.row, located.database, located.host);
        expect(hiddenIn(located, network, said(description))).toEqual([]);
      }
    }
  });

  it('has facts with ids of their own in each section, and listings as wide as their columns', () => {
    for (const { network } of all) {
      for (const located of chosen(network)) {
        const description =
          describerOf(located)?.(network, located.row, located.host) ??
          describeRow(network, located.row, located.database, located.host);
        const ids = description.sections.map(({ id }) => id);
        expect(new Set(ids).size, `${located.row.tableName}: ${ids.join()}`).toBe(ids.length);
        for (const { facts, listing } of description.sections) {
          const factIds = facts.map(({ id }) => id);
          expect(new Set(factIds).size, `${located.row.tableName}: ${factIds.join()}`).toBe(factIds.length);
          for (const row of listing?.rows ?? []) expect(row.length).toBe(listing?.columns.length);
        }
      }
    }
  });

  it('is described without going through a table of more than one row', () => {
    for (const { network, whole } of all) {
      whole.length = 0;
      for (const located of chosen(network)) {
        describerOf(located)?.(network, located.row, located.host);
        describeRow(network, located.row, located.database, located.host);
      }
      const tables = new Set(whole.map(({ table }) => table));
      expect(
        [...tables].filter((table) => !['NB_Global', 'SB_Global', 'Open_vSwitch'].includes(table)),
      ).toEqual([]);
    }
  });
});
