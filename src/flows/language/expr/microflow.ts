/** A packet from an expression that leaves no choice: `inport == "p1" && ip4.src == 10.0.0.1 && ip4.ttl == 64`. */
import type { Parsed } from '../diagnostic.ts';
import { MICROFLOW_WORDS, storeField } from '../symbols/fields.ts';
import type { SymbolTable } from '../symbols/types.ts';
import { annotate } from './annotate.ts';
import { resolveComparison, type FieldComparison, type PortLookup } from './evaluate.ts';
import { formatExpression } from './format.ts';
import { normalize } from './normalize.ts';
import { parseExpression } from './parse.ts';
import { quickMicroflow } from './quick-microflow.ts';
import { evaluateConditions, simplify } from './simplify.ts';
import type { Expression, Scope } from './types.ts';

export interface MicroflowRules {
  /**
   * Take `ip.dscp` and `ip.ecn` too. OVN loses them on the way: a field of less than eight bits that cannot be masked
   * does not get into its microflow.
   */
  readonly narrowFields?: boolean;
}

/** Whoever leaves more of them open does not describe a packet; all of them together might take hours. */
const MOST_ALTERNATIVES = 20_000;

/** The words of the packet, or why the expression describes none or several. What it does not name is 0. */
export const parseMicroflow = (
  text: string,
  scope: Scope,
  lookupPort: PortLookup,
  rules: MicroflowRules = {},
): Parsed<Uint32Array> => {
  const parsed = parseExpression(text, scope);
  return parsed.error !== undefined
    ? parsed
    : microflowOf(parsed.value, text, scope.symbols, lookupPort, rules);
};

/** Of an expression that was parsed already; `text` only tells where errors stand. */
export const microflowOf = (
  expression: Expression,
  text: string,
  symbols: SymbolTable,
  lookupPort: PortLookup,
  rules: MicroflowRules = {},
): Parsed<Uint32Array> => {
  const fail = (message: string): Parsed<Uint32Array> => ({
    error: { message, start: 0, end: text.length },
  });
  const annotated = annotate(expression, symbols);
  if (annotated.error !== undefined) return fail(annotated.error.message);
  const quick = quickMicroflow(annotated.value, lookupPort);
  if (quick !== undefined) return { value: quick };
  const resident = evaluateConditions(simplify(annotated.value), () => true);
  const budget = { left: MOST_ALTERNATIVES };
  const normal = normalize(resident, budget);
  if (budget.left < 0) return fail(`Constraints are ambiguous: ${formatExpression(annotated.value)}.`);
  const words = new Uint32Array(MICROFLOW_WORDS);
  if (normal.type === 'boolean') {
    return normal.value ? { value: words } : fail('Constraints are contradictory.');
  }
  for (const part of normal.type === 'and' ? normal.children : [normal]) {
    if (part.type !== 'comparison' && part.type !== 'string') {
      return fail(`Constraints are ambiguous: ${formatExpression(annotated.value)}.`);
    }
    const constraint = resolveComparison(part, lookupPort);
    if (constraint !== undefined && isStored(constraint, rules)) {
      storeField(words, constraint.field, constraint.value);
    }
  }
  return { value: words };
};

/** A field that cannot be masked is stored whole or not at all. */
const isStored = ({ field, mask }: FieldComparison, { narrowFields = false }: MicroflowRules): boolean => {
  if (field.maskable) return true;
  if (field.width % 8 !== 0 && !narrowFields) return false;
  return mask === (1n << BigInt(field.width)) - 1n;
};

/** The port that an expression names as `inport`, or why that is not one port. */
export const findInport = (
  expression: Expression,
): { readonly port: string; readonly problem?: undefined } | { readonly problem: string } => {
  const ports = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.type === 'and' || part.type === 'or') part.children.forEach(visit);
    else if (part.type === 'string' && part.symbol.name === 'inport' && part.operator === '==') {
      ports.add(part.string);
    }
  };
  visit(expression);
  const [port, other] = ports;
  if (port === undefined) return { problem: 'flow match expression does not match on inport' };
  if (other !== undefined) return { problem: 'flow match expression matches on multiple inports' };
  return { port };
};
