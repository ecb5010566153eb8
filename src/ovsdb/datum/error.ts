/**
 * A schema or a value that breaks RFC 7047. Beside the sentence for a person it keeps the parts Open vSwitch
 * itself prints, `[syntax "JSON": ]TAG: REASON`, so that a program can compare the two word by word.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { isArray, type Json } from '../json/value.ts';

/** What an OVSDB program puts before the colon. */
export type OvsdbErrorTag = 'syntax error' | 'constraint violation' | 'ovsdb error';

export interface OvsdbErrorDetail {
  readonly tag: OvsdbErrorTag;
  /** The words of Open vSwitch, without the tag and the JSON. */
  readonly reason: string;
  /** The JSON that was refused; absent where Open vSwitch names none. */
  readonly json?: Json | undefined;
  readonly where?: string | undefined;
  readonly expected?: string | undefined;
  readonly hint?: string | undefined;
}

export class OvsdbError extends OvnscopeError {
  readonly tag: OvsdbErrorTag;
  readonly reason: string;
  readonly json: Json | undefined;

  constructor(kind: 'schema' | 'data', detail: OvsdbErrorDetail) {
    const read = detail.json === undefined ? '' : `, read ${briefly(detail.json)}`;
    super(kind, `${excerpt(detail.reason, 400)}${read}`, detail);
    this.name = 'OvsdbError';
    this.tag = detail.tag;
    this.reason = detail.reason;
    this.json = detail.json;
  }
}

/** JSON for an error's text: however large or deep it is, a line of it costs the same. */
export const briefly = (json: Json, limit = 80, depth = 3): string => {
  if (typeof json === 'bigint') return json.toString();
  if (typeof json === 'string') return excerpt(JSON.stringify(json.slice(0, limit + 1)), limit);
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const [open, close] = isArray(json) ? '[]' : '{}';
  let text = '';
  if (depth === 0) text = '…';
  else {
    const members = isArray(json) ? json : Object.keys(json);
    for (const member of members) {
      if (text !== '') text += ',';
      if (text.length > limit) {
        text += '…';
        break;
      }
      if (isArray(json)) text += briefly(member, limit, depth - 1);
      else {
        const name = member as string;
        text += `${excerpt(JSON.stringify(name), limit)}:${briefly((json as { [name: string]: Json })[name] ?? null, limit, depth - 1)}`;
      }
    }
  }
  return `${open}${text}${close}`;
};
