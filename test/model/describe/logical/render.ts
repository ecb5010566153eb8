/** Descriptions as compact text, for goldens: nothing of a description is left out. */
import type { Described, Description, Link } from '../../../../src/model/describe/types.ts';

const isLink = (value: Described | string | Link): value is Link =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Map);

const link = ({ name, alias, ref }: Link): string =>
  `${alias === undefined ? name : `${alias} (${name})`}${ref === undefined ? '?' : ''}`;

const text = (value: Described | string | Link): string => {
  if (value === undefined) return '-';
  if (value instanceof Map) return [...value].map(([key, held]) => `${key}=${held}`).join(' ');
  if (Array.isArray(value)) return (value as readonly (string | Link)[]).map(text).join(', ') || '-';
  return isLink(value) ? link(value) : String(value);
};

const cut = (line: string): string => (line.length > 300 ? `${line.slice(0, 300)}… ${line.length}` : line);

/** Columns in which no row has anything are left out, cells stand between bars. */
export const rendered = (description: Description | undefined): string => {
  if (description === undefined) return '(no such row)';
  const { kind, name, alias, headline, sections } = description;
  const lines = [`${kind} ${alias === undefined ? name : `${alias} (${name})`}: ${headline}`];
  for (const { id, title, facts, listing, notes } of sections) {
    lines.push('', `[${id}] ${title}`);
    for (const { label, value, tone, note } of facts) {
      const marks = [
        ...(tone === undefined ? [] : [`<${tone}>`]),
        ...(note === undefined ? [] : [`(${note})`]),
      ];
      lines.push(`  ${label}: ${[text(value), ...marks].join(' ')}`);
    }
    if (listing !== undefined) {
      const { columns, rows, tones } = listing;
      const filled = columns.map((_, i) => rows.some((row) => text(row[i]) !== '-' && text(row[i]) !== ''));
      const shown = <T>(cells: readonly T[]): T[] => cells.filter((_, i) => filled[i]);
      lines.push(`  ${shown(columns.map(({ heading }) => heading)).join(' | ')}`);
      rows.forEach((row, i) => {
        const tone = tones?.get(i);
        lines.push(`  ${shown(row).map(text).join(' | ')}${tone === undefined ? '' : ` <${tone}>`}`);
      });
    }
    for (const note of notes) lines.push(`  * ${note}`);
  }
  return `${lines.map(cut).join('\n')}\n`;
};
