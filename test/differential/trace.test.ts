/**
 * Our tracer against the real ovn-trace, byte for byte: what the lab's scenarios are asked with a purpose, and random
 * microflows over random deployments. A difference names its deployment; `main.ts --only SEED` shows it again.
 */
import { describe, expect, test } from 'vitest';
import { describe as show } from './compare.ts';
import { namedScenarios } from './named/index.ts';
import { run } from './run.ts';
import { runNamed } from './run-named.ts';
import { tracer } from './tracer.ts';

describe.each(namedScenarios)('$name', (scenario) => {
  test('every question has the answer of ovn-trace', { timeout: 120_000 }, async () => {
    const outcomes = await runNamed(scenario, tracer);
    const expected = outcomes.map(({ purpose, settled }) => [purpose, settled.skipped ?? settled.text]);
    expect(outcomes.map(({ purpose, settled, actual }) => [purpose, settled.skipped ?? actual])).toEqual(
      expected,
    );
    expect(outcomes.filter(({ actual }) => actual === undefined).map(({ purpose }) => purpose)).toEqual([]);
  });
});

describe('random deployments', () => {
  test('50 deployments, 100 microflows each => no difference', { timeout: 600_000 }, async () => {
    const seeds = Array.from({ length: 50 }, (_, index) => `ci-${index}`);
    const { compared, differences, deployments } = await run({ seeds, microflows: 105, tracer });
    expect(await Promise.all(differences.slice(0, 5).map(show))).toEqual([]);
    expect(deployments).toBeGreaterThanOrEqual(48);
    expect(compared).toBeGreaterThanOrEqual(4800);
  });
});
