/** What is broken in the databases, and what was not read. */
import type { Page } from './page.ts';

/** More problems of one kind than this are counted, without `all`. */
const ISSUES_NAMED = 8;

export const issueSection = ({ shown, style, all }: Page): string[][] => {
  if (shown.issues.length === 0) return [];
  const lines = [style.bold(style.warn('Problems')), ''];
  const seen = new Map<string, number>();
  for (const { kind, message } of shown.issues) {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (all || count <= ISSUES_NAMED) lines.push(`  ${message}`);
  }
  if (!all) {
    for (const [kind, count] of seen) {
      if (count > ISSUES_NAMED)
        lines.push(style.dim(`  … and ${count - ISSUES_NAMED} more: ${kind} (--all)`));
    }
  }
  return [lines];
};

export const missing = ({ network, style }: Page): string[][] => {
  if (network.nb === undefined && network.sb === undefined) return [];
  if (network.sb === undefined)
    return [[style.dim('Without a Southbound database: where ports are bound is not known.')]];
  if (network.nb !== undefined) return [];
  return [[style.dim('Without a Northbound database: ACLs, NAT, routes and load balancers are not known.')]];
};
