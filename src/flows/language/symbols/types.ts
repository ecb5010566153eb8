/**
 * Symbols: what an expression or an action may name.
 *
 *     field      a field of the packet or its metadata        ip4.src
 *     subfield   some bits of a parent field                  vlan.vid = vlan.tci[0..11]
 *     predicate  an expression that stands for itself         ip4 = eth.type == 0x800
 *     ovn field  one that only an action of the controller sets  icmp4.frag_mtu
 */

/** The level of measurement decides which comparisons make sense: nominal values can only be equal. In ascending order. */
export type Level = 'nominal' | 'Boolean' | 'ordinal';

/** In which nested contexts a symbol may be written: bits of a set. */
export const WRITE_DEFAULT = 1;
export const WRITE_CT_COMMIT = 2;

/** Of what a packet must be made before one of its fields exists (ovs-fields(7), "Prerequisites"). */
export type FieldPrerequisite =
  | 'none'
  | 'arp'
  | 'vlan'
  | 'ipv4'
  | 'ipv6'
  | 'ip'
  | 'tcp'
  | 'udp'
  | 'sctp'
  | 'icmpv4'
  | 'icmpv6'
  | 'nd'
  | 'nd-solicit'
  | 'nd-advert';

/** A field of Open vSwitch, and where a microflow keeps it. */
export interface Field {
  /** Its NXM or OXM name: `NXM_NX_REG0`. */
  readonly name: string;
  /** In bits. */
  readonly width: number;
  /** Indexes of the 32-bit words of a microflow that hold it, least significant first. */
  readonly words: readonly number[];
  readonly writable: boolean;
  readonly maskable: boolean;
  readonly prerequisite: FieldPrerequisite;
  /** A register: ovn-trace does not tell of its changes. */
  readonly register: boolean;
}

export interface SymbolDefinition {
  readonly name: string;
  /** In bits; 0 of a string field, 1 of a predicate. */
  readonly width: number;
  readonly level: Level;
  /** An expression that must hold wherever the symbol is named. */
  readonly prerequisites: string | undefined;
  readonly mustCrossproduct: boolean;
  /** WRITE_DEFAULT, WRITE_CT_COMMIT, both or 0. */
  readonly writable: number;
  readonly field: Field | undefined;
  readonly parent: SymbolDefinition | undefined;
  readonly parentOffset: number;
  readonly predicate: string | undefined;
  readonly ovnField: boolean;
}

export type SymbolTable = ReadonlyMap<string, SymbolDefinition>;

/** A symbol, or some of its bits. Of a string field, offset and width are 0. */
export interface FieldReference {
  readonly symbol: SymbolDefinition;
  readonly offset: number;
  readonly width: number;
}
