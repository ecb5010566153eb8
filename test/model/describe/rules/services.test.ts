/** Services of the Northbound, as they are told. */
import { describe, expect, it } from 'vitest';
import { Network } from '../../../../src/model/index.ts';
import { northbound } from '../../build.ts';
import { scenario, told } from '../scenario.ts';

const network = scenario();

describe('services', () => {
  it('a load balancer with a sick backend and a VIP without any', () => {
    expect(told(network, 'OVN_Northbound.Load_Balancer', 'lb-web')).toMatchInlineSnapshot(`
      "load balancer lb-web
      Spreads tcp traffic to 2 virtual addresses over 2 backends, on 2 datapaths; 1 of the backends is not online.
      Load balancer:
        Name: lb-web
        Protocol: tcp
        Groups: <load balancer group lbg>
      Virtual addresses and backends:
        VIP | BACKEND | PORT | SWITCH | HEALTH
        192.0.2.80:80 | 10.0.0.10:8080 | <logical switch port web> | <logical switch sw0> | online [good]
        192.0.2.80:80 | 10.0.0.11:8080 | <logical switch port db> | <logical switch sw0> | offline [bad]
        [fd00::80]:80 | none | - | - | - [bad]
      Logical switches and routers that use it:
        DATAPATH | BY
        <logical switch sw0> | directly
        <logical router lr0> | <load balancer group lbg>
      Health checks:
        CHECK | OPTIONS
        <load balancer health check 192.0.2.80:80> | interval=5
      Ports of the backends, and whence their health is checked:
        BACKEND | PORT AND SOURCE
        10.0.0.10 | web:10.0.0.2
        10.0.0.11 | db:10.0.0.2"
    `);
  });

  it('a load balancer whose addresses have no ports takes all traffic', () => {
    const nb = northbound({
      Load_Balancer: { lb: { name: 'lb', vips: { '192.0.2.80': '10.0.0.10,10.0.0.11' } } },
    });
    const text = told(new Network({ nb }), 'OVN_Northbound.Load_Balancer', 'lb');
    expect(text).toContain('Spreads all traffic to 1 virtual address over 2 backends');
    expect(text).toContain('Protocol: any: no virtual address has a port');
    const given = northbound({
      Load_Balancer: { lb: { vips: { '192.0.2.80': '10.0.0.10' }, protocol: 'udp' } },
    });
    expect(told(new Network({ nb: given }), 'OVN_Northbound.Load_Balancer', 'lb')).toContain(
      'Protocol: udp, without effect: no virtual address has a port',
    );
  });

  it('a load balancer group', () => {
    expect(told(network, 'OVN_Northbound.Load_Balancer_Group', 'lbg')).toMatchInlineSnapshot(`
      "load balancer group lbg
      Gives 1 load balancer to 1 datapath.
      Group:
        Name: lbg
      Load balancers:
        LOAD BALANCER | PROTOCOL | VIPS
        <load balancer lb-web> | tcp | 192.0.2.80:80=10.0.0.10:8080, 10.0.0.11:8080 [fd00::80]:80=
      Logical switches and routers that use it:
        DATAPATH | BY
        <logical router lr0> | -"
    `);
  });

  it('a health check', () => {
    expect(told(network, 'OVN_Northbound.Load_Balancer_Health_Check', 'check')).toMatchInlineSnapshot(`
      "load balancer health check 192.0.2.80:80
      Checks the backends of 192.0.2.80:80, of lb-web.
      Health check:
        VIP: 192.0.2.80:80
        Load balancers: <load balancer lb-web>
        Options: interval=5"
    `);
  });

  it('DHCP options', () => {
    expect(told(network, 'OVN_Northbound.DHCP_Options', 'dhcp')).toMatchInlineSnapshot(`
      "DHCP options 10.0.0.0/24
      Options for 10.0.0.0/24, given to 1 port.
      DHCP:
        Network: 10.0.0.0/24
      Options:
        OPTION | VALUE
        lease_time | 3600
        router | 10.0.0.1
      Ports that are given these options:
        PORT | SWITCH | ADDRESSES
        <logical switch port web> | <logical switch sw0> | 0a:00:00:00:00:01 10.0.0.10"
    `);
  });

  it('DNS records', () => {
    expect(told(network, 'OVN_Northbound.DNS', 'names')).toMatchInlineSnapshot(`
      "DNS records {names}
      Answers for 1 name on 1 logical switch.
      DNS:
        Logical switches: <logical switch sw0>
      Records:
        NAME | ADDRESSES
        web.example | 10.0.0.10"
    `);
  });

  it('a QoS rule', () => {
    expect(told(network, 'OVN_Northbound.QoS', 'slow')).toMatchInlineSnapshot(`
      "QoS rule {slow}
      On sw0, for what the ports receive: limits to 1000 kbit/s, with bursts of 100 kbit.
      Rule:
        Logical switches: <logical switch sw0>
        Direction: to-lport (what the ports receive)
        Priority: 3
        Match: outport == "web"
        Bandwidth: burst=100 rate=1000 (rate in kbit/s, burst in kbit)"
    `);
  });

  it('control plane protection', () => {
    expect(told(network, 'OVN_Northbound.Copp', 'limits')).toMatchInlineSnapshot(`
      "control plane protection limits
      Limits 2 protocols towards ovn-controller on 1 datapath.
      Control plane protection:
        Name: limits
        Used by: <logical router lr0>
      Meters:
        PROTOCOL | METER
        arp | <meter arp-meter>
        dns | <meter nowhere?>"
    `);
  });

  it('a meter', () => {
    expect(told(network, 'OVN_Northbound.Meter', 'arp-meter')).toMatchInlineSnapshot(`
      "meter arp-meter
      Limits log messages and packets to controllers: drops above 100 pktps.
      Meter:
        Name: arp-meter
        Unit: pktps
      Bands:
        BAND | ACTION | RATE | BURST
        <meter band {band}> | drop | 100 pktps | 0"
    `);
  });

  it('a mirror', () => {
    expect(told(network, 'OVN_Northbound.Mirror', 'tap')).toMatchInlineSnapshot(`
      "mirror tap
      Copies all traffic of 1 port to 192.0.2.99.
      Mirror:
        Name: tap
        Filter: both
        Type: gre
        Sink: 192.0.2.99
        Index: 3 (tunnel key of GRE, index of ERSPAN)
      Mirrored ports:
        PORT | SWITCH
        <logical switch port web> | <logical switch sw0>"
    `);
  });

  it('an HA chassis group with a chassis that is not there', () => {
    expect(told(network, 'OVN_Northbound.HA_Chassis_Group', 'gateways')).toMatchInlineSnapshot(`
      "HA chassis group gateways
      2 chassis for 1 router port and 0 external ports; hv9 is preferred.
      Group:
        Name: gateways
      Chassis, by priority:
        CHASSIS | PRIORITY | STATE | MEMBER
        <chassis hv9?> | 20 | not registered | <HA chassis hv9> [bad]
        <chassis hv1 (compute-1)> | 10 | registered | <HA chassis hv1>
      Router ports that it serves:
        ROUTER PORT | ROUTER | ACTIVE ON
        <logical router port lr0-public> | <logical router lr0> | <chassis hv1 (compute-1)>"
    `);
  });

  it('how far the configuration has come', () => {
    expect(told(network, 'OVN_Northbound.NB_Global', 'global')).toMatchInlineSnapshot(`
      "Northbound global global
      Configuration 5: a chassis is 2 changes behind.
      How far the configuration has come:
        Name: global
        Northbound: 5
        Southbound: 5
        Slowest chassis: 3 [bad] (2 behind, 2020-09-13T12:26:40.000Z)
        Tunnels encrypted by IPsec: false"
    `);
  });
});
