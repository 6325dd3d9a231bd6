import type { Answer } from '../answer/answer.js';
import type { Medium } from '../dom/media.js';
import type { StageView } from '../dom/stage.js';
import { rememberLast } from '../state/remember-last.js';
import { selectedPhoto, shownAnswers, shownSize } from '../state/select.js';
import type { State } from '../state/state.js';
import { toNotice } from '../state/to-notice.js';
import { formatCount, formatMs } from '../view/format.js';
import { toOverlayBoxes } from '../view/overlay-box.js';

/** The boxes on show; the same arrays while answers and filter are the same. */
const rememberBoxes = rememberLast(toOverlayBoxes);

/** @param stream of the camera while it runs */
export function toStageViews(state: State, stream: MediaStream | undefined, origin: string): readonly StageView[] {
  const answers = shownAnswers(state);
  const boxes = rememberBoxes(state.filter, ...answers);
  return state.stages.map((model, stage) => ({
    title: model ?? (state.camera.kind === 'live' ? 'Camera' : (selectedPhoto(state)?.name ?? 'No photo')),
    summary: summarize(state, answers[stage], boxes[stage]?.length ?? 0),
    medium: toMedium(state, stream),
    size: shownSize(state),
    viewport: state.viewport,
    boxes: boxes[stage] ?? [],
    pointed: state.pointed?.stage === stage ? state.pointed.index : undefined,
    notice: toNotice(state, stage, origin),
  }));
}

function summarize({ camera }: State, answer: Answer | undefined, visible: number): string {
  if (answer?.kind !== 'done') return '';
  const rate = camera.kind === 'live' ? [`${camera.framesPerSecond.toFixed(1)} frames/s`] : [];
  return [formatCount(visible, 'detection'), formatMs(answer.totalMs), ...rate].join(' · ');
}

function toMedium(state: State, stream: MediaStream | undefined): Medium {
  if (state.camera.kind === 'live') return stream ? { kind: 'video', stream } : { kind: 'none' };
  const photo = selectedPhoto(state);
  return photo ? { kind: 'photo', photo } : { kind: 'none' };
}
