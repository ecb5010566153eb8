import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../src/flows/language/index.ts';
import { actionsOf, formatted, prerequisitesOf } from './read.ts';

const lenient = { lenient: true };

/** Types, unknown ones as their text, nested ones as lists. */
const outline = (actions: readonly Action[]): readonly unknown[] =>
  actions.map((action) => {
    if (action.type === 'unknown') return [action.text];
    return 'actions' in action ? { [action.type]: outline(action.actions) } : action.type;
  });

describe('lenient reading', () => {
  it.each<[string, readonly unknown[]]>([
    ['foo; next;', [['foo;'], 'next']],
    ['output; foo(a; b) { c; }; next;', ['output', ['foo(a; b) { c; };'], 'next']],
    ['reg0[0] = chk_new(reg1, "a;b"); next;', [['reg0[0] = chk_new(reg1, "a;b");'], 'next']],
    ['clone { foo; output; }; next;', [{ clone: [['foo;'], 'output'] }, 'next']],
    ['clone { foo }; next;', [{ clone: [['foo']] }, 'next']],
    ['new { clone { output; }; }; next;', [['new { clone { output; }; };'], 'next']],
    ['clone { output; next;', [['clone { output; next;']]],
    ['next; foo', ['next', ['foo']]],
    ['} ; next;', [['} ;'], 'next']],
    ['drop; next;', [['drop;'], 'next']],
    ['next; drop;', ['next', ['drop;']]],
    ['^x; next;', [['^x;'], 'next']],
    ['next(99); output;', [['next(99);'], 'output']],
    ['log(verdict=new, name="a"); next;', [['log(verdict=new, name="a");'], 'next']],
    ['next; "abc', ['next', ['"abc']]],
    ['drop;', []],
  ])('%s', (text, expected) => {
    expect(outline(actionsOf(text, lenient))).toStrictEqual(expected);
  });

  it('says what is wrong in OVN’s words', () => {
    expect(actionsOf('foo;', lenient)).toStrictEqual([
      { type: 'unknown', text: 'foo;', message: "Syntax error at `foo' expecting action." },
    ]);
  });

  it('requires nothing for what is unknown', () => {
    expect(prerequisitesOf('ip4.src = foo; next;', lenient)).toBeUndefined();
    expect(prerequisitesOf('ip.ttl--; ip4.src = foo;', lenient)).toBe('ip');
  });

  it('reads what is right as ever, and reads on after an error in it', () => {
    expect(formatted('reg0=1; ct_next; foo bar;  next(11);', lenient)).toBe(
      'reg0 = 1; ct_next(dnat); foo bar; next;',
    );
  });

  it('never fails, and never loses a word', () => {
    const words = fc.constantFrom(
      ...[
        'next',
        'clone',
        'foo',
        'drop',
        'output',
        'reg0',
        'ip.ttl',
        '{',
        '}',
        '(',
        ')',
        ';',
        ';',
        '=',
        '1',
        '"',
        '--',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
        const text = parts.join(' ');
        const unknown = actionsOf(text, lenient).filter(({ type }) => type === 'unknown');
        for (const action of unknown) if (action.type === 'unknown') expect(text).toContain(action.text);
      }),
    );
  });
});
