import type { Notice, NoticeAction } from '../state/to-notice.js';
import { make } from './element.js';

/** Draws a notice, or nothing; problems are spoken at once. */
export function drawNotice(place: HTMLElement, notice: Notice | undefined, act: (action: NoticeAction) => void): void {
  place.hidden = notice === undefined;
  place.replaceChildren();
  if (!notice) return;
  place.dataset['place'] = notice.place;
  place.dataset['tone'] = notice.tone;
  const { problem, action } = notice;
  place.append(make('strong', {}, notice.title), make('p', {}, notice.text));
  if (problem) place.append(make('p', { className: 'code' }, problem.code, ...requestIdOf(problem.requestId)));
  if (action)
    place.append(
      make('button', { type: 'button', onclick: () => act(action) }, action === 'retry' ? 'Try again' : 'Close'),
    );
}

function requestIdOf(id: string | undefined): readonly (string | Node)[] {
  return id === undefined ? [] : [' · request ', make('code', {}, id)];
}
