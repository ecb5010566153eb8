/** Odd databases through every command: nothing crashes, nothing harms, and `show` names what is odd. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { odd } from '../../model/odd.ts';
import { everyCommand, snapshots } from './battery.ts';
import { saveAll, scratch } from './save.ts';

describe.each(odd.map((one) => [one.title, one] as const))('%s', (_title, { sources, told }) => {
  it('is shown, listed, described, drawn, completed and saved', async () => {
    const { directory, remove } = scratch();
    try {
      const from = join(directory, 'databases');
      await saveAll(sources(), from);
      const options = ['--from', from];
      const batch = await everyCommand(options, sources());
      for (const words of told) {
        if (typeof words === 'string') expect(batch.show.out).toContain(words);
        else expect(batch.show.out).toMatch(words);
      }
      await snapshots(options, sources(), batch, directory);
    } finally {
      remove();
    }
  });
});
