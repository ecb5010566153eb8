/** Wheel, fingers and mouse: the picture is moved and zoomed, cards are dragged, things are pointed at. */
import { drag, select, zoom, zoomIdentity, type D3DragEvent, type D3ZoomEvent, type ZoomBehavior } from 'd3';
import type { PlacedNode, Point } from '../layout/index.ts';
import { CLOSEST, FARTHEST, toPicture, type Camera } from './camera.ts';
import { hitAt, type Hit } from './hit.ts';
import type { Stage } from './stage.ts';

export interface PointerEvents {
  readonly moved: (camera: Camera, byReader: boolean) => void;
  readonly dragged: (id: string, to: Point, done: boolean) => void;
  readonly clicked: (hit: Hit, twice: boolean) => void;
  readonly pointed: (hit: Hit, at: Point) => void;
}

/** Less than this is a click of an unsteady hand. */
const STEADY = 4;

interface Dragged {
  readonly x: number;
  readonly y: number;
  readonly one: PlacedNode;
}

export class Pointer {
  private readonly stage: Stage;
  private readonly zoom: ZoomBehavior<HTMLElement, unknown>;
  private silent = false;

  constructor(stage: Stage, events: PointerEvents) {
    this.stage = stage;
    const { element } = stage;
    const ours = (target: EventTarget | null): boolean =>
      !(target instanceof Element && target.closest('.ui-foot,.ui-hover') !== null);
    this.zoom = zoom<HTMLElement, unknown>()
      .scaleExtent([FARTHEST, CLOSEST])
      .clickDistance(STEADY)
      .filter(
        (event: MouseEvent) =>
          ours(event.target) && (!event.ctrlKey || event.type === 'wheel') && !event.button,
      )
      .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
        const { x, y, k } = transform;
        if (sourceEvent !== null) element.classList.add('dragging');
        events.moved({ x, y, k }, sourceEvent !== null && !this.silent);
      })
      .on('end', () => element.classList.remove('dragging'));
    const dragging = drag<HTMLElement, unknown>()
      .container(() => element)
      .clickDistance(STEADY)
      .filter((event: MouseEvent) => !event.ctrlKey && !event.button && ours(event.target))
      .subject((event: { x: number; y: number }): Dragged | undefined => {
        const { card, onSwitch } = this.hit(event);
        // Of what is smaller than a finger, the picture itself is dragged.
        if (card === undefined || onSwitch === true || stage.camera.k < 0.15) return undefined;
        return { x: event.x, y: event.y, one: card };
      });
    let moved = false;
    const target = (event: D3DragEvent<HTMLElement, unknown, Dragged>): Point => {
      const { one } = event.subject;
      const [k, from] = [stage.camera.k, event.subject];
      return {
        x: Math.round(one.x + (event.x - from.x) / k),
        y: Math.round(one.y + (event.y - from.y) / k),
      };
    };
    dragging
      .on('start', () => (moved = false))
      .on('drag', (event: D3DragEvent<HTMLElement, unknown, Dragged>) => {
        const to = target(event);
        const { one } = event.subject;
        if (!moved && Math.hypot(to.x - one.x, to.y - one.y) * stage.camera.k < STEADY) return;
        moved = true;
        events.dragged(one.node.id, to, false);
      })
      .on('end', (event: D3DragEvent<HTMLElement, unknown, Dragged>) => {
        if (moved) events.dragged(event.subject.one.node.id, target(event), true);
      });
    // The drag comes first and keeps the press of a button from the zoom.
    select(element).call(dragging).call(this.zoom).on('dblclick.zoom', null);
    const at = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    element.addEventListener('click', (event) => {
      if (!ours(event.target)) return;
      events.clicked(this.hit(at(event)), event.detail === 2);
    });
    element.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'touch' || event.buttons !== 0 || !ours(event.target)) return;
      events.pointed(this.hit(at(event)), at(event));
    });
    element.addEventListener('pointerleave', () => events.pointed({}, { x: 0, y: 0 }));
  }

  hit(at: Point): Hit {
    const { camera, placed } = this.stage;
    return hitAt(placed, toPicture(camera, at), camera.k);
  }

  /** From the program; the zoom's own state follows. */
  setCamera({ x, y, k }: Camera): void {
    this.silent = true;

    select(this.stage.element).call(this.zoom.transform, zoomIdentity.translate(x, y).scale(k));
    this.silent = false;
  }
}
