import { expect, it } from 'vitest';
import { parseAddresses } from '../../../src/host/linux/addresses.ts';

const JSON_TEXT = `[{},{"ifindex":2,"ifname":"eth0","addr_info":[
  {"family":"inet","local":"10.0.0.1","address":"10.0.0.2","prefixlen":32,"scope":"global","dynamic":true,"label":"eth0"},
  {"family":"inet6","local":"fe80::1","prefixlen":64,"scope":"link"}]},{"ifname":"eth1","addr_info":[]}]`;
const TEXT = `2: eth0: <UP> mtu 1500 qdisc noop
    link/ether 52:54:00:ab:00:00 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1 peer 10.0.0.2/32 scope global dynamic eth0
       valid_lft 100sec preferred_lft 100sec
    inet6 fe80::1/64 scope link 
       valid_lft forever preferred_lft forever
`;

it.each([JSON_TEXT, TEXT])('parseAddresses %#', (text) => {
  expect(parseAddresses(text, 'f')).toEqual({
    value: [
      { link: 'eth0', family: 'inet', address: '10.0.0.1', prefixLength: 32, scope: 'global', dynamic: true },
      { link: 'eth0', family: 'inet6', address: 'fe80::1', prefixLength: 64, scope: 'link', dynamic: false },
    ],
    problems: [],
  });
});

it('counts what it cannot read', () => {
  const text = '[{"ifname":"a","addr_info":[{"family":"inet","local":"10.0.0.1"},{"family":"ipx"}]}]';
  expect(parseAddresses(text, 'f')).toMatchObject({ value: [], problems: [{ where: 'element 1', lost: 1 }] });
});
