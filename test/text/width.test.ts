import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/index.ts';

describe('on a terminal', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['网络', 4],
    ['e\u0301', 1],
    ['🦊', 2],
    ['Ünïcodé', 7],
    ['✅ up', 5],
    ['nī का', 5],
    ['┌─▼●┐', 5],
    ['🇨🇿', 2],
  ])('%j is %i wide', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});
