import { rememberLast } from '../state/remember-last.js';
import type { Notice, NoticeAction } from '../state/to-notice.js';
import type { OverlayBox } from '../view/overlay-box.js';
import { placePhoto, type Size, type Viewport } from '../view/viewport.js';
import { make, makeSvg, setText } from './element.js';
import { keyOfMedium, makeMedium, type Medium, placeMedium } from './media.js';
import { drawNotice } from './notice.js';
import { drawOverlay, pointAtBox } from './overlay.js';
import { listenToGestures, type StageHandlers } from './stage-gestures.js';

/** All that one stage shows. */
export interface StageView {
  readonly title: string;
  readonly summary: string;
  readonly medium: Medium;
  /** Of the medium; undefined where there is nothing to place. */
  readonly size: Size | undefined;
  readonly viewport: Viewport;
  readonly boxes: readonly OverlayBox[];
  readonly pointed: number | undefined;
  readonly notice: Notice | undefined;
}

export interface Stage {
  readonly root: HTMLElement;
  readonly draw: (view: StageView) => void;
  /** In CSS pixels. */
  readonly size: () => Size;
}

/** One photo with its boxes. */
export function createStage(handlers: StageHandlers, act: (action: NoticeAction) => void): Stage {
  const title = make('span', { className: 'title' });
  const summary = make('span', { className: 'quiet' });
  const holder = make('div', { className: 'medium' });
  const svg = makeSvg('svg', { class: 'overlay', 'aria-hidden': 'true' });
  const note = make('div', { className: 'notice', role: 'alert', hidden: true });
  const view = make('div', { className: 'view', tabIndex: 0, role: 'group' }, holder, svg, note);
  const root = make('figure', { className: 'stage' }, make('figcaption', {}, title, summary), view);
  const size = (): Size => ({ width: view.clientWidth, height: view.clientHeight });
  const parts = createParts(holder, svg, note, act);
  listenToGestures(view, handlers);
  return { root, draw, size };

  function draw(shown: StageView): void {
    setText(title, shown.title);
    setText(summary, shown.summary);
    view.setAttribute('aria-label', `${shown.title}: ${shown.summary || 'nothing yet'}`);
    parts(shown, size());
    pointAtBox(svg, shown.pointed);
  }
}

/** Each part is drawn anew only when what it shows has changed. */
function createParts(
  holder: HTMLElement,
  svg: SVGSVGElement,
  note: HTMLElement,
  act: (action: NoticeAction) => void,
): (view: StageView, stage: Size) => void {
  let medium: Medium = { kind: 'none' };
  const setMedium = rememberLast((_key: string) => holder.replaceChildren(...makeMedium(medium)));
  const place = rememberLast(
    (_key: string, viewport: Viewport, size: Size | undefined, width: number, height: number) => {
      const element = holder.firstElementChild;
      if (size && element instanceof HTMLElement)
        placeMedium(element, placePhoto(viewport, size, { width, height }), size);
    },
  );
  const drawBoxes = rememberLast(
    (boxes: readonly OverlayBox[], viewport: Viewport, size: Size | undefined, width: number, height: number) => {
      const stage = { width, height };
      if (size) drawOverlay(svg, boxes, placePhoto(viewport, size, stage), stage);
      else svg.replaceChildren();
    },
  );
  const setNotice = rememberLast((json: string) => drawNotice(note, json ? JSON.parse(json) : undefined, act));
  return ({ medium: next, size, viewport, boxes, notice }, { width, height }) => {
    medium = next;
    const key = keyOfMedium(next);
    setMedium(key);
    place(key, viewport, size, width, height);
    drawBoxes(boxes, viewport, size, width, height);
    setNotice(notice ? JSON.stringify(notice) : '');
  };
}
