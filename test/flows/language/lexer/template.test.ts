import { describe, expect, it } from 'vitest';
import { expandTemplate } from '../../../../src/flows/language/index.ts';

const variables = new Map([
  ['vip', '10.0.0.1'],
  ['port', '80'],
]);

describe('expandTemplate', () => {
  it.each([
    ['ip4.dst == ^vip && tcp.dst == ^port', 'ip4.dst==10.0.0.1&&tcp.dst==80'],
    ['ct_lb_mark(backends=^vip:^port);', 'ct_lb_mark(backends=10.0.0.1:80);'],
    // A text without variables is not touched.
    ['ip4.dst == 10.0.0.1', 'ip4.dst == 10.0.0.1'],
    ['inport == "^vip"', 'inport=="^vip"'],
  ])('%s => %s', (text, expected) => {
    expect(expandTemplate(text, variables)).toEqual({ text: expected, missing: [] });
  });

  it('names what is missing, once', () => {
    expect(expandTemplate('ip4.dst == {^a, ^vip, ^b, ^a}', variables)).toEqual({
      text: '',
      missing: ['a', 'b'],
    });
  });
});
