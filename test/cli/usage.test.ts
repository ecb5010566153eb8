/** What follows `--`, and what is said of a wrong command line. */
import { describe, expect, it } from 'vitest';
import { ovnscope } from './run.ts';

const NB = 'fixtures/neutron/nb.db';

describe('after --', () => {
  it.each([
    [['show', '--nb', NB, '--', 'web'], 'web (neutron-4b5e57f6-eb2f-42b9-a39b-3d1e13929295)'],
    [['get', 'ports', '--nb', NB, '-o', 'name', '--', 'web-1'], 'c4719afa-76fa-448b-aeca-99e673688584\n'],
    [['get', '--nb', NB, '-o', 'name', '--', 'ports', 'web-1'], 'c4719afa-76fa-448b-aeca-99e673688584\n'],
    [['describe', '--nb', NB, '--', 'web-1'], 'logical switch port web-1'],
  ])('%j means names', async (words, expected) => {
    const { status, out } = await ovnscope(words);
    expect(status).toBe(0);
    expect(out).toContain(expected);
  });

  it('stands what begins with a dash', async () => {
    const { status, err } = await ovnscope(['describe', '--nb', NB, '--', '-rf', '--from']);
    expect(status).toBe(1);
    expect(err).toContain('nothing is called "-rf"');
    expect(err).toContain('nothing is called "--from"');
  });
});

describe('a wrong command line', () => {
  it.each([
    [['bogus'], 'no such command: bogus'],
    [['shwo'], 'no such command; did you mean "show"?'],
    [['describe'], 'a name is missing\n  expected: ovnscope describe <names..>'],
    [['show', 'a', 'b'], 'too many words: "b"\n  expected: ovnscope show [name]'],
    [
      ['get', 'ports', '--sort'],
      '--sort needs a value\n  try: a value that begins with - is written --sort=-…',
    ],
    [['get', 'ports', '-o', 'xml'], '--output cannot be "xml"\n  expected: "table", "wide"'],
    [['show', '--nosuch'], 'no such option: --nosuch\n  try: ovnscope show --help'],
  ])('%j', async (words, expected) => {
    const { status, out, err } = await ovnscope(words);
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain(expected);
  });
});
