/** `"schema": "ovnscope.comparison/1"`. */
import type { L2Comparison, Reached } from '../../audit/index.ts';
import { l2 } from '../../model/index.ts';
import type { Json } from '../../ovsdb/index.ts';

export const COMPARISON_SCHEMA = 'ovnscope.comparison/1';

const reachedJson = (reached: Reached): Json => {
  switch (reached.kind) {
    case 'ends':
      return { kind: 'ends', count: reached.count };
    case 'refused':
      return { kind: 'refused', reason: { ...reached.why } };
    case 'none':
      return { kind: 'none' };
  }
};

export const comparisonJson = (comparison: L2Comparison): Json => {
  const { a, b, matched, onlyA, onlyB, reach, settings, unjudged, equivalent } = comparison;
  return {
    schema: COMPARISON_SCHEMA,
    a,
    b,
    equivalent,
    matched: matched.map((one) => ({ a: l2.deviceName(one.a), b: l2.deviceName(one.b) })),
    onlyA: onlyA.map((one) => l2.deviceName(one)),
    onlyB: onlyB.map((one) => l2.deviceName(one)),
    unjudged: unjudged.map(({ host, name }) => ({ host, bridge: name })),
    reach: reach.map((one) => ({
      from: one.from,
      tags: one.tags === undefined ? null : { ...one.tags },
      a: reachedJson(one.a),
      b: reachedJson(one.b),
      onlyA: one.onlyA,
      onlyB: one.onlyB,
    })),
    settings: settings.map((one) => ({ ...one })),
  };
};
