/** Single questions to a real server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/ovsdb/clock.ts';
import { Session } from '../../../src/ovsdb/client/session.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import {
  makeDirectory,
  RecordingProxy,
  removeDirectory,
  startServer,
  type OvsdbServer,
} from '../../lab/index.ts';
import { otherThanReads, sentThrough } from '../../integration/reads.ts';

let directory: string;
let server: OvsdbServer;
let proxy: RecordingProxy;
let session: Session;
const notified: [string, readonly Json[]][] = [];

beforeAll(async () => {
  directory = makeDirectory();
  server = await startServer({ directory, name: 'nb', schema: 'nb' });
  proxy = await RecordingProxy.start({ directory, name: 'proxy', target: server.remote });
  const insert = (name: string): object => ({ op: 'insert', table: 'Logical_Switch', row: { name } });
  await server.transact('OVN_Northbound', insert('sw0'), insert('sw1'));
  session = await Session.open(
    { kind: 'unix', path: proxy.socket },
    {
      connect,
      clock: systemClock,
      signal: new AbortController().signal,
      onNotification: (method, params) => notified.push([method, params]),
    },
  );
});
afterAll(async () => {
  session?.close();
  await proxy?.stop();
  await server?.stop();
  removeDirectory(directory);
});

describe('a session', () => {
  it('asks a server about itself', async () => {
    expect(await session.listDatabases()).toEqual(expect.arrayContaining(['OVN_Northbound', '_Server']));
    expect((await session.getSchema('OVN_Northbound')).tables.has('Logical_Switch')).toBe(true);
    expect(await session.getServerId()).toMatch(/^[0-9a-f-]{36}$/);
    expect(session.problems.count).toBe(0);
  });

  it('reads rows by condition, several tables in one moment', async () => {
    const columns = ['name'];
    const rows = await session.select(
      'OVN_Northbound',
      { op: 'select', table: 'Logical_Switch', where: [['name', '==', 'sw1']], columns },
      { op: 'select', table: 'Logical_Router', where: [], columns },
    );
    expect(rows).toEqual([[{ name: 'sw1' }], []]);
  });

  it('tells what a server refuses', async () => {
    const refused = session.select('OVN_Northbound', { op: 'select', table: 'No_Such', where: [] });
    await expect(refused).rejects.toMatchObject({
      kind: 'server',
      message: expect.stringContaining('No_Such') as string,
    });
    await expect(session.getSchema('nowhere')).rejects.toMatchObject({ kind: 'server' });
  });

  it('sets a monitor up and cancels it', async () => {
    await session.peer.request('monitor', [
      'OVN_Northbound',
      'mine',
      { Logical_Switch: [{ columns: ['name'] }] },
    ]);
    await session.peer.request('monitor_cancel', ['mine']);
    await server.transact('OVN_Northbound', { op: 'insert', table: 'Logical_Switch', row: { name: 'sw2' } });
    await session.listDatabases();
    expect(notified).toEqual([]);
  });

  it('cannot be made to write', async () => {
    const insert = { op: 'insert', table: 'Logical_Switch', row: { name: 'no' } } as never;
    await expect(session.select('OVN_Northbound', insert)).rejects.toThrow(/only reads/);
    await expect(session.peer.request('lock' as never, ['x'] as never)).rejects.toThrow(/only reads/);
    const sent = sentThrough([proxy]);
    expect(sent.length).toBeGreaterThan(5);
    expect(otherThanReads(sent)).toEqual([]);
  });
});
