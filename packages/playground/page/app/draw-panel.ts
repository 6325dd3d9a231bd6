import type { StageView } from '../dom/stage.js';
import { drawClassList } from '../dom/class-list.js';
import { createDetectionList, type DetectionList } from '../dom/detection-list.js';
import { byId, setText } from '../dom/element.js';
import { drawTimings } from '../dom/timings.js';
import { countClasses } from '../filter/count-classes.js';
import { rememberLast } from '../state/remember-last.js';
import { setThreshold, showClass, showClasses } from '../state/filter-changes.js';
import { answeredDetections, shownAnswers } from '../state/select.js';
import type { State } from '../state/state.js';
import { toClassIndices } from '../view/class-indices.js';
import { formatConfidence } from '../view/format.js';
import type { App } from './app.js';
import { pointAt } from './draw-stages.js';

export interface Panel {
  readonly draw: (state: State, views: readonly StageView[]) => void;
  readonly list: DetectionList;
}

/** Threshold, classes, detections and times. */
export function createPanel({ store }: Pick<App, 'store'>): Panel {
  const slider = byId('threshold', HTMLInputElement);
  const list = createDetectionList(byId('found', HTMLElement), (pointed) =>
    store.update((state) => pointAt(state, pointed)),
  );
  const drawList = rememberLast((json: string, ...boxes: readonly StageView['boxes'][]) =>
    list.draw(boxes, JSON.parse(json) as string[]),
  );
  slider.addEventListener('input', () => store.update((state) => setThreshold(state, slider.valueAsNumber)));
  for (const isShown of [true, false])
    byId(isShown ? 'classes-all' : 'classes-none', HTMLButtonElement).addEventListener('click', () =>
      store.update((state) => showClasses(state, classNamesOf(state), isShown)),
    );
  return { draw, list };

  function draw(state: State, views: readonly StageView[]): void {
    const titles = views.map(({ title }) => title);
    drawThreshold(slider, state.filter.threshold);
    drawClasses(state);
    drawList(JSON.stringify(titles), ...views.map(({ boxes }) => boxes));
    list.point(state.pointed);
    setText(byId('found-count', HTMLElement), countFound(state, views));
    drawTimings(byId('timings', HTMLElement), shownAnswers(state), titles);
  }

  function drawClasses(state: State): void {
    const detections = answeredDetections(state);
    const marks = toClassIndices(detections);
    const rows = countClasses(detections, state.filter.threshold).map((row) => ({
      ...row,
      mark: marks.get(row.name) ?? 0,
      isShown: !state.filter.hiddenClasses.has(row.name),
    }));
    drawClassList(byId('classes', HTMLElement), rows, (name, isShown) =>
      store.update((before) => showClass(before, name, isShown)),
    );
  }
}

function drawThreshold(slider: HTMLInputElement, threshold: number): void {
  if (slider.valueAsNumber !== threshold) slider.valueAsNumber = threshold;
  setText(byId('threshold-value', HTMLElement), formatConfidence(threshold));
}

function classNamesOf(state: State): readonly string[] {
  return countClasses(answeredDetections(state), 0).map(({ name }) => name);
}

function countFound(state: State, views: readonly StageView[]): string {
  const answers = shownAnswers(state);
  const parts = views.flatMap(({ boxes }, stage) => {
    const answer = answers[stage];
    return answer?.kind === 'done' ? [`${boxes.length} of ${answer.detections.length}`] : [];
  });
  return parts.join(' · ');
}
