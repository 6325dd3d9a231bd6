import type { Photo } from '../photo/photo.js';
import { wholePhoto } from '../view/viewport.js';
import type { State } from './state.js';

/** New photos go to the end of the filmstrip, and the first of them is shown. */
export function addPhotos(state: State, photos: readonly Photo[]): State {
  const [first] = photos;
  return first ? selectPhoto({ ...state, photos: [...state.photos, ...photos] }, first.id) : state;
}

export function selectPhoto(state: State, id: number): State {
  if (state.selectedPhoto === id) return state;
  return { ...state, selectedPhoto: id, viewport: wholePhoto, pointed: undefined };
}

/** The photo `by` places on, round the ends. */
export function stepPhoto(state: State, by: 1 | -1): State {
  const { length } = state.photos;
  const at = state.photos.findIndex(({ id }) => id === state.selectedPhoto);
  const next = state.photos[(at + by + length) % length];
  return next ? selectPhoto(state, next.id) : state;
}

/** Its neighbour is shown in its place; answers that were about it go too. */
export function removePhoto(state: State, id: number): State {
  const at = state.photos.findIndex((photo) => photo.id === id);
  const photos = state.photos.filter((photo) => photo.id !== id);
  const answers = new Map([...state.answers].filter(([key]) => !key.startsWith(`${id} `)));
  const without = { ...state, photos, answers, pointed: undefined };
  if (state.selectedPhoto !== id) return without;
  const neighbour = photos[Math.min(at, photos.length - 1)];
  return { ...without, selectedPhoto: neighbour?.id, viewport: wholePhoto };
}
