import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/ovsdb/schema/adapt.ts';
import { typeOfShape } from '../../../src/ovsdb/schema/expected.ts';
import type { Value } from '../../../src/ovsdb/index.ts';

describe('a column of another type than is expected', () => {
  it.each<[string, string, Value, Value]>([
    ['uuid?', 'uuid*', 'a', ['a']],
    ['uuid?', 'uuid*', undefined, []],
    ['string', 'string*', 'a', ['a']],
    ['string*', 'string?', ['a', 'b'], 'a'],
    ['string*', 'string', [], ''],
    ['string?', 'string', undefined, ''],
    ['integer', 'string', 7, ''],
    ['string>string', 'string*', new Map([['a', 'b']]), []],
    ['string*', 'string>string', ['a'], new Map()],
    ['string>integer', 'string>string', new Map([['a', 1]]), new Map()],
  ])('%s read as %s: %j => %j', (has, wants, value, adapted) => {
    expect(adapterOf(typeOfShape(has), wants)?.adapt(value)).toEqual(adapted);
  });

  it.each([
    ['string', 'string'],
    ['string', 'string?'],
    ['uuid+', 'uuid*'],
    ['integer', 'real'],
    ['string>string', 'string>string+'],
  ])('%s does for %s as it is', (has, wants) => {
    expect(adapterOf(typeOfShape(has), wants)).toBeUndefined();
  });

  it('says what is lost', () => {
    expect(adapterOf(typeOfShape('integer'), 'string')?.loss).toBe(
      'holds integer where string is expected: left out',
    );
    expect(adapterOf(typeOfShape('string*'), 'string')?.loss).toContain('the first counts');
    expect(adapterOf(typeOfShape('string'), 'string*')?.loss).toBeUndefined();
  });
});
