/** A reply that is longer than any string and any buffer of V8 may be read as one. */
import { constants } from 'node:buffer';
import { expect, it } from 'vitest';
import type { Body } from '../../../src/ovsdb/json/body.ts';
import type { Raw } from '../../../src/ovsdb/json/raw.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';

it('reads a reply longer than the longest string, row by row', () => {
  const scanner = new MessageScanner();
  const bodies: Body[] = [];
  const push = (text: string | Buffer): void => scanner.push(Buffer.from(text), (body) => bodies.push(body));
  const uuid = (n: number): string => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const filler = 'x'.repeat(64 * 1024);
  const rows = Math.ceil(constants.MAX_STRING_LENGTH / filler.length) + 10;
  push('{"id":1,"result":[false,"last",{"Logical_Flow":{');
  for (let n = 0; n < rows; n++)
    push(`${n === 0 ? '' : ','}"${uuid(n)}":{"initial":{"match":"${filler}","priority":${n}}}`);
  push('}}],"error":null}');
  const [body] = bodies;
  expect(body?.bytes).toBeGreaterThan(constants.MAX_STRING_LENGTH);
  const [, , updates] = (body?.root as { result: [Json, Json, { Logical_Flow: Json }] }).result;
  const seen: [string, Raw][] = [];
  body?.visit('object', updates.Logical_Flow, (name, row) => seen.push([name, row as Raw]));
  expect(seen.length).toBe(rows);
  const [name, last] = seen.at(-1) as [string, Raw];
  expect(name).toBe(uuid(rows - 1));
  expect(last.parse()).toEqual({ initial: { match: filler, priority: rows - 1 } });
});
