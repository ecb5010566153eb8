/**
 * One logical flow on one datapath: Logical_Flow (ovn-sb(5)). Its texts are read when a packet reaches its table, and
 * what does not depend on the datapath is shared by all datapaths of a group.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { Southbound } from '../../../model/index.ts';
import { compileExpression, type Action, type Expression, type Diagnostic } from '../../language/index.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { isRuledOut } from './ruled-out.ts';
import { isTranslated } from './text-keys.ts';

export type LogicalFlowRow = Row<Southbound['Logical_Flow']>;

export type Pipeline = 'ingress' | 'egress';

/** What a flow's texts mean. */
export interface FlowMeaning {
  /** With the prerequisites of the actions, annotated, simplified, conditions on the chassis decided. */
  readonly expression: Expression;
  readonly actions: readonly Action[];
}

/** A text that is not understood: the flow can take no part in a trace. */
export interface FlowProblem {
  readonly column: 'match' | 'actions';
  readonly text: string;
  readonly diagnostic: Diagnostic;
}

export type ReadFlow =
  | { readonly meaning: FlowMeaning; readonly problem?: undefined }
  | { readonly meaning?: undefined; readonly problem: FlowProblem };

/** Which ports are on it, its values of template variables. */
export type ChassisDependence = 'residence' | 'variable' | 'nothing';

export type Matcher = (words: Uint32Array) => boolean;

const never: Matcher = () => false;

/** So often looking at a flow's text is quicker than reading it. */
const WITHOUT_READING = 8;

export class LogicalFlow {
  readonly datapath: LogicalDatapath;
  readonly row: LogicalFlowRow;
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly priority: number;
  /** Of one priority, flows are taken in this order (`Deployment.rankOf`). */
  readonly rank: number;
  private known: ReadFlow | undefined;
  private compiled: Matcher | undefined;
  private looks = 0;
  private omittable: boolean | undefined;
  private stageName: string | undefined;
  /** What the engine made of its actions. */
  plan: object | undefined;
  /** What a renderer made of it, kept where it is found again without a search: a trace tells of dozens. */
  told: { readonly by: object; readonly text: string } | undefined;
  private dependsOn: ChassisDependence | undefined;

  constructor(datapath: LogicalDatapath, row: LogicalFlowRow) {
    this.datapath = datapath;
    this.row = row;
    this.pipeline = row.get('pipeline');
    this.table = row.get('table_id');
    this.priority = row.get('priority');
    this.rank = datapath.deployment.rankOf(row.uuid);
  }

  get uuid(): string {
    return this.row.uuid;
  }

  get match(): string {
    return this.row.get('match');
  }

  get actionsText(): string {
    return this.row.get('actions');
  }

  get stage(): string | undefined {
    // Every step of a trace asks for it.
    if (this.stageName === undefined) {
      const { rows } = this.datapath.deployment;
      const before = rows.missing;
      const name = this.whole.get('external_ids').get('stage-name') ?? '';
      if (rows.missing !== before) return undefined;
      this.stageName = name;
    }
    return this.stageName === '' ? undefined : this.stageName;
  }

  /** `file:line` of northd. */
  get source(): string | undefined {
    return this.whole.get('external_ids').get('source');
  }

  /** Of what of a chassis its meaning depends. */
  get dependence(): ChassisDependence {
    this.dependsOn ??= this.match.includes('is_chassis_resident(')
      ? 'residence'
      : this.match.includes('^') || this.actionsText.includes('^')
        ? 'variable'
        : 'nothing';
    return this.dependsOn;
  }

  /** The row with what only flows that a packet takes are asked for: `external_ids`. */
  get whole(): LogicalFlowRow {
    return this.datapath.deployment.rows.whole('Logical_Flow', this.row);
  }

  get read(): ReadFlow {
    // There may be a million of them: none has an object for what it remembers.
    if (this.known !== undefined) return this.known;
    const { deployment } = this.datapath;
    const before = deployment.rows.missing;
    const read = deployment.reader.read(this.row, this.datapath);
    if (deployment.rows.missing === before) this.known = read;
    return read;
  }

  get actions(): readonly Action[] {
    return this.read.meaning?.actions ?? [];
  }

  /** Whether a packet fits. Of a flow that is not understood none does. */
  get matches(): Matcher {
    if (this.compiled !== undefined) return this.compiled;
    const { rows } = this.datapath.deployment;
    const before = rows.missing;
    const { meaning } = this.read;
    const matcher =
      meaning === undefined
        ? never
        : compileExpression(meaning.expression, (name) => this.datapath.keyOf(name));
    if (rows.missing === before) this.compiled = matcher;
    return matcher;
  }

  /** Whether a packet fits; for the first ones without reading the flow, where its text alone rules them out. */
  fits(packet: Uint32Array): boolean {
    if (this.compiled !== undefined) return this.compiled(packet);
    if (
      this.looks < WITHOUT_READING &&
      isRuledOut(this.match, packet, this.datapath) &&
      !isTranslated(this.row)
    ) {
      this.looks++;
      return false;
    }
    return this.matches(packet);
  }

  /** Whether it was read and is not understood. */
  get isBroken(): boolean {
    return this.known?.problem !== undefined;
  }

  /**
   * Whether it does nothing but send every packet to the next table: ovn-trace does not print such, and takes the next
   * table of the other pipeline for the next one too.
   */
  get isPassedOver(): boolean {
    if (this.omittable !== undefined) return this.omittable;
    const { rows, reader } = this.datapath.deployment;
    const before = rows.missing;
    const { meaning } = this.read;
    const [action, ...more] = meaning?.actions ?? [];
    const passes =
      meaning?.expression.type === 'boolean' &&
      meaning.expression.value &&
      action?.type === 'next' &&
      more.length === 0 &&
      action.table === this.table + 1 &&
      (reader.rules.asOvnTrace || action.pipeline === this.pipeline);
    if (rows.missing === before) this.omittable = passes;
    return passes;
  }
}
