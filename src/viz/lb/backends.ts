/** Backends as cards: one for each address and port, however many VIPs lead to it. */
import type { SwitchPort } from '../../model/index.ts';
import { toneOf } from '../logical/switches.ts';
import { lines } from '../logical/words.ts';
import type { Fact, Item, SceneNode } from '../scene.ts';
import { toneOfHealth, type Backend } from './health.ts';
import type { PortsOf } from './owners.ts';

/** What one load balancer thinks of a backend. */
export interface Opinion {
  readonly backend: Backend;
  readonly protocol: string;
  /** Its VIP has a health check. */
  readonly isMonitored: boolean;
}

/** The same for every spelling of an address; what is none is its text. */
export const backendKey = ({ ip, port, text }: Backend): string =>
  ip === undefined ? text : `${ip} ${port ?? ''}`;

/** Word by protocol where monitors of several disagree. */
const healthFacts = (opinions: readonly Opinion[]): readonly Fact[] => {
  const told = opinions.filter(({ backend, isMonitored }) => isMonitored || backend.health !== undefined);
  const words = new Map(
    told.map(({ backend, protocol }) => [
      `${protocol} ${backend.health ?? ''}`,
      {
        protocol,
        text: backend.health ?? 'health not known',
        tone: backend.health === undefined ? ('unknown' as const) : toneOfHealth(backend.health),
      },
    ]),
  );
  const same = new Set([...words.values()].map(({ text }) => text)).size === 1;
  const facts = [...words.values()].map(({ protocol, text, tone }): Fact => ({
    text: same ? text : `${protocol}: ${text}`,
    tone,
  }));
  return same ? facts.slice(0, 1) : facts;
};

const portFacts = (ports: readonly SwitchPort[], isAddress: boolean): readonly Fact[] => {
  const [port] = ports;
  if (port === undefined) return isAddress ? [{ text: 'of no logical switch port', tone: 'idle' }] : [];
  const { switch: holder, binding } = port;
  const state = port.state === 'none' || port.state === 'unknown' ? '' : `, ${port.state}`;
  return [
    { text: `port ${port.alias ?? port.name}${state}`, tone: state === '' ? 'idle' : toneOf(port) },
    ...(holder === undefined
      ? []
      : [{ text: `of switch ${holder.alias ?? holder.name}`, tone: 'idle' as const }]),
    ...(binding?.chassis === undefined
      ? []
      : [{ text: `on ${binding.chassis.label}`, tone: 'idle' as const }]),
    ...(ports.length === 1
      ? []
      : [{ text: `and ${ports.length - 1} more with its address`, tone: 'warn' as const }]),
  ];
};

export const backendPin = (id: string): string => `${id}-in`;

/** All opinions are of one backend. */
export const backendNode = (
  id: string,
  opinions: readonly [Opinion, ...Opinion[]],
  portsOf: PortsOf,
): SceneNode => {
  const [{ backend }] = opinions;
  const ports = portsOf(opinions.find((one) => one.backend.portName !== undefined)?.backend ?? backend);
  const health = healthFacts(opinions);
  const facts = [...health, ...portFacts(ports, backend.ip !== undefined)];
  const tones = new Set(health.map(({ tone }) => tone));
  return {
    id,
    kind: 'backend',
    row: ports[0]?.ref,
    title: backend.text,
    subtitle: undefined,
    facts,
    badges: [],
    pins: [
      {
        id: backendPin(id),
        row: undefined,
        name: backend.text,
        details: [],
        labelled: false,
        tone: tones.has('bad') ? 'bad' : 'idle',
        tooltip: lines([`backend ${backend.text}`, ...health.map(({ text }) => text)]),
      },
    ],
    sections: [],
    tooltip: lines([
      `backend ${backend.text}`,
      ...facts.map(({ text }) => text),
      ports[0] === undefined ? '' : `logical port ${ports[0].name}`,
    ]),
    tier: 2,
  };
};

/** The same as an item of a load balancer's card. */
export const backendItem = (id: string, vip: string, opinion: Opinion, portsOf: PortsOf): Item => {
  const { backend } = opinion;
  const { row, tooltip, pins } = backendNode(id, [opinion], portsOf);
  return {
    id,
    row,
    name: backend.text,
    detail: `of ${vip}`,
    tone: pins.some(({ tone }) => tone === 'bad') ? 'bad' : toneOfHealth(backend.health),
    tooltip,
  };
};
