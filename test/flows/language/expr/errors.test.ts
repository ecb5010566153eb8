import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../src/flows/language/index.ts';
import { scope } from '../../../conformance/ovn-setup.ts';
import { marked } from './read.ts';

describe('errors say what is wrong, and where', () => {
  it.each([
    ['ip4.src = 10.0.0.1', 'ip4.src >>>=<<< 10.0.0.1', "Syntax error at `=' expecting relational operator."],
    ['ip5.src == 1', '>>>ip5.src<<< == 1', "Syntax error at `ip5.src' expecting field name."],
    ['ip4.src == ', 'ip4.src == >>><<<', 'Syntax error at end of input expecting constant.'],
    ['ip4 && tcp.dst == {80, &}', 'ip4 && tcp.dst == {80, >>>&<<<}', "`&' is only valid as part of `&&'."],
    ['ip4 ip6', 'ip4 >>>ip6<<<', "Syntax error at `ip6' expecting end of input."],
    ['ip4 && tcp || udp', 'ip4 && tcp >>>||<<< udp', '&& and || must be parenthesized when used together.'],
    ['(ip4', '(ip4>>><<<', "Syntax error at end of input expecting `)'."],
    ['inport == 5', '>>>inport == 5<<<', 'String field inport is not compatible with integer constant.'],
    [
      'tcp.dst == 65536 && ip4',
      '>>>tcp.dst == 65536<<< && ip4',
      '17-bit constant is not compatible with 16-bit field tcp.dst.',
    ],
    [
      'ip4 && eth.type > 5',
      'ip4 && >>>eth.type > 5<<<',
      'Only == and != operators may be used with nominal field eth.type.',
    ],
    ['tcp.dst < {1, 2}', '>>>tcp.dst < {1, 2}<<<', 'Only == and != operators may be used with value sets.'],
    [
      'ip4.src > 10.0.0.0/8',
      '>>>ip4.src > 10.0.0.0/8<<<',
      'Only == and != operators may be used with masked constants.  Consider using subfields instead (e.g. ' +
        'eth.src[0..15] > 0x1111 in place of eth.src > 00:00:00:00:11:11/00:00:00:00:ff:ff).',
    ],
    [
      '!ip4',
      '!>>>ip4<<<',
      "Nominal predicate ip4 may only be tested positively, e.g. `ip4' or `ip4 == 1' but not `!ip4' or `ip4 == 0'.",
    ],
    [
      'inport != "a"',
      '>>>inport != "a"<<<',
      "Nominal field inport may only be tested for equality (taking enclosing `!' operators into account).",
    ],
    ['!tcp.dst == 80', '>>>!tcp.dst == 80<<<', 'Missing parentheses around operand of !.'],
    [
      'tcp.dst && ip4',
      '>>>tcp.dst<<< && ip4',
      "Explicit `!= 0' is required for inequality test of multibit field against 0.",
    ],
    [
      '1 < tcp.dst > 5',
      '>>>1 < tcp.dst > 5<<<',
      "Range expressions must have the form `x < field < y' or `x > field > y', with each `<' optionally replaced " +
        "by `<=' or `>' by `>=').",
    ],
    [
      'ip4.src[8..40] == 1',
      '>>>ip4.src[8..40]<<< == 1',
      'Cannot select bits 8 to 40 of 32-bit field ip4.src.',
    ],
    ['ip4.src[9..8] == 1', '>>>ip4.src[9..8]<<< == 1', 'Invalid bit range 9 to 8.'],
    ['eth.type[0] == 1', '>>>eth.type[0]<<< == 1', 'Cannot select subfield of nominal field eth.type.'],
    ['ip4.src == $set9', 'ip4.src == >>>$set9<<<', "Syntax error at `$set9' expecting address set name."],
    ['inport == @pg9', 'inport == >>>@pg9<<<', "Syntax error at `@pg9' expecting port group name."],
    ['ip4.dst == ^vip', 'ip4.dst == >>>^vip<<<', 'Unexpanded template.'],
    ['ip4.src == {1, "a"}', 'ip4.src == {1, >>>"a"<<<}', 'Syntax error at `"a"\' expecting integer.'],
    ['is_there("a")', '>>>is_there<<<("a")', 'parsing function name'],
    ['is_chassis_resident(a)', 'is_chassis_resident(>>>a<<<)', "Syntax error at `a' expecting string."],
  ])('%s', (text, place, message) => {
    const { error } = parseExpression(text, scope);
    expect(error?.message).toBe(message);
    expect(marked(text, error!)).toBe(place);
  });

  it('parentheses may stand in each other a hundred times', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}ip4${')'.repeat(depth)}`;
    expect(parseExpression(nested(100), scope).error).toBeUndefined();
    expect(parseExpression(nested(101), scope).error?.message).toBe('Parentheses nested too deeply.');
    expect(parseExpression('('.repeat(100_000), scope).error?.message).toBe('Parentheses nested too deeply.');
    expect(parseExpression('!'.repeat(100_000), scope).error?.start).toBe(1);
  });
});
