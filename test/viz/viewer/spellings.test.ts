import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIp } from '../../../src/model/index.ts';
import { macKey } from '../../../src/model/find/keys.ts';
import { isAddress, respelled, spellingsOf } from '../../../src/viz/viewer/spellings.ts';

describe('spellings of a word', () => {
  it.each([
    ['fa-16-3e-0-0-2a', 'fa:16:3e:00:00:2a'],
    ['fa:16:3e:0:0:2a', 'fa:16:3e:00:00:2a'],
    ['fa16.3e00.002a', 'fa:16:3e:00:00:2a'],
    ['fa-16-3e-', 'fa:16:3e:'],
    ['fa16.3e', 'fa:16:3e'],
    ['fd00:0000:0:0::0012', 'fd00::12'],
    ['fd00:0:0:0:0:0:0:0/64', 'fd00::/64'],
    ['[fd00:0::1]', 'fd00::1'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['0a1b2c3d4e5f', '0a1b2c3d-4e5f'],
    ['0a1b2c3d4e5f60718293a4b5c6d7e8f9', '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'],
    ['logical_switch-0a1b2c3d-4e5f', '0a1b2c3d-4e5f'],
    ['acl/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'],
  ])('%s => %s', (word, other) => expect(spellingsOf(word)).toEqual([word, other]));

  it.each([
    'db-1',
    'ab-12',
    'web',
    '10.0.0.1',
    '1000.2000',
    'fd00::12',
    'fa:16:3e:00:00:2a',
    '12:30:45',
    '::::',
    ':',
  ])('%s has one', (word) => expect(spellingsOf(word)).toEqual([word]));

  it('are those that the command line understands', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const bytes = fc.array(byte, { minLength: 6, maxLength: 6 });
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 65_535 }));
    const groups = fc.array(group, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(bytes, fc.constantFrom(':', '-'), (all, between) => {
        const word = all.map((one) => one.toString(16)).join(between);
        expect(spellingsOf(word).at(-1)).toBe(macKey(word));
      }),
    );
    fc.assert(
      fc.property(groups, fc.constantFrom(1, 4), (all, digits) => {
        const word = all.map((one) => one.toString(16).padStart(digits, '0')).join(':');
        const [last = ''] = spellingsOf(word).slice(-1);
        expect(canonicalIp(last)).toBe(canonicalIp(word));
        expect(spellingsOf(last)).toEqual([last]);
        expect(isAddress(word)).toBe(true);
      }),
    );
  });

  it('of any text are found, and never an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(spellingsOf(text)[0]).toBe(text);
        expect(respelled(text)).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('addresses of a text', () => {
  it('are given where they are written in another way', () => {
    expect(
      respelled(
        'port a\nfa-16-3e-00-00-01 fd00:0:0:0::1, fa:16:3e:00:00:02 (fd00::2) 10.0.0.1 [fd00:0::3]:80',
      ),
    ).toEqual(['fa:16:3e:00:00:01', 'fd00::1', 'fd00::3']);
  });
});
