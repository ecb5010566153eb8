/** A trace of a server whose database changes all the time, and of one whose schema is older. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OvsdbServer, RecordingProxy, run, SCHEMAS, startNamed, type Lab } from '../lab/index.ts';
import { ovnscope } from '../cli/run.ts';
import { otherThanReads, sentThrough } from './reads.ts';

const directory = mkdtempSync(join(tmpdir(), 'trace-restless-'));
const QUESTION = 'trace --from sw0-p1 --to sw1-p1 --tcp --dport 80 --reply --explain'.split(' ');
let lab: Lab;
let proxy: RecordingProxy;
let words: string[];

beforeAll(async () => {
  lab = await startNamed('two-switches');
  proxy = await RecordingProxy.start({ directory, name: 'proxy', target: lab.sb.remote });
  words = [...QUESTION, '--nb', lab.nb.remote, '--sb', proxy.remote];
});

afterAll(async () => {
  await proxy?.stop();
  await lab?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const methods = (): string[] => sentThrough([proxy]).map(({ method }) => method);

describe('a database that changes all the time', () => {
  it('gives the answer that it gives in peace', async () => {
    const inPeace = await ovnscope(words);
    expect(methods()).toContain('transact');
    expect(methods()).not.toContain('monitor_cond_change');
    let over = false;
    const changing = (async () => {
      for (let i = 0; !over; i++) {
        const row = { op: 'insert', table: 'Address_Set', row: { name: `restless-${i}` } };
        await run('ovsdb-client', ['transact', lab.sb.remote, JSON.stringify(['OVN_Southbound', row])]);
      }
    })();
    const meanwhile = await ovnscope(words);
    over = true;
    await changing;
    expect(meanwhile).toEqual(inPeace);
    // Rows were selected, again and again, until following the database was the better way.
    expect(methods()).toContain('monitor_cond_change');
    expect(otherThanReads(sentThrough([proxy]))).toEqual([]);
  });
});

describe('a database of an older schema', () => {
  it('is asked for no table that it lacks', async () => {
    const schema = JSON.parse(readFileSync(SCHEMAS.sb, 'utf8')) as { tables: Record<string, unknown> };
    for (const table of ['Chassis_Template_Var', 'Static_MAC_Binding', 'FDB']) delete schema.tables[table];
    const path = join(directory, 'older.ovsschema');
    writeFileSync(path, JSON.stringify(schema));
    const server = await OvsdbServer.start({ directory, name: 'older', schema: path });
    const older = await RecordingProxy.start({ directory, name: 'older-proxy', target: server.remote });
    try {
      const ids = [
        'map',
        [
          ['name', 'sw0'],
          ['logical-switch', '00000000-0000-0000-0000-000000000001'],
        ],
      ];
      await server.transact(
        'OVN_Southbound',
        {
          op: 'insert',
          table: 'Datapath_Binding',
          'uuid-name': 'dp',
          row: { tunnel_key: 1, external_ids: ids },
        },
        {
          op: 'insert',
          table: 'Port_Binding',
          row: { logical_port: 'p1', datapath: ['named-uuid', 'dp'], tunnel_key: 1 },
        },
      );
      const { status, err } = await ovnscope(['trace', '--sb', older.remote, 'inport == "p1"']);
      expect(status).toBe(1);
      expect(err).toContain('has no logical flows');
      const asked = sentThrough([older]).map(({ method }) => method);
      expect(asked).toContain('transact');
      expect(asked).not.toContain('monitor_cond_change');
    } finally {
      await older.stop();
      await server.stop();
    }
  });
});
