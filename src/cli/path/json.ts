/** `"schema": "ovnscope.path/1"`. */
import type { l2 } from '../../model/index.ts';
import type { Json } from '../../ovsdb/index.ts';

export const PATH_SCHEMA = 'ovnscope.path/1';

const deviceJson = ({ host, namespace, name, type, mtu }: l2.Device): Json => ({
  host,
  namespace,
  name,
  type,
  mtu: mtu ?? null,
});

const portJson = ({ name, bridge }: l2.L2Port): Json => ({
  host: bridge.host,
  namespace: bridge.namespace,
  bridge: bridge.name,
  port: name,
});

const tagsJson = (tags: readonly l2.Tag[]): Json =>
  tags.map(({ protocol, vlan }) => ({ protocol: protocol === 0x88a8 ? '802.1ad' : '802.1Q', vlan }));

const stepJson = (step: l2.WalkStep): Json =>
  step.type === 'bridge'
    ? { type: 'bridge', ...(portJson(step.port) as object), vlan: step.inside.vlan }
    : { type: step.type, device: deviceJson(step.device), tags: tagsJson(step.tags) };

const placeJson = (at: l2.Device | l2.L2Port): Json => ('devices' in at ? portJson(at) : deviceJson(at));

const blockedJson = (blocked: l2.Blocked | undefined): Json => {
  switch (blocked?.kind) {
    case 'dropped':
      return {
        kind: 'dropped',
        at: placeJson(blocked.at),
        reason: { ...blocked.why },
        steps: blocked.path.map(stepJson),
      };
    case 'excluded':
      return {
        kind: 'excluded',
        at: portJson(blocked.port),
        reason: { ...blocked.why },
        steps: blocked.path.map(stepJson),
      };
    case 'apart':
      return {
        kind: 'apart',
        reached: blocked.reached.map(({ host, namespace, name }) => ({ host, namespace, bridge: name })),
      };
    case undefined:
      return null;
  }
};

export const pathJson = (answer: l2.PathAnswer): Json => {
  const { question, path, tags, blocked, narrow, others } = answer;
  const { to } = question;
  return {
    schema: PATH_SCHEMA,
    from: { device: deviceJson(question.from), tags: tagsJson(question.tags), side: answer.way },
    to: to.kind === 'mac' ? { mac: to.mac } : { device: deviceJson(to.device) },
    arrives: path !== undefined,
    tags: tags === undefined ? null : tagsJson(tags),
    steps: (path ?? []).map(stepJson),
    blocked: blockedJson(blocked),
    narrow: narrow.map(deviceJson),
    others: others.map((one) => ({ device: deviceJson(one.device), tags: tagsJson(one.tags), as: one.as })),
  };
};
