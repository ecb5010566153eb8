import type { Change } from '../../scene.ts';

/** What a difference looks like without colours. */
export const CHANGE_GLYPHS: Readonly<Record<Change, string>> = { added: '+', removed: '−', changed: '~' };

/** Stands before a name; nothing where nothing changed. */
export const changeGlyph = (change: Change | undefined): string =>
  change === undefined ? '' : `${CHANGE_GLYPHS[change]} `;
