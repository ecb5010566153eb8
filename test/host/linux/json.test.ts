import { describe, expect, it } from 'vitest';
import { holdsJson, readElements } from '../../../src/host/linux/json.ts';
import { Problems } from '../../../src/host/linux/problems.ts';
import type { HostProblem, Json } from '../../../src/host/types.ts';

const read = (text: string, inner = 0): { value: Json[]; problems: readonly HostProblem[] } => {
  const problems = new Problems('f');
  return { value: readElements(text, problems, inner), problems: problems.list };
};

describe('whole output', () => {
  it.each<[string, Json[]]>([
    ['', []],
    [' \n', []],
    ['[]\n', []],
    ['[{"a":1},{"b":[2]}]', [{ a: 1 }, { b: [2] }]],
    ['{"a":1}', [{ a: 1 }]],
    ['[{},{"a":1},{}]', [{ a: 1 }]],
    ['[{"a":1}]\n[{"b":2}]\n', [{ a: 1 }, { b: 2 }]],
    ['{"a":1}\n{"b":2}{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['\ufeff[{"a":1}]', [{ a: 1 }]],
  ])('%j => %j', (text, value) => {
    expect(read(text)).toEqual({ value, problems: [] });
  });
});

describe('strings as iproute2 writes them', () => {
  it.each<[string, string]>([
    [String.raw`[{"ifname":"john\'s"}]`, "john's"],
    ['[{"ifname":"a\u001b[2Jb"}]', 'a\u001b[2Jb'],
    ['[{"ifname":"tab\tin"}]', 'tab\tin'],
    [String.raw`[{"ifname":"quote\"]}[{"}]`, 'quote"]}[{'],
  ])('%j', (text, ifname) => {
    expect(read(text)).toEqual({ value: [{ ifname }], problems: [] });
  });
});

describe('damage', () => {
  const ends =
    'the output ends before its first element is whole; expected the rest of the JSON (the command failed, or the output was cut off)';

  it.each<[string, string, Json[], [string | undefined, string, number][]]>([
    ['bridge -j vlan without the module', '[', [], [['line 1, column 2', ends, 1]]],
    ['bridge -j mdb without the module', '[{"mdb":[', [], [['line 1, column 10', ends, 1]]],
    [
      'cut off within an element',
      '[{"a":1},\n{"b":2},{"c":"x',
      [{ a: 1 }, { b: 2 }],
      [
        [
          'line 2, column 16',
          'the output is cut off after 2 whole elements; expected the rest of the JSON',
          1,
        ],
      ],
    ],
    [
      'cut off between elements',
      '[{"a":1},',
      [{ a: 1 }],
      [
        [
          'line 1, column 10',
          'the output is cut off after 1 whole element; expected the rest of the JSON',
          1,
        ],
      ],
    ],
    [
      'a number at the end may go on',
      '[12,34',
      [12],
      [['line 1, column 7', 'the output is cut off after 1 whole element; expected the rest of the JSON', 1]],
    ],
    [
      'text within',
      '[{"a":1},{"kind":"hfsc","options":{default 1 }},{"b":2}]',
      [{ a: 1 }, { b: 2 }],
      [
        [
          'line 1, column 10',
          'element 2 is not JSON and was left out: "{"kind":"hfsc","options":{default 1 }}"',
          1,
        ],
      ],
    ],
    [
      'an error message',
      'Object "vlan" is unknown, try "bridge help".\n',
      [],
      [
        [
          'line 1, column 1',
          'text where JSON was expected: "Object "vlan" is unknown, try "bridge help"."',
          1,
        ],
      ],
    ],
    [
      'an error message above what was read',
      'Dump was interrupted and may be inconsistent.\n[{"a":1}]\n',
      [{ a: 1 }],
      [
        [
          'line 1, column 1',
          'text where JSON was expected: "Dump was interrupted and may be inconsistent."',
          1,
        ],
      ],
    ],
    [
      'a word without a key, of old iproute2 (bridge fdb)',
      '[{"mac":"x","flags":["self"],"master","state":"y"}]',
      [],
      [
        [
          'line 1, column 2',
          'element 1 is not JSON and was left out: "{"mac":"x","flags":["self"],"master","state":"y"}"',
          1,
        ],
      ],
    ],
  ])('%s', (_, text, value, problems) => {
    const found = read(text);
    expect(found.value).toEqual(value);
    expect(found.problems.map(({ where, message, lost }) => [where, message, lost])).toEqual(problems);
  });

  it('finds what is whole within, where a caller asks for it', () => {
    expect(read('[{"kind":"hfsc","options":{default 1 },"handle":"1:"}]', 1).value).toEqual([
      { kind: 'hfsc', handle: '1:' },
    ]);
    expect(read('[{"mdb":[{"grp":"a"},{"grp":"b","vi', 2).value).toEqual([{ mdb: [{ grp: 'a' }] }]);
    expect(read('{"eth0":[{"vlan":1}],"eth1":[{"vl').value).toEqual([{ eth0: [{ vlan: 1 }] }]);
  });

  it('tells a thousand bad elements as one problem that counts them', () => {
    const found = read(`[${Array.from({ length: 1000 }, () => '{x}').join(',')}]`);
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatchObject({ source: 'f', where: 'line 1, column 2', lost: 1000 });
  });

  it('ends on any depth', () => {
    expect(read('['.repeat(300_000)).problems).toHaveLength(1);
    expect(read(`[${'{"a":'.repeat(100_000)}`, 3).problems).toHaveLength(1);
  });
});

it('knows JSON by a bracket that begins a line', () => {
  expect(holdsJson('Cannot…\n  [{')).toBe(true);
  expect(holdsJson('3: eth1: <UP> [x]')).toBe(false);
});
