/** How edges look: kinds by style, what a trace takes bold, what is broken or has changed in its colour. */
import type { Joint } from '../joints.ts';
import { CHANGE_GLYPHS } from '../layout/card/index.ts';
import type { EdgeKind, SceneEdge } from '../scene.ts';
import { colours } from '../svg/index.ts';
import { HUES } from '../svg/theme.ts';
import { tip } from './escape.ts';

const { light } = colours;

const STYLES: Readonly<Record<EdgeKind, string>> = {
  link: 'style=solid',
  peer: 'style=solid, penwidth=3',
  localnet: 'style=dashed',
  tunnel: 'style=dotted',
  patch: 'style=solid, penwidth=3',
  binding: 'style=solid',
  backend: 'style=solid, dir=forward, arrowsize=0.7',
};

const colourOf = ({ kind, group, tone, change, taken }: SceneEdge): string => {
  if (taken === true) return light.taken;
  if (change !== undefined) return light[change];
  if (tone === 'bad') return light.bad;
  if (kind === 'localnet') return light['physical-line'];
  return group < 0 ? light.muted : light[`e${group % HUES}` as 'e0'];
};

/**
 * The attributes of an edge, without brackets. All edges lead downward: Graphviz 2.43 is not safe with edges within one
 * row (it warns, or ends by corrupted memory), so that `constraint=false` is left alone.
 */
export const edgeLook = ({ edge }: Joint): string => {
  const style = edge.taken === true ? 'style=bold, penwidth=4.5' : STYLES[edge.kind];
  const broken = edge.tone === 'bad' && edge.taken !== true ? ', style=dashed' : '';
  const sign =
    edge.change === undefined
      ? ''
      : `, label="${CHANGE_GLYPHS[edge.change]}", fontcolor="${light[edge.change]}"`;
  return `${style}${broken}, color="${colourOf(edge)}"${sign}, tooltip=${tip(edge.tooltip)}`;
};
