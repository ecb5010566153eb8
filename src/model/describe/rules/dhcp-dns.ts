/** DHCP options, DHCP relays and DNS records (ovn-nb(5)). */
import { portsGivenDhcp } from '../../relations/dhcp.ts';
import { switchesOfDns } from '../../relations/dns.ts';
import { fact, listing, section } from '../build.ts';
import { counted, heldBy, portLink, quoted, switchLink } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { northboundDescriber } from '../telling.ts';

export const describeDhcpOptions = northboundDescriber<'DHCP_Options'>((page) => {
  const { network, row } = page;
  const ports = portsGivenDhcp(network, row);
  return {
    headline: `Options for ${quoted(row.get('cidr'))}, given to ${counted(ports.length, 'port')}.`,
    sections: [
      section('dhcp', 'DHCP', { facts: [page.column('cidr', { label: 'Network' }), page.owner()] }),
      page.map('options', 'Options', 'OPTION', 'VALUE'),
      section('ports', 'Ports that are given these options', {
        listing: listing(
          [
            ['port', 'PORT'],
            ['switch', 'SWITCH'],
            ['addresses', 'ADDRESSES'],
          ],
          ports.map((port) => [
            portLink(port),
            port.switch === undefined ? undefined : switchLink(port.switch),
            port.addresses.map(({ text }) => text),
          ]),
        ),
      }),
    ],
  };
});

export const describeDhcpRelay = northboundDescriber<'DHCP_Relay'>((page) => {
  const { network, row } = page;
  const ports = heldBy(network, 'Logical_Router_Port', 'dhcp_relay', row.uuid);
  return {
    headline: `Passes DHCP requests of ${counted(ports.length, 'router port')} on to ${quoted(row.get('servers') ?? 'no server')}.`,
    sections: [
      section('relay', 'Relay', {
        facts: [
          page.columns('name', 'servers', 'options'),
          fact('ports', 'Router ports', ports),
          page.owner(),
        ],
      }),
    ],
  };
});

export const describeDns = northboundDescriber<'DNS'>((page) => {
  const { network, row } = page;
  const switches = switchesOfDns(network, row);
  const size = counted(row.get('records').size, 'name');
  return {
    headline: `Answers for ${size} on ${counted(switches.length, 'logical switch', 'logical switches')}.`,
    sections: [
      section('dns', 'DNS', {
        facts: [
          fact(
            'switches',
            'Logical switches',
            switches.map((one) => rowLink('OVN_Northbound', one)),
          ),
          page.column('options'),
          page.owner(),
        ],
        notes: [switches.length === 0 ? 'No logical switch answers with these records.' : undefined],
      }),
      page.map('records', 'Records', 'NAME', 'ADDRESSES'),
    ],
  };
});
