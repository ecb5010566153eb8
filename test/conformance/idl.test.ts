/** The program that Open vSwitch's suite drives, against a server of our own: arguments in, printed lines out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeCertificates,
  makeDirectory,
  removeDirectory,
  run,
  runningDaemons,
  startServer,
  type Certificates,
  type OvsdbServer,
} from '../lab/index.ts';

/** Two of the tables that the program knows how to print. */
const SCHEMA = {
  name: 'small',
  version: '1.0.0',
  tables: {
    simple: {
      columns: {
        i: { type: 'integer' },
        s: { type: 'string' },
        ba: { type: { key: 'boolean', min: 0, max: 1 } },
        sa: { type: { key: 'string', min: 0, max: 'unlimited' } },
      },
      isRoot: true,
    },
    simple6: {
      columns: {
        name: { type: 'string' },
        weak_ref: {
          type: {
            key: { type: 'uuid', refTable: 'simple', refType: 'weak' },
            min: 0,
            max: 'unlimited',
          },
        },
      },
      isRoot: true,
    },
  },
};

let directory: string;
let program: string;
let schema: string;
let tls: Certificates;

beforeAll(async () => {
  directory = makeDirectory();
  program = join(directory, 'test-ovsdb.mjs');
  schema = join(directory, 'small.ovsschema');
  writeFileSync(schema, JSON.stringify(SCHEMA));
  tls = await makeCertificates(join(directory, 'tls'));
  await build({
    entryPoints: ['test/conformance/test-ovsdb.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'warning',
  });
});

afterAll(() => {
  expect(runningDaemons()).toEqual([]);
  removeDirectory(directory);
});

let number = 0;

/** A new server, with the rows that `operations` make; it is stopped when `use` is done. */
const withServer = async (
  operations: object[],
  use: (server: OvsdbServer) => Promise<void>,
): Promise<void> => {
  const server = await startServer({ directory, name: `db${number++}`, schema, tls });
  try {
    if (operations.length > 0) await server.transact('small', ...operations);
    await use(server);
  } finally {
    await server.stop();
  }
};

const testOvsdb = (...args: string[]): Promise<string> =>
  run(process.execPath, [program, '--timeout=30', ...args]);

/** The printed lines, each UUID as `<N>` by its first appearance. */
const idl = async (remote: string, ...args: string[]): Promise<string[]> => {
  const output = await testOvsdb('idl', schema, remote, ...args);
  const seen: string[] = [];
  const text = output.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => {
    if (!seen.includes(uuid)) seen.push(uuid);
    return `<${seen.indexOf(uuid)}>`;
  });
  return text.trimEnd().split('\n');
};

const insert = (table: string, row: object, name?: string): object => ({
  op: 'insert',
  table,
  row,
  ...(name === undefined ? {} : { 'uuid-name': name }),
});
const transaction = (...operations: object[]): string => JSON.stringify(['small', ...operations]);

