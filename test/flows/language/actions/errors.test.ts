import { describe, expect, it } from 'vitest';
import { errorOf, place } from './read.ts';

describe('an error stands where it is', () => {
  it.each([
    ['next; drop;', 'drop', "Syntax error at `drop' expecting action."],
    ['drop; next;', 'next', "Syntax error at `next' expecting end of input."],
    ['output; foo(1); next;', 'foo', "Syntax error at `foo' expecting action."],
    ['output ^x;', '^x', "Syntax error at `^x' expecting `;'."],
    ['^x;', '^x', 'Unexpanded template.'],
    ['next; reg0[0] = reg1;', 'reg0[0] = reg1', "Can't assign 32-bit value to 1-bit destination."],
    [
      'next; reg0 = outport;',
      'reg0 = outport',
      "Can't assign string field (outport) to integer field (reg0).",
    ],
    ['next; inport = "a', '"a', 'Input ends inside quoted string.'],
    ['clone { ip = 1; };', 'ip', 'Predicate symbol ip used where lvalue required.'],
    ['ct_lb_mark(backends=1.2.3.4:99999);', '99999', "Syntax error at `99999' expecting port number."],
    ['set_queue(70000);', ';', 'Queue ID 70000 for set_queue is not in valid range 0 to 61440.'],
    ['set_queue(x);', 'x', "Syntax error at `x' expecting `;'."],
    [
      'reg0[0] = put_dhcp_opts(offerip=1.2.3.4, foo=1);',
      'foo',
      "Syntax error at `foo' expecting DHCPv4 option name.",
    ],
  ])('%s', (text, word, message) => {
    const error = errorOf(text);
    expect(error?.message).toBe(message);
    expect(error?.start).toBe(place(text, word).start);
  });

  it('at the end of the text if something is missing', () => {
    expect(errorOf('next')).toStrictEqual({
      message: "Syntax error at end of input expecting `;'.",
      start: 4,
      end: 4,
    });
  });

  it('is the first of several', () => {
    expect(errorOf('log(verdict=foo); reg99 = 1;')?.message).toBe("Syntax error at `foo' unknown verdict.");
  });
});
