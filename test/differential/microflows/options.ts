/** How a microflow is asked about: style, datapath, conntrack states, names. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import type { Draft } from './draft.ts';

const STATES = [
  'new',
  'est',
  'est,rpl',
  'inv',
  'rel',
  'rel,rpl',
  'new,dnat',
  'est,snat',
  'est,rpl,dnat,snat',
  'trk',
  '',
] as const;

/**
 * So many that no trace uses them up: then the daemon of ovn-trace, which goes on where the last trace stopped, answers as
 * a process of its own would.
 */
const ENDLESS = 64;

export const endless = (state: string): readonly string[] => Array.from({ length: ENDLESS }, () => state);

const ctOf = (random: Random, steady: string): readonly string[] | undefined =>
  random.weighted([
    [55, undefined],
    [22, endless('new')],
    [17, endless(steady)],
    [6, Array.from({ length: random.int(1, 4) }, () => random.pick(STATES))],
  ]);

/** One state other than `new` for a whole deployment, so that one more daemon is enough. */
export const steadyState = (random: Random): string => random.pick(STATES.slice(1));

/** Most requests are plain; the others are spread over what can be asked for. */
export const withOptions = (world: World, random: Random, microflow: string, steady: string): Draft => {
  const ct = ctOf(random, steady);
  const friendly = random.chance(0.08) ? { friendlyNames: false } : ct === undefined ? {} : { ct };
  const base: Draft = {
    microflow,
    style: random.weighted([
      [6, 'detailed'],
      [2, 'summary'],
      [2, 'minimal'],
      [1, 'all'],
    ]),
    ...friendly,
  };
  const home = homeOf(world, microflow);
  return random.weighted<() => Draft>([
    [10, () => base],
    [4, () => (home === undefined ? base : { ...base, datapath: home })],
    [
      1,
      () =>
        home === undefined
          ? base
          : { ...base, digits: { of: 'nb', name: home, count: random.pick([4, 8, 36]) } },
    ],
    [
      1,
      () =>
        home === undefined
          ? base
          : { ...base, digits: { of: 'sb', name: home, count: random.pick([6, 36]) } },
    ],
    [0.2, () => (home === undefined ? base : { ...base, digits: { of: 'nb', name: home, count: 3 } })],
    [0.3, () => ({ ...base, datapath: random.pick([...world.switches, ...world.routers]).name })],
    [0.2, () => ({ ...base, datapath: 'nowhere' })],
  ])();
};

const homeOf = (world: World, microflow: string): string | undefined => {
  const inport = /^inport == ("(?:[^"\\]|\\.)*")/.exec(microflow)?.[1];
  if (inport === undefined) return undefined;
  const port = JSON.parse(inport) as string;
  const home =
    world.switches.find(
      ({ ports, routerPorts }) =>
        ports.includes(port) || routerPorts.some(({ switchPort }) => switchPort === port),
    ) ?? world.routers.find(({ ports }) => ports.some(({ name }) => name === port));
  return home?.name;
};
