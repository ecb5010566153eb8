/** What a bridge of Open vSwitch tells over OpenFlow and `ovs-appctl`, besides its database. */
export { parseForwarding, type Forwarding } from './flows.ts';
export { parseSwitchFdb, type SwitchFdbEntry } from './fdb.ts';
export { parseSwitchMdb, type SwitchGroup } from './mdb.ts';
export { LOCAL_PORT, parseOpenFlowPorts, type OpenFlowPort } from './ports.ts';
export type { OpenFlowBridge } from './types.ts';
