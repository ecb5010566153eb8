/** Command lines that cannot be meant: one message, without the help text, before anything is read where that can be. */
import { describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';
import { lawful } from './battery.ts';

const FROM = ['--nb', 'fixtures/two-switches/nb.db', '--sb', 'fixtures/two-switches/sb.db'];

describe('what cannot be meant', () => {
  it.each<[string[], string]>([
    [['describe'], 'is missing'],
    [['describe', ''], 'nothing is called ""'],
    [['describe', ' '], 'nothing is called " "'],
    [['describe', 'no\u001b[31m\u202esuch'], 'nothing is called "no\\e[31m\\u{202e}such"'],
    [['describe', 'sw0', '--kind', 'nosuch'], 'no kind "nosuch"'],
    [['describe', 'sw0', '--kind', 'nat'], 'no nat is called "sw0"'],
    [['describe', 'sw0', '-o', 'xml'], 'xml'],
    [['describe', 'sw0', '--nosuch'], 'no such option: --nosuch'],
    [['show', ''], ''],
    [['show', 'nosuch'], 'port, chassis or host is called "nosuch"'],
    [['show', 'sw0', 'sw1'], 'too many words: "sw1"'],
    [['get', 'swiches'], 'no kind "swiches"'],
    [['get', ''], 'no kind ""'],
    [['get', 'switches,'], 'no kind ""'],
    [['get', 'x\u001b[31m\u202e'], 'no kind "x\\e[31m\\u{202e}"'],
    [['get', 'constructor'], 'no kind "constructor"'],
    [['get', '__proto__'], 'no kind "__proto__"'],
    [['get', 'x'.repeat(65_536)], 'no kind "x'],
    [['get', 'switches', 'nosuch'], 'no logical switch "nosuch"'],
    [['get', 'switches', '--columns', ''], '--columns needs names'],
    [['get', 'switches', '--columns', ','], '--columns needs names'],
    [['get', 'switches', '--columns', 'nosuch'], 'nosuch'],
    [['get', 'switches', '--columns', 'constructor'], 'constructor'],
    [['get', 'switches', '--columns', 'name,\u001b[31m'], '\\e[31m'],
    [['get', 'switches', '--filter', 'name'], 'name'],
    [['get', 'switches', '--filter', '=x'], '=x'],
    [['get', 'switches', '--filter', 'name~('], 'not a regular expression'],
    [['get', 'switches', '--filter', 'nosuch=1'], 'nosuch'],
    [['get', 'switches', '--filter', 'name<x'], 'x'],
    [['get', 'switches', '--filter', '\u202e=1'], '\\u{202e}'],
    [['get', 'switches', '--sort=nosuch'], 'nosuch'],
    [['get', 'switches', '--sort=,'], 'sort'],
    [['get', 'switches', '-o', 'xml'], 'xml'],
    [['get', 'switches,ports', '-o', 'csv'], 'one kind at a time'],
    [['get', 'switches', '--\u001b[31mnosuch'], '\\e[31mnosuch'],
    [['graph', 'sw0', 'sw1'], 'too many words: "sw1"'],
    [['graph', '-o', '/nonexistent/x.svg'], '/nonexistent/x.svg'],
    [['snapshot'], 'is missing'],
    [['snapshot', ''], ''],
    [['snapshot', '/nonexistent/x.tar.gz'], '/nonexistent/x.tar.gz'],
    [['completion', 'tcsh'], 'tcsh'],
    [['\u001b[31m\u202e'], '\\e[31m\\u{202e}'],
  ])('%j => %s', async (args, message) => {
    const ran = await ovnscope([...args, ...(args[0] === 'completion' ? [] : FROM)]);
    lawful(args.join(' ').slice(0, 80), ran, [1]);
    expect(ran.out).toBe('');
    expect(ran.err).toContain(message);
    expect(ran.err.split('\n').length).toBeLessThan(14);
    expect(ran.err.length).toBeLessThan(3000);
  });
});

describe('describe of many names', () => {
  it('describes those that exist, names the others, and its status is 1', async () => {
    const names = Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? `sw${(n / 2) % 2}` : `nosuch-${n}`));
    const ran = await ovnscope(['describe', ...names, '-o', 'json', ...FROM]);
    lawful('100 names', ran, [1]);
    expect((JSON.parse(ran.out) as { items: unknown[] }).items.length).toBe(50);
    expect(ran.err.match(/nothing is called/g)?.length).toBe(50);
  });

  it('says the same of each as alone', async () => {
    const [both, first, second] = await Promise.all(
      [['sw0', 'lr0'], ['sw0'], ['lr0']].map((names) => ovnscope(['describe', ...names, ...FROM])),
    );
    expect(both?.out).toBe(`${first?.out}\n${second?.out}`);
  });
});
