import { describe, expect, test } from 'vitest';
import { Features } from './features.ts';
import { ideas } from './ideas/index.ts';
import { plan } from './generate.ts';
import { microflows } from '../microflows/index.ts';

/** Rows of one transaction are numbered by a counter of the whole process. */
const commands = (...args: Parameters<typeof plan>): string[] =>
  plan(...args).world.northbound.map((command) => command.join(' ').replaceAll(/@child\d+/g, '@child'));

const features = Features.installed();

describe('a deployment from a seed', () => {
  test('the same seed => the same deployment and microflows', () => {
    expect(commands('7', features)).toEqual(commands('7', features));
    expect(microflows(plan('7', features), 20)).toEqual(microflows(plan('7', features), 20));
  });

  test('another seed => another deployment', () => {
    expect(commands('7', features)).not.toEqual(commands('8', features));
  });

  test('more microflows begin with the fewer', () => {
    const planned = plan('7', features);
    expect(microflows(planned, 50).slice(0, 20)).toEqual(microflows(planned, 20));
  });

  test('without an idea => the others are as they were', () => {
    const last = plan('7', features).ideas.at(-1) ?? '';
    const fewer = commands('7', features, new Set([last]));
    expect(commands('7', features).slice(0, fewer.length)).toEqual(fewer);
  });

  test('a hundred seeds use every idea', () => {
    const used = new Set(Array.from({ length: 100 }, (_, seed) => plan(String(seed), features).ideas).flat());
    expect([...used].sort()).toEqual(ideas.map(({ name }) => name).sort());
  });
});
