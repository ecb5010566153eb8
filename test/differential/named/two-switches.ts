/**
 *     sw0 10.0.0.0/24 ── lr0 ── sw1 10.0.1.0/24 fd00:1::/64
 *
 * sw0-p1 may send IPv4 statefully; telnet to sw0-p2 is dropped; the ports of sw0 have port security.
 */
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

const ends: readonly End[] = [
  { name: 'sw0-p1', port: 'sw0-p1', mac: '00:00:00:00:00:11', ip: '10.0.0.11' },
  { name: 'sw0-p2', port: 'sw0-p2', mac: '00:00:00:00:00:12', ip: '10.0.0.12' },
  { name: 'sw1-p1', port: 'sw1-p1', mac: '00:00:00:00:01:11', ip: '10.0.1.11', ip6: 'fd00:1::11' },
  { name: 'sw1-p2', port: 'sw1-p2', mac: '00:00:00:00:01:12', ip: '10.0.1.12', ip6: 'fd00:1::12' },
];

const [p1, p2, q1, q2] = ends as readonly [End, End, End, End];
const network = ({ ip }: End): string => ip.slice(0, ip.lastIndexOf('.'));
const router = (end: End): { mac: string; ip: string } =>
  network(end) === '10.0.0'
    ? { mac: '00:00:00:00:ff:01', ip: '10.0.0.1' }
    : { mac: '00:00:00:00:ff:02', ip: '10.0.1.1' };
/** The next MAC address on the way. */
const toward = (from: End, to: End): string => (network(from) === network(to) ? to.mac : router(from).mac);

const betweenAll = pairs(ends).flatMap(([from, to]): Named[] => [
  ask(`${from.name} pings ${to.name}`, ping(from, toward(from, to), to.ip), NEW),
  ask(`${to.name}'s answer to a ping of ${from.name}`, pong(to, toward(to, from), from.ip), REPLY),
  ask(`${from.name} telnets to ${to.name}`, tcp(from, toward(from, to), to.ip, 23), { style: 'summary' }),
  ask(`${from.name} asks ${to.name} over UDP, told shortly`, udp(from, toward(from, to), to.ip, 53), {
    style: 'minimal',
  }),
]);

const neighbours = ends.flatMap((end): Named[] => [
  ask(`${end.name} asks who its router is`, whoHas(end, router(end).ip)),
  ask(`${end.name} asks for an address that nobody has`, whoHas(end, `${network(end)}.200`)),
  ask(`${end.name} announces itself`, whoHas(end, end.ip)),
  ask(`${end.name} answers its router's question`, isAt(end, router(end).mac, router(end).ip)),
  ask(`${end.name} pings its router`, ping(end, router(end).mac, router(end).ip)),
  ask(
    `${end.name} pings the router's other side`,
    ping(end, router(end).mac, network(end) === '10.0.0' ? '10.0.1.1' : '10.0.0.1'),
  ),
]);

const odd: readonly Named[] = [
  ask('a borrowed MAC address is stopped by port security', ping({ ...p1, mac: q1.mac }, p2.mac, p2.ip)),
  ask('a borrowed IP address is stopped by port security', ping({ ...p1, ip: '10.0.0.99' }, p2.mac, p2.ip)),
  ask('a borrowed address in ARP is stopped by port security', whoHas({ ...p1, ip: '10.0.0.99' }, p2.ip)),
  ask('a port without port security may borrow an address', ping({ ...q1, ip: '10.0.1.99' }, q2.mac, q2.ip)),
  ask(
    'the last hop of a packet ends at the router',
    packet(p1, router(p1).mac, q1.ip, 'ip.ttl == 1', 'udp.dst == 33434'),
  ),
  ask('a packet without time to live', packet(p1, router(p1).mac, q1.ip, 'ip.ttl == 0', 'tcp.dst == 80')),
  ask('one hop more is enough', packet(p1, router(p1).mac, q1.ip, 'ip.ttl == 2', 'tcp.dst == 80')),
  ask('no route leads to the Internet', ping(p1, router(p1).mac, '8.8.8.8')),
  ask('an address of the other network that nobody has', ping(p1, router(p1).mac, '10.0.1.200')),
  ask('a destination MAC address that nobody has', ping(p1, '00:00:00:00:00:99', '10.0.0.99')),
  ask('a broadcast goes to everyone', packet(p1, BROADCAST, '10.0.0.255', 'udp.dst == 9')),
  ask('a broadcast from the other switch', packet(q1, BROADCAST, '255.255.255.255', 'udp.dst == 9')),
  ask('multicast is flooded', packet(q1, '01:00:5e:01:01:01', '239.1.1.1', 'udp.dst == 5000')),
  ask('IPv6 between neighbours', ping(q1, q2.mac, 'fd00:1::12')),
  ask('IPv6 to the router', ping(q1, router(q1).mac, 'fd00:1::1')),
  ask('IPv6 to nowhere', ping(q1, router(q1).mac, 'fd00:2::1')),
  ask('who has the IPv6 address of a neighbour', solicits(q1, 'fd00:1::12')),
  ask('who has an IPv6 address that nobody has', solicits(q1, 'fd00:1::99')),
  ask('DHCP is not served', dhcpDiscover(p1)),
  ask(
    'a frame that is no IP',
    `inport == "sw0-p1" && eth.src == ${p1.mac} && eth.dst == ${p2.mac} && eth.type == 0x88cc`,
  ),
  ask('an established connection is let through', answer(p2, p1.mac, p1.ip, 80), REPLY),
  ask('an invalid packet', tcp(p1, p2.mac, p2.ip, 80), { ct: ['inv', 'inv'] }),
  ask('a related error message', packet(p2, p1.mac, p1.ip, 'icmp4.type == 3', 'icmp4.code == 3'), {
    ct: ['rel', 'rel'],
  }),
  ask('new here and established there', ping(p1, router(p1).mac, q1.ip), { ct: ['new', 'est'] }),
  ask('everything at once', ping(p1, router(p1).mac, q1.ip), { style: 'all' }),
  ask('with the names that the database has', ping(p1, router(p1).mac, q1.ip), { friendlyNames: false }),
  ask('on the datapath that is named', ping(p1, p2.mac, p2.ip), { datapath: 'sw0' }),
  ask('on a datapath that the port is not of', ping(p1, p2.mac, p2.ip), { datapath: 'lr0' }),
  ask('on no datapath', ping(p1, p2.mac, p2.ip), { datapath: 'sw9' }),
  ask('what the router does with what comes in', ping({ ...p1, port: 'lr0-sw0' }, router(p1).mac, q1.ip)),
  ask(
    'what the switch does with what the router sends',
    ping({ ...p2, port: 'sw0-lr0', mac: router(p1).mac, ip: q1.ip }, p1.mac, p1.ip),
  ),
  ask('a fragment', packet(p1, router(p1).mac, q1.ip, 'ip.later_frag')),
  ask('a VLAN tag', `${ping(p1, p2.mac, p2.ip)} && vlan.present && vlan.vid == 7`),
  ask('a port that is not there', ping({ ...p1, port: 'sw0-p9' }, p2.mac, p2.ip)),
  ask('two protocols at once', `${tcp(p1, p2.mac, p2.ip, 80)} && udp`),
  ask('a choice of destinations', 'inport == "sw0-p1" && ip4.dst == {10.0.0.12, 10.0.0.13}'),
  ask('nothing but the port', 'inport == "sw0-p1"'),
  ask('something that is no microflow', 'inport == "sw0-p1" &&'),
];

export const twoSwitches: readonly Named[] = [...betweenAll, ...neighbours, ...odd];
