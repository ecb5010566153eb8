import { describe, expect, it } from 'vitest';
import { parseHostPort } from '../../../../src/flows/language/actions/host-port.ts';

const MAPPED = 0xffff_0a00_0001n;

describe('parseHostPort', () => {
  it.each<[string, 4 | 6, bigint, number]>([
    ['10.0.0.1', 4, 0x0a000001n, 0],
    ['10.0.0.1:80', 4, 0x0a000001n, 80],
    ['10.0.0.1:', 4, 0x0a000001n, 0],
    ['10.0.0.1: +80', 4, 0x0a000001n, 80],
    ['[10.0.0.1]:80', 4, 0x0a000001n, 80],
    ['::1', 6, 1n, 0],
    ['::1:80', 6, 0x10080n, 0],
    ['[::1]:80', 6, 1n, 80],
    ['[::1', 6, 1n, 0],
    ['[::1%3]:80', 6, 1n, 80],
    ['::ffff:10.0.0.1', 6, MAPPED, 0],
  ])('%s', (text, family, value, port) => {
    expect(parseHostPort(text)).toStrictEqual({ address: { family, value }, port });
  });

  it.each([
    '',
    ':80',
    'host',
    '10.0.0.1:65536',
    '10.0.0.1:x',
    '10.0.0',
    '[::1]:-1',
    '00:11:22:33:44:55',
    '1::2::3',
  ])('%j is none', (text) => {
    expect(parseHostPort(text)).toBeUndefined();
  });
});
