import { describe, expect, it } from 'vitest';
import { renderPng } from '../../../src/cli/graph/png.ts';

const wide = (width: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;

/** What it is told of; nothing where the picture is as large as it was asked for. */
const shrunk = (width: number, scale: number): readonly number[] => {
  const told: number[] = [];
  renderPng(wide(width), scale, (zoom) => told.push(zoom));
  return told;
};

describe('a PNG', () => {
  it('that has to be smaller than was asked for says so', () => {
    expect(shrunk(32_000, 1)).toEqual([0.5]);
    expect(shrunk(16_000, 2)).toEqual([1]);
  });

  it('of any other size says nothing', () => {
    expect(shrunk(16_000, 1)).toEqual([]);
    expect(shrunk(32_000, 0.5)).toEqual([]);
  });
});
