/** Near misses: what would have decided otherwise, and the field on which it failed. Rows that people made come first. */
import { factText, nearMisses, type NearMiss, type Reasons, type TraceAnswer } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';

const SHOWN = 10;
/** Flows that northd makes for everybody. */
const BUILT_IN_SHOWN = 2;
const FIELDS_SHOWN = 3;

/** Of a packet that arrived nothing is missed. */
export const nearMissLines = ({ verdict }: TraceAnswer, reasons: Reasons): string[] => {
  const { deciding, hops, outcome } = verdict;
  const datapath = hops.at(-1)?.datapath;
  if (deciding === undefined || datapath === undefined) return [];
  if (outcome.kind === 'delivered' || outcome.kind === 'left' || outcome.kind === 'answered') return [];
  const seen = new Set<string>();
  const made: string[] = [];
  const builtIn: string[] = [];
  for (const miss of nearMisses(deciding, datapath, Infinity)) {
    const { fact } = reasons.of(miss.flow);
    const what = fact === undefined ? excerpt(miss.flow.match, 200) : factText(fact, excerpt);
    // An ACL is several flows, one for each state of connections: the nearest will do.
    if (seen.has(what)) continue;
    seen.add(what);
    (fact === undefined ? builtIn : made).push(`${what}; ${failureText(miss)}`);
  }
  const shown = [...made, ...builtIn.slice(0, BUILT_IN_SHOWN)].slice(0, SHOWN);
  const more = made.length + builtIn.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more`] : shown;
};

const failureText = ({ fields }: NearMiss): string => {
  const shown = fields
    .slice(0, FIELDS_SHOWN)
    .map(({ field, value }) =>
      value === undefined ? excerpt(field, 80) : `${excerpt(field, 80)} (it is ${excerpt(value)})`,
    );
  const more = fields.length - shown.length;
  return `fails on ${shown.join(' and ')}${more > 0 ? ` and ${more} more` : ''}`;
};
