/** Rows told from the schema alone: columns, and who refers to them. */
import { describe, expect, it } from 'vitest';
import { scenario, told } from './scenario.ts';

const network = scenario();

describe('a row of any table', () => {
  it('who refers to it', () => {
    expect(told(network, 'OVN_Southbound.HA_Chassis', 'sb-ha1')).toMatchInlineSnapshot(`
      "southbound HA chassis {sb-ha1}
      A row of OVN_Southbound.HA_Chassis, which one row refers to.
      Columns:
        chassis: <chassis hv1 (compute-1)>
        priority: 10
      Referred to by:
        ROW | COLUMN
        <southbound HA chassis group sb-gw> | HA_Chassis_Group.ha_chassis"
    `);
  });

  it('a datapath', () => {
    expect(told(network, 'OVN_Southbound.Datapath_Binding', 'dp-lr0')).toMatchInlineSnapshot(`
      "datapath binding lr0
      The datapath binding of that name in OVN_Southbound, which 2 rows refer to.
      Columns:
        external_ids: logical-router={lr0} name=lr0
        tunnel_key: 2
      Referred to by:
        ROW | COLUMN
        <port binding cr-lr0-public> | Port_Binding.datapath
        <MAC binding 192.0.2.254> | MAC_Binding.datapath"
    `);
  });
});
