import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Body } from '../../../src/ovsdb/json/body.ts';
import { parseJson } from '../../../src/ovsdb/json/exact.ts';
import { Raw } from '../../../src/ovsdb/json/raw.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';

/** The members of the container at `{"rows":CONTAINER}`, read with rows kept as text. */
const members = (container: string, kind: 'object' | 'array' = 'object'): [string, Json][] => {
  const bodies: Body[] = [];
  new MessageScanner(3, 0).push(Buffer.from(`{"rows":${container}}`), (body) => bodies.push(body));
  const found: [string, Json][] = [];
  const [body] = bodies;
  body?.visit(kind, (body.root as { rows: Json }).rows, (name, member) => {
    found.push([name, member instanceof Raw ? member.parse() : member]);
  });
  return found;
};

const UUID = '7c0c1c70-6f6b-4ed4-9d6a-9a0d8d3c9b11';

describe('the members of a container of rows', () => {
  it.each([
    ['{}', []],
    ['{ }', []],
    [`{"${UUID}":{"a":1}}`, [[UUID, { a: 1 }]]],
    [
      `{"${UUID}":{"a":1},"b":{}}`,
      [
        [UUID, { a: 1 }],
        ['b', {}],
      ],
    ],
    [
      `{ "${UUID}" : {} , "b" : [] }`,
      [
        [UUID, {}],
        ['b', []],
      ],
    ],
    [
      `{"a":null,"${UUID}":{},"b":null}`,
      [
        ['a', null],
        [UUID, {}],
        ['b', null],
      ],
    ],
    ['{"a\\u0041\\"":{}}', [['aA"', {}]]],
    [
      '{"a":1,"b":"},{"}',
      [
        ['a', 1],
        ['b', '},{'],
      ],
    ],
  ] as [string, [string, Json][]][])('%s', (text, expected) => {
    expect(members(text.replaceAll('\\\\', '\\'))).toEqual(expected);
  });

  it('come without names from an array', () => {
    expect(members('[{"a":1}, 2 ,[3],[]]', 'array')).toEqual([
      ['', { a: 1 }],
      ['', 2],
      ['', [3]],
      ['', []],
    ]);
  });

  it.each([
    '{"a":{}"b":{}}',
    '{"a":{},}',
    '{,"a":{}}',
    '{{}}',
    '{"a"{}}',
    `{"${UUID}":{}"${UUID}":{}}`,
    '{"a":{}]',
    '{"a":{},,"b":{}}',
  ])('%s is no JSON', (text) => {
    expect(() => members(text)).toThrow(/not JSON/);
  });

  it('are those that parsing the whole finds', () => {
    const name = fc.oneof(fc.string(), fc.uuid());
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue()), fc.boolean(), (object, spaced) => {
        const text = spaced ? JSON.stringify(object, null, 1) : JSON.stringify(object);
        expect(members(text)).toEqual(Object.entries(parseJson(text) as object));
      }),
    );
  });
});
