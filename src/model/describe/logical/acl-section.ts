/** The list of ACLs, in the order in which they are evaluated. */
import type { Network } from '../../network.ts';
import type { AppliedAcl } from '../../relations/acls.ts';
import { faultOf, type MatchFault } from '../../relations/match-names.ts';
import type { NbRow } from '../../relations/rows.ts';
import { listing, section } from '../build.ts';
import { enumerated, nbLink, quoted } from '../links.ts';
import type { Described, Section, Tone } from '../types.ts';

const COLUMNS = [
  ['direction', 'DIRECTION'],
  ['tier', 'TIER'],
  ['priority', 'PRIORITY'],
  ['action', 'ACTION'],
  ['match', 'MATCH'],
  ['acl', 'ACL'],
  ['from', 'FROM'],
  ['log', 'LOG'],
  ['label', 'LABEL'],
  ['meter', 'METER'],
  ['sample', 'SAMPLE'],
  ['network-function', 'NETWORK FUNCTION'],
] as const;

const holderLink = (holder: object): Described[] => {
  const row = holder as NbRow<'Port_Group'>;
  return [
    row.tableName === 'Logical_Switch'
      ? nbLink(holder as NbRow<'Logical_Switch'>)
      : nbLink(row, row.get('name')),
  ];
};

/** `new: 7, established: 8`: the observation points that its samples carry. */
const samples = (network: Network, row: NbRow<'ACL'>): Described =>
  (
    [
      ['new', row.get('sample_new')],
      ['established', row.get('sample_est')],
    ] as const
  )
    .filter(([, uuid]) => uuid !== undefined)
    .map(([when, uuid]) => `${when}: ${network.nbRows.row('Sample', uuid)?.get('metadata') ?? uuid ?? ''}`)
    .join(', ');

const cells = (network: Network, { row, stage, holders }: AppliedAcl): readonly Described[] => {
  const group = row.get('network_function_group');
  const found = network.nbRows.row('Network_Function_Group', group);
  return [
    stage,
    row.get('tier'),
    row.get('priority'),
    row.get('action'),
    row.get('match'),
    nbLink(row, row.get('name')),
    holders.flatMap(holderLink) as Described,
    row.get('log') ? (row.get('severity') ?? 'info') : undefined,
    row.get('label') === 0 ? undefined : row.get('label'),
    row.get('meter'),
    samples(network, row),
    found === undefined ? group : nbLink(found, found.get('name')),
  ];
};

const toneOf = ({ row }: AppliedAcl): Tone | undefined =>
  row.get('action') === 'drop' || row.get('action') === 'reject' ? 'bad' : undefined;

/** So many are told one by one. */
const MOST_FAULTS = 5;

const faultText = ({ row }: AppliedAcl, { missing, isUnbalanced, isUnequal }: MatchFault): string => {
  const why = isUnbalanced
    ? 'its quotation marks or brackets do not pair'
    : isUnequal
      ? 'inport and outport can be tested for equality only'
      : `${enumerated(missing.map(quoted))} ${missing.length === 1 ? 'does' : 'do'} not exist`;
  return `The ACL at priority ${row.get('priority')} with match ${quoted(row.get('match'))} does nothing: ${why}.`;
};

const faultNotes = (faults: readonly string[]): readonly string[] =>
  faults.length <= MOST_FAULTS
    ? faults
    : [
        ...faults.slice(0, MOST_FAULTS),
        `${faults.length - MOST_FAULTS} more do nothing: describe them one by one.`,
      ];

/** `notes`: whole sentences, of what the list leaves out. */
export const aclSection = (
  network: Network,
  acls: readonly AppliedAcl[],
  notes: readonly (string | undefined)[] = [],
): readonly Section[] => {
  const faults = acls.map(({ row }) => faultOf(network, row.get('match')));
  const told = acls.flatMap((acl, i) => (faults[i] === undefined ? [] : faultText(acl, faults[i])));
  return section('acls', 'ACLs, in the order in which they are evaluated', {
    listing: listing(
      COLUMNS,
      acls.map((acl) => cells(network, acl)),
      acls.map((acl, i) => (faults[i] === undefined ? toneOf(acl) : 'bad')),
    ),
    notes: [...faultNotes(told), ...notes],
  });
};
