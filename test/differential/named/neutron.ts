/** Machines, floating addresses, security groups and provider networks of an OpenStack cloud. */
import { mac, uuid } from '../../lab/scenarios/rows.ts';
import {
  answer,
  ask,
  BROADCAST,
  dhcpDiscover,
  isAt,
  NEW,
  packet,
  pairs,
  ping,
  pong,
  REPLY,
  solicits,
  tcp,
  udp,
  whoHas,
  type End,
  type Named,
} from './words.ts';

const vm = (name: string, ip: string, ip6?: string): End => ({
  name,
  port: uuid(name),
  mac: mac(name),
  ip,
  ...(ip6 === undefined ? {} : { ip6 }),
});

const app1 = vm('app-1', '10.0.0.11', 'fd00:a::11');
const app2 = vm('app-2', '10.0.0.12', 'fd00:a::12');
const trunk = vm('trunk', '10.0.0.16');
const subport = vm('trunk-child', '10.0.1.16');
const db1 = vm('db-1', '10.0.1.11');
const db2 = vm('db-2', '10.0.1.12');
const web1 = vm('web-1', '10.1.0.11');
const web2 = vm('web-2', '10.1.0.12');
const open = vm('web-open', '10.1.0.13');
const appliance = vm('appliance', '10.20.0.11');
const off = vm('app-off', '10.0.0.14');
const down = vm('app-down', '10.0.0.13');

/** Someone on the provider's network. */
const outside: End = {
  name: 'outside',
  port: `provnet-${uuid('segment public')}`,
  mac: '00:00:5e:00:01:01',
  ip: '198.51.100.7',
};

const network = ({ ip }: End): string => ip.slice(0, ip.lastIndexOf('.'));
const ROUTERS: Readonly<Record<string, string>> = {
  '10.0.0': 'r1 app',
  '10.0.1': 'r1 db',
  '10.1.0': 'r2 web',
};
const gateway = (end: End): string => mac(uuid(ROUTERS[network(end)] ?? ''));
const toward = (from: End, to: End): string => (network(from) === network(to) ? to.mac : gateway(from));
const outer = { r1: mac(uuid('gateway r1')), r2: mac(uuid('gateway r2')) };

const betweenAll = pairs([app1, app2, db1, web1]).flatMap(([from, to]): Named[] => [
  ask(`${from.name} pings ${to.name}`, ping(from, toward(from, to), to.ip), NEW),
  ask(`${from.name} opens ${to.name}'s database`, tcp(from, toward(from, to), to.ip, 5432), {
    ...NEW,
    style: 'summary',
  }),
  ask(`${to.name} answers ${from.name}`, answer(to, toward(to, from), from.ip, 5432), {
    ...REPLY,
    style: 'minimal',
  }),
]);

const outward = [app1, app2, db1, web1, web2, open].flatMap((end): Named[] => [
  ask(`${end.name} connects to the Internet`, tcp(end, gateway(end), '8.8.8.8', 443), NEW),
  ask(`${end.name} asks who its gateway is`, whoHas(end, `${network(end)}.1`)),
  ask(`${end.name} asks for an address by DHCP`, dhcpDiscover(end)),
]);

const floating: readonly Named[] = [
  ask(
    'outside connects to a distributed floating address',
    tcp(outside, mac('fip 203.0.113.101'), '203.0.113.101', 22),
    NEW,
  ),
  ask('… and is answered', answer(app1, gateway(app1), outside.ip, 22), REPLY),
  ask('… but not on another port', tcp(outside, mac('fip 203.0.113.101'), '203.0.113.101', 23), NEW),
  ask(
    "… nor in the office's name from elsewhere",
    tcp({ ...outside, ip: '8.8.8.8' }, mac('fip 203.0.113.101'), '203.0.113.101', 443),
    NEW,
  ),
  ask('the office may use HTTPS', tcp(outside, mac('fip 203.0.113.101'), '203.0.113.101', 443), NEW),
  ask('outside connects to a central floating address', tcp(outside, outer.r2, '203.0.113.102', 8080), NEW),
  ask('… without state', tcp(outside, outer.r2, '203.0.113.102', 8080)),
  ask('one floating address to another', tcp(app1, gateway(app1), '203.0.113.102', 8080), NEW),
  ask('a machine to its own floating address', ping(app1, gateway(app1), '203.0.113.101'), NEW),
  ask('a neighbour to a floating address', ping(app2, gateway(app2), '203.0.113.101'), NEW),
  ask(
    'outside asks for a distributed floating address',
    whoHas({ ...outside, ip: '203.0.113.1' }, '203.0.113.101'),
  ),
  ask(
    'outside asks for a central floating address',
    whoHas({ ...outside, ip: '203.0.113.1' }, '203.0.113.102'),
  ),
  ask('outside asks for the gateway', whoHas({ ...outside, ip: '203.0.113.1' }, '203.0.113.11')),
  ask(
    'outside asks for an address that nobody has',
    whoHas({ ...outside, ip: '203.0.113.1' }, '203.0.113.200'),
  ),
  ask(
    "outside answers the gateway's question",
    isAt({ ...outside, ip: '203.0.113.1' }, outer.r1, '203.0.113.11'),
  ),
  ask('outside pings the gateway', ping(outside, outer.r1, '203.0.113.11')),
  ask(
    'the answer to a translated connection',
    answer({ ...outside, ip: '8.8.8.8' }, outer.r1, '203.0.113.11', 443),
    REPLY,
  ),
  ask('outside to an inner address', tcp(outside, outer.r1, db1.ip, 5432), NEW),
];

