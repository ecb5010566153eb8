/** Where a snapshot may go, and what is left when it cannot. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTarget, formOf, writeTarget, type WriteOptions } from '../../../src/cli/snapshot/target.ts';
import type { TarFile } from '../../../src/ovsdb/index.ts';
import { refusal } from '../../ovsdb/files/support.ts';
import { failure, MemoryDisk } from './support.ts';

const files: readonly TarFile[] = ['manifest.json', 'ovs/a.db'].map((name) => ({
  name,
  size: 6,
  chunks: () => [Buffer.from('abc'), Buffer.from('def')],
}));

const options = (disk: MemoryDisk, signal = new AbortController().signal): WriteOptions => ({
  disk,
  modified: 0,
  unique: '01',
  signal,
});

describe('formOf', () => {
  it.each([
    ['a.tar.gz', 'tar.gz'],
    ['a.TGZ', 'tar.gz'],
    ['a.tar', 'tar'],
    ['a', 'directory'],
    ['tar.gz/', 'directory'],
    ['a.db', 'directory'],
  ])('%s => %s', (path, form) => expect(formOf(path)).toBe(form));
});

describe('checkTarget', () => {
  const disk = new MemoryDisk();
  disk.files.set('full/x', Buffer.alloc(1));
  disk.files.set('a.tar', Buffer.alloc(1));
  disk.files.set('d.tar/x', Buffer.alloc(1));
  disk.files.set('plain', Buffer.alloc(1));
  disk.directories.add('empty');

  it.each([
    ['new', false],
    ['new.tar', false],
    ['empty', false],
    ['a.tar', true],
  ])('%s (force %s): fine', async (path, force) => {
    await expect(checkTarget(disk, path, force)).resolves.toBeUndefined();
  });

  it.each([
    ['full', false, 'the directory is not empty', 'another name'],
    ['full', true, 'the directory is not empty', 'another name'],
    ['a.tar', false, 'a file is there already', '--force replaces it'],
    ['plain', true, 'a file is there already', 'another name'],
    ['d.tar', true, 'it is a directory', 'another name'],
  ])('%s (force %s): %s', async (path, force, message, hint) => {
    const error = await refusal(checkTarget(disk, path, force));
    expect([error.kind, error.message, error.hint]).toEqual([
      'usage',
      `cannot write ${path}: ${message}`,
      hint,
    ]);
  });
});

describe('writeTarget', () => {
  it('a directory', async () => {
    const disk = new MemoryDisk();
    expect(await writeTarget('snap', files, options(disk))).toBe(12);
    expect([...disk.files.keys()]).toEqual([resolve('snap/manifest.json'), resolve('snap/ovs/a.db')]);
  });

  it.each(['snap', 'snap.tar', 'snap.tar.gz'])('%s: a full disk leaves nothing', async (path) => {
    const disk = new MemoryDisk();
    disk.free = 8;
    const error = await refusal(writeTarget(path, files, options(disk)));
    expect([error.kind, error.message]).toEqual([
      'file',
      `cannot write ${path}: no space left on the device`,
    ]);
    expect([disk.files.size, disk.directories.size]).toEqual([0, 0]);
  });

  it.each([
    ['EACCES', 'permission denied'],
    ['EROFS', 'the file system is read-only'],
    ['EIO', 'EIO'],
  ])('%s => %s', async (code, reason) => {
    const disk = new MemoryDisk();
    disk.broken = failure(code);
    for (const path of ['s', 's.tar', 's.tgz'])
      expect((await refusal(writeTarget(path, files, options(disk)))).message).toBe(
        `cannot write ${path}: ${reason}`,
      );
  });

  it('what is broken off leaves nothing, at once', async () => {
    const disk = new MemoryDisk();
    const abort = new AbortController();
    const broken: TarFile = {
      name: 'x',
      size: 2,
      chunks: function* () {
        yield Buffer.from('a');
        abort.abort();
        expect(disk.files.size).toBe(0);
        yield Buffer.from('b');
      },
    };
    await refusal(writeTarget('s.tar', [...files, broken], options(disk, abort.signal)));
    expect(disk.files.size).toBe(0);
  });

  it('an old archive stays until the new one is whole', async () => {
    const disk = new MemoryDisk();
    disk.files.set(resolve('s.tar'), Buffer.from('old'));
    disk.free = 600;
    await refusal(writeTarget('s.tar', files, options(disk)));
    expect([...disk.files]).toEqual([[resolve('s.tar'), Buffer.from('old')]]);
    disk.free = Infinity;
    await writeTarget('s.tar', files, options(disk));
    expect(disk.files.get(resolve('s.tar'))?.length).toBe(512 * 6);
  });
});
