/**
 * A Northbound with what the scenarios have little of: every kind of route, ACL, NAT, load balancer, policy, meter and
 * gateway, each with the options that the tools print. No hypervisors: two chassis are entered by hand.
 *
 *     out 192.0.2.0/24 ── r ── in 10.0.0.0/24 fd00::/64
 *                           └─ dmz 10.0.1.0/24
 */
import { Lab } from '../../lab/index.ts';

const PORTS = `
  ls-add in
  ls-add dmz
  ls-add out
  ls-add empty
  lr-add r
  lr-add bare
  lrp-add r r-in 00:00:00:00:ff:01 10.0.0.1/24 fd00::1/64
  lrp-add r r-dmz 00:00:00:00:ff:02 10.0.1.1/24
  lrp-add r r-out 00:00:00:00:ff:03 192.0.2.1/24 2001:db8::1/64
  lrp-add bare bare-r 00:00:00:00:ff:05 169.254.0.2/30 peer=r-bare
  lrp-add r r-bare 00:00:00:00:ff:04 169.254.0.1/30 peer=bare-r
  lsp-add in in-r -- lsp-set-type in-r router -- lsp-set-addresses in-r router -- lsp-set-options in-r router-port=r-in
  lsp-add dmz dmz-r -- lsp-set-type dmz-r router -- lsp-set-addresses dmz-r 00:00:00:00:ff:02 -- lsp-set-options dmz-r router-port=r-dmz
  lsp-add out out-r -- lsp-set-type out-r router -- lsp-set-addresses out-r router -- lsp-set-options out-r router-port=r-out nat-addresses=router
  lsp-add out wire -- lsp-set-type wire localnet -- lsp-set-addresses wire unknown -- lsp-set-options wire network_name=physnet1 -- set Logical_Switch_Port wire tag=7
  lsp-add in web -- lsp-set-addresses web '00:00:00:00:00:11 10.0.0.11 fd00::11' unknown -- lsp-set-port-security web '00:00:00:00:00:11 10.0.0.11' '00:00:00:00:00:1a'
  lsp-add in db -- lsp-set-addresses db '00:00:00:00:00:12 10.0.0.12' -- lsp-set-enabled db disabled
  lsp-add in nested web 42 -- lsp-set-addresses nested '00:00:00:00:00:13 10.0.0.13'
  lsp-add in "two words" -- lsp-set-addresses "two words" dynamic -- set Logical_Switch in other_config:subnet=10.0.0.0/24 other_config:exclude_ips=10.0.0.1..10.0.0.20
  lsp-add dmz mail -- lsp-set-addresses mail '00:00:00:00:01:11 10.0.1.11'
  lsp-set-type mail "" -- lsp-set-options mail requested-chassis=gw1 qos_max_rate=1000
  --id=@dhcp4 create DHCP_Options cidr=10.0.0.0/24 options='{lease_time="3600",router="10.0.0.1",server_id="10.0.0.1",server_mac="c0:ff:ee:00:00:01"}' -- set Logical_Switch_Port web dhcpv4_options=@dhcp4
  --id=@dhcp6 create DHCP_Options cidr='"fd00::/64"' options='{server_id="c0:ff:ee:00:00:01"}' -- set Logical_Switch_Port web dhcpv6_options=@dhcp6
`;

const ACLS = `
  meter-add slow drop 10 kbps 20
  meter-add pings drop 5 pktps
  --fair meter-add loud drop 100 kbps
  pg-add people web mail
  pg-add nobody
  acl-add in from-lport 1001 'inport == "web" && ip4' allow-related
  acl-add in from-lport 32767 'inport == "web" && ip4.dst == 10.0.1.0/24' drop
  --log --name=watched --severity=warning --meter=slow acl-add in to-lport 1000 'outport == "db" && tcp.dst == 23' reject
  --log acl-add in to-lport 1000 'outport == "web" && udp' drop
  --label=1234 acl-add in to-lport 900 'ip4.src == 10.0.1.11' allow-related
  acl-add in to-lport 0 '1' allow
  --apply-after-lb acl-add in from-lport 500 'ip4.dst == 10.0.0.12' allow
  --apply-after-lb acl-add in from-lport 2000 'ip4.dst == 10.0.0.13' drop
  acl-add dmz to-lport 1000 'outport == "mail" && tcp' allow-stateless
  acl-add people from-lport 1002 'inport == @people && ip' allow-related
  acl-add people to-lport 1002 'outport == @people && ip4.src == 10.0.0.0/24' allow-related
  --name="half (of it)" acl-add people to-lport 1001 'outport == @people' drop
  qos-add in from-lport 100 'inport == "web"' rate=1000 burst=200
  qos-add in to-lport 200 'outport == "db" && (ip4 || ip6)' dscp=48
  qos-add in from-lport 300 'ip4' rate=50 dscp=11
  mirror-add watch gre 3 from-lport 192.0.2.99
  mirror-add span erspan 4 to-lport 192.0.2.98
  lsp-attach-mirror web watch
  copp-add guard arp pings
  ls-copp-add guard in
  lr-copp-add guard r
`;

