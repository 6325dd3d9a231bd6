import type { Photo } from '../photo/photo.js';
import { answerKey, type State } from './state.js';

/** One question that is still open. */
export interface OpenRequest {
  readonly photo: Photo;
  readonly model: string | undefined;
}

/**
 * What to ask next: the photo on show first, then the rest of the filmstrip. Nothing while the server isn't ready, while
 * it serves many models but none is loaded, or while the camera has it.
 */
export function nextRequest(state: State): OpenRequest | undefined {
  const { server, models, camera, photos, selectedPhoto, stages, answers } = state;
  if (server !== 'ready' || models.length === 0 || camera.kind === 'live') return undefined;
  const selectedFirst = photos.toSorted((a, b) => Number(b.id === selectedPhoto) - Number(a.id === selectedPhoto));
  return selectedFirst
    .flatMap((photo) => stages.map((model) => ({ photo, model })))
    .find(({ photo, model }) => !answers.has(answerKey(photo.id, model)));
}
