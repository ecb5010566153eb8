import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsOf, shellQuote } from '../../../src/viz/viewer/commands.ts';

const uuid = '11111111-2222-4333-8444-555555555555';

describe('commands of a row', () => {
  it.each([
    ['OVN_Northbound', 'Logical_Switch', `ovn-nbctl list Logical_Switch ${uuid}`],
    ['OVN_Southbound', 'Port_Binding', `ovn-sbctl list Port_Binding ${uuid}`],
    ['Open_vSwitch', 'Interface', `ovs-vsctl list Interface ${uuid}`],
    ['OVN_IC_Northbound', 'Transit_Switch', `ovn-ic-nbctl list Transit_Switch ${uuid}`],
    ['OVN_IC_Southbound', 'Gateway', `ovn-ic-sbctl list Gateway ${uuid}`],
  ] as const)('%s, %s => %s', (database, table, native) => {
    expect(commandsOf({ database, table, uuid })).toEqual([`ovnscope describe ${uuid}`, native]);
  });

  it('of no row there are none', () => expect(commandsOf(undefined)).toEqual([]));

  it.each([
    ['sw0', 'sw0'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$(reboot)', "'$(reboot)'"],
    ['a\nb', "$'a\\x0ab'"],
  ])('%j => %s', (word, quoted) => expect(shellQuote(word)).toBe(quoted));

  it('a shell reads back what was quoted, on one line', () => {
    // As many words as fit in one call: each is ended by NUL, which no word can hold.
    const words = fc.sample(fc.string({ unit: 'grapheme-ascii' }), 200).concat(
      fc.sample(
        fc.string({ unit: 'binary-ascii' }).map((text) => text.replaceAll('\0', '')),
        200,
      ),
    );
    for (const word of words) expect(shellQuote(word)).not.toMatch(/[\n\r]/);
    const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`]);
    expect(stdout.toString('latin1').split('\0').slice(0, -1)).toEqual(words);
  });
});
