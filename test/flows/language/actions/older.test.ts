import { describe, expect, it } from 'vitest';
import { errorOf, formatted, prerequisitesOf } from './read.ts';

const older = { older: true };

describe('what older versions wrote', () => {
  it.each([
    ['20.03', 'ct_lb(10.0.0.4:80, 10.0.0.5);', 'ct_lb(backends=10.0.0.4:80,10.0.0.5);'],
    ['20.03', 'ct_lb([fd0f::2]:80, [fd0f::3]:81);', 'ct_lb(backends=[fd0f::2]:80,[fd0f::3]:81);'],
    ['24.03', 'ct_commit();', 'ct_commit;'],
    ['24.03', 'ct_commit(ct_mark=1);', 'ct_commit(ct_mark=0x1);'],
    ['24.03', 'ct_commit(ct_label=0/1);', 'ct_commit(ct_label=0/0x1);'],
    ['24.03', 'ct_commit(ct_mark=1/3, ct_label=2);', 'ct_commit(ct_mark=0x1/0x3, ct_label=0x2);'],
    [
      '24.03',
      'ct_commit(ct_label=0x181716151413121110090807060504030201);',
      'ct_commit(ct_label=0x16151413121110090807060504030201);',
    ],
    [
      '21.06',
      'trigger_event(event = "empty_lb_backends", meter = "m", vip = "10.0.0.1:80", protocol = "tcp");',
      'trigger_event(event = "empty_lb_backends", meter = "m", vip = "10.0.0.1:80", protocol = "tcp");',
    ],
    [
      '21.06',
      'trigger_event(event = "empty_lb_backends", meter = "", vip = "10.0.0.1:80");',
      'trigger_event(event = "empty_lb_backends", vip = "10.0.0.1:80");',
    ],
  ])('%s: %s', (_version, text, expected) => {
    expect(errorOf(text)).toBeDefined();
    expect(formatted(text, older)).toBe(expected);
    expect(formatted(expected, older)).toBe(expected);
  });

  it.each([
    ['20.03', 'ct_next;', 'ct_next(dnat);'],
    ['20.06', 'ct_commit;', 'ct_commit;'],
    ['20.06', 'ct_lb(backends=10.0.0.4:80; hash_fields="ip_src");', undefined],
    ['20.09', 'ct_commit { ct_label = 1/1; };', undefined],
    ['22.09', 'ct_lb_mark(backends=10.0.0.4:80,10.0.0.5:80);', undefined],
    ['23.09', 'ct_commit_nat;', 'ct_commit_nat(dnat);'],
    ['24.09', 'sample(probability=65535,collector_set=1,obs_domain=2,obs_point=$cookie);', undefined],
    ['25.03', 'reg0 = select(1=100, 2=100);', undefined],
    ['26.03', 'ct_lb(backends=10.0.0.4:80; force_snat);', undefined],
  ])('%s, read as ever: %s', (_version, text, expected = text) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(text, older)).toBe(expected);
  });

  it('requires what it always did', () => {
    expect(prerequisitesOf('ct_commit(ct_mark=1);', older)).toBe('ip');
  });

  it.each([
    ['ct_commit(foo=1);', "Syntax error at `foo'."],
    ['ct_commit(ct_mark=x);', "Syntax error at `x' expecting integer."],
    ['ct_lb_mark(10.0.0.4);', "Syntax error at `10.0.0.4' expecting backends."],
    ['trigger_event(event = "empty_lb_backends", meter = 1);', "Syntax error at `1' expecting string."],
  ])('refuses %s', (text, message) => {
    expect(errorOf(text, older)?.message).toBe(message);
  });
});
