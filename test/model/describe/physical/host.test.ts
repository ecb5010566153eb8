/** What a host has, as it is told. */
import { describe, expect, it } from 'vitest';
import { scenario, told } from '../scenario.ts';

const network = scenario();

describe('a host', () => {
  it('the host itself, not up to date', () => {
    expect(told(network, 'Open_vSwitch.Open_vSwitch', 'root')).toMatchInlineSnapshot(`
      "host compute-1
      Host with 2 bridges, Open vSwitch 3.3.0 and system-id hv1; 1 interface has an error.
      Host:
        Hostname: compute-1
        Read from: host.db
        System id: hv1
        Chassis: <chassis hv1 (compute-1)>
        Bridge mappings: physnet1:br-ex
      Versions:
        Open vSwitch: 3.3.0
        Configuration: 3 [bad] (ovs-vswitchd has yet to take up 4)
      Bridges:
        BRIDGE | PORTS | DATAPATH TYPE | FAIL MODE | PHYSICAL NETWORKS | INTERFACES WITH ERRORS
        <bridge br-ex> | 1 | system | standalone | physnet1 | 1 [bad]
        <bridge br-int> | 2 | system | secure |  | -
      Tunnels:
        CHASSIS | INTERFACE | TYPE | REMOTE IP | LOCAL IP | STATE | BFD
        <chassis hv2 (compute-2)> | <interface ovn-hv2-0> | geneve | 198.51.100.2 | - | - | down [bad]"
    `);
  });

  it('the integration bridge', () => {
    expect(told(network, 'Open_vSwitch.Bridge', 'br-int')).toMatchInlineSnapshot(`
      "bridge br-int
      Bridge on compute-1 with 2 ports.
      Bridge:
        Name: br-int
        Host: <host compute-1>
        Datapath type: system
        Fail mode: secure (without its flows, packets are dropped)
      Ports:
        PORT | INTERFACE | TYPE | VLANS | OFPORT | STATE | LEADS TO
        <bridge port tap-web> | <interface tap-web> | system | access 5 | 3 | up | <logical switch port web>
        <bridge port tunnel> | <interface ovn-hv2-0> | geneve | - | - | - | <chassis hv2 (compute-2)>, 198.51.100.2
      OpenFlow controllers:
        CONTROLLER | STATE | ROLE | STATUS
        <OpenFlow controller tcp:127.0.0.1:6653> | not connected | - |  [bad]"
    `);
  });

  it('a bridge of a physical network, with a bond', () => {
    expect(told(network, 'Open_vSwitch.Bridge', 'br-ex')).toMatchInlineSnapshot(`
      "bridge br-ex
      Bridge on compute-1 with 1 port, for physical network physnet1; 1 interface has an error.
      Bridge:
        Name: br-ex
        Host: <host compute-1>
        Physical networks: physnet1 (by ovn-bridge-mappings)
        Datapath type: system
        Fail mode: standalone (without its controller, it is a switch that learns MACs)
      Ports:
        PORT | INTERFACE | TYPE | VLANS | OFPORT | STATE | LEADS TO
        <bridge port bond0> | <interface eth0> | system, balance-tcp | trunk 10, 20 | - | up | -
        <bridge port bond0> | <interface eth1> | system, balance-tcp | trunk 10, 20 | - | could not open network device eth1 | - [bad]"
    `);
  });

  it('an access port', () => {
    expect(told(network, 'Open_vSwitch.Port', 'tap-web')).toMatchInlineSnapshot(`
      "bridge port tap-web
      Port on bridge br-int of compute-1, VLAN access 5.
      Port:
        Name: tap-web
        Host: <host compute-1>
        Bridge: <bridge br-int>
        VLAN: 5
      Interfaces:
        INTERFACE | TYPE | STATE | ACTIVE
        <interface tap-web> | system | up | -"
    `);
  });

  it('a bond with a member that is down', () => {
    expect(told(network, 'Open_vSwitch.Port', 'bond0')).toMatchInlineSnapshot(`
      "bridge port bond0
      Bond of 2 interfaces on bridge br-ex of compute-1, VLAN trunk 10, 20.
      Port:
        Name: bond0
        Host: <host compute-1>
        Bridge: <bridge br-ex>
        Trunked VLANs: 10, 20
      Bond:
        Mode: balance-tcp
        LACP: active
      Interfaces:
        INTERFACE | TYPE | STATE | ACTIVE
        <interface eth0> | system | up | -
        <interface eth1> | system | could not open network device eth1 | - [bad]"
    `);
  });

  it('the interface of a logical port', () => {
    expect(told(network, 'Open_vSwitch.Interface', 'if-web')).toMatchInlineSnapshot(`
      "interface tap-web
      Interface of type system, on bridge br-int of compute-1, up.
      Interface:
        Name: tap-web
        Type: system
        Host: <host compute-1>
        Bridge: <bridge br-int>
        Port: <bridge port tap-web>
      Logical port:
        Port: <logical switch port web>
        Switch: <logical switch sw0>
        Bound on: <chassis hv1 (compute-1)>
      Link:
        OpenFlow port: 3
        Admin state: up [good]
        Link state: up [good]"
    `);
  });

  it('a tunnel, its secret left out', () => {
    expect(told(network, 'Open_vSwitch.Interface', 'if-tunnel')).toMatchInlineSnapshot(`
      "interface ovn-hv2-0
      Interface of type geneve to chassis compute-2, on bridge br-int of compute-1, state unknown.
      Interface:
        Name: ovn-hv2-0
        Type: geneve
        Host: <host compute-1>
        Bridge: <bridge br-int>
        Port: <bridge port tunnel>
        Chassis at the other end: <chassis hv2 (compute-2)>
        Remote IP: 198.51.100.2
        Options: key=flow psk=<secret left out>
      BFD and CFM:
        BFD status: state=down [bad]
      Other columns:
        external_ids: ovn-chassis-id=hv2@198.51.100.2"
    `);
  });

  it('an OpenFlow controller', () => {
    expect(told(network, 'Open_vSwitch.Controller', 'ctl')).toMatchInlineSnapshot(`
      "OpenFlow controller tcp:127.0.0.1:6653
      OpenFlow controller tcp:127.0.0.1:6653 of br-int, not connected.
      Controller:
        Target: tcp:127.0.0.1:6653
        Host: <host compute-1>
        Bridges: <bridge br-int>
        State: not connected [bad]"
    `);
  });
});
