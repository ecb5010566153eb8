import type { SymbolTable } from '../symbols/types.ts';
import type { OptionTable } from './option-table.ts';
import type { Pipeline } from './types.ts';

/** What actions are read against. */
export interface ActionContext {
  readonly symbols: SymbolTable;
  /** Where the flow stands. */
  readonly pipeline: Pipeline;
  readonly table: number;
  /** How many tables each pipeline has. */
  readonly tables: Readonly<Record<Pipeline, number>>;
  readonly dhcpOptions: OptionTable;
  readonly dhcpv6Options: OptionTable;
  /** Of router advertisements; by default those that OVN knows. */
  readonly ndRaOptions?: OptionTable | undefined;
  /** Options of each event of the controller; by default those that OVN knows. */
  readonly events?: ReadonlyMap<string, OptionTable> | undefined;
  /** Also reads what OVN 20.03 to 24.03 wrote and the newest refuses: `ct_commit(ct_label=1/1);`. */
  readonly older?: boolean | undefined;
  /** What is not understood becomes an unknown action, and reading goes on. */
  readonly lenient?: boolean | undefined;
}
