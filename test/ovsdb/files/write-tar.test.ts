/** What is written is read back: by our own reader, and by tar. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../../src/ovsdb/files/bytes.ts';
import { readTar } from '../../../src/ovsdb/files/tar.ts';
import { writeTar, type TarFile } from '../../../src/ovsdb/files/write-tar.ts';
import { makeDirectory, removeDirectory, run } from '../../lab/process.ts';

const OPTIONS = { modified: Date.UTC(2026, 0, 2, 3, 4, 5), mode: 0o600 };

const file = (name: string, text: string): TarFile => {
  const bytes = Buffer.from(text);
  return { name, size: bytes.length, chunks: () => [bytes] };
};

const archive = async (files: readonly TarFile[]): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeTar(files, OPTIONS)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const members = async (bytes: Buffer): Promise<[string, string][]> => {
  const found: [string, string][] = [];
  const fail = (damage: unknown): never => expect.fail(JSON.stringify(damage));
  for await (const member of readTar(bytesOf(bytes, 1000).chunks(), fail)) {
    const parts: Buffer[] = [];
    for await (const chunk of member.chunks()) parts.push(Buffer.from(chunk));
    found.push([member.name, Buffer.concat(parts).toString()]);
  }
  return found;
};

describe('writeTar', () => {
  it('any names and contents => the same', async () => {
    const name = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
        fc.stringMatching(/^[a-z]{90,110}$/),
      )
      .filter((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text));
    const files = fc.array(fc.tuple(name, fc.string({ maxLength: 2000 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const bytes = await archive(list.map(([one, text]) => file(one, text)));
        expect(bytes.length % 512).toBe(0);
        expect(await members(bytes)).toEqual(list);
      }),
    );
  });

  it('the same files => the same bytes', async () => {
    const files = [file('a', 'x'), file('é'.repeat(70), 'y')];
    expect(await archive(files)).toEqual(await archive(files));
  });

  it('says a size that plain headers cannot hold', async () => {
    const headers = await writeTar([{ name: 'large', size: 2 ** 34, chunks: () => [] }], OPTIONS).next();
    const [text] = [Buffer.from(headers.value as Uint8Array).toString('latin1')];
    expect(text).toContain('20 size=17179869184\n');
  });

  it('a member of another size than it claims => an error', async () => {
    await expect(archive([{ name: 'a', size: 3, chunks: () => [Buffer.from('four')] }])).rejects.toThrow(
      'a: 4 bytes instead of 3',
    );
  });
});

describe('tar', () => {
  let directory: string;
  beforeAll(() => void (directory = makeDirectory()));
  afterAll(() => removeDirectory(directory));

  it('unpacks what was written', async () => {
    const files: [string, string][] = [
      ['plain.txt', 'one\n'],
      [`long/${'n'.repeat(150)}.txt`, 'two\n'],
      ['höst/é.db', 'three\n'],
      ['empty', ''],
      ['block', 'b'.repeat(512)],
    ];
    const path = join(directory, 'a.tar');
    writeFileSync(path, await archive(files.map(([name, text]) => file(name, text))));
    const out = join(directory, 'out');
    mkdirSync(out);
    await run('tar', ['xf', path, '-C', out]);
    for (const [name, text] of files) {
      expect(readFileSync(join(out, name), 'utf8')).toBe(text);
      const { mode, mtimeMs } = statSync(join(out, name));
      expect([mode & 0o777, mtimeMs]).toEqual([0o600, OPTIONS.modified]);
    }
  });
});
