/** What the model knows of each database's schema: the newest that its types were generated from. */
import type { ExpectedDatabase } from '../ovsdb/index.ts';
import {
  interconnectNorthbound,
  interconnectSouthbound,
  northbound,
  openVSwitch,
  southbound,
} from './generated/index.ts';
import type { DatabaseName } from './rowref.ts';

export const expectedDatabases: Readonly<Record<DatabaseName, ExpectedDatabase>> = {
  OVN_Northbound: northbound,
  OVN_Southbound: southbound,
  Open_vSwitch: openVSwitch,
  OVN_IC_Northbound: interconnectNorthbound,
  OVN_IC_Southbound: interconnectSouthbound,
};
