/**
 * ACLs (ovn-nb(5), "ACL"): where the rule applies, when it is reached, what it does, and what the groups and address
 * sets that its match names hold.
 */
import { section, fact, listing } from '../build.ts';
import { called, counted, enumerated, heldBy, northboundCalled } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { northboundDescriber } from '../telling.ts';
import type { Described, Fact, Link, Section } from '../types.ts';
import type { Northbound } from '../../generated/index.ts';
import { stageOfAcl } from '../../relations/acls.ts';
import { groupNamed, namesInMatch, setNamed } from '../../relations/match-names.ts';
import type { NbRow } from '../../relations/rows.ts';
import { known } from '../../known.ts';

type AclPage = Page<Northbound['ACL']>;

const ACTIONS: Readonly<Record<string, readonly [does: string, note: string]>> = {
  allow: ['Allows', 'where a stateful ACL applies too, replies are allowed as well'],
  'allow-related': ['Allows', 'with connection tracking: replies and related traffic are allowed as well'],
  'allow-stateless': ['Allows', 'past connection tracking: replies need an ACL of their own'],
  drop: ['Drops', 'silently'],
  reject: ['Rejects', 'answered with TCP RST or ICMP unreachable'],
  pass: ['Passes to the next tier', 'the next tier decides'],
};

const DIRECTIONS: Readonly<Record<string, string>> = {
  'from-lport': 'traffic from the ports',
  'to-lport': 'traffic to the ports',
};

const groupRow = ({ network }: AclPage, name: string): readonly Described[] => {
  const row = groupNamed(network, name);
  const link = northboundCalled(network, 'Port_Group', name);
  return [`@${name}`, link, row === undefined ? 'does not exist' : counted(row.get('ports').length, 'port')];
};

const setRow = ({ network }: AclPage, name: string): readonly Described[] => {
  const row = setNamed(network, name);
  if (row === undefined) return [`$${name}`, { kind: 'address set', name }, 'does not exist'];
  const size =
    row.tableName === 'Address_Set'
      ? counted((row as NbRow<'Address_Set'>).get('addresses').length, 'address', 'addresses')
      : `addresses of ${counted((row as NbRow<'Port_Group'>).get('ports').length, 'port')}`;
  return [`$${name}`, rowLink('OVN_Northbound', row), size];
};

const named = (page: AclPage): readonly Section[] => {
  const { groups, sets } = namesInMatch(page.row.get('match'));
  const rows = [...groups.map((name) => groupRow(page, name)), ...sets.map((name) => setRow(page, name))];
  return section('match-names', 'Named in the match', {
    listing: listing(
      [
        ['name', 'NAME'],
        ['thing', 'THING'],
        ['size', 'SIZE'],
      ],
      rows,
      rows.map(([, , size]) => (size === 'does not exist' ? 'bad' : undefined)),
    ),
  });
};

const meter = (page: AclPage): readonly Fact[] => {
  const name = page.take('meter');
  if (name === undefined) return [];
  const link = northboundCalled(page.network, 'Meter', name);
  return link.ref === undefined
    ? fact('meter', 'Meter', link, { tone: 'bad', note: 'does not exist: log messages are not limited' })
    : fact('meter', 'Meter', link);
};

const logging = (page: AclPage): readonly Section[] => {
  const logs = page.take('log');
  const [severity, label] = [page.take('severity'), page.take('label')];
  return section('logging', 'Logging and sampling', {
    facts: [
      fact('log', 'Log', logs ? 'yes' : 'no'),
      fact('severity', 'Severity', severity ?? (logs ? 'info' : undefined)),
      meter(page),
      Number(label) === 0 ? [] : fact('label', 'Label', label),
      fact('sample-new', 'Sample of new connections', page.link('sample_new')),
      fact('sample-est', 'Sample of established connections', page.link('sample_est')),
    ],
  });
};

const place = (holders: readonly Link[]): string =>
  holders.length === 0
    ? 'nothing, since no logical switch or port group holds it'
    : enumerated(holders.map((link) => `${link.kind} ${called(link)}`));

export const describeAcl = northboundDescriber<'ACL'>((page) => {
  const { network, row } = page;
  const switches = heldBy(network, 'Logical_Switch', 'acls', row.uuid);
  const groups = network.nbRows.where('Port_Group', 'acls', row.uuid);
  const groupLinks = groups.map((group) => rowLink('OVN_Northbound', group));
  const holders = [...switches, ...groupLinks];
  const members = new Set(groups.flatMap((group) => group.get('ports'))).size;
  const action = known(ACTIONS, row.get('action'));
  const does = action?.[0] ?? `Does "${row.get('action')}" to`;
  const traffic = known(DIRECTIONS, row.get('direction')) ?? 'traffic of the ports';
  return {
    headline: `${does} ${traffic} of ${place(holders)}, at priority ${row.get('priority')}.`,
    sections: [
      section('rule', 'Rule', {
        facts: [
          page.column('name'),
          page.owner(),
          page.column('direction', {
            note:
              stageOfAcl(row) === 'from-lport after load balancing'
                ? `${traffic}, after load balancing`
                : traffic,
          }),
          page.column('tier', { note: 'lower tiers are evaluated first' }),
          page.column('priority'),
          page.column('action', { note: action?.[1] }),
          page.column('match'),
          fact('network-function-group', 'Network function group', page.link('network_function_group')),
        ],
      }),
      section('applies', 'Applies to', {
        facts: [
          fact('switches', 'Logical switches', switches),
          fact('port-groups', 'Port groups', groupLinks, {
            note: groups.length === 0 ? undefined : counted(members, 'port'),
          }),
        ],
        notes: [holders.length === 0 ? 'No logical switch or port group holds this ACL.' : undefined],
      }),
      named(page),
      logging(page),
    ],
  };
});
