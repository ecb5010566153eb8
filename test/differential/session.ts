/** One deployment on real servers: built, asked, and kept as files. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lab, until } from '../lab/index.ts';
import { build } from './deployment/build.ts';
import type { Plan } from './deployment/generate.ts';
import { resolve, type Draft, type Uuids } from './microflows/index.ts';
import { Random } from './random.ts';
import type { Settled } from './settle.ts';
import { settleFile } from './settle-file.ts';

export interface Answered {
  readonly plan: Plan;
  /** The Southbound as a standalone file, there until the session is closed. */
  readonly southbound: string;
  readonly northbound: string;
  readonly settled: readonly Settled[];
}

export class NorthdDied extends Error {}

/** A dead northd says nothing: whoever waits for it would wait until the clients give up. */
const deathOf = async (lab: Lab): Promise<never> => {
  await until('never', () => !lab.northd.running, 120_000);
  // Its own log is of no interest: what killed it was said by the C library.
  const [last = 'ended'] = lab.northd.log
    .split('\n')
    .filter((line) => line !== '' && !/\|INFO\||^\[/.test(line));
  throw new NorthdDied(`ovn-northd itself: ${last}`);
};

export class Session {
  private readonly lab: Lab;
  private readonly plan: Plan;

  private constructor(lab: Lab, plan: Plan) {
    this.lab = lab;
    this.plan = plan;
  }

  static async open(plan: Plan): Promise<Session> {
    const lab = await Lab.start();
    try {
      await Promise.race([build(lab, plan), deathOf(lab)]);
    } catch (error) {
      await lab.stop();
      if (error instanceof NorthdDied) throw error;
      throw new Error(
        `deployment ${plan.seed}: ${error instanceof Error ? error.message.slice(-2000) : String(error)}`,
      );
    }
    return new Session(lab, plan);
  }

  async answer(drafts: readonly Draft[]): Promise<Answered> {
    const { lab, plan } = this;
    const [southbound, northbound] = await Promise.all([this.save('sb'), this.save('nb')]);
    const uuids: Uuids = { nb: await this.uuids('nb'), sb: await this.uuids('sb') };
    const random = new Random(`choices ${plan.seed}`);
    const requests = drafts.map((draft) => resolve(draft, uuids));
    return {
      plan,
      southbound,
      northbound,
      settled: await settleFile(southbound, lab.directory, requests, random),
    };
  }

  private async save(database: 'nb' | 'sb'): Promise<string> {
    const file = join(this.lab.directory, `saved-${database}.db`);
    await writeFile(file, await this.lab.backup(database));
    return file;
  }

  /** Of the datapaths, by name. */
  private async uuids(database: 'nb' | 'sb'): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const tables = database === 'nb' ? ['Logical_Switch', 'Logical_Router'] : ['Datapath_Binding'];
    for (const table of tables) {
      const column = database === 'nb' ? 'name' : 'external_ids';
      const program = database === 'nb' ? this.lab.nbctl : this.lab.sbctl;
      const text = await program.call(this.lab, '--format=json', `--columns=_uuid,${column}`, 'list', table);
      const { data } = JSON.parse(text) as { data: [[string, string], unknown][] };
      for (const [[, uuid], value] of data) {
        if (typeof value === 'string') found.set(value, uuid);
        else {
          const [, pairs] = value as [string, [string, string][]];
          found.set(new Map(pairs).get('name') ?? '', uuid);
        }
      }
    }
    return found;
  }

  async close(): Promise<void> {
    await this.lab.stop();
  }
}
