/** A look at a clustered deployment: through all members, through a leader's death, and through a relay. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShowJson } from '../../src/cli/show/index.ts';
import { RecordingProxy, startNamed, type Lab } from '../lab/index.ts';
import { ovnscope } from '../cli/run.ts';
import { otherThanReads, sentThrough } from './reads.ts';

let lab: Lab;
let proxies: { nb: RecordingProxy[]; sb: RecordingProxy[]; relay: RecordingProxy };
beforeAll(async () => {
  lab = await startNamed('two-switches', { clustered: true, relay: true });
  const before = (name: string, target: string): Promise<RecordingProxy> =>
    RecordingProxy.start({ directory: lab.directory, name: `${name}-proxy`, target });
  const all = (database: 'nb' | 'sb'): Promise<RecordingProxy[]> =>
    Promise.all(lab[database].servers.map(({ name, remote }) => before(name, remote)));
  proxies = { nb: await all('nb'), sb: await all('sb'), relay: await before('relay', lab.sb.remote) };
});
afterAll(async () => {
  for (const proxy of [...(proxies?.nb ?? []), ...(proxies?.sb ?? []), proxies?.relay]) await proxy?.stop();
  await lab?.stop();
});

const members = (database: 'nb' | 'sb'): string => proxies[database].map(({ remote }) => remote).join(',');

const show = async (...args: string[]): Promise<ShowJson> => {
  const { status, out, err } = await ovnscope(['show', '-o', 'json', ...args]);
  expect([status, err]).toEqual([0, '']);
  return JSON.parse(out) as ShowJson;
};

const graph = async (...args: string[]): Promise<string> => {
  const { status, out, err } = await ovnscope(['graph', ...args]);
  expect([status, err]).toEqual([0, '']);
  return out;
};

describe('a cluster', () => {
  it('answers through all members, the relay, and followers', async () => {
    const all = await show('--nb', members('nb'), '--sb', members('sb'));
    expect(all.switches.map(({ name }) => name)).toEqual(['sw0', 'sw1']);
    expect(await show('--nb', members('nb'), '--sb', proxies.relay.remote)).toEqual(all);
    for (const { remote } of proxies.nb) {
      expect(await show('--nb', remote, '--sb', members('sb'), '--no-leader-only')).toEqual(all);
    }
  });

  it('says what a follower is, and how to read from it', async () => {
    const leader = await (lab.nb.cluster as NonNullable<typeof lab.nb.cluster>).leader();
    const follower = proxies.nb[(leader + 1) % 3] as RecordingProxy;
    const { status, err } = await ovnscope(['show', '--nb', follower.remote, '--timeout', '30']);
    expect(status).toBe(1);
    expect(err).toContain('not the leader');
    expect(err).toContain('--no-leader-only');
  });

  it('answers after the death of its leader', async () => {
    const before = await show('--nb', members('nb'), '--sb', members('sb'));
    const picture = await graph('--nb', members('nb'), '--sb', members('sb'));
    for (const database of ['nb', 'sb'] as const) {
      const cluster = lab[database].cluster as NonNullable<typeof lab.nb.cluster>;
      const leader = await cluster.leader();
      await cluster.kill(leader);
    }
    // Immediately: while the others still elect.
    const after = await show('--nb', members('nb'), '--sb', members('sb'));
    expect(after.switches).toEqual(before.switches);
    expect(after.routers).toEqual(before.routers);
    const throughRelay = await show('--nb', members('nb'), '--sb', proxies.relay.remote);
    expect(throughRelay.switches).toEqual(before.switches);
    expect(await graph('--nb', members('nb'), '--sb', members('sb'))).toBe(picture);
    expect(await graph('--nb', members('nb'), '--sb', proxies.relay.remote)).toBe(picture);
  });

  it('refuses a server of another cluster', async () => {
    const pinned = `cid:00000000-0000-4000-8000-000000000000,${members('nb')}`;
    const { status, err } = await ovnscope(['show', '--nb', pinned, '--timeout', '30']);
    expect(status).toBe(1);
    expect(err).toContain('belongs to cluster');
  });

  it('was only read from', () => {
    const sent = sentThrough([...proxies.nb, ...proxies.sb, proxies.relay]);
    expect(sent.length).toBeGreaterThan(20);
    expect(otherThanReads(sent)).toEqual([]);
  });
});
