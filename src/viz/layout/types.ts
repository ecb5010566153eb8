/** A scene with coordinates: pixels, the origin at the top left, everything rounded to a tenth. */
import type { Badge, Container, Item, Pin, SceneEdge, SceneNode, ScenePath, Tone, View } from '../scene.ts';
import type { Style } from './card/sizes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of text in a card; `x` and `y` are the card's, `y` the baseline. */
export interface CardText extends Point {
  readonly text: string;
  readonly style: Style;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly tone: Tone;
}

export interface CardBadge extends Point {
  readonly width: number;
  readonly badge: Badge;
}

/** The mark before a listed port, and the area in which its tooltip shows. */
export interface CardItem extends Point {
  readonly width: number;
  readonly item: Item;
  /** A row of a table: its area, but no mark. */
  readonly unmarked?: boolean;
}

/** The number of a trace's step, in a disc around the point. */
export interface CardStep extends Point {
  readonly number: number;
}

/** Where an edge meets the card. */
export interface PlacedPin extends Point {
  readonly pin: Pin;
}

export interface Card {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly CardText[];
  readonly badges: readonly CardBadge[];
  readonly items: readonly CardItem[];
  readonly pins: readonly PlacedPin[];
  readonly steps: readonly CardStep[];
  /** Where a trace ends: a line across the card. */
  readonly banner: { readonly y: number; readonly height: number; readonly tone: Tone } | undefined;
  /** Heights of thin rules from side to side. */
  readonly rules: readonly number[];
}

export interface PlacedNode extends Point {
  readonly node: SceneNode;
  readonly card: Card;
}

export interface PlacedEdge {
  readonly edge: SceneEdge;
  /** Corners of an orthogonal line. */
  readonly points: readonly Point[];
}

export interface PlacedCaption extends Point {
  readonly text: string;
}

/** A frame around the nodes of a container. */
export interface PlacedFrame extends Point {
  readonly container: Container;
  readonly width: number;
  readonly height: number;
}

export interface PlacedScene {
  readonly view: View;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly summary: string;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly captions: readonly PlacedCaption[];
  readonly frames: readonly PlacedFrame[];
  readonly notes: readonly string[];
  readonly path: ScenePath | undefined;
}
