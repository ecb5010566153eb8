/** What a row holds besides what was said of it: nothing is left out because no section thought of it. */
import type { Row } from '../../../ovsdb/index.ts';
import type { Network } from '../../network.ts';
import type { DatabaseName } from '../../rowref.ts';
import { Page } from '../page.ts';
import type { Fact, Section } from '../types.ts';

interface Place {
  readonly database: DatabaseName;
  readonly id?: string;
  readonly title?: string;
}

/** `said`: columns that other sections show. Columns that a newer schema added are there under their own name. */
export const restOf = (
  network: Network,
  row: object,
  said: readonly string[],
  { database, id, title }: Place,
): readonly Section[] => {
  const page = new Page(network, row as Row, database);
  page.told(...said);
  return page.rest(id, title);
};

/** The system above OVN that made the row. */
export const ownerFact = (network: Network, row: object, database: DatabaseName): readonly Fact[] =>
  new Page(network, row as Row, database).owner();
