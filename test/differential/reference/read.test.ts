import { describe, expect, test } from 'vitest';
import { cut, firstChoice, statesUsedUp } from './read.ts';

const ALL = [
  '# tcp,reg14=0x1',
  '# Detailed trace.',
  '',
  'ingress(dp="sw0", inport="p1")',
  '------------------------------',
  ' 6. ls_in_pre_stateful (northd.c:1): reg0[2] == 1, priority 110, uuid 00000001',
  '    ct_lb_mark;',
  '12. ls_in_lb (northd.c:2): ct.new, priority 120, uuid 00000002',
  '    ct_lb_mark(backends=10.0.0.1:80,10.0.0.2:80);',
  '# Summary trace.',
  'ingress(dp="sw0", inport="p1") {',
  '};',
  '# Minimal trace.',
  'output("p2");',
  '',
].join('\n');

describe('one style out of all', () => {
  test('minimal => the first line and the last section', () => {
    expect(cut(ALL, 'minimal')).toBe('# tcp,reg14=0x1\noutput("p2");\n');
  });

  test('summary => the first line and the section in the middle', () => {
    expect(cut(ALL, 'summary')).toBe('# tcp,reg14=0x1\ningress(dp="sw0", inport="p1") {\n};\n');
  });

  test('all => everything', () => {
    expect(cut(ALL, 'all')).toBe(ALL);
  });

  test('an error message => the same for every style', () => {
    expect(cut('unknown datapath "x"\n', 'minimal')).toBe('unknown datapath "x"\n');
  });
});

describe('where ovn-trace throws dice', () => {
  test('several backends => one of their addresses must be given', () => {
    expect(firstChoice(ALL, undefined)).toEqual({ kind: 'backend', from: ['10.0.0.1', '10.0.0.2'] });
  });

  test('a backend that was given => no dice', () => {
    expect(firstChoice(ALL, '10.0.0.2')).toBeUndefined();
  });

  test('a second choice => what was given is used up', () => {
    const twice = ALL.replace('# Summary', '    ct_lb(10.0.0.2:80,10.0.0.3:80);\n# Summary');
    expect(firstChoice(twice, '10.0.0.2')).toEqual({ kind: 'backend', from: ['10.0.0.2', '10.0.0.3'] });
  });

  test('IPv6 backends with and without ports => addresses', () => {
    const v6 = ALL.replace('10.0.0.1:80,10.0.0.2:80', '[fd00::1]:80,[fd00::2]:80');
    expect(firstChoice(v6, undefined)).toEqual({ kind: 'backend', from: ['fd00::1', 'fd00::2'] });
    const bare = ALL.replace('10.0.0.1:80,10.0.0.2:80', 'fd00::1,fd00::2');
    expect(firstChoice(bare, undefined)).toEqual({ kind: 'backend', from: ['fd00::1', 'fd00::2'] });
  });

  test('a selection => one of its members', () => {
    const select = [
      '# ip',
      '# Detailed trace.',
      '    reg8[16..31] = select(1, 2);',
      'select: reg8[16..31] = 2 /* Randomly selected. Use --select-id to specify. */',
      '',
    ].join('\n');
    expect(firstChoice(select, undefined)).toEqual({ kind: 'member', from: [1, 2] });
  });
});

describe('conntrack states', () => {
  test('every action that may take one is counted', () => {
    expect(statesUsedUp(ALL)).toBe(2);
  });
});
