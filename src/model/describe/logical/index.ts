/** Descriptions of switches, routers and their ports, from the Northbound or from the Southbound alone. */
import type { Describers } from '../describer.ts';
import { routerDescriber } from './router.ts';
import { routerPortDescriber } from './router-port.ts';
import { bindingDescriber, datapathDescriber } from './southbound.ts';
import { switchDescriber } from './switch.ts';
import { switchPortDescriber } from './switch-port.ts';

export const logicalDescribers: Describers = {
  'OVN_Northbound.Logical_Switch': switchDescriber,
  'OVN_Northbound.Logical_Switch_Port': switchPortDescriber,
  'OVN_Northbound.Logical_Router': routerDescriber,
  'OVN_Northbound.Logical_Router_Port': routerPortDescriber,
  'OVN_Southbound.Port_Binding': bindingDescriber,
  'OVN_Southbound.Datapath_Binding': datapathDescriber,
};
