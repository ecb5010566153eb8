/** A card in the making: texts and marks are added from the top, and the card grows with them. */
import type { Tone } from '../../scene.ts';
import type { CardBadge, CardItem, CardStep, CardText, PlacedPin } from '../types.ts';
import { nameOf, PAD, shorten, WIDEST, widthIn, type Style } from './sizes.ts';

export class CardBuilder {
  readonly texts: CardText[] = [];
  readonly badges: CardBadge[] = [];
  readonly items: CardItem[] = [];
  readonly pins: PlacedPin[] = [];
  readonly steps: CardStep[] = [];
  readonly rules: number[] = [];
  width = 0;
  y = 0;

  /** A line that starts at `x`; the card becomes as wide as it needs. */
  text(style: Style, text: string, tone: Tone = 'idle', x = PAD, widest = WIDEST): void {
    const shown = shorten(nameOf(text), widest, style);
    this.texts.push({ x, y: this.y, text: shown, style, anchor: 'start', tone });
    this.needs(x + widthIn(shown, style) + PAD);
  }

  /** A line from the right; `x` is how far from there. */
  textFromRight(style: Style, text: string, x = PAD): void {
    this.texts.push({ x: -x, y: this.y, text, style, anchor: 'end', tone: 'idle' });
  }

  needs(width: number): void {
    this.width = Math.max(this.width, width);
  }
}
