import type { Pointed } from '../state/state.js';
import { formatConfidence } from '../view/format.js';
import type { OverlayBox } from '../view/overlay-box.js';
import { makeSwatch } from './class-swatch.js';
import { make } from './element.js';

export interface DetectionList {
  /** @param titles one for each list; shown where there are two */
  readonly draw: (boxes: readonly (readonly OverlayBox[])[], titles: readonly string[]) => void;
  readonly point: (pointed: Pointed | undefined) => void;
  /** Moves the keyboard to the row of a box. */
  readonly focus: (pointed: Pointed) => void;
}

/**
 * What was found, as rows to point at. One stop for the keyboard; the arrow keys go from row to row.
 */
export function createDetectionList(list: HTMLElement, point: (pointed: Pointed | undefined) => void): DetectionList {
  const rows = () => [...list.querySelectorAll<HTMLButtonElement>('button')];
  const find = ({ stage, index }: Pointed) => rows().find(({ dataset }) => dataset['key'] === `${stage} ${index}`);
  list.addEventListener('pointerover', ({ target }) => point(pointedOf(target)));
  list.addEventListener('pointerleave', () => point(undefined));
  list.addEventListener('focusin', ({ target }) => point(pointedOf(target)));
  list.addEventListener('focusout', () => point(undefined));
  list.addEventListener('keydown', (event) => {
    const next = stepThrough(rows(), event.key);
    if (!next) return;
    event.preventDefault();
    moveStop(rows(), next);
    next.focus();
  });
  return { draw, point: mark, focus: (pointed) => find(pointed)?.focus() };

  function draw(boxes: readonly (readonly OverlayBox[])[], titles: readonly string[]): void {
    const many = boxes.length > 1;
    if (boxes.flat().length === 0) return list.replaceChildren(make('p', { className: 'quiet' }, 'None'));
    list.replaceChildren(
      ...boxes.flatMap((stageBoxes, stage) => [
        ...(many ? [make('h3', {}, titles[stage] ?? '')] : []),
        make('ol', {}, ...stageBoxes.map((box) => make('li', {}, makeRow(box, stage)))),
      ]),
    );
    moveStop(rows(), rows()[0]);
  }

  function mark(pointed: Pointed | undefined): void {
    const row = pointed && find(pointed);
    for (const other of rows()) other.toggleAttribute('data-pointed', other === row);
    if (row && !row.matches(':hover')) row.scrollIntoView({ block: 'nearest' });
  }
}

function makeRow({ detection, index, mark }: OverlayBox, stage: number): HTMLButtonElement {
  const { name, confidence, xmin, ymin, xmax, ymax } = detection;
  const size = `${Math.round(xmax - xmin)} × ${Math.round(ymax - ymin)}`;
  return make(
    'button',
    { type: 'button', tabIndex: -1, data: { key: `${stage} ${index}` } },
    makeSwatch(mark),
    make('span', { className: 'name', title: name }, name),
    make('span', { className: 'quiet', title: `from ${Math.round(xmin)}, ${Math.round(ymin)}` }, `${size} px`),
    make('span', { className: 'count' }, formatConfidence(confidence)),
  );
}

function pointedOf(target: EventTarget | null): Pointed | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('button')?.dataset['key'] : undefined;
  if (key === undefined) return undefined;
  const [stage = 0, index = 0] = key.split(' ').map(Number);
  return { stage, index };
}

function stepThrough(rows: readonly HTMLButtonElement[], key: string): HTMLButtonElement | undefined {
  const at = rows.findIndex((row) => row === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: rows.length - 1,
  };
  const place = places[key];
  return place === undefined ? undefined : rows[Math.min(rows.length - 1, Math.max(0, place))];
}

/** The one row that Tab stops at. */
function moveStop(rows: readonly HTMLButtonElement[], stop: HTMLButtonElement | undefined): void {
  for (const row of rows) row.tabIndex = row === stop ? 0 : -1;
}
