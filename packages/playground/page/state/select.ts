import type { Answer } from '../answer/answer.js';
import type { Detection } from '../answer/detection.js';
import { filterDetections } from '../filter/filter-detections.js';
import type { Photo } from '../photo/photo.js';
import type { Size } from '../view/viewport.js';
import { answerKey, type State } from './state.js';

export function selectedPhoto({ photos, selectedPhoto: selected }: State): Photo | undefined {
  return photos.find(({ id }) => id === selected);
}

/** The answers on show, one for each stage; undefined where nothing is asked yet. */
export function shownAnswers(state: State): readonly (Answer | undefined)[] {
  const { camera, stages, answers } = state;
  if (camera.kind === 'live') return stages.map((_, stage) => camera.answers[stage]);
  const photo = selectedPhoto(state);
  return stages.map((model) => (photo ? answers.get(answerKey(photo.id, model)) : undefined));
}

/** All detections of the answers on show, one list for each stage. */
export function answeredDetections(state: State): readonly (readonly Detection[])[] {
  return shownAnswers(state).map((answer) => (answer?.kind === 'done' ? answer.detections : []));
}

/** Those that the filter lets through. */
export function visibleDetections(state: State): readonly (readonly Detection[])[] {
  return answeredDetections(state).map((detections) => filterDetections(detections, state.filter));
}

/** Pixels of what is on show: the frame of its boxes. */
export function shownSize(state: State): Size | undefined {
  if (state.camera.kind === 'live') return state.camera.frame;
  const size = selectedPhoto(state)?.size;
  return size === 'undecodable' ? undefined : size;
}
