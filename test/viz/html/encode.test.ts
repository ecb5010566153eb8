import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../../../src/viz/scene.ts';
import { decode } from '../../../src/viz/html/decode.ts';
import { encode } from '../../../src/viz/html/encode.ts';
import { largeScene } from '../viewer/scenes.ts';

/** Through the text of a file. */
const again = (values: readonly unknown[]): readonly unknown[] =>
  decode(JSON.parse(JSON.stringify(encode(values))), values.length);

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uuid(),
  fc.ipV4(),
  fc.constantFrom('', 'a b', 'port 1 of 2', '\u0001', '\ud800', 'up, on compute-1', '|', '__proto'),
);

const thing = fc.record(
  {
    id: text,
    row: fc.record({ table: fc.constantFrom('A', 'B'), uuid: fc.uuid() }),
    tone: fc.constantFrom('good', 'bad'),
    tooltip: fc
      .tuple(fc.nat(), fc.ipV4(), text)
      .map(([n, ip, name]) => `port vm-${n} ${name}\n${ip} on compute-${n % 3}`),
    listed: fc.nat(),
    labelled: fc.boolean(),
    lines: fc.array(text),
    deep: fc.array(fc.record({ items: fc.array(fc.record({ id: text }, { requiredKeys: [] })) })),
  },
  { requiredKeys: [] },
);

describe('scenes in a page', () => {
  it('decode what was encoded', () => {
    fc.assert(
      fc.property(fc.array(thing, { maxLength: 40 }), (things) => {
        expect(again(things)).toEqual(things);
      }),
    );
  });

  it('decode texts of all kinds in one column', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
        expect(again(texts.map((id) => ({ id, again: id, other: `${id}!` })))).toEqual(
          texts.map((id) => ({ id, again: id, other: `${id}!` })),
        );
      }),
    );
  });

  it.each([
    [[]],
    [[{}]],
    [[{ a: undefined }, { a: 1 }]],
    [['a', 1, null, true]],
    [[[], [[]], [['x'], []]]],
    [Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, text: `vm${i}` }))],
    [
      Array.from({ length: 20 }, (_, i) => ({
        a: `a long text with the number ${i}`,
        b: `a long text with the number ${i}`,
      })),
    ],
  ])('%j', (values) => expect(again(values)).toEqual(values));

  it('50,000 ports take 5 MB or so, and come back', () => {
    const scenes: readonly Scene[] = [largeScene({ switches: 1000, ports: 50 })];
    const written = JSON.stringify(encode(scenes));
    expect(written.length).toBeLessThan(5.5e6);
    expect(decode(JSON.parse(written), 1)).toEqual(scenes);
  });
});
