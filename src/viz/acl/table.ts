/** ACLs as the rows of a table. Columns that none of them uses are left out. */
import { faultOf, refOf, type AppliedAcl, type MatchFault, type Network } from '../../model/index.ts';
import { lines } from '../logical/words.ts';
import type { Cell, SceneTable, TableRow, Tone } from '../scene.ts';
import type { LabelOf } from './holders.ts';

const TONES: Readonly<Partial<Record<string, Tone>>> = {
  allow: 'good',
  'allow-related': 'good',
  'allow-stateless': 'good',
  drop: 'bad',
  reject: 'bad',
  pass: 'warn',
};

const toneOfAction = (action: string): Tone => TONES[action] ?? 'unknown';

/** `new 7, established 8`: the observation points of its samples. */
const sampleText = (network: Network, { row }: AppliedAcl): string =>
  (
    [
      ['new', row.get('sample_new')],
      ['established', row.get('sample_est')],
    ] as const
  )
    .filter(([, uuid]) => uuid !== undefined)
    .map(([when, uuid]) => `${when} ${network.nbRows.row('Sample', uuid)?.get('metadata') ?? uuid ?? ''}`)
    .join(', ');

const logText = ({ row }: AppliedAcl): string =>
  row.get('log') ? `log ${row.get('severity') ?? 'info'}` : (row.get('severity') ?? '');

const faultText = ({ missing, isUnbalanced, isUnequal }: MatchFault): string => {
  if (isUnbalanced) return 'does nothing: its quotation marks or brackets do not pair';
  if (isUnequal) return 'does nothing: inport and outport can be tested for equality only';
  return `does nothing: ${missing.join(', ')} ${missing.length === 1 ? 'does' : 'do'} not exist`;
};

interface Told {
  readonly acl: AppliedAcl;
  readonly fault: string | undefined;
}

interface Column {
  readonly title: string;
  readonly of: (told: Told) => Cell;
  /** Whether there is something to say of the row: a column without is left out. */
  readonly isUsed?: (told: Told) => boolean;
}

const optional = (title: string, of: (told: Told) => string): Column => ({
  title,
  of: (told) => ({ text: of(told) }),
  isUsed: (told) => of(told) !== '',
});

const columnsOf = (network: Network, labelOf: LabelOf | undefined, isStaged: boolean): readonly Column[] => [
  ...(isStaged ? [{ title: 'direction', of: ({ acl }: Told) => ({ text: acl.stage }) }] : []),
  {
    title: 'tier',
    of: ({ acl }) => ({ text: String(acl.row.get('tier')) }),
    isUsed: ({ acl }) => Number(acl.row.get('tier')) !== 0,
  },
  { title: 'priority', of: ({ acl }) => ({ text: String(acl.row.get('priority')) }) },
  {
    title: 'action',
    of: ({ acl }) => ({ text: acl.row.get('action'), tone: toneOfAction(acl.row.get('action')) }),
  },
  {
    title: 'match',
    of: ({ acl, fault }) => ({
      text: acl.row.get('match'),
      ...(fault === undefined ? {} : { tone: 'warn' as const }),
    }),
  },
  ...(labelOf === undefined
    ? []
    : [{ title: 'of', of: ({ acl }: Told) => ({ text: acl.holders.map(labelOf).join(', ') }) }]),
  optional('name', ({ acl }) => acl.row.get('name') ?? ''),
  optional('log', ({ acl }) => logText(acl)),
  optional('meter', ({ acl }) => acl.row.get('meter') ?? ''),
  optional('label', ({ acl }) => (Number(acl.row.get('label')) === 0 ? '' : String(acl.row.get('label')))),
  optional('sample', ({ acl }) => sampleText(network, acl)),
  optional('note', ({ fault }) => fault ?? ''),
];

const tooltipOf = (network: Network, { acl, fault }: Told, labelOf: LabelOf | undefined): string => {
  const { row, stage, holders } = acl;
  const name = row.get('name');
  const functions = row.get('network_function_group');
  return lines([
    `ACL${name === undefined ? '' : ` ${name}`}, ${stage}, tier ${row.get('tier')}, priority ${row.get('priority')}`,
    `${row.get('action')}: ${row.get('match')}`,
    fault ?? '',
    labelOf === undefined ? '' : `of ${holders.map(labelOf).join(', ')}`,
    logText(acl),
    row.get('meter') === undefined ? '' : `meter ${row.get('meter')}`,
    functions === undefined
      ? ''
      : `to network functions ${network.nbRows.row('Network_Function_Group', functions)?.get('name') ?? functions}`,
  ]);
};

export interface AclTable {
  readonly table: SceneTable;
  readonly denying: number;
  /** Matches that cannot hold. */
  readonly faulty: number;
}

/**
 * In the order given. `labelOf`: what they come from has a column of its own. `isStaged`: so has the direction. `last`:
 * the row that stands below them, by the titles of columns.
 */
export const aclTable = (
  network: Network,
  acls: readonly AppliedAcl[],
  about: {
    readonly listed: number;
    readonly labelOf?: LabelOf;
    readonly isStaged?: boolean;
    readonly last?: {
      readonly id: string;
      readonly cells: ReadonlyMap<string, Cell>;
      readonly tooltip: string;
    };
  },
): AclTable => {
  const { labelOf, isStaged = false, last } = about;
  const told = acls.map((acl): Told => {
    const fault = faultOf(network, acl.row.get('match'));
    return { acl, fault: fault === undefined ? undefined : faultText(fault) };
  });
  const columns = columnsOf(network, labelOf, isStaged).filter(
    ({ isUsed }) => isUsed === undefined || told.some(isUsed),
  );
  const rows = told.map((one): TableRow => ({
    id: one.acl.row.uuid,
    row: refOf('OVN_Northbound', one.acl.row),
    cells: columns.map(({ of }) => of(one)),
    tooltip: tooltipOf(network, one, labelOf),
  }));
  const below =
    last === undefined
      ? []
      : [
          {
            id: last.id,
            row: undefined,
            cells: columns.map(({ title }) => last.cells.get(title) ?? { text: '' }),
            tooltip: last.tooltip,
          },
        ];
  return {
    table: {
      columns: columns.map(({ title }) => title),
      rows: [...rows, ...below],
      listed: Math.min(
        rows.length <= about.listed + 1 ? rows.length + below.length : about.listed,
        rows.length + below.length,
      ),
    },
    denying: acls.filter(({ row }) => toneOfAction(row.get('action')) === 'bad').length,
    faulty: told.filter(({ fault }) => fault !== undefined).length,
  };
};
