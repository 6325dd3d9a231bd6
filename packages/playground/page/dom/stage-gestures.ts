import type { Point, Size } from '../view/viewport.js';

/** What a person does with the pointer on a stage. */
export interface StageHandlers {
  readonly zoom: (factor: number, at: Point, stage: Size) => void;
  readonly pan: (moved: Point, stage: Size) => void;
  /** The box under the pointer, if any. */
  readonly point: (index: number | undefined) => void;
  /** A box was clicked. */
  readonly pick: (index: number) => void;
}

const arrowStepPx = 48;
const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: arrowStepPx, y: 0 },
  ArrowRight: { x: -arrowStepPx, y: 0 },
  ArrowUp: { x: 0, y: arrowStepPx },
  ArrowDown: { x: 0, y: -arrowStepPx },
};

/** Ctrl and wheel (a trackpad's pinch) zooms, dragging or the arrow keys move, hovering points. */
export function listenToGestures(view: HTMLElement, handlers: StageHandlers): void {
  const sizeOf = (): Size => ({ width: view.clientWidth, height: view.clientHeight });
  listenToWheel(view, handlers, sizeOf);
  view.addEventListener('keydown', (event) => {
    const moved = event.target === view ? arrows[event.key] : undefined;
    if (!moved) return;
    event.preventDefault();
    handlers.pan(moved, sizeOf());
  });
  view.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && !(event.target instanceof HTMLButtonElement)) view.setPointerCapture(event.pointerId);
  });
  view.addEventListener('pointermove', (event) => {
    if (view.hasPointerCapture(event.pointerId)) handlers.pan({ x: event.movementX, y: event.movementY }, sizeOf());
    else handlers.point(indexAt(event));
  });
  view.addEventListener('pointerleave', () => handlers.point(undefined));
  // A captured pointer's click names the view, so the box is looked up by its place.
  view.addEventListener('click', (event) => {
    const index = indexAt(event);
    if (index !== undefined) handlers.pick(index);
  });
}

function listenToWheel(view: HTMLElement, handlers: StageHandlers, sizeOf: () => Size): void {
  view.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = view.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      handlers.zoom(Math.exp(-event.deltaY / 200), at, sizeOf());
    },
    { passive: false },
  );
}

function indexAt({ clientX, clientY }: MouseEvent): number | undefined {
  const group = document.elementFromPoint(clientX, clientY)?.closest<SVGGElement>('g[data-index]');
  return group ? Number(group.dataset['index']) : undefined;
}
