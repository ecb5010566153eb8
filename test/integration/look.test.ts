/**
 * `show` and `graph` on the lab's deployments: live, and from every form in which their databases can be saved.
 * Whatever the form, the answer is the same; and it is what OVN's own tools say.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShowJson } from '../../src/cli/show/index.ts';
import { RecordingProxy, run, scenarios, startNamed, type Lab } from '../lab/index.ts';
import { ovnscope } from '../cli/run.ts';
import { otherThanReads, sentThrough } from './reads.ts';

const show = async (...args: string[]): Promise<ShowJson> => {
  const { status, out, err } = await ovnscope(['show', '-o', 'json', ...args]);
  expect(err).toBe('');
  expect(status).toBe(0);
  return JSON.parse(out) as ShowJson;
};

const graph = async (...args: string[]): Promise<string> => {
  const { status, out, err } = await ovnscope(['graph', ...args]);
  expect([status, err]).toEqual([0, '']);
  return out;
};

/** `ovn-nbctl`'s answer as `name => other column`. */
const column = async (lab: Lab, tool: 'nbctl' | 'sbctl', table: string, name: string, other: string) => {
  const text = await lab[tool]('--format=json', `--columns=${name},${other}`, 'list', table);
  const { data } = JSON.parse(text) as { data: [string, unknown][] };
  return new Map(data);
};

