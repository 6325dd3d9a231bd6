import { byId } from '../dom/element.js';
import { createStage, type Stage, type StageView } from '../dom/stage.js';
import type { NoticeAction } from '../state/to-notice.js';
import { panBy, type Point, type Size, type Viewport, zoomAbout } from '../view/viewport.js';
import { shownSize } from '../state/select.js';
import { forgetFailures } from '../state/server-changes.js';
import type { Pointed, State } from '../state/state.js';
import type { App } from './app.js';

export interface Stages {
  readonly draw: (views: readonly StageView[]) => void;
  /** About the middle. */
  readonly zoomBy: (factor: number) => void;
}

/** One stage or two, which share one viewport. */
export function createStages({ store }: Pick<App, 'store'>, pick: (pointed: Pointed) => void): Stages {
  const place = byId('stages', HTMLElement);
  const made: Stage[] = [];
  // A stage draws in its own pixels, so it is drawn again when it has another size.
  new ResizeObserver(() => store.update((state) => ({ ...state }))).observe(place);
  return { draw, zoomBy };

  function draw(views: readonly StageView[]): void {
    while (made.length < views.length) made.push(makeStage(made.length));
    made.length = views.length;
    if (place.childElementCount !== views.length) place.replaceChildren(...made.map(({ root }) => root));
    views.forEach((view, at) => made[at]?.draw(view));
  }

  function zoomBy(factor: number): void {
    const size = made[0]?.size();
    if (size)
      look((before, photo) => zoomAbout(before, factor, { x: size.width / 2, y: size.height / 2 }, photo, size));
  }

  function look(change: (before: Viewport, photo: Size) => Viewport): void {
    store.update((state) => {
      const photo = shownSize(state);
      return photo ? { ...state, viewport: change(state.viewport, photo) } : state;
    });
  }

  function makeStage(stage: number): Stage {
    const handlers = {
      zoom: (factor: number, at: Point, size: Size) =>
        look((before, photo) => zoomAbout(before, factor, at, photo, size)),
      pan: (moved: Point, size: Size) => look((before, photo) => panBy(before, moved, photo, size)),
      point: (index: number | undefined) =>
        store.update((state) => pointAt(state, index === undefined ? undefined : { stage, index })),
      pick: (index: number) => pick({ stage, index }),
    };
    return createStage(handlers, act);
  }

  function act(action: NoticeAction): void {
    store.update((state) => (action === 'retry' ? forgetFailures(state) : { ...state, camera: { kind: 'off' } }));
  }
}

/** The same pointing is the same state. */
export function pointAt(state: State, pointed: Pointed | undefined): State {
  const { pointed: before } = state;
  const isSame = before?.stage === pointed?.stage && before?.index === pointed?.index;
  return isSame ? state : { ...state, pointed };
}
