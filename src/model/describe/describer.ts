import type { Row } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { Network } from '../network.ts';
import type { DatabaseName } from '../rowref.ts';
import type { Description } from './types.ts';

/** Describes a row of one table; `host` for a row of a host's Open_vSwitch database. */
export type Describer = (network: Network, row: Row, host: Host | undefined) => Description;

/** `Database.Table` → who describes its rows; for other tables, `generic.ts` does. */
export type Describers = Readonly<Partial<Record<`${DatabaseName}.${string}`, Describer>>>;
