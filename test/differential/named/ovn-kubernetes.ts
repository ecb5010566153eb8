/** Pods, services, network policies and the way out of a Kubernetes cluster. */
import { pods } from '../../lab/scenarios/ovn-kubernetes.ts';
import {
  answer,
  ask,
  NEW,
  packet,
  pairs,
  ping,
  pong,
  REPLY,
  tcp,
  udp,
  whoHas,
  type End,
  type Named,
} from './words.ts';

/** Kubernetes' plugin writes the IPv4 address into the MAC address. */
const macOf = (ip: string): string =>
  ['0a', '58', ...ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

interface Pod extends End {
  readonly node: string;
}

const ends: readonly Pod[] = pods.map(({ namespace, name, node, ip }) => ({
  name: `${namespace}/${name.split('-')[0] ?? name}@${node.name}`,
  port: `${namespace}_${name}`,
  mac: macOf(ip),
  ip,
  node: node.name,
}));

const gatewayOf = ({ ip }: End): string => ip.replace(/\d+$/, '1');
const toward = (from: Pod, to: Pod): string => (from.node === to.node ? to.mac : macOf(gatewayOf(from)));
const out = (from: End): string => macOf(gatewayOf(from));

const find = (start: string): Pod => {
  const found = ends.find(({ name }) => name.startsWith(start));
  if (found === undefined) throw new Error(`no pod ${start}`);
  return found;
};

const client = find('default/client');
const server = find('default/server');
const frontend = find('shop/frontend');
const backend = find('shop/backend');

const some = [client, server, frontend, backend, find('kube-system/coredns')];

const betweenPods = pairs(some).flatMap(([from, to]): Named[] => [
  ask(`${from.name} connects to ${to.name}`, tcp(from, toward(from, to), to.ip, 5432), NEW),
  ask(`${to.name} answers ${from.name}`, answer(to, toward(to, from), from.ip, 5432), {
    ...REPLY,
    style: 'summary',
  }),
]);

const SERVICES = [
  { name: 'the API', ip: '10.96.0.1', port: 443, backends: ['172.18.0.2'] },
  { name: 'DNS over TCP', ip: '10.96.0.10', port: 53, backends: ['10.244.0.3', '10.244.0.4'] },
  { name: 'the front end', ip: '10.96.55.7', port: 80, backends: ['10.244.1.4', '10.244.2.3'] },
  { name: 'the back end', ip: '10.96.121.40', port: 5432, backends: ['10.244.1.5', '10.244.2.4'] },
] as const;

const services = SERVICES.flatMap(({ name, ip, port, backends }) =>
  backends.flatMap((lbDst): Named[] => [
    ask(`the client asks ${name}, served by ${lbDst}`, tcp(client, out(client), ip, port), { ...NEW, lbDst }),
    ask(`a front end asks ${name}, served by ${lbDst}`, tcp(frontend, out(frontend), ip, port), {
      ...NEW,
      lbDst,
      style: 'minimal',
    }),
    ask(`a connection to ${name} goes on to ${lbDst}`, tcp(client, out(client), ip, port), { lbDst }),
  ]),
);

const worker: End = { name: 'the node', port: 'k8s-ovn-worker', mac: macOf('10.244.1.2'), ip: '10.244.1.2' };
const outside: End = {
  name: 'someone outside',
  port: 'br-ex_ovn-worker',
  mac: macOf('172.18.0.1'),
  ip: '172.18.0.1',
};
const node = { ip: '172.18.0.3', mac: macOf('172.18.0.3') };

const others: readonly Named[] = [
  ask('a service without end points refuses', tcp(client, out(client), '10.96.200.9', 80), NEW),
  ask('… over UDP it is no service', udp(client, out(client), '10.96.200.9', 80)),
  ask('DNS over UDP', udp(client, out(client), '10.96.0.10', 53), { ...NEW, lbDst: '10.244.0.3' }),
  ask('a front end that is sent back to itself', tcp(frontend, out(frontend), '10.96.55.7', 80), {
    ...NEW,
    lbDst: frontend.ip,
  }),
  ask(
    '… and its answer to itself',
    packet({ ...frontend }, frontend.mac, '169.254.169.5', 'tcp.src == 8080'),
    REPLY,
  ),
  ask('a pod pings the Internet', ping(client, out(client), '8.8.8.8'), NEW),
  ask('a pod connects to the Internet', tcp(client, out(client), '1.1.1.1', 443), { ...NEW, style: 'all' }),
  ask(
    'the answer from the Internet comes to the node',
    answer({ ...outside, ip: '1.1.1.1' }, node.mac, node.ip, 443),
    REPLY,
  ),
  ask('a pod pings its gateway', ping(client, out(client), gatewayOf(client))),
  ask('a pod pings the gateway of another node', ping(client, out(client), '10.244.2.1')),
  ask('a pod connects to its node', tcp(client, out(client), node.ip, 10250), NEW),
  ask('a pod connects to another node', tcp(client, out(client), '172.18.0.4', 10250), NEW),
  ask('a pod connects to the node port of its node', tcp(client, out(client), node.ip, 30080), {
    ...NEW,
    lbDst: '10.244.1.4',
  }),
  ask('the node connects to a pod', tcp(worker, client.mac, client.ip, 80), NEW),
  ask('the node probes a guarded pod', tcp(worker, backend.mac, backend.ip, 5432), NEW),
  ask('the node connects to a pod elsewhere', tcp(worker, macOf('10.244.1.1'), server.ip, 80), NEW),
  ask('the node pings its gateway', ping(worker, macOf('10.244.1.1'), '10.244.1.1')),
  ask('outside connects to a node port', tcp(outside, node.mac, node.ip, 30080), {
    ...NEW,
    lbDst: '10.244.1.4',
  }),
  ask('outside connects to a node port, served elsewhere', tcp(outside, node.mac, node.ip, 30080), {
    ...NEW,
    lbDst: '10.244.2.3',
  }),
  ask('outside connects to a port that is none', tcp(outside, node.mac, node.ip, 30081), NEW),
  ask('outside pings the node', ping(outside, node.mac, node.ip)),
  ask('outside asks who the node is', whoHas(outside, node.ip)),
  ask('outside asks for a service address', whoHas(outside, '10.96.0.1')),
  ask('outside connects to a pod directly', tcp(outside, node.mac, client.ip, 80), NEW),
  ask('a pod asks who its gateway is', whoHas(client, gatewayOf(client))),
  ask('a pod asks for a neighbour', whoHas(client, frontend.ip)),
  ask('a pod asks for a proxied address', whoHas(client, '169.254.1.1')),
  ask('a pod asks for an address that nobody has', whoHas(client, '10.244.1.200')),
  ask('a pod with a borrowed address', ping({ ...client, ip: '10.244.1.99' }, out(client), server.ip)),
  ask(
    'a pod with a borrowed MAC address',
    ping({ ...client, mac: '0a:58:0a:f4:01:63' }, out(client), server.ip),
  ),
  ask(
    'a packet that has come to its last hop',
    packet(client, out(client), server.ip, 'ip.ttl == 1', 'udp.dst == 33434'),
  ),
  ask('multicast from a pod', packet(client, '01:00:5e:01:01:01', '239.1.1.1', 'udp.dst == 5000')),
  ask('IPv6 is not routed', ping({ ...client, ip6: 'fd00:10:244::3' }, out(client), 'fd00:10:244:1::3')),
  ask('inside the cluster router', tcp({ ...client, port: 'rtos-ovn-worker' }, out(client), server.ip, 80)),
  ask(
    'inside the gateway router, outward',
    tcp({ ...client, port: 'rtoj-GR_ovn-worker' }, macOf('100.64.0.3'), '8.8.8.8', 443),
    NEW,
  ),
  ask(
    'inside the gateway router, inward',
    pong({ ...outside, port: 'rtoe-GR_ovn-worker', ip: '8.8.8.8' }, node.mac, node.ip),
    REPLY,
  ),
  ask('a switch by its name', ping(client, frontend.mac, frontend.ip), { datapath: 'ovn-worker' }),
  ask('a front end may talk to a back end', tcp(frontend, toward(frontend, backend), backend.ip, 5432), {
    ...NEW,
    style: 'all',
  }),
  ask('a client may not', tcp(client, toward(client, backend), backend.ip, 5432), { ...NEW, style: 'all' }),
  ask('a front end may not use another port', tcp(frontend, toward(frontend, backend), backend.ip, 22), NEW),
];

export const ovnKubernetes: readonly Named[] = [...betweenPods, ...services, ...others];
