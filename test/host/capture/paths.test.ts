/** Hostile names as parts of paths, and back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOfPart, safePath } from '../../../src/host/capture/paths.ts';

describe('paths of a capture', () => {
  it('leave ordinary names as they are', () => {
    for (const name of ['root/ip-j-d-link.json', 'netns/qrouter-3f2a8c10-7d4e/tc/eth0.100.filter-root.json'])
      expect(safePath(name)).toBe(name);
  });

  it.each([
    ['netns/../../etc/passwd', 'netns/%2E%2E/%2E%2E/etc/passwd'],
    ['netns/a b;$(x)/y', 'netns/a%20b%3B%24%28x%29/y'],
    ['netns/\u202eevil\x1b/y', 'netns/%E2%80%AEevil%1B/y'],
    ['netns/%41/y', 'netns/%2541/y'],
    ['netns//y', 'netns/%/y'],
    ['netns/C:\\x/y', 'netns/C:%5Cx/y'],
  ])('%j becomes %s', (name, expected) => expect(safePath(name)).toBe(expected));

  it('lead back to the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        fc.pre(!name.includes('/') && name.length < 60);
        const part = safePath(name);
        expect(part).not.toMatch(/[^A-Za-z0-9._@:+=,%-]|^\.{1,2}$/);
        expect(nameOfPart(part)).toBe(name);
      }),
    );
  });

  it('are cut where a file system would refuse them, each in its own way', () => {
    const parts = ['a', 'b'].map((end) => safePath(`${';'.repeat(250)}${end}`));
    expect(parts.map((part) => part.length <= 255)).toEqual([true, true]);
    expect(parts[0]).not.toBe(parts[1]);
  });

  it('that nobody escaped are names themselves', () => {
    for (const name of ['100%', '%zz', '%ff']) expect(nameOfPart(name)).toBe(name);
  });
});
