/**
 * What to draw, before any coordinates: cards with pins, joined by edges. The same shapes serve every view; a view
 * only says what its cards stand for. Every piece knows the row that it stands for, so that a renderer or a viewer can
 * lead back to the database. Texts are as the databases have them; whoever writes them out makes them safe.
 *
 * A scene is whole: it holds every port, however many. What is not drawn in the open is decided later, by folding
 * (`fold/`) and by how many items of a section are listed.
 */
import type { RowRef } from '../model/index.ts';

/** `good` is up; `bad` is down or broken; `idle` says that there is no such thing as up or down. */
export type Tone = 'good' | 'bad' | 'warn' | 'unknown' | 'idle';

export type View = 'logical' | 'physical' | 'combined' | 'acl' | 'lb' | 'bridge';

/** `group` stands for several nodes that are folded; `table` is a card that is a table. */
export type NodeKind =
  | 'router'
  | 'switch'
  | 'physical'
  | 'external'
  | 'chassis'
  | 'bridge'
  | 'remote'
  | 'load balancer'
  | 'backend'
  | 'port'
  | 'table'
  | 'group';

/** Of two snapshots: only in the second, only in the first, in both but not the same. */
export type Change = 'added' | 'removed' | 'changed';

export interface Badge {
  readonly text: string;
  readonly tooltip: string;
}

/** A port that joins its node to another one. */
export interface Pin {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  /** Networks, MAC, gateway: one line each. Empty where the other end says it all. */
  readonly details: readonly string[];
  /** A pin without a label is a dot. */
  readonly labelled: boolean;
  readonly tone: Tone;
  readonly tooltip: string;
  readonly change?: Change | undefined;
}

/** A port that is listed inside its node. */
export interface Item {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  readonly detail: string;
  readonly tone: Tone;
  readonly tooltip: string;
  readonly change?: Change | undefined;
}

/** Items of one kind, the most important first. */
export interface Section {
  /** None where the card's title says it. */
  readonly title: string | undefined;
  /** All of them. */
  readonly items: readonly Item[];
  /** How many are written out; the others are a count. With 0 of them there is not even that: a fact has it. */
  readonly listed: number;
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

export interface TableRow {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly cells: readonly Cell[];
  readonly tooltip: string;
  readonly change?: Change | undefined;
}

/** A table inside a card: ACLs by tier and priority, a matrix of tunnels. */
export interface SceneTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** As a section's. */
  readonly listed: number;
}

export interface Fact {
  readonly text: string;
  readonly tone: Tone;
}

export interface SceneNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** What stands above the title in small capitals; none for what the kind is called: `distributed router`. */
  readonly label?: string | undefined;
  readonly row: RowRef | undefined;
  readonly title: string;
  readonly subtitle: string | undefined;
  /** Lines under the title. */
  readonly facts: readonly Fact[];
  readonly badges: readonly Badge[];
  readonly pins: readonly Pin[];
  readonly sections: readonly Section[];
  readonly table?: SceneTable | undefined;
  readonly tooltip: string;
  /** The frame in which it stands. */
  readonly container?: string | undefined;
  /** The row in which the view wants it, 0 at the top; none lets the layout find it (`layout/ranks.ts`). */
  readonly tier?: number | undefined;
  /** Leads out of OVN: to a network outside, or as a gateway where no such network is drawn. */
  readonly outside?: 'network' | 'gateway' | undefined;
  /** Of a group: the nodes folded into it. */
  readonly folded?: readonly string[] | undefined;
  readonly change?: Change | undefined;
  /** Numbers of the steps of a trace that are taken here, and where that ends. */
  readonly steps?: readonly number[] | undefined;
  readonly banner?: Fact | undefined;
}

/** A frame around nodes: a host around its bridges. Edges do not leave it. */
export interface Container {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string | undefined;
  readonly row: RowRef | undefined;
  readonly tooltip: string;
  readonly change?: Change | undefined;
}

export type EdgeKind = 'link' | 'peer' | 'localnet' | 'tunnel' | 'patch' | 'binding' | 'backend';

export interface SceneEdge {
  readonly id: string;
  readonly from: { readonly node: string; readonly pin: string };
  readonly to: { readonly node: string; readonly pin: string };
  readonly kind: EdgeKind;
  /** Edges of one group share a colour: those of one router. -1 for none. */
  readonly group: number;
  readonly tooltip: string;
  readonly tone?: Tone | undefined;
  readonly change?: Change | undefined;
  /** Taken by the trace that the picture shows. */
  readonly taken?: boolean | undefined;
}

/** A step of the trace that a picture shows, in order; its number is its place, from 1. */
export interface PathStep {
  readonly node: string;
  /** The edge by which the packet came, if it is drawn. */
  readonly edge: string | undefined;
  readonly title: string;
  /** What happened, one line each: flows, rows, changes to the packet. */
  readonly lines: readonly string[];
  readonly tone: Tone;
  readonly row: RowRef | undefined;
  readonly flow: RowRef | undefined;
  /** The packet as it leaves this step, a field each: `ip4.dst = 10.0.0.1`. */
  readonly packet: readonly string[];
}

export interface ScenePath {
  readonly verdict: Fact;
  readonly steps: readonly PathStep[];
}

export interface Scene {
  readonly view: View;
  readonly title: string;
  readonly summary: string;
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly containers: readonly Container[];
  readonly path?: ScenePath | undefined;
  /** What the picture could not take in, a line each: shown, never dropped. */
  readonly notes: readonly string[];
}
