/** A deployment of the lab as both sides see it: what OVN's and OVS's own tools print, and what ovnscope says. */
import type { Hypervisor, Lab } from '../../lab/index.ts';
import { ovnscope } from '../../cli/run.ts';
import { Item, type DescribeJson, type GetItem, type GetJson } from './said.ts';
import type { ShowJson } from '../../../src/cli/show/index.ts';

/** Command lines stay well below what Linux takes. */
const BATCH = 400;

/** What one `describe` is asked for: what it has read for one name it looks through for the next. */
const NAMES = 8;

export class Deployment {
  readonly lab: Lab;
  /** Options that lead ovnscope to all databases. */
  readonly sources: readonly string[];
  readonly #described = new Map<string, Item>();

  constructor(lab: Lab) {
    this.lab = lab;
    this.sources = [
      ...['--nb', lab.nb.remote, '--sb', lab.sb.remote],
      ...lab.hypervisors.flatMap(({ ovs }) => ['--ovs', ovs.remote]),
    ];
  }

  /**
   * The text that each of these ovn-nbctl commands prints, in their order, from one run: the UUID of NB_Global, which no
   * other command prints, is printed between them.
   */
  async nbctl(commands: readonly (readonly string[])[]): Promise<readonly string[]> {
    const border = ['get', 'NB_Global', '.', '_uuid'];
    const uuid = (await this.lab.nbctl(...border)).trim();
    const answers: string[] = [];
    for (let start = 0; start < commands.length; start += BATCH) {
      const batch = commands.slice(start, start + BATCH);
      const text = await this.lab.nbctl(...batch.flatMap((command) => ['--', ...command, '--', ...border]));
      const parts = text.split(`${uuid}\n`);
      if (parts.length !== batch.length + 1)
        throw new Error(`${parts.length} answers to ${batch.length} commands`);
      answers.push(...parts.slice(0, -1));
    }
    return answers;
  }

  /** The same for one command and several things: name => text. */
  async each(
    names: Iterable<string>,
    command: string,
    ...options: string[]
  ): Promise<ReadonlyMap<string, string>> {
    const list = [...names];
    const answers = await this.nbctl(list.map((name) => [...options, command, name]));
    return new Map(list.map((name, i) => [name, answers[i] ?? '']));
  }

  /** `ovs-vsctl` of one host. */
  vsctl(host: Hypervisor, ...args: string[]): Promise<string> {
    return host.vsctl(...args);
  }

  async show(): Promise<ShowJson> {
    return JSON.parse(await this.#ask('show')) as ShowJson;
  }

  /** Things of these kinds. */
  async get(...kinds: string[]): Promise<readonly GetItem[]> {
    return (JSON.parse(await this.#ask('get', kinds.join(','))) as GetJson).items;
  }

  /** Descriptions by UUID; each is asked for once. */
  async describe(uuids: Iterable<string>): Promise<ReadonlyMap<string, Item>> {
    const list = [...uuids];
    const missing = list.filter((uuid) => !this.#described.has(uuid));
    for (let start = 0; start < missing.length; start += NAMES) {
      const batch = missing.slice(start, start + NAMES);
      const { items } = JSON.parse(await this.#ask('describe', ...batch)) as DescribeJson;
      for (const item of items) this.#described.set(item.uuid, new Item(item));
    }
    return new Map(list.map((uuid) => [uuid, this.#one(uuid)]));
  }

  #one(uuid: string): Item {
    const item = this.#described.get(uuid);
    if (item === undefined) throw new Error(`${uuid} was not described`);
    return item;
  }

  async #ask(...words: string[]): Promise<string> {
    const { status, out, err } = await ovnscope([...words, '-o', 'json', ...this.sources]);
    if (status !== 0 || err !== '') throw new Error(`ovnscope ${words.join(' ')}: status ${status}\n${err}`);
    return out;
  }
}