const ROUTES = `
  lrp-set-gateway-chassis r-out gw1 10
  lrp-set-gateway-chassis r-out gw2 20
  lrp-set-redirect-type r-dmz bridged
  lr-route-add r 0.0.0.0/0 192.0.2.254
  lr-route-add r ::/0 2001:db8::fe r-out
  lr-route-add r 10.0.0.0/16 10.0.1.9
  lr-route-add r 10.0.0.128/25 10.0.1.8 r-dmz
  lr-route-add r 10.0.1.0/24 10.0.0.9
  --policy=src-ip lr-route-add r 10.0.0.0/24 192.0.2.253
  --policy=src-ip lr-route-add r 10.0.0.11 192.0.2.252
  --policy=src-ip lr-route-add r 10.1.0.0/16 192.0.2.251
  --ecmp lr-route-add r 172.16.0.0/12 192.0.2.11
  --ecmp lr-route-add r 172.16.0.0/12 192.0.2.12 r-out
  --ecmp --policy=src-ip lr-route-add r 172.17.0.0/16 192.0.2.11
  --ecmp --policy=src-ip lr-route-add r 172.17.0.0/16 192.0.2.12
  --ecmp-symmetric-reply lr-route-add r 172.20.0.0/16 192.0.2.13 r-out
  --bfd lr-route-add r 198.51.100.0/24 192.0.2.20 r-out
  lr-route-add r 203.0.113.0/24 discard
  lr-route-add r fd01::/64 fd00::9
  lr-route-add r fd01::/48 fd00::8
  --route-table=guests lr-route-add r 0.0.0.0/0 192.0.2.200
  --route-table=guests lr-route-add r 10.9.0.0/16 192.0.2.201
  set Logical_Router_Port r-dmz options:route_table=guests
  lr-policy-add r 10 'ip4.src == 10.0.0.0/24' drop
  lr-policy-add r 1000 'ip4.dst == 10.0.1.0/24 && ip4.src == 10.0.0.11' allow
  lr-policy-add r 500 'ip4.src == 10.0.0.12' reroute 192.0.2.33
  lr-policy-add r 400 'ip4.src == 10.0.0.13' reroute 192.0.2.33,192.0.2.34 pkt_mark=7
  static-mac-binding-add r-out 192.0.2.254 00:00:00:00:ee:01
`;

const SERVICES = `
  lr-nat-add r snat 192.0.2.1 10.0.0.0/24
  lr-nat-add r dnat_and_snat 192.0.2.101 10.0.0.11 web 00:00:00:00:dd:01
  --portrange lr-nat-add r snat 192.0.2.1 10.0.1.0/24 1024-65535
  --stateless --gateway-port=r-out lr-nat-add r dnat_and_snat 192.0.2.102 10.0.1.11
  lr-nat-add r snat 2001:db8::1 fd00::/64
  lb-add web 192.0.2.80:80 10.0.0.11:8080,10.0.0.13:8080
  lb-add web 192.0.2.80:443 10.0.0.11:8443
  lb-add plain 192.0.2.81 10.0.0.11,10.0.0.12
  lb-add names 192.0.2.82:53 10.0.0.11:53 udp
  lb-add phone [2001:db8::80]:5060 [fd00::11]:5060,[fd00::12]:5060 sctp
  lb-add hollow 192.0.2.83:80 ''
  lb-add "a long name with blanks" 192.0.2.84:80 10.0.0.11:80
  ls-lb-add in web
  ls-lb-add in plain
  ls-lb-add in phone
  lr-lb-add r web
  lr-lb-add r names
  lr-lb-add r hollow
  ha-chassis-group-add pair
  ha-chassis-group-add-chassis pair gw1 3
  ha-chassis-group-add-chassis pair gw2 8
  ha-chassis-group-add lonely
  --liveness fwd-group-add spread in 10.0.0.77 00:00:00:00:77:77 web db
  --id=@x create DNS records='{www="10.0.0.11 fd00::11"}' -- add Logical_Switch in dns_records @x
  --id=@g create Load_Balancer_Group name=everywhere -- add Logical_Switch dmz load_balancer_group @g
`;

/** Starts it, and waits for northd. */
export const startRich = async (): Promise<Lab> => {
  const lab = await Lab.start();
  try {
    await lab.sbctl(
      'chassis-add',
      'gw1',
      'geneve',
      '192.168.0.1',
      '--',
      'chassis-add',
      'gw2',
      'vxlan',
      '192.168.0.2',
    );
    for (const commands of [PORTS, ACLS, ROUTES, SERVICES]) await lab.commands(commands);
    await lab.sync();
    return lab;
  } catch (error) {
    await lab.stop();
    throw error;
  }
};
