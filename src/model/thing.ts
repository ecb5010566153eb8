import type { Row } from '../ovsdb/index.ts';
import type { Network } from './network.ts';
import { refOf, type DatabaseName, type RowRef } from './rowref.ts';

/** A thing of the network that stands for one row: a view over it, with the network to ask about its neighbours. */
export abstract class Thing<R> {
  readonly row: Row<R>;
  protected readonly network: Network;
  protected abstract readonly database: DatabaseName;

  constructor(network: Network, row: Row<R>) {
    this.network = network;
    this.row = row;
  }

  get ref(): RowRef {
    return refOf(this.database, this.row);
  }

  get uuid(): string {
    return this.row.uuid;
  }
}
