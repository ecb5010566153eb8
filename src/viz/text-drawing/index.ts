/**
 * A scene drawn with characters, as wide as the terminal: trees of boxes, which read from top to bottom at any width.
 * Boxes that nothing hangs on stand side by side where there is room.
 */
import { displayWidth } from '../../text/index.ts';
import { jointsOf } from '../joints.ts';
import type { Container, Scene, ScenePath } from '../scene.ts';
import { withMore } from '../some.ts';
import { named } from '../words.ts';
import { drawCard, textCard, widthWanted, type TextCard } from './card.ts';
import { cut, fill } from './cells.ts';
import { ASCII, UNICODE, type Glyphs } from './glyphs.ts';
import { treesOf, type Branch } from './tree.ts';

export interface TextOptions {
  /** In terminal cells; 40 at least. */
  readonly width: number;
  /** Nothing but ASCII for lines and marks; names stay as they are. */
  readonly ascii?: boolean;
}

const NARROWEST = 24;
/** A box that stands alone. */
const WIDEST = 110;
/** A box among others is so wide at least. */
const COLUMN = 38;
const INDENT = 3;
/** Edges to elsewhere that a box names; the others are a count. */
const ALSO = 8;

interface GridLines {
  readonly first: string;
  readonly last: string;
  readonly rest: string;
  readonly after: string;
}

class Drawing {
  readonly lines: string[] = [];
  private readonly scene: Scene;
  private readonly width: number;
  private readonly glyphs: Glyphs;

  constructor(scene: Scene, width: number, glyphs: Glyphs) {
    this.scene = scene;
    this.width = width;
    this.glyphs = glyphs;
  }

  text(text: string, prefix = ''): void {
    const { dots } = this.glyphs;
    this.lines.push(`${prefix}${cut(text, this.width - displayWidth(prefix), dots)}`.trimEnd());
  }

  private cardOf({ node, entries, also }: Branch): TextCard {
    const one = this.scene.nodes[node] as Scene['nodes'][number];
    const card = textCard(one, entries, this.glyphs);
    if (also.length === 0) return card;
    const lines = withMore(
      also.map((text) => `${this.glyphs.also} ${text}`),
      ALSO,
      (left) => `${this.glyphs.dots} ${left} more`,
    ).map((text) => ({ kind: 'text' as const, text }));
    return { ...card, lines: [...card.lines, ...lines] };
  }

  /** Boxes of one row of the grid, side by side. */
  private row(cards: readonly TextCard[], width: number, first: string, rest: string): void {
    const boxes = cards.map((card) => drawCard(card, width, false, this.glyphs));
    const height = Math.max(...boxes.map(({ length }) => length));
    for (let y = 0; y < height; y++) {
      const parts = boxes.map((box) => box[y] ?? ' '.repeat(width));
      // In the first line the boxes hold on to each other, for all of them hang on the same.
      const between = y === 0 && first !== rest ? this.glyphs.across : ' ';
      this.lines.push(`${y === 0 ? first : rest}${parts.join(between)}`.trimEnd());
    }
  }

  /** `before`: what stands before the first line of a row of boxes, before that of the last row, and so for the others. */
  private grid(branches: readonly Branch[], before: GridLines): void {
    const { first, last, rest, after } = before;
    const room = this.width - displayWidth(first);
    const cards = branches.map((branch) => this.cardOf(branch));
    const wanted = Math.max(NARROWEST, ...cards.map(widthWanted));
    const alone = Math.min(room, wanted, WIDEST);
    const most = Math.max(1, Math.floor((room + 1) / (Math.min(wanted, COLUMN) + 1)));
    // Tables say little when they are narrow.
    const hasTable = cards.some(({ lines }) => lines.some(({ kind }) => kind === 'table'));
    const columns = hasTable ? 1 : Math.min(cards.length, most);
    const width = columns === 1 ? alone : Math.min(wanted, Math.floor((room + 1) / columns) - 1);
    for (let at = 0; at < cards.length; at += columns) {
      const isLast = at + columns >= cards.length;
      this.row(cards.slice(at, at + columns), width, isLast ? last : first, isLast ? after : rest);
    }
  }

