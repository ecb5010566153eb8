/** A port of a datapath as a trace needs it: Port_Binding (ovn-sb(5)). */
import type { Row } from '../../../ovsdb/index.ts';
import type { Southbound } from '../../../model/index.ts';
import type { LogicalDatapath } from './datapath.ts';
import { parsePortSecurity, type PortSecurity } from './port-security.ts';

export type PortBindingRow = Row<Southbound['Port_Binding']>;

export class LogicalPort {
  readonly row: PortBindingRow;
  readonly datapath: LogicalDatapath;
  readonly name: string;
  readonly key: number;
  readonly type: string;
  /** `options:peer` (ovn-sb(5)). */
  readonly peer: string | undefined;
  /** What a renderer made of it, kept where it is found again without a search. */
  told: { readonly by: object; readonly text: string } | undefined;
  private security: readonly PortSecurity[] | undefined;
  private otherSide: LogicalPort | undefined;

  constructor(row: PortBindingRow, datapath: LogicalDatapath) {
    this.row = row;
    this.datapath = datapath;
    this.name = row.get('logical_port');
    this.key = row.get('tunnel_key');
    this.type = row.get('type');
    this.peer = this.options.get('peer');
  }

  /** The other side of a patch port, or of what is like one. */
  get peerPort(): LogicalPort | undefined {
    if (this.peer === undefined) return undefined;
    this.otherSide ??= this.datapath.deployment.portByName(this.peer);
    return this.otherSide;
  }

  /** The name that people gave, which northd copies to where it is found (`external_ids:name`). */
  get alias(): string | undefined {
    return this.row.get('external_ids').get('name');
  }

  get options(): ReadonlyMap<string, string> {
    return this.row.get('options');
  }

  /** Where it is bound: the chassis' name, and the host's, which people know better. */
  get chassis(): { readonly name: string; readonly hostname: string } | undefined {
    const row = this.datapath.deployment.rows.row('Chassis', this.row.get('chassis'));
    if (row === undefined) return undefined;
    const name = row.get('name');
    const hostname = row.get('hostname');
    return { name, hostname: hostname === '' ? name : hostname };
  }

  /** Elements without a MAC are none. */
  get portSecurity(): readonly PortSecurity[] {
    this.security ??= this.row
      .get('port_security')
      .map(parsePortSecurity)
      .filter((one) => one !== undefined);
    return this.security;
  }
}
