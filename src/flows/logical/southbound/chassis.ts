/** A chassis' point of view: which ports are on it, and its values of template variables (ovn-sb(5)). */
import type { Lookup, Southbound } from '../../../model/index.ts';
import { MemoMap } from './memo.ts';

type Rows = Lookup<Southbound>;

export class ChassisView {
  readonly name: string;
  private readonly rows: () => Rows;
  private readonly uuid: string;
  private readonly resident = new MemoMap<string, boolean>();

  /** `rows`: those at hand, of which there may be more later. */
  constructor(rows: () => Rows, name: string, uuid: string) {
    this.rows = rows;
    this.name = name;
    this.uuid = uuid;
  }

  isResident(port: string): boolean {
    return this.resident.get(this.rows(), port, () => {
      const [row] = this.rows().where('Port_Binding', 'logical_port', port);
      return (
        row !== undefined &&
        (row.get('chassis') === this.uuid || row.get('additional_chassis').includes(this.uuid))
      );
    });
  }

  get variables(): ReadonlyMap<string, string> {
    return this.rows().where('Chassis_Template_Var', 'chassis', this.name)[0]?.get('variables') ?? new Map();
  }
}

export const Chassis = {
  /** By its name or its hostname. */
  find: (rows: () => Rows, name: string): ChassisView | undefined => {
    const [row] = [...rows().where('Chassis', 'name', name), ...rows().where('Chassis', 'hostname', name)];
    return row && new ChassisView(rows, row.get('name'), row.uuid);
  },
  /** Without a chassis: what the first chassis that has a variable says of it. */
  commonVariables: (rows: Rows): ReadonlyMap<string, string> => {
    const variables = new Map<string, string>();
    const all = [...rows.all('Chassis_Template_Var')].sort((a, b) =>
      a.get('chassis') < b.get('chassis') ? -1 : 1,
    );
    for (const row of all) {
      for (const [key, value] of row.get('variables')) if (!variables.has(key)) variables.set(key, value);
    }
    return variables;
  },
};
