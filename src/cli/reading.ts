import type { ClusterFacts, Database } from '../ovsdb/index.ts';
import type { Role } from './sources.ts';

/** A database that was read, and what it is for. */
export interface Reading {
  readonly role: Role;
  /** Remote or file. */
  readonly name: string;
  readonly database: Database;
  /** Of the file of a cluster's member. */
  readonly cluster?: ClusterFacts | undefined;
}
