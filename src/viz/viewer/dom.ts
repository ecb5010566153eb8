/** Elements in one expression. Text from a network only ever becomes text, with what could mislead made visible. */
import { printable } from '../../text/index.ts';

type Value = string | number | boolean | undefined | ((event: Event) => void);

/**
 * Attributes by their names; `true` is an empty one, `false` and `undefined` none; a function listens to the event that
 * `on…` names.
 */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
};

/** Longer texts are cut: somebody may have named a port with 64 KiB. */
const LONGEST = 2000;

/** Of one line. */
export const safe = (text: string, longest = LONGEST): string =>
  text.length <= longest
    ? printable(text)
    : `${printable(text.slice(0, longest))}… (${text.length - longest} more characters)`;

/** Of several; empty ones are left out, and what was there before. */
export const safeLines = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => line !== '')
      .map((line) => safe(line)),
  ),
];

export const svgElement = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[K] => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
};
