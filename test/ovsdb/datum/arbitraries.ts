/** Column types without constraints, values that fit them, and JSON that may be anything. */
import fc from 'fast-check';
import { compareAtoms, type Atom, type Value } from '../../../src/ovsdb/datum/index.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import type { AtomicType, ColumnType } from '../../../src/ovsdb/schema/types.ts';

export const atomicType = fc.constantFrom<AtomicType>('integer', 'real', 'boolean', 'string', 'uuid');

/** Few enough values that equal ones meet, and the ends of each range. */
export const atomOf = (type: AtomicType): fc.Arbitrary<Atom> => {
  switch (type) {
    case 'integer':
      return fc.oneof(
        fc.integer({ min: -5, max: 5 }),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
        fc.constantFrom(-(2n ** 63n), 2 ** 53 - 1, -(2 ** 53 - 1)),
      );
    case 'real':
      return fc
        .oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
        .map((x) => x + 0);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 4 }),
        fc.constantFrom('a', 'b', '\uffff', '😀', '__proto__'),
      );
    case 'uuid':
      return fc.oneof(fc.uuid(), fc.constantFrom('00000000-0000-0000-0000-000000000000'));
  }
};

export const columnType: fc.Arbitrary<ColumnType> = fc
  .record({
    key: atomicType,
    value: fc.option(atomicType, { nil: undefined }),
    min: fc.constantFrom<0 | 1>(0, 1),
    max: fc.constantFrom(1, 4, Infinity),
  })
  .map(({ key, value, min, max }) => ({
    key: { type: key },
    ...(value === undefined ? {} : { value: { type: value } }),
    min,
    max,
  }));

/** Any value of `type`, in canonical order. */
export const valueOf = (type: ColumnType): fc.Arbitrary<Value> => {
  const key = atomOf(type.key.type);
  const size = { minLength: type.min, maxLength: Math.min(type.max, 6, type.key.type === 'boolean' ? 2 : 6) };
  if (type.value !== undefined) {
    return fc
      .uniqueArray(fc.tuple(key, atomOf(type.value.type)), { ...size, selector: ([k]) => k })
      .map((pairs) => new Map(pairs.sort(([a], [b]) => compareAtoms(a, b))));
  }
  if (type.max === 1) return type.min === 1 ? key : fc.option(key, { nil: undefined });
  return fc.uniqueArray(key, size).map((atoms) => atoms.sort(compareAtoms));
};

/** JSON of any kind, with the words of RFC 7047 strewn in so that the decoder is led on. */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom<Json>(null, true, false, '', 'a', 0, -0, 1, 1.5, 1e300, 2n ** 64n),
      fc.constantFrom<Json>('set', 'map', 'uuid', 'named-uuid', 'integer', 'string', 'unlimited'),
      fc.uuid(),
    ),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.tuple(fc.constantFrom('set', 'map', 'uuid', 'named-uuid'), fc.array(tie('json'), { maxLength: 3 })),
    fc.tuple(fc.constant('uuid'), fc.uuid()),
    fc.dictionary(
      fc.constantFrom(
        'key',
        'value',
        'min',
        'max',
        'type',
        'enum',
        'refTable',
        'name',
        'tables',
        'columns',
        '__proto__',
      ),
      tie('json'),
      { maxKeys: 4 },
    ),
  ),
})).json;
