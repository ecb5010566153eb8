/** Names of port groups and address sets, found in matches that need not parse. */
import { describe, expect, it } from 'vitest';
import { namesInMatch } from '../../../../src/model/relations/match-names.ts';

describe('names in a match', () => {
  it.each([
    ['inport == @pg', ['pg'], []],
    ['ip4.src == {$a, $b.c, $a}', [], ['a', 'b.c']],
    ['inport == "@not" && ip4.src == $yes', [], ['yes']],
    ['inport == @pg && (', ['pg'], []],
    ['"unfinished @pg', ['pg'], []],
    ['@ $ @1', [], []],
    ['', [], []],
  ])('%s', (match, groups, sets) => {
    expect(namesInMatch(match)).toEqual({ groups, sets });
  });
});
