/** All kinds, in the order in which help and manual list them, and how one is found by what a person typed. */
import { aclKinds } from './acls.ts';
import { chassisKinds } from './chassis.ts';
import { flowKinds } from './flows.ts';
import { gatewayKinds } from './gateways.ts';
import { globalKinds } from './globals.ts';
import { hostServiceKinds } from './host-services.ts';
import { hostKinds } from './hosts.ts';
import { interconnectKinds } from './interconnect.ts';
import { slug } from './kind.ts';
import { learnedKinds } from './learned.ts';
import { loadBalancerKinds } from './load-balancers.ts';
import { meterKinds } from './meters.ts';
import { routerKinds } from './routers.ts';
import { routingKinds } from './routing.ts';
import { serviceKinds } from './services.ts';
import { southboundKinds } from './southbound.ts';
import { switchKinds } from './switches.ts';
import type { Kind } from './types.ts';

export type { Field, FieldValue, Joins, Kind, Subject } from './types.ts';

export const kinds: readonly Kind[] = [
  ...switchKinds,
  ...routerKinds,
  ...aclKinds,
  ...routingKinds,
  ...loadBalancerKinds,
  ...serviceKinds,
  ...meterKinds,
  ...gatewayKinds,
  ...chassisKinds,
  ...flowKinds,
  ...learnedKinds,
  ...southboundKinds,
  ...globalKinds,
  ...hostKinds,
  ...hostServiceKinds,
  ...interconnectKinds,
];

const byWord: ReadonlyMap<string, Kind> = new Map(
  kinds.flatMap((kind) => [...[kind.name, ...kind.words].map((word): [string, Kind] => [slug(word), kind])]),
);

const byTable: ReadonlyMap<string, Kind> = new Map(
  [...kinds].reverse().map((kind) => [`${kind.database}.${kind.table}`, kind]),
);

/** The kind that stands for a table: where several look at one, the one that lists its rows. */
export const kindOfTable = (database: string, table: string): Kind | undefined =>
  byTable.get(`${database}.${table}`);

const byTableWord: ReadonlyMap<string, Kind> = new Map(
  [...byTable].map(([name, kind]) => [slug(name), kind]),
);

/** By name or word, whatever its case and with `_` for `-`; `OVN_Northbound.ACL` names a table. */
export const kindOf = (word: string): Kind | undefined => {
  const wanted = slug(word.trim());
  return byWord.get(wanted) ?? byTableWord.get(wanted);
};
