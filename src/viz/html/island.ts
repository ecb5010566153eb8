/** The scenes as a block of data in a page. What is in it can end neither the block nor a line of script. */
import type { Scene } from '../scene.ts';
import type { Column } from './columns.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';

export const ISLAND_ID = 'scenes';

interface Island {
  readonly title: string;
  readonly count: number;
  readonly scenes: Column;
}

export interface PageData {
  readonly title: string;
  readonly scenes: readonly Scene[];
}

/** JSON that stays JSON, and is neither markup nor the end of it. */
export const escapeIsland = (json: string): string =>
  json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export const writeIsland = ({ title, scenes }: PageData): string => {
  const island: Island = { title, count: scenes.length, scenes: encode(scenes) };
  return escapeIsland(JSON.stringify(island));
};

export const readIsland = (text: string): PageData => {
  const { title, count, scenes } = JSON.parse(text) as Island;
  return { title, scenes: decode(scenes, count) as readonly Scene[] };
};
