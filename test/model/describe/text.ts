/**
 * A description as text, for tests to be read: a line for each fact, listings with ` | ` between values.
 * Other things are in angle brackets, with `?` when they were not found.
 */
import type { Described, Description, Fact, Link } from '../../../src/model/describe/types.ts';

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' && value !== null && 'kind' in value;

const linkText = ({ kind, name, alias, ref }: Link): string =>
  `<${kind} ${name}${alias === undefined ? '' : ` (${alias})`}${ref === undefined ? '?' : ''}>`;

export const valueText = (value: Described): string => {
  if (value === undefined) return '-';
  if (isLink(value)) return linkText(value);
  if (value instanceof Map) return [...value].map(([k, v]) => `${String(k)}=${String(v)}`).join(' ');
  if (Array.isArray(value)) return value.map((one) => (isLink(one) ? linkText(one) : String(one))).join(', ');
  return String(value as string | number | bigint | boolean);
};

const factText = ({ label, value, tone, note }: Fact): string =>
  `  ${label}: ${valueText(value)}${tone === undefined ? '' : ` [${tone}]`}${note === undefined ? '' : ` (${note})`}`;

export const descriptionText = (description: Description): string[] => [
  `${description.kind} ${description.name}${description.alias === undefined ? '' : ` (${description.alias})`}`,
  description.headline,
  ...description.sections.flatMap(({ title, facts, listing, notes }) => [
    `${title}:`,
    ...facts.map(factText),
    ...(listing === undefined ? [] : [`  ${listing.columns.map(({ heading }) => heading).join(' | ')}`]),
    ...(listing?.rows ?? []).map(
      (row, i) =>
        `  ${row.map(valueText).join(' | ')}${listing?.tones?.get(i) === undefined ? '' : ` [${listing.tones.get(i) ?? ''}]`}`,
    ),
    ...notes.map((note) => `  ! ${note}`),
  ]),
];
