import type { Pin } from './scene.ts';

/** A pin without a label. */
export const dotPin = (id: string, tooltip: string): Pin => ({
  id,
  row: undefined,
  name: '',
  details: [],
  labelled: false,
  tone: 'idle',
  tooltip,
});
