/** A real ovs-vswitchd that is set up as planned and asked by `ofproto/trace` where a frame would go. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Network, type Host } from '../../../src/model/index.ts';
import { openDatabases } from '../../../src/ovsdb/index.ts';
import { Hypervisor } from '../../lab/index.ts';
import type { SwitchPlan, TagPlan } from './random-switch.ts';

export class RealSwitch {
  private readonly directory: string;
  private readonly hypervisor: Hypervisor;

  private constructor(directory: string, hypervisor: Hypervisor) {
    this.directory = directory;
    this.hypervisor = hypervisor;
  }

  static async start(): Promise<RealSwitch> {
    const directory = mkdtempSync(join(tmpdir(), 'ovnscope-l2-'));
    const hypervisor = await Hypervisor.start({ index: 1, directory, southbound: [], controller: false });
    return new RealSwitch(directory, hypervisor);
  }

  async setUp({ vlanLimit, bridges }: SwitchPlan): Promise<void> {
    const commands = bridges.flatMap(({ name, ports }) => [
      ...['--', 'add-br', name],
      ...ports.flatMap((port) => [
        ...['--', 'add-port', name, port.name, '--', 'set', 'Interface', port.name],
        ...(port.peer === undefined ? ['type=dummy'] : ['type=patch', `options:peer=${port.peer}`]),
        ...Object.entries(port.columns).flatMap(([key, value]) => [
          '--',
          'set',
          'Port',
          port.name,
          `${key}=${value}`,
        ]),
      ]),
    ]);
    await this.hypervisor.vsctl(
      'set',
      'Open_vSwitch',
      '.',
      `other_config:vlan-limit=${vlanLimit}`,
      ...commands,
    );
  }

  async tearDown({ bridges }: SwitchPlan): Promise<void> {
    await this.hypervisor.vsctl(...bridges.flatMap(({ name }) => ['--', 'del-br', name]));
  }

  async host(): Promise<Host> {
    const { databases } = await openDatabases(join(this.hypervisor.directory, 'conf.db'));
    const [host] = new Network({ ovs: databases }).hosts;
    if (host === undefined) throw new Error('no host');
    return host;
  }

  /** `PORT TAGS` of every place where a broadcast comes out, sorted. */
  async trace(bridge: string, port: string, tags: readonly TagPlan[]): Promise<readonly string[]> {
    const text = await this.hypervisor.appctl('ofproto/trace', bridge, `in_port=${port}`, packet(tags));
    const actions = /^Datapath actions: (.*)$/m.exec(text)?.[1] ?? '';
    return outputs(actions, tags, await this.names());
  }

  async stop(): Promise<void> {
    await this.hypervisor.stop();
    rmSync(this.directory, { recursive: true });
  }

  /** Datapath port → name. */
  private async names(): Promise<ReadonlyMap<string, string>> {
    const text = await this.hypervisor.appctl('dpif/show');
    const found = [...text.matchAll(/^\s+(\S+) \d+\/(\d+): /gm)];
    return new Map(found.map(([, name = '', number = '']) => [number, name]));
  }
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const packet = (tags: readonly TagPlan[]): string =>
  [
    'ffffffffffff',
    '020000000001',
    ...tags.map(({ protocol, vlan }) => hex(protocol, 4) + hex(vlan, 4)),
    '88b5',
  ]
    .join('')
    .padEnd(120, '0');

const text = (tags: readonly TagPlan[]): string =>
  tags.map(({ protocol, vlan }) => (protocol === 0x88a8 ? `ad:${vlan}` : `${vlan}`)).join('+');

/** Actions as odp_actions(7) has them: `push_vlan(vid=10,pcp=0),2,pop_vlan,3`. */
const outputs = (
  actions: string,
  tags: readonly TagPlan[],
  names: ReadonlyMap<string, string>,
): readonly string[] => {
  const stack: TagPlan[] = [...tags];
  const found: string[] = [];
  for (const [action, push, output] of actions.matchAll(
    /push_vlan\(([^)]*)\)|pop_vlan|(\d+)(?=,|$)|drop|[a-z_]+\(/g,
  )) {
    if (push !== undefined) {
      const protocol = push.includes('tpid=0x88a8') ? 0x88a8 : 0x8100;
      stack.unshift({ protocol, vlan: Number(/vid=(\d+)/.exec(push)?.[1]) });
    } else if (action === 'pop_vlan') stack.shift();
    else if (output !== undefined) found.push(`${names.get(output) ?? output} ${text(stack)}`);
    else if (action !== 'drop') throw new Error(`what is ${action} in ${actions}?`);
  }
  return found.sort();
};
