/** Chassis and what they learned, as they are told. */
import { describe, expect, it } from 'vitest';
import { scenario, told } from '../scenario.ts';

const network = scenario();

describe('the Southbound', () => {
  it('a chassis that is behind', () => {
    expect(told(network, 'OVN_Southbound.Chassis', 'hv1')).toMatchInlineSnapshot(`
      "chassis hv1 (compute-1)
      compute-1 carries 2 ports (1 down) and is the active gateway of 1 router port.
      Chassis:
        Hostname: compute-1
        System id: hv1
        Configuration: 3 [bad] (2 behind the Southbound, since 2020-09-13T12:26:40.000Z)
        Private record: <private chassis record hv1>
        Host: <host compute-1>
      Encapsulations:
        TYPE | IP | OPTIONS | ENCAP
        geneve | 198.51.100.1 |  | <encapsulation 198.51.100.1>
      Physical networks:
        Bridge mappings: physnet1:br-ex
        NETWORK | BRIDGE
        physnet1 | <bridge br-ex>
      Gateway ports that it may serve:
        PORT | ROUTER | PRIORITY | STATE | BINDING
        <logical router port lr0-public> | <logical router lr0> | 10 | active | <port binding cr-lr0-public>
      Ports bound to it, by datapath:
        DATAPATH | PORT | TYPE | STATE | ADDRESSES | BINDING
        <logical switch sw0> | <logical switch port db> | VIF | down |  | <port binding db> [bad]
        <logical switch sw0> | <logical switch port web> | VIF | up | 0a:00:00:00:00:01 10.0.0.10 | <port binding web>
      Tunnels to other chassis:
        CHASSIS | INTERFACE | TYPE | REMOTE IP | LOCAL IP | STATE | BFD
        <chassis hv2 (compute-2)> | <interface ovn-hv2-0> | geneve | 198.51.100.2 | - | - | down [bad]"
    `);
  });

  it('a chassis that nobody can reach', () => {
    expect(told(network, 'OVN_Southbound.Chassis', 'hv2')).toMatchInlineSnapshot(`
      "chassis hv2 (compute-2)
      compute-2 carries 0 ports.
      Chassis:
        Hostname: compute-2
        System id: hv2
        Configuration: 0 [bad] (5 behind the Southbound)
      Encapsulations:
        ! No other chassis can reach it: it has no encapsulation."
    `);
  });

  it('an encapsulation', () => {
    expect(told(network, 'OVN_Southbound.Encap', 'encap1')).toMatchInlineSnapshot(`
      "encapsulation 198.51.100.1
      Chassis compute-1 is reached by geneve at 198.51.100.1.
      Encapsulation:
        Chassis: <chassis hv1 (compute-1)>
        Type: geneve
        IP: 198.51.100.1"
    `);
  });

  it('a learned neighbour', () => {
    expect(told(network, 'OVN_Southbound.MAC_Binding', 'neighbour')).toMatchInlineSnapshot(`
      "MAC binding 192.0.2.254
      192.0.2.254 is at 0a:00:00:00:03:01, as lr0 learned on lr0-public.
      Learned:
        IP: 192.0.2.254
        MAC: 0a:00:00:00:03:01
        Router port: <logical router port lr0-public>
        Router: <logical router lr0>"
    `);
  });

  it('a learned MAC', () => {
    expect(told(network, 'OVN_Southbound.FDB', 'learned')).toMatchInlineSnapshot(`
      "FDB entry 0a:00:00:00:03:02
      0a:00:00:00:03:02 is behind web of sw0.
      Learned:
        MAC: 0a:00:00:00:03:02
        Port: <logical switch port web>
        Switch: <logical switch sw0>
        Tunnel key of the switch: 1
        Tunnel key of the port: 1"
    `);
  });

  it('a multicast group', () => {
    expect(told(network, 'OVN_Southbound.Multicast_Group', 'flood')).toMatchInlineSnapshot(`
      "multicast group _MC_flood
      Packets to group _MC_flood of sw0 go to 2 ports.
      Group:
        Name: _MC_flood
        Datapath: <logical switch sw0>
        Tunnel key: 32768
        Ports: <logical switch port web>, <logical switch port db>"
    `);
  });

  it('a service monitor', () => {
    expect(told(network, 'OVN_Southbound.Service_Monitor', 'm2')).toMatchInlineSnapshot(`
      "service monitor 10.0.0.11
      10.0.0.11 port 8080 (tcp) is offline.
      Monitor:
        Status: offline [bad]
        IP: 10.0.0.11
        Port: 8080
        Protocol: tcp
        Logical port: <logical switch port db>"
    `);
  });

  it('a logical flow', () => {
    expect(told(network, 'OVN_Southbound.Logical_Flow', 'flow')).toMatchInlineSnapshot(`
      "logical flow {flow}
      In ingress table 8 (ls_in_acl) of sw0, at priority 100.
      Flow:
        Datapaths: <logical switch sw0>
        Pipeline: ingress
        Table ID: 8
        Stage: ls_in_acl
        Priority: 100
        Match: ip
        Actions: next;
        Made from: {deny…} (the UUID of a Northbound row begins so)"
    `);
  });
});
