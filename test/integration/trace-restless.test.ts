/** A trace of a server whose database changes all the time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingProxy, run, startNamed, type Lab } from '../lab/index.ts';
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
