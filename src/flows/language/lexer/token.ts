/**
 * Tokens of OVN's language (ovn-sb(5), "match" and "actions" of Logical_Flow). A bare token's type is its text.
 *
 *     id          foo, ip4.src           string  "foo", with JSON's escapes
 *     integer     5, 0x5, 10.0.0.1, ::1, 00:01:02:03:04:05
 *     masked      10.0.0.0/8, 0x10/0x30, ::1/ffff::, 01:00:00:00:00:00/01:00:00:00:00:00
 *     macro       $set                   port-group  @group           template  ^variable
 */
export type BareType =
  | '('
  | ')'
  | '{'
  | '}'
  | '['
  | ']'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '!'
  | '&&'
  | '||'
  | '..'
  | ','
  | ';'
  | '='
  | '<->'
  | '--'
  | ':'
  | '-';

export type TokenType =
  'end' | 'id' | 'string' | 'integer' | 'masked' | 'macro' | 'port-group' | 'template' | 'error' | BareType;

/** How a constant was written: that changes nothing in its meaning, only how it is written back. */
export type Format = 'decimal' | 'hexadecimal' | 'ipv4' | 'ipv6' | 'ethernet';

export interface Token {
  readonly type: TokenType;
  /** Of an identifier, a string (decoded), a macro, port group or template (without its sign), or an error. */
  readonly text: string;
  readonly format: Format;
  readonly value: bigint;
  /** Of a masked integer; the value has no bits outside of it. */
  readonly mask: bigint;
  /** Offsets into the input, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}
