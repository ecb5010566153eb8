/** Rules of the Northbound, as they are told. */
import { describe, expect, it } from 'vitest';
import { scenario, told } from '../scenario.ts';

const network = scenario();

describe('rules', () => {
  it('an ACL: where it applies, what its match names', () => {
    expect(told(network, 'OVN_Northbound.ACL', 'allow-web')).toMatchInlineSnapshot(`
      "ACL allow web
      Allows traffic to the ports of port group pg_web, at priority 1001.
      Rule:
        Name: allow web
        Direction: to-lport (traffic to the ports)
        Tier: 0 (lower tiers are evaluated first)
        Priority: 1001
        Action: allow-related (with connection tracking: replies and related traffic are allowed as well)
        Match: outport == @pg_web && ip4.src == {$as_office, $pg_web_ip4, $nobody} && ip4.dst != "$quoted"
      Applies to:
        Port groups: <port group pg_web> (2 ports)
      Named in the match:
        NAME | THING | SIZE
        @pg_web | <port group pg_web> | 2 ports
        $as_office | <address set as_office> | 1 address
        $pg_web_ip4 | <port group pg_web> | addresses of 2 ports
        $nobody | <address set nobody?> | does not exist [bad]
      Logging and sampling:
        Log: yes
        Severity: notice
        Meter: <meter nowhere?> [bad] (does not exist: log messages are not limited)
        Label: 7"
    `);
  });

  it('an ACL after load balancing', () => {
    expect(told(network, 'OVN_Northbound.ACL', 'late')).toMatchInlineSnapshot(`
      "ACL {late}
      Rejects traffic from the ports of port group pg_web, at priority 5.
      Rule:
        Direction: from-lport (traffic from the ports, after load balancing)
        Tier: 0 (lower tiers are evaluated first)
        Priority: 5
        Action: reject (answered with TCP RST or ICMP unreachable)
        Match: 1
      Applies to:
        Port groups: <port group pg_web> (2 ports)
      Logging and sampling:
        Log: no
      Other columns:
        options: apply-after-lb=true"
    `);
  });

  it('an ACL of a switch, in the second tier', () => {
    expect(told(network, 'OVN_Northbound.ACL', 'to-web')).toMatchInlineSnapshot(`
      "ACL {to-web}
      Passes to the next tier traffic to the ports of logical switch sw0, at priority 10.
      Rule:
        Direction: to-lport (traffic to the ports)
        Tier: 1 (lower tiers are evaluated first)
        Priority: 10
        Action: pass (the next tier decides)
        Match: ip
      Applies to:
        Logical switches: <logical switch sw0>
      Logging and sampling:
        Log: no"
    `);
  });

  it('a port group with a member that is gone', () => {
    expect(told(network, 'OVN_Northbound.Port_Group', 'pg_web')).toMatchInlineSnapshot(`
      "port group pg_web
      Holds 2 ports on 1 logical switch, to which 3 ACLs apply.
      Group:
        Name: pg_web
      Logical switches that its ACLs apply to:
        SWITCH | PORTS OF THE GROUP
        <logical switch sw0> | 1
      Ports:
        PORT | SWITCH | STATE | ADDRESSES
        <logical switch port web> | <logical switch sw0> | up | 0a:00:00:00:00:01 10.0.0.10
        <logical switch port {gone}?> | - | - | - [dim]
        ! Of its ports, 1 could not be found.
      ACLs, in the order in which they are evaluated:
        DIRECTION | TIER | PRIORITY | ACTION | MATCH | LOG | ACL
        from-lport after load balancing | 0 | 5 | reject | 1 | - | <ACL {late}> [bad]
        to-lport | 0 | 1001 | allow-related | outport == @pg_web && ip4.src == {$as_office, $pg_web_ip4, $nobody} && ip4.dst != "$quoted" | notice | <ACL allow web>
        to-lport | 0 | 1 | drop | outport == @pg_web | info | <ACL {deny}> [bad]
        ! Rules whose match names it: ovnscope get acls --filter 'match~[@]pg_web'"
    `);
  });

  it('an address set', () => {
    expect(told(network, 'OVN_Northbound.Address_Set', 'as_office')).toMatchInlineSnapshot(`
      "address set as_office
      Holds 1 address, for matches that name $as_office.
      Address set:
        Name: as_office
        Size: 1
        Addresses: 198.51.100.0/24
        ! Rules whose match names it: ovnscope get acls --filter 'match~[$]as_office'"
    `);
  });

  it('NAT on the gateway', () => {
    expect(told(network, 'OVN_Northbound.NAT', 'snat')).toMatchInlineSnapshot(`
      "NAT rule 192.0.2.1
      On logical router lr0, 10.0.0.0/24 reaches outside as 192.0.2.1.
      Rule:
        Type: snat (source addresses of what leaves are changed)
        External IP: 192.0.2.1
        Logical IP: 10.0.0.0/24
      Where it is done:
        Logical router: <logical router lr0>
        Chassis: <chassis hv1 (compute-1)> (active chassis of its gateway port)
        Gateway port: <logical router port lr0-public>"
    `);
  });

  it('a floating IP, done where the port is', () => {
    expect(told(network, 'OVN_Northbound.NAT', 'floating')).toMatchInlineSnapshot(`
      "NAT rule 192.0.2.10
      On logical router lr0, 10.0.0.10 is known outside as 192.0.2.10.
      Rule:
        Type: dnat_and_snat (one address inside stands for one outside, both ways (floating IP))
        External IP: 192.0.2.10
        Logical IP: 10.0.0.10
      Where it is done:
        Logical router: <logical router lr0>
        Chassis: <chassis hv1 (compute-1)> (distributed: where its logical port is bound)
        Gateway port: <logical router port lr0-public>
        Logical port: <logical switch port web>
        External MAC: 0a:00:00:00:02:01"
    `);
  });

  it('NAT that no router holds', () => {
    expect(told(network, 'OVN_Northbound.NAT', 'orphan')).toMatchInlineSnapshot(`
      "NAT rule 192.0.2.11
      On no router, what arrives for 192.0.2.11 goes to 10.0.0.12.
      Rule:
        Type: dnat (destination addresses of what arrives are changed)
        External IP: 192.0.2.11
        Logical IP: 10.0.0.12
      Where it is done:
        Chassis: none [bad] (no logical router holds the rule)"
    `);
  });

  it('a static route that BFD watches', () => {
    expect(told(network, 'OVN_Northbound.Logical_Router_Static_Route', 'default')).toMatchInlineSnapshot(`
      "static route 0.0.0.0/0
      Logical router lr0 sends what goes to 0.0.0.0/0 on to 192.0.2.254 out of lr0-public.
      Route:
        Logical router: <logical router lr0>
        Prefix: 0.0.0.0/0
        Policy: dst-ip (by the destination address)
        Next hop: 192.0.2.254
        Output port: <logical router port lr0-public>
      BFD sessions that watch the next hop:
        SESSION | PORT | STATUS
        <BFD session 192.0.2.254> | <logical router port lr0-public> | down [bad]"
    `);
  });

  it('a routing policy', () => {
    expect(told(network, 'OVN_Northbound.Logical_Router_Policy', 'detour')).toMatchInlineSnapshot(`
      "routing policy {detour}
      Logical router lr0 sends what matches to 192.0.2.7 and 192.0.2.8, at priority 100.
      Policy:
        Logical router: <logical router lr0>
        Priority: 100
        Match: ip4.src == 10.0.0.11
        Action: reroute
        Next hops: 192.0.2.7, 192.0.2.8"
    `);
  });

  it('a BFD session', () => {
    expect(told(network, 'OVN_Northbound.BFD', 'bfd0')).toMatchInlineSnapshot(`
      "BFD session 192.0.2.254
      Watches 192.0.2.254 from lr0-public: down.
      Session:
        Status: down [bad]
        Logical port: <logical router port lr0-public>
        Logical router: <logical router lr0>
        Peer: 192.0.2.254
        Used by: <static route 0.0.0.0/0>"
    `);
  });
});
