/**
 * Reads the texts of logical flows: each text once, however many rows and datapaths repeat it.
 *
 *     match    → expression, with the sets that it names in place
 *     actions  → actions and their prerequisites
 *     both     → annotated → simplified → conditions on the chassis decided
 */
import {
  annotate,
  combine,
  evaluateConditions,
  expandTemplate,
  parseActions,
  parseExpression,
  simplify,
  type Action,
  type Diagnostic,
  type Expression,
  type Parsed,
  type Scope,
  type SymbolTable,
} from '../../language/index.ts';
import type { Deployment } from '../southbound/deployment.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { MemoMap } from '../southbound/memo.ts';
import type { FlowProblem, LogicalFlowRow, ReadFlow } from './flow.ts';

/** How texts are read: what ovn-trace does without knowing a chassis, or what a chassis does. */
export interface ReadingRules {
  /** Also in the order of ovn-trace, where OVN has none. */
  readonly asOvnTrace: boolean;
  readonly symbols: SymbolTable;
  /** For flows that are translated to the fields of the connection (`tags:acl_ct_translation`); else they read as all. */
  readonly aclCtSymbols: SymbolTable | undefined;
  readonly isResident: (port: string) => boolean;
  /** Values of template variables; without them a flow that names one is not understood. */
  readonly variables: ReadonlyMap<string, string> | undefined;
  /** Keep actions that are not known with their text. */
  readonly lenient: boolean;
  /** How many tables a pipeline may have: what `next` may name. */
  readonly tables: { readonly ingress: number; readonly egress: number };
}

interface ReadActions {
  readonly actions: readonly Action[];
  readonly prerequisites: Expression | undefined;
}

export class FlowReader {
  private readonly deployment: Deployment;
  readonly rules: ReadingRules;
  private readonly flows = new MemoMap<string, ReadFlow>();
  private readonly actions = new MemoMap<string, Parsed<ReadActions>>();
  private readonly expressions = new MemoMap<string, Parsed<Expression>>();

  constructor(deployment: Deployment, rules: ReadingRules) {
    this.deployment = deployment;
    this.rules = rules;
  }

  read(row: LogicalFlowRow, datapath: LogicalDatapath): ReadFlow {
    const match = this.expanded(row.get('match'));
    const read = (): ReadFlow => this.readTexts(row, match, this.expanded(row.get('actions')), datapath);
    // A port group is another one on every datapath.
    return match.includes('@') ? read() : this.flows.get(this.deployment.rows, row.uuid, read);
  }

  private readTexts(row: LogicalFlowRow, match: string, text: string, datapath: LogicalDatapath): ReadFlow {
    const symbols = this.symbolsFor(row);
    const expression = this.expression(match, symbols, datapath);
    if (expression.error) return { problem: problem('match', match, expression.error) };
    const actions = this.readActions(row, text, symbols);
    if (actions.error) return { problem: problem('actions', text, actions.error) };
    const { prerequisites } = actions.value;
    const whole =
      prerequisites === undefined ? expression.value : combine('and', expression.value, prerequisites);
    const annotated = annotate(whole, symbols);
    if (annotated.error) return { problem: problem('match', match, annotated.error) };
    return {
      meaning: {
        expression: evaluateConditions(simplify(annotated.value), this.rules.isResident),
        actions: actions.value.actions,
      },
    };
  }

  private symbolsFor(row: LogicalFlowRow): SymbolTable {
    const { symbols, aclCtSymbols } = this.rules;
    if (aclCtSymbols === undefined) return symbols;
    return row.get('tags').get('acl_ct_translation') === 'true' ? aclCtSymbols : symbols;
  }

  private expression(match: string, symbols: SymbolTable, datapath: LogicalDatapath): Parsed<Expression> {
    const scope: Scope = {
      symbols,
      addressSet: (name) => this.deployment.addressSet(name),
      portGroup: (name) => this.deployment.portGroup(datapath, name),
    };
    const parse = (): Parsed<Expression> => parseExpression(match, scope);
    return symbols !== this.rules.symbols || match.includes('@')
      ? parse()
      : this.expressions.get(this.deployment.rows, match, parse);
  }

  private readActions(row: LogicalFlowRow, text: string, symbols: SymbolTable): Parsed<ReadActions> {
    const pipeline = row.get('pipeline');
    const table = row.get('table_id');
    return this.actions.get(this.deployment.rows, `${pipeline}${table} ${text}`, () => {
      const { dhcpOptions } = this.deployment;
      return parseActions(text, {
        symbols,
        pipeline,
        table,
        tables: this.rules.tables,
        dhcpOptions: dhcpOptions.v4,
        dhcpv6Options: dhcpOptions.v6,
        older: true,
        lenient: this.rules.lenient,
      });
    });
  }

  private expanded(text: string): string {
    const { variables } = this.rules;
    return variables === undefined || !text.includes('^') ? text : expandTemplate(text, variables).text;
  }
}

const problem = (column: FlowProblem['column'], text: string, diagnostic: Diagnostic): FlowProblem => ({
  column,
  text,
  diagnostic,
});
