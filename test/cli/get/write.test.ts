import { expect, it } from 'vitest';
import { writeTexts } from '../../../src/cli/get/write.ts';

it('makes the next piece only when there is room for it', async () => {
  const line = `${'x'.repeat(999)}\n`;
  let [made, written, told] = [0, '', 0];
  const texts = function* (): Generator<string> {
    for (; made < 1000; made++) yield line;
  };
  let most = 0;
  await writeTexts(texts(), {
    write: (text) => void (written += text),
    room: () => {
      most = Math.max(most, made * line.length - told);
      told = made * line.length;
      return Promise.resolve();
    },
    terminal: false,
    columns: undefined,
  });
  expect(written).toBe(line.repeat(1000));
  expect(most).toBeLessThan(100_000);
});
