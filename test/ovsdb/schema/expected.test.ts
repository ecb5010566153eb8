import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultValue } from '../../../src/ovsdb/datum/index.ts';
import { defaultOfShape, shapeCode } from '../../../src/ovsdb/schema/index.ts';
import { columnType } from '../datum/arbitraries.ts';

describe('defaultOfShape', () => {
  it.each([
    ['string', ''],
    ['integer?', undefined],
    ['uuid*', []],
    ['real+', [0]],
    ['string>string', new Map()],
    ['boolean>uuid+', new Map([[false, '00000000-0000-0000-0000-000000000000']])],
  ])('%s', (code, value) => {
    expect(defaultOfShape(code)).toEqual(value);
  });

  it('is the default of the type that the shape was made from', () => {
    fc.assert(
      fc.property(columnType, (type) => {
        expect(defaultOfShape(shapeCode(type))).toEqual(defaultValue(type));
      }),
    );
  });

  it.each(['', 'text', 'string>', 'string?*', 'string>string?', 'constructor'])('refuses %j', (code) => {
    expect(() => defaultOfShape(code)).toThrow(RangeError);
  });
});
