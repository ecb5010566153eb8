/** From the picture's coordinates to those of the window: `window = picture × k + (x, y)`. */
import type { Point } from '../layout/index.ts';
import type { Centre } from './state.ts';

export interface Camera extends Point {
  readonly k: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

export const CLOSEST = 4;
export const FARTHEST = 0.005;
/** A small picture is not blown up. */
const FIT_CLOSEST = 1;
const MARGIN = 28;

const within = (k: number): number => Math.min(CLOSEST, Math.max(FARTHEST, k));

/** The whole picture, in the middle. */
export const fit = (box: Box, window: Size): Camera => {
  const [width, height] = [Math.max(1, window.width - 2 * MARGIN), Math.max(1, window.height - 2 * MARGIN)];
  const k = within(Math.min(FIT_CLOSEST, width / Math.max(1, box.width), height / Math.max(1, box.height)));
  return {
    k,
    x: window.width / 2 - (box.x + box.width / 2) * k,
    y: window.height / 2 - (box.y + box.height / 2) * k,
  };
};

export const toPicture = (camera: Camera, { x, y }: Point): Point => ({
  x: (x - camera.x) / camera.k,
  y: (y - camera.y) / camera.k,
});

export const centreOf = (camera: Camera, window: Size): Centre => ({
  ...toPicture(camera, { x: window.width / 2, y: window.height / 2 }),
  k: camera.k,
});

export const cameraAt = ({ x, y, k: wanted }: Centre, window: Size): Camera => {
  const k = within(wanted);
  return { k, x: window.width / 2 - x * k, y: window.height / 2 - y * k };
};

/** Larger or smaller around a point of the window that stays. */
export const zoomBy = (camera: Camera, factor: number, at: Point): Camera => {
  const k = within(camera.k * factor);
  const { x, y } = toPicture(camera, at);
  return { k, x: at.x - x * k, y: at.y - y * k };
};

/** What of the picture is in the window, and `margin` pixels of the window around it. */
export const seen = (camera: Camera, window: Size, margin: number): Box => ({
  ...toPicture(camera, { x: -margin, y: -margin }),
  width: (window.width + 2 * margin) / camera.k,
  height: (window.height + 2 * margin) / camera.k,
});

/** Near enough to read. */
export const READABLE = 0.6;

/** Nothing is moved that is in view and near enough; anything else comes to the middle. */
export const centreInView = (camera: Camera, box: Box, window: Size, least: number): Camera => {
  const there = bringIntoView(camera, box, window, least);
  if (there.k === camera.k && there.x === camera.x && there.y === camera.y) return camera;
  return cameraAt({ x: box.x + box.width / 2, y: box.y + box.height / 2, k: there.k }, window);
};

/** Moves no more than is needed to have a box in view, and comes at least as near as `least`. */
export const bringIntoView = (camera: Camera, box: Box, window: Size, least: number): Camera => {
  const k = within(Math.max(least, camera.k));
  if (k !== camera.k) return cameraAt({ x: box.x + box.width / 2, y: box.y + box.height / 2, k }, window);
  const shift = (start: number, length: number, room: number): number => {
    if (length > room - 2 * MARGIN) return start > MARGIN || start + length < room / 2 ? MARGIN - start : 0;
    if (start < MARGIN) return MARGIN - start;
    return start + length > room - MARGIN ? room - MARGIN - start - length : 0;
  };
  return {
    k,
    x: camera.x + shift(box.x * k + camera.x, box.width * k, window.width),
    y: camera.y + shift(box.y * k + camera.y, box.height * k, window.height),
  };
};
