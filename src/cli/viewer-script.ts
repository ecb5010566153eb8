/** The browser's part of a page, which was bundled when the program was built (scripts/build.js). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { OvnscopeError } from '../text/index.ts';
import type { Viewer } from '../viz/index.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

/** Beside the program, or above it where that is in parts; and from the sources, where these run. */
const PLACES = ['viewer.js', '../viewer.js', '../../dist/cli/viewer.js'];

/** Throws `OvnscopeError` where the package is not whole. */
export const viewerScript = (): Viewer => {
  for (const place of PLACES) {
    try {
      return { script: readFileSync(new URL(place, import.meta.url), 'utf8'), sha256 };
    } catch {
      // The next one.
    }
  }
  throw new OvnscopeError('file', 'the part of ovnscope that runs in a browser is missing', {
    expected: 'viewer.js beside the program',
    hint: 'install ovnscope again, or npm run build; --format svg needs nothing of it',
  });
};
