/** The reader of tar archives against archives that the system's tar makes. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../../src/ovsdb/files/bytes.ts';
import type { Damage } from '../../../src/ovsdb/files/log.ts';
import { looksLikeTar, readTar } from '../../../src/ovsdb/files/tar.ts';
import { makeDirectory, removeDirectory, run } from '../../lab/process.ts';

const LONG = `${'a-long-directory-name/'.repeat(9)}file-with-a-long-name`;
const FILES: Readonly<Record<string, string>> = {
  empty: '',
  'one-block': 'x'.repeat(512),
  'sub/with space é': 'hello',
  [LONG]: 'y'.repeat(3000),
  large: 'z'.repeat(300_001),
};

let directory: string;

beforeAll(() => {
  directory = makeDirectory();
  for (const [name, bytes] of Object.entries(FILES)) {
    mkdirSync(dirname(join(directory, 'in', name)), { recursive: true });
    writeFileSync(join(directory, 'in', name), bytes);
  }
});
afterAll(() => removeDirectory(directory));

const archive = async (...options: string[]): Promise<Buffer> => {
  const file = join(directory, 'out.tar');
  await run('tar', [...options, '-cf', file, '-C', join(directory, 'in'), '.']);
  return readFileSync(file);
};

const members = async (tar: Uint8Array, step?: number) => {
  const files: Record<string, string> = {};
  let damage: Damage | undefined;
  for await (const member of readTar(bytesOf(tar, step).chunks(), (found) => (damage = found))) {
    const parts: Uint8Array[] = [];
    for await (const part of member.chunks()) parts.push(part.slice());
    files[member.name.replace(/^\.\//, '')] = Buffer.concat(parts).toString();
  }
  return { files, damage };
};

describe('a tar archive', () => {
  it.each([['--format=gnu'], ['--format=ustar'], ['--format=pax'], ['--format=oldgnu'], ['--format=v7']])(
    'made with %s gives its files',
    async (format) => {
      // ustar and v7 have no room for long names; tar leaves such files out and fails.
      const short = format === '--format=ustar' || format === '--format=v7';
      const tar = await archive(format, ...(short ? ['--exclude=a-long-directory-name'] : []));
      expect(looksLikeTar(tar)).toBe(true);
      const expected = short
        ? Object.fromEntries(Object.entries(FILES).filter(([name]) => name !== LONG))
        : FILES;
      for (const step of [undefined, 100, 511])
        expect(await members(tar, step)).toEqual({ files: expected, damage: undefined });
    },
  );

  it('keeps the prefix of a ustar name apart', async () => {
    const name = `${'p'.repeat(90)}/${'n'.repeat(90)}`;
    mkdirSync(join(directory, 'in2', dirname(name)), { recursive: true });
    writeFileSync(join(directory, 'in2', name), 'here');
    const file = join(directory, 'prefix.tar');
    await run('tar', ['--format=ustar', '-cf', file, '-C', join(directory, 'in2'), name]);
    expect((await members(readFileSync(file))).files).toEqual({ [name]: 'here' });
  });

  it('can be passed over without reading the data', async () => {
    const names: string[] = [];
    const tar = await archive();
    for await (const { name } of readTar(bytesOf(tar).chunks(), () => undefined))
      names.push(name.replace(/^\.\//, ''));
    expect(names.sort()).toEqual(Object.keys(FILES).sort());
  });

  it('cut or changed anywhere gives what comes before, and a report', async () => {
    const tar = await archive();
    const { files } = await members(tar);
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.nat(7), async (at, bit) => {
        const cut = await members(tar.subarray(0, at));
        const entries = Object.entries(cut.files);
        for (const [name, text] of cut.damage === undefined ? entries : entries.slice(0, -1)) {
          expect(text === files[name]).toBe(true);
        }
        const copy = Uint8Array.from(tar);
        copy[at] = (copy[at] as number) ^ (1 << bit);
        await members(copy);
      }),
      { numRuns: 100 },
    );
  });

  it('with a wrong checksum in a header ends there', async () => {
    const tar = await archive();
    const { files } = await members(tar);
    const large = tar.indexOf('zzzz');
    tar[large - 512 + 1] = 0x21;
    const { damage } = await members(tar);
    expect(damage?.reason).toBe('the header of a member has a wrong checksum');
    expect(Object.keys(files).length).toBe(5);
  });

  it('is not seen in other things', () => {
    expect(looksLikeTar(new Uint8Array(512))).toBe(false);
    expect(looksLikeTar(Buffer.from('OVSDB JSON 5 '.repeat(100)))).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 512, maxLength: 600 }), (bytes) => !looksLikeTar(bytes)),
    );
  });
});
