import { describe, expect, it } from 'vitest';
import { aclCtSymbols, annotate, formatExpression } from '../../../../src/flows/language/index.ts';
import { scope } from '../../../conformance/ovn-setup.ts';
import { read, readAnnotated } from './read.ts';

describe('annotation', () => {
  it.each([
    ['tcp', 'ct_state[5] && !ct_state[4] && ct_proto == 0x6 && ct_state[5]'],
    ['udp.dst == 53', 'udp.dst == 0x35 && ct_state[5] && !ct_state[4] && ct_proto == 0x11 && ct_state[5]'],
    ['ip4', 'eth.type == 0x800'],
  ])("with the connection's fields: %s => %s", (text, contained) => {
    const connection = { symbols: aclCtSymbols() };
    const parts = formatExpression(readAnnotated(text, connection)).split(' && ');
    expect(new Set(parts)).toEqual(new Set(contained.split(' && ')));
  });

  it('of one symbol throughout adds the prerequisites once', () => {
    const text = formatExpression(readAnnotated('tcp.dst == {80, 443, 8080}'));
    expect(text).toBe(
      '(tcp.dst == 0x50 || tcp.dst == 0x1bb || tcp.dst == 0x1f90) && ip.proto == 0x6 && ' +
        '(eth.type == 0x800 || eth.type == 0x86dd)',
    );
  });

  it('tells of the prerequisite that cannot be read', () => {
    const { error } = annotate(read('bad_prereq == 1', scope), scope.symbols);
    expect(error?.message).toBe(
      "Error parsing expression `xyzzy' encountered as prerequisite or predicate of initial expression: " +
        "Syntax error at `xyzzy' expecting field name.",
    );
  });
});
