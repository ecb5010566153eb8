import { describe, expect, it } from 'vitest';
import { nameReadings, safeName } from '../../../src/cli/snapshot/names.ts';
import type { Reading } from '../../../src/cli/reading.ts';
import { northbound, openVSwitch, southbound } from '../../model/build.ts';

const host = (hostname: string, name = 'x'): Reading => ({
  role: 'ovs',
  name,
  database: openVSwitch({ Open_vSwitch: { o: { external_ids: { hostname } } } }),
});

describe('safeName', () => {
  it.each([
    ['compute-1.example.com', 'compute-1.example.com'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..', 'host'],
    ['', 'host'],
    ['-rf', 'rf'],
    ['.hidden', 'hidden'],
    ['a/b\\c:d\0e\nf', 'a_b_c_d_e_f'],
    ['\u001b]0;x\u0007', '__0_x_'],
    ['höst', 'h_st'],
    ['x'.repeat(70_000), 'x'.repeat(60)],
  ])('%j => %s', (text, expected) => expect(safeName(text)).toBe(expected));
});

describe('nameReadings', () => {
  it('in order, hosts by name, equal names numbered', () => {
    const readings: Reading[] = [
      host('b'),
      { role: 'sb', name: 's', database: southbound({}) },
      host('A'),
      host('a', 'y'),
      { role: 'nb', name: 'n2', database: northbound({}) },
      { role: 'nb', name: 'n1', database: northbound({}) },
      { role: 'ovs', name: 'z', database: openVSwitch({ Open_vSwitch: { o: { external_ids: { 'system-id': 'id' } } } }) },
      { role: 'ovs', name: 'z', database: openVSwitch({}) },
    ]; // prettier-ignore
    expect(nameReadings(readings).map(({ file, reading }) => [file, reading.name])).toEqual([
      ['nb.db', 'n1'],
      ['nb-2.db', 'n2'],
      ['sb.db', 's'],
      ['ovs/A.db', 'x'],
      ['ovs/a-2.db', 'y'],
      ['ovs/b.db', 'x'],
      ['ovs/host.db', 'z'],
      ['ovs/id.db', 'z'],
    ]);
  });

  it('names are changed before they become file names', () => {
    const [named] = nameReadings([host('ip-10-0-0-1')], (name) => name.replace('10-0-0-1', '8-1-2-3'));
    expect(named?.file).toBe('ovs/ip-8-1-2-3.db');
  });
});
