import { describe, expect, it } from 'vitest';
import { distinct } from '../../src/cli/distinct.ts';
import type { Reading } from '../../src/cli/reading.ts';
import type { Origin } from '../../src/ovsdb/index.ts';
import { northbound } from '../model/build.ts';

interface Copy {
  readonly name: string;
  readonly ports: number;
  readonly changed?: number;
  readonly kind?: Origin['kind'];
  readonly commitIndex?: number;
}

/** The same database, as its global row says, at some moment. */
const copy = ({ name, ports, changed, kind = 'standalone file', commitIndex }: Copy): Reading => {
  const rows = Object.fromEntries(Array.from({ length: ports }, (_, i) => [`p${i}`, {}]));
  const database = northbound({ NB_Global: { global: {} }, Logical_Switch_Port: rows });
  Object.assign(database.origin, { kind, ...(changed === undefined ? {} : { changed }) });
  const cluster = commitIndex === undefined ? {} : { cluster: { commitIndex } as Reading['cluster'] };
  return { role: 'nb', name, database, ...cluster };
};

const outcome = (...copies: Copy[]): string[] => {
  const { kept, left } = distinct(copies.map(copy));
  return [
    ...kept.map(({ name }) => name),
    ...left.map(({ reading, sameAs, isOlder }) => `${reading.name} ${isOlder ? '<' : '='} ${sameAs.name}`),
  ];
};

describe('of several copies of one database', () => {
  it.each<[string, Copy[], string[]]>([
    [
      'the one that changed last is kept, whatever their order and names',
      [
        { name: 'a-old', ports: 1, changed: 1000 },
        { name: 'z-new', ports: 2, changed: 2000 },
      ],
      ['z-new', 'a-old < z-new'],
    ],
    [
      'equal ones are called the same',
      [
        { name: 'db', ports: 2, changed: 1000 },
        { name: 'backup', ports: 2, changed: 2000 },
      ],
      ['backup', 'db = backup'],
    ],
    [
      'a dump is kept only for want of a file',
      [
        { name: 'dump', ports: 2, kind: 'dump' },
        { name: 'file', ports: 2, changed: 1 },
      ],
      ['file', 'dump = file'],
    ],
    [
      'a running server is kept before any file',
      [
        { name: 'file', ports: 2, changed: 5000 },
        { name: 'server', ports: 2, kind: 'server' },
      ],
      ['server', 'file = server'],
    ],
    [
      'the member of a cluster that is further in the log is kept',
      [
        { name: 'first', ports: 1, kind: 'clustered file', commitIndex: 7, changed: 2000 },
        { name: 'second', ports: 2, kind: 'clustered file', commitIndex: 9, changed: 2000 },
      ],
      ['second', 'first = second'],
    ],
  ])('%s', (_, copies, expected) => {
    expect(outcome(...copies)).toEqual(expected);
    expect(outcome(...[...copies].reverse())).toEqual(expected);
  });
});
