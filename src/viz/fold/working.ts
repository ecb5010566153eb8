/**
 * The scene while it is being folded: nodes that are still there, and what each of them stands for. A node can stand
 * for others in two ways: as a group (a card of its own for several of a kind) or as a hub that has taken in the group
 * that hung on it.
 */
import type { Scene, SceneEdge, SceneNode } from '../scene.ts';

export interface Piece {
  readonly id: string;
  readonly kind: string;
  readonly node: SceneNode;
  /** Of a group. */
  readonly members: readonly Piece[] | undefined;
  /** Of a group: one of several of the same kind. */
  readonly isPart: boolean;
  /** Groups that a hub has taken in. */
  readonly taken: Piece[];
  /** Edges to the neighbours of today, by the neighbour's id. */
  readonly links: Map<string, SceneEdge[]>;
}

export class Working {
  readonly pieces = new Map<string, Piece>();

  constructor(scene: Scene) {
    for (const node of scene.nodes) {
      if (this.pieces.has(node.id)) continue;
      const kind = `${node.kind} ${node.label ?? ''} ${node.container ?? ''} ${node.change ?? ''}`;
      this.pieces.set(node.id, {
        id: node.id,
        kind,
        node,
        members: undefined,
        isPart: false,
        taken: [],
        links: new Map(),
      });
    }
    for (const edge of scene.edges) {
      const [from, to] = [this.pieces.get(edge.from.node), this.pieces.get(edge.to.node)];
      if (from === undefined || to === undefined || from === to) continue;
      this.join(from, to, [edge]);
    }
  }

  join(a: Piece, b: Piece, edges: readonly SceneEdge[]): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = one.links.get(other.id);
      if (known === undefined) one.links.set(other.id, [...edges]);
      else known.push(...edges);
    }
  }

  remove(piece: Piece): void {
    for (const id of piece.links.keys()) this.pieces.get(id)?.links.delete(piece.id);
    this.pieces.delete(piece.id);
  }

  /** Puts one piece in the place of several that have the same neighbours. */
  group(id: string, members: readonly Piece[], isPart = false): Piece {
    const [first] = members as readonly [Piece, ...Piece[]];
    const edges = new Map<string, SceneEdge[]>();
    for (const member of members) {
      for (const [other, links] of member.links) {
        const known = edges.get(other);
        if (known === undefined) edges.set(other, [...links]);
        else for (const link of links) known.push(link);
      }
      this.remove(member);
    }
    const piece = {
      id,
      kind: `group of ${first.kind}`,
      node: first.node,
      members,
      isPart,
      taken: [],
      links: new Map(),
    };
    this.pieces.set(id, piece);
    for (const [other, links] of edges) {
      const neighbour = this.pieces.get(other);
      if (neighbour !== undefined) this.join(piece, neighbour, links);
    }
    return piece;
  }

  /** A group disappears into the one card that it hangs on. */
  takeIn(hub: Piece, group: Piece): void {
    this.remove(group);
    hub.taken.push(group);
  }
}
