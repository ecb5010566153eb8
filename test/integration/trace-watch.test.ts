/** `trace --watch` over a network that changes, and servers that go away in the middle. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingProxy, startNamed, type Lab } from '../lab/index.ts';
import { ovnscope, type Ran } from '../cli/run.ts';
import { otherThanReads, sentThrough } from './reads.ts';

const directory = mkdtempSync(join(tmpdir(), 'trace-watch-'));
const QUESTION = '--from sw0-p1 --to sw1-p1 --tcp --dport 80'.split(' ');
let lab: Lab;

beforeAll(async () => {
  lab = await startNamed('two-switches');
});

afterAll(async () => {
  await lab?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** A watch in the background: what it has printed so far, and its end. */
interface Watch {
  readonly text: () => string;
  readonly stop: () => Promise<Ran>;
  readonly over: Promise<Ran>;
}

const watching = (remotes: readonly string[], ...more: readonly string[]): Watch => {
  let text = '';
  const enough = new AbortController();
  const words = ['trace', ...QUESTION, '--watch', ...more, ...remotes];
  const over = ovnscope(words, {}, { signal: enough.signal, onOut: (piece) => void (text += piece) });
  return {
    text: () => text,
    over,
    stop: () => {
      enough.abort();
      return over;
    },
  };
};

const within = { timeout: 20_000, interval: 50 };

describe('--watch', () => {
  let proxies: RecordingProxy[] = [];
  let remotes: string[];

  beforeAll(async () => {
    proxies = await Promise.all(
      [lab.nb, lab.sb].map(({ name, remote }) =>
        RecordingProxy.start({ directory, name: `${name}-proxy`, target: remote }),
      ),
    );
    remotes = proxies.flatMap(({ remote }, i) => [i === 0 ? '--nb' : '--sb', remote]);
  });

  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop();
  });

  it('tells that the ACL that decided is gone, and that there is another', async () => {
    await lab.nbctl('acl-add', 'sw1', 'to-lport', '1005', 'outport == "sw1-p1" && tcp', 'drop');
    await lab.sync();
    const watch = watching(remotes);
    await expect.poll(watch.text, within).toContain('dropped in switch sw1');
    expect(watch.text()).toContain('  by ACL (switch sw1, to-lport, priority 1005, drop)');

    await lab.nbctl('acl-del', 'sw1');
    await expect.poll(watch.text, within).toContain('\n+ delivered to sw1-p1 on hv1');
    expect(watch.text()).toContain('\n- dropped in switch sw1');

    await lab.nbctl('acl-add', 'sw1', 'to-lport', '1006', 'outport == "sw1-p1" && ip4', 'reject');
    await expect.poll(watch.text, within).toContain('\n+ rejected with a TCP reset');

    await lab.nbctl('acl-del', 'sw1');
    const { status, err } = await watch.stop();
    expect([status, err]).toEqual([0, '']);
  });

  it('says nothing of changes that are none of the packet', async () => {
    await lab.sync();
    const watch = watching(remotes);
    await expect.poll(watch.text, within).toContain('delivered to sw1-p1 on hv1');
    const before = watch.text();
    await lab.nbctl('ls-add', 'elsewhere', '--', 'lsp-add', 'elsewhere', 'nobody');
    await lab.sync();
    // A change of its own comes after that one: had there been something to tell, it would stand before.
    await lab.nbctl('acl-add', 'sw1', 'to-lport', '1005', 'outport == "sw1-p1" && tcp', 'drop');
    await expect.poll(watch.text, within).toContain('\n+ dropped in switch sw1');
    expect(watch.text().slice(before.length)).not.toContain('elsewhere');
    expect(watch.text().slice(before.length).split('\n+ ')[1]).toContain('dropped');
    await watch.stop();
    await lab.nbctl('acl-del', 'sw1', '--', 'ls-del', 'elsewhere');
    await lab.sync();
  });

  it('goes on when the port is gone, and when it is there again', async () => {
    const watch = watching(remotes);
    await expect.poll(watch.text, within).toContain('delivered to sw1-p1 on hv1');
    // northd takes the address of a port that is switched off out of the router's flows.
    await lab.nbctl('lsp-set-enabled', 'sw1-p1', 'disabled');
    await expect.poll(watch.text, within).toContain('\n+ waits: OVN asks by ARP for the MAC of 10.0.1.11');
    await lab.nbctl('lsp-set-enabled', 'sw1-p1', 'enabled');
    await expect.poll(watch.text, within).toContain('\n+ delivered to sw1-p1 on hv1');
    expect((await watch.stop()).status).toBe(0);
  });

  it('survives a connection that is lost', async () => {
    const watch = watching(remotes);
    await expect.poll(watch.text, within).toContain('delivered to sw1-p1 on hv1');
    for (const proxy of proxies) proxy.drop();
    await lab.nbctl('acl-add', 'sw1', 'to-lport', '1005', 'outport == "sw1-p1" && tcp', 'drop');
    await expect.poll(watch.text, within).toContain('\n+ dropped in switch sw1');
    await watch.stop();
    await lab.nbctl('acl-del', 'sw1');
    await lab.sync();
  });

  it('has sent nothing but reads', () => {
    expect(otherThanReads(sentThrough(proxies))).toEqual([]);
  });
});

describe('a server that goes away in the middle', () => {
  it.each([2_000, 20_000, 40_000])('after %i bytes: an error, status 1', async (closeAfter) => {
    const name = `ends-${closeAfter}`;
    const proxy = await RecordingProxy.start({ directory, name, target: lab.sb.remote, closeAfter });
    // The second time nobody listens.
    const run = ovnscope(['trace', ...QUESTION, '--nb', lab.nb.remote, '--sb', proxy.remote]);
    await expect
      .poll(() => proxy.recordings.some(({ received }) => received >= closeAfter), within)
      .toBe(true);
    await proxy.stop();
    const { status, out, err } = await run;
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(/^ovnscope: /);
    expect(err).not.toContain('should not happen');
  });
});