const balanced: readonly Named[] = [
  ask('a machine asks the balanced address, first member', tcp(web1, mac('vip web'), '10.1.0.100', 80), {
    ...NEW,
    lbDst: '10.1.0.12',
  }),
  ask('a machine asks the balanced address, itself', tcp(web1, mac('vip web'), '10.1.0.100', 80), {
    ...NEW,
    lbDst: '10.1.0.11',
  }),
  ask('an open machine asks the balanced address', tcp(open, mac('vip web'), '10.1.0.100', 80), {
    ...NEW,
    lbDst: '10.1.0.11',
  }),
  ask('another port of the balanced address', tcp(open, mac('vip web'), '10.1.0.100', 81), NEW),
  ask('who has the balanced address', whoHas(open, '10.1.0.100')),
  ask('a member answers', answer(web1, open.mac, open.ip, 8080), REPLY),
  ask('a member answers the prober', answer(web1, 'ff:ff:ff:ff:ff:ff', '10.1.0.2', 8080)),
];

const others: readonly Named[] = [
  ask('a machine that is off sends', ping(off, app1.mac, app1.ip)),
  ask('a machine that is off is sent to', ping(app1, off.mac, off.ip)),
  ask('a machine that is down is asked for', whoHas(app1, down.ip)),
  ask('a machine that is down is sent to', ping(app1, down.mac, down.ip), NEW),
  ask('inside a trunk', ping(subport, db1.mac, db1.ip), NEW),
  ask('the trunk itself', ping(trunk, app1.mac, app1.ip), NEW),
  ask('from a trunk to its own subport', ping(trunk, gateway(trunk), subport.ip), NEW),
  ask('a machine speaks for the virtual address', whoHas({ ...db1, ip: '10.0.1.50' }, '10.0.1.50')),
  ask('a machine uses the virtual address', ping({ ...db1, ip: '10.0.1.50' }, db2.mac, db2.ip), NEW),
  ask('who has the virtual address', whoHas(db2, '10.0.1.50')),
  ask('the virtual address is connected to', tcp(app1, gateway(app1), '10.0.1.50', 5432), NEW),
  ask('a machine asks for the metadata service', tcp(app1, mac('metadata app'), '169.254.169.254', 80), NEW),
  ask('a machine asks who serves metadata', whoHas(app1, '10.0.0.2')),
  ask(
    'DHCP to the server itself',
    packet(app1, mac('dhcp app'), '10.0.0.1', 'udp.src == 68', 'udp.dst == 67'),
  ),
  ask('a name that OVN knows', udp(app1, gateway(app1), '192.0.2.53', 53), NEW),
  ask('a machine whose traffic is limited', udp(app2, app1.mac, app1.ip, 9), NEW),
  ask('a borrowed address', ping({ ...app1, ip: '10.0.0.99' }, app2.mac, app2.ip)),
  ask('an open machine may borrow an address', ping({ ...open, ip: '10.1.0.99' }, web1.mac, web1.ip), NEW),
  ask('an open machine may send to the unknown', ping(open, '00:00:00:00:00:99', '10.1.0.99'), NEW),
  ask('IPv6 within a network', ping(app1, app2.mac, 'fd00:a::12'), NEW),
  ask('IPv6 neighbours', solicits(app1, 'fd00:a::12')),
  ask("the provider's network is reached directly", ping(appliance, '00:00:5e:00:01:01', '10.20.0.1'), NEW),
  ask(
    'a machine that OVN does not run asks for DHCP',
    dhcpDiscover({ ...vm('baremetal', '10.20.0.20'), port: `provnet-${uuid('segment vlan-2001')}` }),
  ),
  ask('… and is pinged', ping(appliance, mac('baremetal'), '10.20.0.20'), NEW),
  ask('a broadcast', packet(app1, BROADCAST, '10.0.0.255', 'udp.dst == 137')),
  ask('multicast', packet(app1, '01:00:5e:01:01:01', '239.1.1.1', 'udp.dst == 5000')),
  ask('networks of different routers', ping(app1, gateway(app1), web1.ip), NEW),
  ask("traceroute's first packet", packet(app1, gateway(app1), '8.8.8.8', 'ip.ttl == 1', 'udp.dst == 33434')),
  ask('the gateway answers a ping', ping(app1, gateway(app1), '10.0.0.1')),
  ask('an echo reply nobody asked for', pong(app1, app2.mac, app2.ip), { ct: ['inv', 'inv'] }),
  ask('without friendly names', ping(app1, gateway(app1), db1.ip), { friendlyNames: false }),
  ask("by the network's alias", ping(app1, app2.mac, app2.ip), { datapath: 'app', style: 'all' }),
  ask("by the port's alias", ping({ ...app1, port: 'app-1' }, app2.mac, app2.ip), { datapath: 'app' }),
  ask('a port by its alias alone', ping({ ...app1, port: 'app-1' }, app2.mac, app2.ip)),
];

export const neutron: readonly Named[] = [...betweenAll, ...outward, ...floating, ...balanced, ...others];
