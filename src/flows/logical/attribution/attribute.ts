/**
 * From a logical flow to the row of the Northbound that northd made it of.
 *
 *     hint                the only row of what the datapath refers to whose UUID begins so → certain
 *     hint, shared flow   northd leaves the hint of the datapath that it came to first: the row of another datapath
 *     no hint, DNS        all records of the switch → certain
 *     no hint, ACLs       default_acl_drop, where the flow drops and the option is set → certain
 *     no hint, a name or address in the match → whose that is: a guess
 *     no hint, nothing    northd makes it by itself → certain
 */
import { fitsFlow } from './fits.ts';
import { guess } from './clues.ts';
import { factOf, type FlowText } from './facts.ts';
import { isGeneral, mentionsOf } from './mentions.ts';
import { sourcesOf } from './made-of.ts';
import { stageKind, stageOf } from './stages.ts';
import { candidatesOf, type Candidates } from './candidates.ts';
import { datapathsOf, type LogicalFlowRow } from './datapaths.ts';
import type { Network, RowRef } from '../../../model/index.ts';
import type { AttributedRow, Attribution, Doubt, Origin } from './types.ts';

interface Found {
  readonly origin: Origin;
  readonly rows: readonly AttributedRow[];
  readonly doubt: Doubt | undefined;
}

const NORTHD: Found = { origin: 'northd', rows: [], doubt: undefined };

/** Of one datapath that has the flow. */
export const attributeOn = (candidates: Candidates, row: LogicalFlowRow): Attribution => {
  const ids = row.get('external_ids');
  const name = ids.get('stage-name');
  const hint = ids.get('stage-hint');
  const flow: FlowText = { stage: name ?? '', match: row.get('match'), actions: row.get('actions') };
  const found =
    hint === undefined || hint === ''
      ? withoutHint(candidates, flow, row)
      : byHint(candidates, flow, hint.toLowerCase(), row);
  return {
    stage: name === undefined ? undefined : stageOf(name),
    ...found,
    certain: found.doubt === undefined,
    hint,
    source: ids.get('source'),
  };
};

const byHint = (candidates: Candidates, flow: FlowText, hint: string, row: LogicalFlowRow): Found => {
  const refs =
    candidates.uuid?.startsWith(hint) === true
      ? candidates.of('self')
      : candidates.beginning(hint, sourcesOf(flow.stage));
  const rows = withFacts(candidates, flow, refs);
  if (rows.length === 1) return { origin: 'row', rows, doubt: undefined };
  if (rows.length > 1) {
    const fits = ({ fact }: AttributedRow): boolean => fitsFlow(fact, flow.match, row.get('priority'));
    const best = [...rows.filter(fits), ...rows.filter((one) => !fits(one))];
    return { origin: 'row', rows: best, doubt: { kind: 'several' } };
  }
  return ofAnother(candidates, flow, hint, row);
};

/** northd leaves the hint of the first datapath that a shared flow was made for. */
const ofAnother = (candidates: Candidates, flow: FlowText, hint: string, row: LogicalFlowRow): Found => {
  const { network } = candidates;
  const isMissing: Found = {
    origin: 'unknown',
    rows: [],
    doubt: network.nb === undefined ? { kind: 'no-northbound' } : { kind: 'row-missing', hint },
  };
  // Where its own row is not read yet, nothing can be said of others.
  if (!candidates.isRead) return isMissing;
  const looksAtPorts = sourcesOf(flow.stage).includes('ports');
  for (const uuid of datapathsOf(network, row)) {
    const other = uuid === candidates.datapath.uuid ? undefined : candidatesOf(network, uuid);
    if (other === undefined) continue;
    // Made of the switch or router itself, for each that shares it.
    if (other.uuid?.startsWith(hint) === true) {
      return { origin: 'row', rows: withFacts(candidates, flow, candidates.of('self')), doubt: undefined };
    }
    const theirs = looksAtPorts ? withFacts(other, flow, other.beginning(hint, ['ports'])) : [];
    if (theirs.length > 0) return { origin: 'row', rows: theirs, doubt: { kind: 'shared', datapath: uuid } };
  }
  return isMissing;
};

const withoutHint = (candidates: Candidates, flow: FlowText, row: LogicalFlowRow): Found => {
  const kind = stageKind(flow.stage);
  if (row.get('priority') > 0 && (kind === 'dns_lookup' || kind === 'dns_response')) {
    const rows = withFacts(candidates, flow, candidates.of('dns'));
    if (rows.length > 0) return { origin: 'row', rows, doubt: undefined };
  }
  const byDefault = defaultDrop(candidates, flow, row);
  if (byDefault !== undefined) return { origin: 'row', rows: [byDefault], doubt: undefined };
  const mentions = mentionsOf(flow.match);
  if (isGeneral(mentions)) return NORTHD;
  const guessed = guess(candidates, flow.stage, mentions);
  const rows = withFacts(candidates, flow, guessed?.refs ?? []);
  if (guessed !== undefined && rows.length > 0) {
    return { origin: 'row', rows, doubt: { kind: 'guessed', by: guessed.by } };
  }
  if (mentions.ports.length > 0 && mentions.ports.every(isNorthdsOwn)) return NORTHD;
  const noNorthbound = candidates.network.nb === undefined;
  return { origin: 'unknown', rows: [], doubt: { kind: noNorthbound ? 'no-northbound' : 'no-hint' } };
};

/** Names that northd gives to multicast groups, and to no port: `none`, `_MC_flood`. */
const isNorthdsOwn = (name: string): boolean => name === '' || name === 'none' || name.startsWith('_MC_');

const DROPS = /^(?:reg8\[\d+(?:\.\.\d+)?\] = 0; )*(?:sample\(.*\); *)?(?:\/\* drop \*\/|drop;)/;

/**
 * What no ACL decides is dropped if `NB_Global.options:default_acl_drop` says so (ovn-nb(5)): the flows of the lowest
 * priorities of ACL stages.
 */
const defaultDrop = (
  { network: { nbRows } }: Candidates,
  { stage, actions }: FlowText,
  row: LogicalFlowRow,
): AttributedRow | undefined => {
  if (row.get('priority') > 1 || !/^ls_(?:in|out)_acl/.test(stage) || !DROPS.test(actions)) return undefined;
  const global = optionHolder(nbRows);
  return global && { ref: global, fact: { kind: 'default-acl-drop' } };
};

const optionHolder = (nbRows: Network['nbRows']): RowRef | undefined => {
  for (const row of nbRows.all('NB_Global')) {
    if (row.get('options').get('default_acl_drop') !== 'true') continue;
    return { database: 'OVN_Northbound', table: 'NB_Global', uuid: row.uuid };
  }
  return undefined;
};

/** Rows that are there. */
const withFacts = (
  candidates: Candidates,
  flow: FlowText,
  refs: readonly RowRef[],
): readonly AttributedRow[] =>
  refs.flatMap((ref) => {
    const fact = factOf(candidates, ref, flow);
    return fact === undefined ? [] : [{ ref, fact }];
  });
