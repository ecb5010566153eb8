/** Rows of one moment, of a real server that changes or does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/ovsdb/clock.ts';
import { Moment } from '../../../src/ovsdb/client/moment.ts';
import { Session } from '../../../src/ovsdb/client/session.ts';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import { makeDirectory, removeDirectory, startServer, type OvsdbServer } from '../../lab/index.ts';

const DATABASE = 'OVN_Northbound';
const COLUMNS = { Logical_Switch: ['name'], Logical_Router: ['name'] };

let directory: string;
let server: OvsdbServer;
let session: Session;

const insert = (table: string, name: string): object => ({ op: 'insert', table, row: { name } });

beforeAll(async () => {
  directory = makeDirectory();
  server = await startServer({ directory, name: 'nb', schema: 'nb' });
  await server.transact(DATABASE, insert('Logical_Switch', 'sw0'));
  session = await Session.open(
    { kind: 'unix', path: server.socket },
    { connect, clock: systemClock, signal: new AbortController().signal },
  );
});
afterAll(async () => {
  session?.close();
  await server?.stop();
  removeDirectory(directory);
});

const names = (moment: Moment, table: string): Promise<unknown> =>
  moment.select({ op: 'select', table, where: [], columns: ['name'] });

describe('a moment', () => {
  it('holds as long as nothing changes', async () => {
    const moment = await Moment.begin(session.peer, DATABASE, COLUMNS);
    expect(await names(moment, 'Logical_Switch')).toEqual([[{ name: 'sw0' }]]);
    expect(await moment.holds()).toBe(true);
    expect(await names(moment, 'Logical_Router')).toEqual([[]]);
    expect(await moment.holds()).toBe(true);
    await moment.finish();
  });

  it.each<[string, object]>([
    ['a new row', insert('Logical_Router', 'lr0')],
    [
      'another value',
      { op: 'update', table: 'Logical_Router', where: [['name', '==', 'lr0']], row: { name: 'lr1' } },
    ],
    ['a row that goes', { op: 'delete', table: 'Logical_Router', where: [['name', '==', 'lr1']] }],
  ])('is over with %s', async (_, operation) => {
    const moment = await Moment.begin(session.peer, DATABASE, COLUMNS);
    await names(moment, 'Logical_Switch');
    await server.transact(DATABASE, operation);
    expect(await moment.holds()).toBe(false);
    await moment.finish();
  });

  it('is not over with what matters to nobody', async () => {
    const moment = await Moment.begin(session.peer, DATABASE, COLUMNS);
    await server.transact(DATABASE, insert('Load_Balancer', 'lb0'));
    await server.transact(DATABASE, {
      op: 'update',
      table: 'Logical_Switch',
      where: [],
      row: { external_ids: ['map', [['a', 'b']]] },
    });
    expect(await moment.holds()).toBe(true);
    await moment.finish();
  });

  it('leaves nothing behind: the next one begins anew', async () => {
    const first = await Moment.begin(session.peer, DATABASE, COLUMNS);
    await first.finish();
    await server.transact(DATABASE, insert('Logical_Switch', 'sw1'));
    expect(await first.holds()).toBe(true);
    const second = await Moment.begin(session.peer, DATABASE, COLUMNS);
    expect(await second.holds()).toBe(true);
    await second.finish();
  });
});