  /** `first` stands before the box's first line, `rest` before the others and before what comes below. */
  branch(branch: Branch, first: string, rest: string, depth: number): void {
    const { branch: tee, last, down, across } = this.glyphs;
    const card = this.cardOf(branch);
    const room = this.width - displayWidth(first);
    const width = Math.max(NARROWEST, Math.min(room, widthWanted(card), WIDEST));
    const hasMore = branch.children.length > 0;
    drawCard(card, Math.min(width, room), hasMore, this.glyphs).forEach((line, i) =>
      this.lines.push(`${i === 0 ? first : rest}${line}`.trimEnd()),
    );
    if (!hasMore) return;
    // Where there is no room to the right any more, what hangs below begins at the left again.
    const deep = this.width - displayWidth(rest) - INDENT < NARROWEST + 8 || depth > 40;
    const base = deep ? '' : rest;
    const [leaves, others] = [
      branch.children.filter(({ children }) => children.length === 0),
      branch.children.filter(({ children }) => children.length > 0),
    ];
    if (leaves.length > 0) {
      const end = others.length === 0;
      const trunk = `${base} ${down} `;
      this.grid(leaves, {
        first: `${base} ${tee}${across}`,
        last: `${base} ${end ? last : tee}${across}`,
        rest: trunk,
        after: end ? `${base}   ` : trunk,
      });
    }
    others.forEach((child, i) => {
      const end = i === others.length - 1;
      this.branch(
        child,
        `${base} ${end ? last : tee}${across}`,
        end ? `${base}   ` : `${base} ${down} `,
        depth + 1,
      );
    });
  }

  trees(part: Pick<Scene, 'nodes' | 'edges'>): void {
    const index = new Map(this.scene.nodes.map(({ id }, i) => [id, i]));
    const own = part.nodes.map(({ id }) => index.get(id) ?? 0);
    const renumber = (branch: Branch): Branch => ({
      ...branch,
      node: own[branch.node] ?? 0,
      children: branch.children.map(renumber),
    });
    const trees = treesOf(part, jointsOf(part)).map(renumber);
    const alone = trees.filter(({ children }) => children.length === 0);
    for (const tree of trees) if (tree.children.length > 0) this.branch(tree, '', '', 0);
    if (alone.length > 0) this.grid(alone, { first: '', last: '', rest: '', after: '' });
  }

  frame({ title, subtitle, change }: Container & { readonly change?: string | undefined }): void {
    const { frame, dots } = this.glyphs;
    const sign = change === undefined ? '' : '~ ';
    const words = [named(title), subtitle].filter((text) => text !== undefined).join('  ');
    const head = `${frame}${frame} ${sign}${cut(words, this.width - 8, dots)} `;
    this.lines.push('', fill(head, this.width, frame));
  }

  story({ verdict, steps }: ScenePath): void {
    this.lines.push('');
    this.text(`${this.glyphs.marks[verdict.tone]} ${verdict.text}`);
    steps.forEach(({ title, lines }, i) => {
      this.text(title, `${String(i + 1).padStart(3)}  `);
      for (const line of lines) this.text(line, '       ');
    });
  }
}

/** Lines of at most `width` cells, without control characters; ends in a newline. */
export const renderText = (scene: Scene, { width, ascii = false }: TextOptions): string => {
  const drawing = new Drawing(scene, Math.max(40, Math.floor(width)), ascii ? ASCII : UNICODE);
  drawing.text(named(scene.title));
  if (scene.summary !== '') drawing.text(scene.summary);
  drawing.lines.push('');
  const known = new Set(scene.containers.map(({ id }) => id));
  const containerOf = new Map(
    scene.nodes.map(({ id, container }) => [
      id,
      container !== undefined && known.has(container) ? container : undefined,
    ]),
  );
  const within = (container: string | undefined): Pick<Scene, 'nodes' | 'edges'> => ({
    nodes: scene.nodes.filter(({ id }) => containerOf.get(id) === container),
    edges: scene.edges.filter(({ from }) => containerOf.get(from.node) === container),
  });
  drawing.trees(within(undefined));
  for (const container of scene.containers) {
    drawing.frame(container);
    drawing.trees(within(container.id));
  }
  if (scene.path !== undefined) drawing.story(scene.path);
  if (scene.notes.length > 0) drawing.lines.push('');
  for (const note of scene.notes) drawing.text(note);
  return `${drawing.lines.join('\n')}\n`;
};
