/** The nodes of ovn-trace's own tree: their kind decides where each of its three forms shows them. */
export type NodeKind = 'output' | 'modify' | 'pipeline' | 'table' | 'action' | 'error' | 'transformation';

export interface OvnTraceNode {
  readonly kind: NodeKind;
  readonly text: string;
  readonly alwaysIndent: boolean;
  /** Made when they are asked for: a trace may be thousands of nodes deep. */
  readonly children: () => readonly OvnTraceNode[];
}

const TERMINAL: ReadonlySet<NodeKind> = new Set(['output', 'modify', 'action', 'error']);
const TITLES: ReadonlySet<NodeKind> = new Set(['pipeline', 'transformation']);

/** Nodes side by side that are being gone through. */
interface Frame {
  readonly nodes: readonly OvnTraceNode[];
  next: number;
  readonly level: number;
  /** What stands after the last of them. */
  readonly end: string | undefined;
}

/** `--detailed`: table by table. */
export const detailed = (nodes: readonly OvnTraceNode[], out: string[]): void => {
  const frames: Frame[] = [{ nodes, next: 0, level: 0, end: undefined }];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const node = frame.nodes[frame.next++];
    if (node === undefined) {
      frames.pop();
      continue;
    }
    if (node.kind === 'modify') continue;
    const isLast = frame.next === frame.nodes.length;
    const more = !isLast || node.alwaysIndent || TERMINAL.has(node.kind) ? 1 : 0;
    const indent = '    '.repeat(frame.level + more);
    if (TITLES.has(node.kind)) out.push('');
    out.push(indent + node.text);
    if (TITLES.has(node.kind)) out.push(indent + '-'.repeat(byteLength(node.text)));
    frames.push({ nodes: node.children(), next: 0, level: frame.level + 2 * more, end: undefined });
  }
};

const encoder = new TextEncoder();

const byteLength = (text: string): number => {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) return encoder.encode(text).length;
  }
  return text.length;
};

/** The nodes with those of some kinds replaced by their children. */
const without = (nodes: readonly OvnTraceNode[], kinds: ReadonlySet<NodeKind>): readonly OvnTraceNode[] => {
  const left: OvnTraceNode[] = [];
  const open = [{ nodes, next: 0 }];
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const node = frame.nodes[frame.next++];
    if (node === undefined) open.pop();
    else if (kinds.has(node.kind)) open.push({ nodes: node.children(), next: 0 });
    else left.push(node);
  }
  return left;
};

const SUMMARY: ReadonlySet<NodeKind> = new Set(['modify', 'table']);
const MINIMAL: ReadonlySet<NodeKind> = new Set(['action', 'pipeline', 'table', 'output']);

/** `--summary`: without tables. */
export const summary = (nodes: readonly OvnTraceNode[], out: string[]): void => blocks(nodes, SUMMARY, out);

/** `--minimal`: what can be seen from outside. */
export const minimal = (nodes: readonly OvnTraceNode[], out: string[]): void => blocks(nodes, MINIMAL, out);

const blocks = (nodes: readonly OvnTraceNode[], kinds: ReadonlySet<NodeKind>, out: string[]): void => {
  const frames: Frame[] = [{ nodes: without(nodes, kinds), next: 0, level: 0, end: undefined }];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const node = frame.nodes[frame.next++];
    if (node === undefined) {
      frames.pop();
      if (frame.end !== undefined) out.push(frame.end);
      continue;
    }
    if (node.kind === 'action' && node.text.startsWith('next(')) continue;
    const indent = '    '.repeat(frame.level);
    const end = node.kind === 'action' ? '' : ';';
    const children = without(node.children(), kinds);
    if (children.length === 0) out.push(indent + node.text + end);
    else {
      out.push(`${indent}${node.text} {`);
      frames.push({ nodes: children, next: 0, level: frame.level + 1, end: `${indent}}${end}` });
    }
  }
};
