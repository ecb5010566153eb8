/**
 * What to draw, before any coordinates: cards with pins, joined by edges. Every piece knows the row that it
 * stands for, so that a renderer or a viewer can lead back to the database. Texts are as the databases have
 * them; whoever writes them out makes them safe.
 */
import type { RowRef } from '../model/index.ts';

/** `good` is up; `bad` is down or broken; `idle` says that there is no such thing as up or down. */
export type Tone = 'good' | 'bad' | 'warn' | 'unknown' | 'idle';

export type NodeKind = 'router' | 'switch' | 'physical';

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
}

/** A port that is listed inside its node. */
export interface Item {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  readonly detail: string;
  readonly tone: Tone;
  readonly tooltip: string;
}

export interface SceneNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly row: RowRef | undefined;
  readonly title: string;
  readonly subtitle: string | undefined;
  /** Lines under the title. */
  readonly facts: readonly { readonly text: string; readonly tone: Tone }[];
  readonly badges: readonly Badge[];
  readonly pins: readonly Pin[];
  readonly items: readonly Item[];
  /** What the items leave out: "38 more ports". */
  readonly more: string | undefined;
  readonly tooltip: string;
}

export interface SceneEdge {
  readonly id: string;
  readonly from: { readonly node: string; readonly pin: string };
  readonly to: { readonly node: string; readonly pin: string };
  readonly kind: 'link' | 'peer' | 'localnet';
  /** Edges of one group share a colour: those of one router. */
  readonly group: number;
  readonly tooltip: string;
}

export interface Scene {
  readonly view: 'logical';
  readonly summary: string;
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
}
