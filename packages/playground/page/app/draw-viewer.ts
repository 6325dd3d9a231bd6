import { byId, setText } from '../dom/element.js';
import { drawFilmstrip, type Frame } from '../dom/filmstrip.js';
import { filterDetections } from '../filter/filter-detections.js';
import { selectPhoto } from '../state/photo-changes.js';
import { answerKey, type State } from '../state/state.js';
import type { App } from './app.js';

/** The tools over the stages, and the filmstrip below them. */
export function createViewer({ store }: Pick<App, 'store'>): (state: State) => void {
  const camera = byId('camera', HTMLButtonElement);
  const capture = byId('capture', HTMLButtonElement);
  const zoom = byId('zoom-level', HTMLElement);
  const strip = byId('filmstrip', HTMLElement);
  return (state) => {
    camera.ariaPressed = String(state.camera.kind === 'live');
    capture.disabled = state.camera.kind !== 'live';
    setText(zoom, `${state.viewport.zoom.toFixed(1)}×`);
    drawFilmstrip(
      strip,
      state.photos.map((photo) => toFrame(state, photo)),
      (id) => store.update((before) => selectPhoto(before, id)),
    );
  };
}

function toFrame({ answers, stages, filter, selectedPhoto }: State, photo: Frame['photo']): Frame {
  const badges = stages.map((model) => {
    const answer = answers.get(answerKey(photo.id, model));
    if (answer?.kind === 'failed') return '!';
    return answer?.kind === 'done' ? String(filterDetections(answer.detections, filter).length) : '…';
  });
  return { photo, isSelected: photo.id === selectedPhoto, badge: badges.join(' · ') };
}
