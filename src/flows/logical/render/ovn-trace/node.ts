/** The nodes of ovn-trace's own tree: their kind decides where each of its three forms shows them. */
export type NodeKind = 'output' | 'modify' | 'pipeline' | 'table' | 'action' | 'error' | 'transformation';

export interface OvnTraceNode {
  readonly kind: NodeKind;
  readonly text: string;
  readonly alwaysIndent: boolean;
  readonly children: readonly OvnTraceNode[];
}

const TERMINAL: ReadonlySet<NodeKind> = new Set(['output', 'modify', 'action', 'error']);
const TITLES: ReadonlySet<NodeKind> = new Set(['pipeline', 'transformation']);

/** `--detailed`: table by table. */
export const detailed = (nodes: readonly OvnTraceNode[], out: string[]): void => tree(nodes, out, 0);

const tree = (nodes: readonly OvnTraceNode[], out: string[], level: number): void => {
  nodes.forEach((node, i) => {
    if (node.kind === 'modify') return;
    const more = i < nodes.length - 1 || node.alwaysIndent || TERMINAL.has(node.kind) ? 1 : 0;
    const indent = '    '.repeat(level + more);
    if (TITLES.has(node.kind)) out.push('');
    out.push(indent + node.text);
    if (TITLES.has(node.kind)) out.push(indent + '-'.repeat(byteLength(node.text)));
    tree(node.children, out, level + 2 * more);
  });
};

const encoder = new TextEncoder();

const byteLength = (text: string): number => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return encoder.encode(text).length;
  return text.length;
};

const without = (nodes: readonly OvnTraceNode[], kinds: ReadonlySet<NodeKind>): readonly OvnTraceNode[] =>
  nodes.flatMap((node) => {
    const children = without(node.children, kinds);
    return kinds.has(node.kind) ? children : [{ ...node, children }];
  });

const SUMMARY: ReadonlySet<NodeKind> = new Set(['modify', 'table']);
const MINIMAL: ReadonlySet<NodeKind> = new Set(['action', 'pipeline', 'table', 'output']);

/** `--summary`: without tables. */
export const summary = (nodes: readonly OvnTraceNode[], out: string[]): void =>
  blocks(without(nodes, SUMMARY), out, 0);

/** `--minimal`: what can be seen from outside. */
export const minimal = (nodes: readonly OvnTraceNode[], out: string[]): void =>
  blocks(without(nodes, MINIMAL), out, 0);

const blocks = (nodes: readonly OvnTraceNode[], out: string[], level: number): void => {
  const indent = '    '.repeat(level);
  for (const node of nodes) {
    if (node.kind === 'action' && node.text.startsWith('next(')) continue;
    const end = node.kind === 'action' ? '' : ';';
    if (node.children.length === 0) out.push(indent + node.text + end);
    else {
      out.push(`${indent}${node.text} {`);
      blocks(node.children, out, level + 1);
      out.push(`${indent}}${end}`);
    }
  }
};
