/** The answer in lines: where the frame comes out, the way, or why there is none. */
import type { l2 } from '../../model/index.ts';
import { excerpt } from '../../text/index.ts';
import { nameText, tagsText, type PathText } from './names.ts';
import { dropText, exclusionText } from './reasons.ts';

export const pathText = (answer: l2.PathAnswer, context: PathText): readonly string[] => {
  const { style } = context;
  const { question, path, tags, narrow } = answer;
  const target = question.to.kind === 'mac' ? question.to.mac : `${nameText(question.to.device, context)}`;
  const from = `${nameText(question.from, context)} ${tagsText(question.tags)}`;
  if (path === undefined || tags === undefined) {
    return [style.bold(style.bad(`${from} does not reach ${target}`)), ...blockedLines(answer, context)];
  }
  return [
    style.bold(style.good(`${from} reaches ${target} ${tagsText(tags)}`)),
    '',
    ...wayLines(path, context),
    ...narrow.map((device) =>
      style.warn(`MTU ${device.mtu} of ${nameText(device, context)} is smaller than that of both ends`),
    ),
    ...othersLines(answer, context),
  ];
};

/** A line a device or bridge. */
const wayLines = (path: readonly l2.WalkStep[], context: PathText): readonly string[] =>
  path.map((step) => `  ${stepText(step, context)}`);

const stepText = (step: l2.WalkStep, context: PathText): string => {
  const { style } = context;
  if (step.type !== 'bridge') {
    const { device, tags, type } = step;
    const kind = device.type === '' ? '' : ` (${excerpt(device.type)})`;
    const mtu = device.mtu === undefined ? '' : `, MTU ${device.mtu}`;
    return `${type === 'receive' ? '→' : '←'} ${style.name(nameText(device, context))}${kind}  ${tagsText(tags)}${mtu}`;
  }
  const { bridge, port, inside } = step;
  const where = bridge.namespace === '' ? bridge.name : `${bridge.namespace}/${bridge.name}`;
  const kind = bridge.kind === 'linux' ? 'Linux bridge' : 'Open vSwitch bridge';
  const vlan = bridge.vlanFiltering && inside.vlan !== 0 ? `, VLAN ${inside.vlan}` : '';
  return `■ ${kind} ${style.name(excerpt(where))} by port ${excerpt(port.name)}${vlan}`;
};

const blockedLines = ({ blocked }: l2.PathAnswer, context: PathText): readonly string[] => {
  switch (blocked?.kind) {
    case 'dropped':
      return [`  ${dropText(blocked.at, blocked.why, context)}`, ...before(blocked.path, context)];
    case 'excluded':
      return [`  ${exclusionText(blocked.port, blocked.why)}`, ...before(blocked.path, context)];
    case 'apart': {
      const names = blocked.reached.map(({ name, namespace }) =>
        excerpt(namespace === '' ? name : `${namespace}/${name}`),
      );
      return [
        names.length === 0
          ? '  it comes to no bridge'
          : `  nothing leads there from ${names.join(', ')}, where it comes to`,
      ];
    }
    case undefined:
      return [];
  }
};

const before = (path: readonly l2.WalkStep[], context: PathText): readonly string[] =>
  path.length === 0 ? [] : ['', ...wayLines(path, context)];

const OTHERS_NAMED = 12;

const othersLines = ({ others }: l2.PathAnswer, context: PathText): readonly string[] => {
  if (others.length === 0) return [];
  const names = others.slice(0, OTHERS_NAMED).map(({ device }) => nameText(device, context));
  const more = others.length > OTHERS_NAMED ? ` and ${others.length - OTHERS_NAMED} more` : '';
  return ['', context.style.dim(`flooded: it also comes to ${names.join(', ')}${more}`)];
};
