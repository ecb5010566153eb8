/** What a flow means depends on the chassis: without one (`--on`) it is told whose answer this is. */
import type { Lookup, Southbound } from '../../../model/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import type { Assumption } from '../trace/types.ts';

export const assumedChassis = (flow: LogicalFlow): Assumption | undefined => {
  const on = flow.dependence;
  if (on === 'nothing') return undefined;
  if (on === 'residence') return { kind: 'chassis' };
  const name = VARIABLE.exec(`${flow.match} ${flow.actionsText}`)?.[1];
  const chassis = name === undefined ? undefined : firstWith(flow.datapath.deployment.rows, name);
  return chassis === undefined ? undefined : { kind: 'template', chassis };
};

const VARIABLE = /\^([a-zA-Z_.][\w.]*)/;

/** As `Chassis.commonVariables` takes them. */
const firstWith = (rows: Lookup<Southbound>, name: string): string | undefined =>
  [...rows.all('Chassis_Template_Var')]
    .filter((row) => row.get('variables').has(name))
    .map((row) => row.get('chassis'))
    .sort()[0];