describe.each(scenarios.map(({ name }) => name))('%s', (name) => {
  let lab: Lab;
  let nb: RecordingProxy;
  let sb: RecordingProxy;
  let live: ShowJson;
  let picture: string;

  beforeAll(async () => {
    lab = await startNamed(name);
    nb = await RecordingProxy.start({ directory: lab.directory, name: 'nb-proxy', target: lab.nb.remote });
    sb = await RecordingProxy.start({ directory: lab.directory, name: 'sb-proxy', target: lab.sb.remote });
    await look();
  });

  const look = async (): Promise<void> => {
    live = await show('--nb', nb.remote, '--sb', sb.remote);
    picture = await graph('--nb', nb.remote, '--sb', sb.remote);
  };

  /** What is live as it is now: on a busy machine the gateway of a router may move at any time. */
  const lookAgain = async (): Promise<void> => {
    live = await show('--nb', lab.nb.remote, '--sb', lab.sb.remote);
    picture = await graph('--nb', lab.nb.remote, '--sb', lab.sb.remote);
  };

  afterAll(async () => {
    await nb?.stop();
    await sb?.stop();
    await lab?.stop();
  });

  it('shows every switch, router, port and chassis that OVN has', async () => {
    const [switches, routers, switchPorts, routerPorts, chassis] = await Promise.all([
      column(lab, 'nbctl', 'Logical_Switch', 'name', '_uuid'),
      column(lab, 'nbctl', 'Logical_Router', 'name', '_uuid'),
      column(lab, 'nbctl', 'Logical_Switch_Port', 'name', 'type'),
      column(lab, 'nbctl', 'Logical_Router_Port', 'name', 'mac'),
      column(lab, 'sbctl', 'Chassis', 'name', 'hostname'),
    ]);
    const names = (list: readonly { name: string }[]): string[] => list.map((one) => one.name).sort();
    expect(names(live.switches)).toEqual([...switches.keys()].sort());
    expect(names(live.routers)).toEqual([...routers.keys()].sort());
    expect(names(live.chassis)).toEqual([...chassis.keys()].sort());
    const shownPorts = live.switches.flatMap(({ ports }) => ports);
    expect(new Map(shownPorts.map((port) => [port.name, port.type]))).toEqual(switchPorts);
    const shownRouterPorts = live.routers.flatMap(({ ports }) => ports);
    expect(new Map(shownRouterPorts.map((port) => [port.name, port.mac]))).toEqual(routerPorts);
  });

  it('shows where each port is bound', async () => {
    const bindings = await column(lab, 'sbctl', 'Port_Binding', 'logical_port', 'chassis');
    const chassis = await column(lab, 'sbctl', 'Chassis', '_uuid', 'name');
    const byUuid = new Map([...chassis].map(([uuid, chassisName]) => [String(uuid[1]), chassisName]));
    for (const port of live.switches.flatMap(({ ports }) => ports)) {
      const bound = bindings.get(port.name) as [string, string] | undefined;
      const expected = bound?.[0] === 'uuid' ? byUuid.get(bound[1]) : null;
      expect([port.name, port.chassis]).toEqual([port.name, expected ?? null]);
    }
  });

  it('never asks for logical flows, and only reads', () => {
    const sent = sentThrough([nb, sb]);
    expect(sent.length).toBeGreaterThan(4);
    expect(otherThanReads(sent)).toEqual([]);
    expect(JSON.stringify(sent)).not.toContain('Logical_Flow');
  });

  it('says the same from the database files', async () => {
    const [nbFile = '', sbFile = ''] = [...lab.nb.files(), ...lab.sb.files()];
    await lookAgain();
    expect(await show('--nb', nbFile, '--sb', sbFile)).toEqual(live);
    expect(await graph('--nb', nbFile, '--sb', sbFile)).toBe(picture);
  });

  it('says the same from backups, found in a directory and in an archive of it', async () => {
    const directory = join(lab.directory, 'saved');
    mkdirSync(directory);
    writeFileSync(join(directory, 'one'), await lab.backup('nb'));
    writeFileSync(join(directory, 'two'), await lab.backup('sb'));
    writeFileSync(join(directory, 'README'), 'not a database\n');
    await lookAgain();
    expect(await show('--from', directory)).toEqual(live);
    expect(await graph('--from', directory)).toBe(picture);
    const archive = join(lab.directory, 'saved.tar.gz');
    await run('tar', ['-czf', archive, '-C', lab.directory, 'saved']);
    expect(await show('--from', archive)).toEqual(live);
    expect(await graph('--from', archive)).toBe(picture);
  });

  it('says the same from clustered files', async () => {
    const files: string[] = [];
    for (const database of ['nb', 'sb'] as const) {
      const backup = join(lab.directory, `${database}.backup`);
      const file = join(lab.directory, `${database}-cluster.db`);
      writeFileSync(backup, await lab.backup(database));
      await run('ovsdb-tool', ['create-cluster', file, backup, 'unix:never.raft']);
      files.push(file);
    }
    const [nbFile = '', sbFile = ''] = files;
    await lookAgain();
    expect(await show('--nb', nbFile, '--sb', sbFile)).toEqual(live);
    expect(await graph('--nb', nbFile, '--sb', sbFile)).toBe(picture);
  });

  it('shows what any one database tells', async () => {
    const [northbound, southbound] = await Promise.all([show('--nb', nb.remote), show('--sb', sb.remote)]);
    expect(northbound.switches.map((one) => one.name)).toEqual(live.switches.map((one) => one.name));
    expect(southbound.switches.map((one) => one.name)).toEqual(live.switches.map((one) => one.name));
    // The gateway of a router may have moved since: on a busy machine BFD loses sight of a chassis.
    const settled = (all: typeof live.chassis): unknown[] =>
      all.map((one) => ({ ...one, ports: one.ports.filter(({ type }) => type !== 'chassisredirect') }));
    expect(settled(southbound.chassis)).toEqual(settled(live.chassis));
    for (const { name: host, ovs } of lab.hypervisors) {
      const proxy = await RecordingProxy.start({
        directory: lab.directory,
        name: `${host}-proxy`,
        target: ovs.remote,
      });
      const { hosts } = await show('--ovs', proxy.remote);
      expect(hosts[0]?.bridges.map((bridge) => bridge.name)).toContain('br-int');
      expect(otherThanReads(sentThrough([proxy]))).toEqual([]);
      await proxy.stop();
    }
  });

  it('prints text that names all of it', async () => {
    const { status, out, err } = await ovnscope(['show', '--all', '--nb', nb.remote, '--sb', sb.remote]);
    expect([status, err]).toEqual([0, '']);
    for (const one of [...live.switches, ...live.routers]) {
      expect(out).toContain(one.name);
      for (const port of one.ports) expect(out).toContain(port.name);
    }
  });

  it('draws it', () => {
    expect(picture).toMatch(/^<svg|^<\?xml/);
    for (const one of [...live.switches, ...live.routers]) {
      expect(picture).toContain(
        (one.alias ?? one.name).replaceAll('&', '&amp;').replaceAll('<', '&lt;').slice(0, 8),
      );
    }
  });
});
