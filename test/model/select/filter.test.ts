import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFilter, parseFilter, testOf, type FieldValue } from '../../../src/model/index.ts';

const holds = (text: string, value: FieldValue): boolean => testOf(parseFilter(text))(value);

describe('parseFilter', () => {
  it.each([
    ['name=web', { column: 'name', operator: '=', value: 'web' }],
    ['name!=web', { column: 'name', operator: '!=', value: 'web' }],
    ['name~^web', { column: 'name', operator: '~', value: '^web' }],
    ['name!~^web', { column: 'name', operator: '!~', value: '^web' }],
    ['priority<=1000', { column: 'priority', operator: '<=', value: '1000' }],
    ['priority > 1000', { column: 'priority', operator: '>', value: ' 1000' }],
    ['match=ip4.src == 10.0.0.1', { column: 'match', operator: '=', value: 'ip4.src == 10.0.0.1' }],
    [
      'external_ids:neutron:port_name=web',
      { column: 'external_ids:neutron:port_name', operator: '=', value: 'web' },
    ],
    ['tag=', { column: 'tag', operator: '=', value: '' }],
    ['match~a\nb', { column: 'match', operator: '~', value: 'a\nb' }],
  ])('%j => %j', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each([
    ['name', 'a filter needs an operator\n    name\n        ^'],
    ['na!me', 'a filter needs an operator\n    na!me\n      ^'],
    ['=web', 'a filter needs a column\n    =web\n    ^'],
    ['addresses=10.0.0.0/33', 'not a network\n    addresses=10.0.0.0/33\n              ^'],
    ['name~(web', 'not a regular expression: Unterminated group\n    name~(web\n         ^'],
    ['priority<low', '"<" compares with a number\n    priority<low\n             ^'],
    ['priority=20..10', 'nothing is in this range\n    priority=20..10\n             ^'],
    ['n\u001b~(', 'not a regular expression: Unterminated group\n    n\\e~(\n        ^'],
  ])('of %j says what is wrong and where', (text, message) => {
    expect(() => testOf(parseFilter(text))).toThrow(expect.objectContaining({ kind: 'usage', message }));
  });

  it('shows the place in a long text', () => {
    const text = `${'x'.repeat(500)}~(`;
    expect(() => testOf(parseFilter(text))).toThrow(/\n {4}…x{39}~\(\n {45}\^$/);
  });

  it('reads what was formatted', () => {
    const column = fc.stringMatching(/^[a-z][a-z_:-]*$/);
    const operator = fc.constantFrom('=', '!=', '~', '!~', '<', '<=', '>', '>=');
    fc.assert(
      fc.property(column, operator, fc.string(), (column, operator, value) => {
        // What begins with "=" would be part of the operator, and compares with no number.
        fc.pre(!(/[<>]$/.test(operator) && value.startsWith('=')));
        const filter = { column, operator, value } as ReturnType<typeof parseFilter>;
        expect(parseFilter(formatFilter(filter))).toEqual(filter);
      }),
    );
  });
});

describe('a filter', () => {
  const map = new Map([
    ['neutron:port_name', 'web-1'],
    ['requested-tnl-key', '77'],
  ]);
  it.each<[string, FieldValue, boolean]>([
    ['c=web', 'web', true],
    ['c=web', 'Web', false],
    ['c=web', ['db', 'web'], true],
    ['c!=web', ['db', 'web'], false],
    ['c!=web', ['db'], true],
    ['c!=web', undefined, true],
    // Empty.
    ['c=', undefined, true],
    ['c=', '', true],
    ['c=', [], true],
    ['c=', new Map(), true],
    ['c=', 'x', false],
    ['c=', false, false],
    ['c!=', 0, true],
    ['c!=', [], false],
    // Booleans.
    ['c=true', true, true],
    ['c=false', true, false],
    ['c!=true', undefined, true],
    // Numbers.
    ['c=5', 5, true],
    ['c=5.0', 5, true],
    ['c=05', '5', false],
    ['c=9007199254740993', 9007199254740993n, true],
    ['c=9007199254740992', 9007199254740993n, false],
    ['c<1000', 999, true],
    ['c<1000', 1000, false],
    ['c<=1000', 1000, true],
    ['c>1000', 1001n, true],
    ['c>=-1.5', -1.5, true],
    ['c>9007199254740992', 9007199254740993n, true],
    ['c<5', undefined, false],
    ['c<5', 'text', false],
    ['c>70', '77', true],
    ['c=1000..2000', 1000, true],
    ['c=1000..2000', 2000, true],
    ['c=1000..2000', 2001, false],
    ['c=1000..', 5000, true],
    ['c=..1000', 5000, false],
    ['c=1..3', [7, 2], true],
    ['c!=1..3', [7, 2], false],
    ['c=1..3', '1..3', true],
    // Regular expressions.
    ['c~^web-\\d+$', 'web-12', true],
    ['c~^web-\\d+$', 'xweb-12', false],
    ['c!~^web', ['db', 'web-1'], false],
    ['c!~^web', undefined, true],
    ['c~^4', 4789, true],
    ['c~\\u{1f600}', '\u{1f600}', true],
    ['c~z', `${'a'.repeat(70_000)}z`, false],
    // Maps.
    ['c=requested-tnl-key=77', map, true],
    ['c~^neutron:', map, true],
    ['c!=', map, true],
    // Addresses.
    ['c=10.0.0.0/24', '00:00:00:00:00:01 10.0.0.5 fd00::5', true],
    ['c=10.0.1.0/24', '00:00:00:00:00:01 10.0.0.5 fd00::5', false],
    ['c=10.0.0.99/24', ['unknown', '00:00:00:00:00:01 10.0.0.5'], true],
    ['c=fd00::/8', '00:00:00:00:00:01 10.0.0.5 fd00::5', true],
    ['c=fd00:0:0::5', '00:00:00:00:00:01 10.0.0.5 fd00::5', true],
    ['c=FD00::5', 'fd00:0000::0005', true],
    ['c=::ffff:10.0.0.5', '10.0.0.5', false],
    ['c=10.0.0.5', '00:00:00:00:00:01 10.0.0.50', false],
    ['c=0a:00:00:00:00:AB', '0A:00:00:00:00:ab 10.0.0.5', true],
    ['c!=10.0.0.0/24', ['00:00:00:00:00:01 10.0.0.5'], false],
    // An interface's address is an address; a network must be inside.
    ['c=10.0.0.1', '10.0.0.1/24', true],
    ['c=10.0.0.0', '10.0.0.0/24', false],
    ['c=10.0.0.0/24', '10.0.0.1/8', true],
    ['c=10.0.0.0/24', '10.0.0.0/8', false],
    ['c=10.0.0.0/8', '10.3.0.0/16', true],
    ['c=10.0.0.0/24', '10.0.0.0/24', true],
    ['c=0.0.0.0/0', '0.0.0.0/0', true],
    ['c=0.0.0.0/0', '::/0', false],
    ['c=fd00::/8', 'fd00:1::1/64', true],
    ['c=fe80::/10', 'fe80::1%eth0', true],
    // Wherever they stand.
    ['c=10.0.0.9', new Map([['10.0.0.9:80', '10.1.0.1:8080,10.1.0.2:8080']]), true],
    ['c=10.1.0.0/16', new Map([['10.0.0.9:80', '10.1.0.1:8080,10.1.0.2:8080']]), true],
    ['c=fd00::1', new Map([['[fd00::1]:80', '[fd00::2]:8080']]), true],
    ['c=10.0.0.5', 'ip4.src == {10.0.0.5, 10.0.0.6} && tcp', true],
    ['c=10.0.0.4', '10.0.0.2..10.0.0.4', true],
    ['c=10.0.0.0/24', '10.0.0.0/24', true],
    ['c=999.0.0.0/24', '999.0.0.0/24', true],
  ])('%s of %o is %s', (filter, value, expected) => {
    expect(holds(filter, value)).toBe(expected);
  });

  it('and its opposite never agree', () => {
    const atom = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.ipV4(), fc.bigInt());
    const value = fc.oneof(atom, fc.constant(undefined), fc.array(fc.string()));
    fc.assert(
      fc.property(value, fc.oneof(fc.string(), fc.ipV4(), fc.integer().map(String)), (value, text) => {
        fc.pre(!/^[+-]?\d+\.\.[+-]?\d+$/.test(text));
        expect(holds(`c!=${text}`, value)).toBe(!holds(`c=${text}`, value));
      }),
    );
  });

  it('on hostile text takes no longer than on other text', () => {
    const hostile = [':'.repeat(65_536), 'a:'.repeat(65_536), '1.'.repeat(65_536), '[['.repeat(65_536)];
    expect(hostile.map((text) => holds('c=fd00::/8', text))).toEqual([false, false, false, false]);
  });
});
