/** A scene with coordinates: pixels, the origin at the top left, everything rounded to a tenth. */
import type { Badge, Item, Pin, SceneEdge, SceneNode, Tone } from '../scene.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of text in a card; `x` and `y` are the card's, `y` the baseline. */
export interface CardText extends Point {
  readonly text: string;
  readonly style: 'kind' | 'title' | 'subtitle' | 'fact' | 'pin' | 'detail' | 'item' | 'value' | 'more';
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

export interface PlacedScene {
  readonly width: number;
  readonly height: number;
  readonly summary: string;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly captions: readonly PlacedCaption[];
}
