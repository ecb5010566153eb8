/** Where in the picture one is: moved by keys, by what is looked at, and by links. */
import type { PlacedNode, Point } from '../layout/index.ts';
import {
  bringIntoView,
  centreInView,
  cameraAt,
  centreOf,
  fit,
  READABLE,
  zoomBy,
  type Camera,
  type Size,
} from './camera.ts';
import { cardBox, partBox } from './marks.ts';
import { extentOf } from './order.ts';
import type { Stage } from './stage.ts';
import type { Centre, Focus } from './state.ts';

/** Pixels at the bottom that say what the picture is of. */
const FOOT = 30;

export class Viewing {
  private readonly stage: Stage;
  private readonly setCamera: (camera: Camera) => void;
  private readonly centred: (centre: Centre) => void;

  /** `centred` is told where one is after every move that a link has to reproduce. */
  constructor(stage: Stage, setCamera: (camera: Camera) => void, centred: (centre: Centre) => void) {
    this.stage = stage;
    this.setCamera = setCamera;
    this.centred = centred;
  }

  get centre(): Centre {
    return centreOf(this.stage.camera, this.stage.window);
  }

  card(id: string | undefined): PlacedNode | undefined {
    return id === undefined ? undefined : this.stage.placed.nodes.find(({ node }) => node.id === id);
  }

  /** The whole picture, or what a link says. */
  place(centre: Centre | undefined): void {
    const { window } = this.stage;
    const above: Size = { ...window, height: window.height - FOOT };
    this.setCamera(centre === undefined ? fit(extentOf(this.stage.placed), above) : cameraAt(centre, window));
    this.stage.draw();
  }

  zoom(factor: number): void {
    const { width, height } = this.stage.window;
    this.go(zoomBy(this.stage.camera, factor, { x: width / 2, y: height / 2 }));
  }

  pan({ x, y }: Point): void {
    const { camera } = this.stage;
    this.go({ ...camera, x: camera.x + x, y: camera.y + y });
  }

  /** A card that was elsewhere before stays where it was in the window. */
  hold(before: PlacedNode, now: PlacedNode): void {
    const { k } = this.stage.camera;
    const by = { x: (before.x - now.x) * k, y: (before.y - now.y) * k };
    if (by.x !== 0 || by.y !== 0) this.pan(by);
    this.stage.draw();
  }

  /** From so far away that cards are not written out, nearer in any case; what was looked for to the middle. */
  bring(focus: Focus | undefined, isFound = false): void {
    const one = this.card(focus?.node);
    if (one === undefined) return;
    const box = (focus?.part === undefined ? undefined : partBox(one, focus.part)) ?? cardBox(one);
    const { camera: old, window } = this.stage;
    const least = isFound || this.stage.detail === 'plain' ? READABLE : 0;
    const camera = (isFound ? centreInView : bringIntoView)(old, box, window, least);
    if (camera.x === old.x && camera.y === old.y && camera.k === old.k) return;
    this.go(camera);
    this.stage.draw();
  }

  private go(camera: Camera): void {
    this.setCamera(camera);
    this.centred(this.centre);
  }
}
