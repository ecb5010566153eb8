/** What kinds of nodes are called in a sentence. */
import type { NodeKind, SceneNode } from './scene.ts';

const KINDS: Readonly<Partial<Record<NodeKind, string>>> = {
  physical: 'physical network',
  external: 'external network',
  remote: 'remote end',
  group: 'folded group',
};

export const kindText = (kind: NodeKind): string => KINDS[kind] ?? kind;

export const nodeText = ({ kind, title }: SceneNode): string => `${kindText(kind)} ${title}`;
