import { unreachable, type Problem } from '../answer/problem.js';
import { requestedConfidence } from '../client/request-options.js';
import { filterDetections } from '../filter/filter-detections.js';
import { formatConfidence, formatCount } from '../view/format.js';
import { selectedPhoto, shownAnswers } from './select.js';
import type { State } from './state.js';

/** What a person can do about it: ask again, or close the notice. */
export type NoticeAction = 'retry' | 'dismiss';

/** Words on a stage: a card in its middle, or a line at its foot that leaves the photo to be seen. */
export interface Notice {
  readonly place: 'card' | 'foot';
  readonly tone: 'plain' | 'problem';
  readonly title: string;
  readonly text: string;
  readonly problem?: Problem;
  readonly action?: NoticeAction;
}

/** What a stage has to say beside its boxes; undefined where they say it all. */
export function toNotice(state: State, stage: number, origin: string): Notice | undefined {
  return cameraNotice(state) ?? serverNotice(state, stage, origin) ?? photoNotice(state) ?? answerNotice(state, stage);
}

function cameraNotice({ camera }: State): Notice | undefined {
  if (camera.kind === 'starting')
    return card('Starting the camera…', 'The browser may ask whether this page may use it.');
  if (camera.kind === 'refused') return { ...card('No camera', camera.why), tone: 'problem', action: 'dismiss' };
  return undefined;
}

function serverNotice(state: State, stage: number, origin: string): Notice | undefined {
  if (shownAnswers(state)[stage]?.kind === 'done') return undefined;
  if (state.server === 'gone') return toCard(unreachable(origin));
  if (state.server === 'loading')
    return card('The model is loading', 'Photos are sent as soon as the server is ready.');
  if (state.models.length === 0)
    return card('No model is loaded', 'Load one with POST /models; this page sees it when it is looked at again.');
  return undefined;
}

function photoNotice(state: State): Notice | undefined {
  if (state.camera.kind === 'live') return undefined;
  const photo = selectedPhoto(state);
  if (!photo)
    return card(
      'Drop a photo anywhere',
      'Or paste one, choose files, or use the camera. Photos go to this server and nowhere else.',
    );
  return undefined;
}

function answerNotice(state: State, stage: number): Notice | undefined {
  const answer = shownAnswers(state)[stage];
  if (answer?.kind === 'failed') return { ...toCard(answer.problem), action: 'retry' };
  if (answer?.kind !== 'done') return { ...card('Detecting…', ''), place: 'foot' };
  const { detections } = answer;
  if (filterDetections(detections, state.filter).length === 0)
    return toNothing(
      detections.map(({ confidence }) => confidence),
      state,
    );
  const photo = selectedPhoto(state);
  if (state.camera.kind !== 'live' && photo?.size === 'undecodable')
    return card('This browser can’t show this format', 'The server can: the list and the JSON are complete.');
  return undefined;
}

function toNothing(confidences: readonly number[], { filter }: State): Notice {
  const best = Math.max(0, ...confidences);
  const text =
    confidences.length === 0
      ? `The model finds nothing above ${formatConfidence(requestedConfidence)}.`
      : best < filter.threshold
        ? `The best has ${formatConfidence(best)}; the threshold is ${formatConfidence(filter.threshold)}.`
        : `${formatCount(confidences.length, 'detection')} below the threshold or of hidden classes.`;
  return { place: 'foot', tone: 'plain', title: 'No detections', text };
}

function card(title: string, text: string): Notice {
  return { place: 'card', tone: 'plain', title, text };
}

function toCard(problem: Problem): Notice {
  return { place: 'card', tone: 'problem', title: problem.error, text: problem.hint, problem };
}
