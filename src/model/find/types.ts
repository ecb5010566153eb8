import type { Row } from '../../ovsdb/index.ts';
import type { RowRef } from '../rowref.ts';

/** How the text led to the thing. */
export type How = 'name' | 'alias' | 'uuid' | 'uuid-prefix' | 'mac' | 'mac-prefix' | 'ip' | 'cidr' | 'part';

export interface Found {
  readonly ref: RowRef;
  /** The title of its kind: `logical switch port`, `port group`, `chassis`, `bridge`, `NAT rule` … */
  readonly kind: string;
  /** The UUID where a row has no name. */
  readonly name: string;
  readonly alias: string | undefined;
  /** The host in whose Open_vSwitch database it is. */
  readonly host?: string | undefined;
  readonly how: How;
  /** What matched, for a person: `addresses`, `external IP`, `VIP`, `backend of 10.0.0.1:80` … */
  readonly where: string;
  /** Whether the thing itself has that name or address, or merely mentions it. */
  readonly role: 'is' | 'uses';
  /** What tells it from others that are called the same, or have no name: see `withDetails`. */
  readonly detail?: string | undefined;
}

export type Resolution =
  /** `others`: what uses it, or has the same address elsewhere. */
  | { readonly kind: 'one'; readonly found: Found; readonly others: readonly Found[] }
  | { readonly kind: 'several'; readonly candidates: readonly Found[] }
  | { readonly kind: 'none'; readonly nearest: readonly Found[] };

export interface FindOptions {
  /** A kind, however it is written: `port`, `switch port`, `logical-switch-ports`, `lsp`. */
  readonly kind?: string | undefined;
}

/** A row as the catalogue knows it. */
export interface Item {
  readonly ref: RowRef;
  readonly kind: string;
  /** What rows of its table are called, where it is another: a port binding that stands for a port. */
  readonly rowKind: string;
  readonly name: string;
  readonly alias: string | undefined;
  readonly host: string | undefined;
  readonly row: Row;
  /** The thing that this row is another face of: the Northbound's port of a port binding. */
  into: Item | undefined;
}

/** One reason to find an item. */
export interface Hit {
  readonly item: Item;
  readonly where: string;
  readonly role: 'is' | 'uses';
}

export type HitMap = Map<string, Hit[]>;

export const addHit = (map: HitMap, key: string, hit: Hit): void => {
  const known = map.get(key);
  if (known === undefined) map.set(key, [hit]);
  else known.push(hit);
};
