/** Small texts of the Southbound database: port security, names, versions, virtual addresses. */
import { describe, expect, it } from 'vitest';
import { parseVip } from '../../../../src/flows/logical/engine/vips.ts';
import { formatIp4, formatIp6, formatMac } from '../../../../src/flows/logical/southbound/addresses.ts';
import { isUuidPrefix, shortenUuid } from '../../../../src/flows/logical/southbound/names.ts';
import { parsePortSecurity } from '../../../../src/flows/logical/southbound/port-security.ts';
import { isOlder, northdVersion } from '../../../../src/flows/logical/southbound/version.ts';
import { rowsOf } from '../build.ts';

describe('port security', () => {
  it.each<[string, string | undefined]>([
    ['00:00:00:00:00:01', '00:00:00:00:00:01'],
    ['00:00:00:00:00:01 10.0.0.1 10.0.0.2', '00:00:00:00:00:01 10.0.0.1 10.0.0.2'],
    // IPv4 first; the host's part of a network is what counts.
    ['00:00:00:00:00:01 fd00::1 10.0.0.5/24', '00:00:00:00:00:01 10.0.0.5 fd00::1'],
    ['  00:00:00:00:00:01   10.0.0.1  ', '00:00:00:00:00:01 10.0.0.1'],
    ['00:00:00:00:00:01 10.0.0.1 nonsense 10.0.0.2', '00:00:00:00:00:01 10.0.0.1'],
    ['10.0.0.1', undefined],
    ['VRRPv3 00:00:5e:00:01:01', undefined],
    ['', undefined],
  ])('"%s" => %s', (text, expected) => {
    const rule = parsePortSecurity(text);
    const shown = rule && [
      formatMac(...rule.mac),
      ...rule.ip4.map(formatIp4),
      ...rule.ip6.map((ip) => formatIp6(...ip)),
    ];
    expect(shown?.join(' ')).toBe(expected);
  });
});

describe('names', () => {
  const UUID = '1f2e3d4c-0000-4000-8000-000000000001';
  it.each([
    ['sw0', 'sw0'],
    [UUID, '1f2e3d'],
    [`neutron-${UUID}`, 'neutron-1f2e3d'],
    [UUID.toUpperCase(), '1F2E3D'],
    [`${UUID}-x`, `${UUID}-x`],
    [UUID.slice(1), UUID.slice(1)],
  ])('%s is shortened to %s', (name, expected) => {
    expect(shortenUuid(name)).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['1f2e', true],
    ['1F2E3D4C', true],
    [UUID, true],
    ['1f2', false],
    ['1f2f', false],
    [`${UUID}0`, false],
    ['', false],
  ])('%s stands for it: %s', (typed, expected) => {
    expect(isUuidPrefix(UUID, typed)).toBe(expected);
  });
});

describe('the version of northd', () => {
  const version = (text?: string) =>
    northdVersion(
      rowsOf(
        {},
        { SB_Global: { '.': { options: text === undefined ? {} : { northd_internal_version: text } } } },
      ),
    );

  it.each<[string | undefined, readonly [number, number] | undefined]>([
    ['23.03.1-20.27.2-70.6', [23, 3]],
    ['25.09.0-20.41.0-77.0', [25, 9]],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('%s => %j', (text, expected) => {
    const found = version(text);
    expect(found && [found.major, found.minor]).toEqual(expected);
  });

  it('is compared by both numbers; nothing is older than one that is not known', () => {
    const one = version('24.03.2-20.33.0-72.6');
    expect([isOlder(one, 24, 3), isOlder(one, 24, 9), isOlder(one, 25, 3), isOlder(one, 23, 9)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isOlder(undefined, 99, 0)).toBe(false);
  });
});

describe('virtual addresses', () => {
  it.each<[string, string | undefined]>([
    ['10.0.0.1:80', '10.0.0.1 80'],
    ['10.0.0.1', '10.0.0.1 0'],
    ['[fd00::1]:80', 'fd00::1 80'],
    ['[fd00::1]', 'fd00::1 0'],
    ['fd00::1', 'fd00::1 0'],
    ['fd00:0::0001', 'fd00::1 0'],
    ['^vip:80', undefined],
    ['', undefined],
  ])('%s => %s', (key, expected) => {
    const vip = parseVip(key);
    expect(vip && `${vip.text} ${vip.port}`).toBe(expected);
  });
});