describe('test-ovsdb idl', () => {
  it('prints what is there at first, and nothing more without a command', () =>
    withServer([], async (server) => {
      expect(await idl(server.remote)).toEqual(['000: empty', '001: done']);
    }));

  it('sends transactions, numbers the UUIDs of their replies, and prints what they made', () =>
    withServer([], async (server) => {
      const first = transaction(insert('simple', { i: 1, s: "it's", ba: true, sa: ['set', ['a', 'b c']] }));
      const second = transaction({
        op: 'update',
        table: 'simple',
        where: [['_uuid', '==', ['uuid', '#0#']]],
        row: { i: 2 },
      });
      const nothing = transaction({ op: 'delete', table: 'simple', where: [['i', '==', 7]] });
      expect(await idl(server.remote, first, second, nothing, '+reconnect')).toEqual([
        '000: empty',
        '001: {"error":null,"result":[{"uuid":["uuid","<0>"]}]}',
        '002: table simple: i=1 s=its ba=[true] sa=[a b c] uuid=<0>',
        '003: {"error":null,"result":[{"count":1}]}',
        '004: table simple: i=2 s=its ba=[true] sa=[a b c] uuid=<0>',
        '005: {"error":null,"result":[{"count":0}]}',
        '006: reconnect',
        '007: table simple: i=2 s=its ba=[true] sa=[a b c] uuid=<0>',
        '008: done',
      ]);
    }));

  it('follows only the columns that are named; ! leaves one to be fetched', () =>
    withServer([insert('simple', { i: 5, s: 'x' })], async (server) => {
      expect(await idl(server.remote, '?simple:i,s!', 'fetch 5 s')).toEqual([
        '000: table simple: i=5 uuid=<0>',
        '001: commit, status=success',
        '002: table simple: i=5 s=x uuid=<0>',
        '003: done',
      ]);
    }));

  it('changes conditions, and leaves out references to rows that they hide', async () => {
    const operations = [
      insert('simple', { i: 1 }, 'one'),
      insert('simple6', { name: 'n', weak_ref: ['set', [['named-uuid', 'one']]] }),
    ];
    await withServer(operations, async (server) => {
      const commands = [
        'condition simple [];simple6 [true]',
        'condition simple [["i","==",1]]',
        '^reconnect',
      ];
      expect(await idl(server.remote, ...commands)).toEqual([
        '000: simple: change conditions',
        '000: simple6: conditions unchanged',
        '001: table simple6: name=n weak_ref=[] uuid=<0>',
        '002: simple: change conditions',
        '003: reconnect',
        '004: table simple: i=1 s= ba=[] sa=[] uuid=<1>',
        '004: table simple6: name=n weak_ref=[<1>] uuid=<0>',
        '005: done',
      ]);
    });
  });

  it('tells of rows that come, change and go', () =>
    withServer([insert('simple', { i: 1 })], async (server) => {
      const change = transaction({ op: 'update', table: 'simple', where: [], row: { s: 'new' } });
      const removal = transaction({ op: 'delete', table: 'simple', where: [] });
      const lines = await idl(server.remote, 'track-notify', change, removal);
      expect(lines.filter((line) => line.includes('event:'))).toEqual([
        '000: event:create, row={i=1 s= ba=[] sa=[]}, uuid=<0>, updates=None',
        '002: event:update, row={i=1 s=new ba=[] sa=[]}, uuid=<0>, updates={s=}',
        '004: event:delete, row={i=1 s=new ba=[] sa=[]}, uuid=<0>, updates=None',
      ]);
    }));

  it('speaks TLS, and leaves so that the server has nothing to complain about', () =>
    withServer([insert('simple', { i: 1 })], async (server) => {
      const { key, certificate } = tls.client;
      await server.appctl('version');
      const before = server.daemon.log.length;
      expect(
        await idl(server.tlsRemote, key, certificate, tls.ca, transaction(insert('simple6', {}))),
      ).toEqual([
        '000: table simple: i=1 s= ba=[] sa=[] uuid=<0>',
        '001: {"error":null,"result":[{"uuid":["uuid","<1>"]}]}',
        '002: table simple: i=1 s= ba=[] sa=[] uuid=<0>',
        '002: table simple6: name= weak_ref=[] uuid=<1>',
        '003: done',
      ]);
      await server.appctl('version');
      expect(server.daemon.log.slice(before)).not.toMatch(/SSL_read|unexpected SSL|receive error/);
    }));

  it('reads from a server on which conditional monitors are switched off', () =>
    withServer([insert('simple', { i: 1 })], async (server) => {
      await server.appctl('ovsdb-server/disable-monitor-cond');
      const change = transaction({ op: 'update', table: 'simple', where: [], row: { i: 2 } });
      expect((await idl(server.remote, change)).filter((line) => line.includes('table'))).toEqual([
        '000: table simple: i=1 s= ba=[] sa=[] uuid=<0>',
        '002: table simple: i=2 s= ba=[] sa=[] uuid=<0>',
      ]);
    }));

  it('does not write through the client', () =>
    withServer([], async (server) => {
      await expect(idl(server.remote, 'insert 1')).rejects.toThrow(
        '"insert" is not supported: ovnscope is a read-only client',
      );
    }));
});
