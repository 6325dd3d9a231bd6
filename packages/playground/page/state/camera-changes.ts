import type { Answer } from '../answer/answer.js';
import { type Size, wholePhoto } from '../view/viewport.js';
import type { Camera, State } from './state.js';

export function setCamera(state: State, camera: Camera): State {
  return { ...state, camera, pointed: undefined, viewport: wholePhoto };
}

/** Shows what was found on a live frame; a frame that comes after the camera went off is dropped. */
export function showFrame(
  state: State,
  live: { readonly frame: Size; readonly answers: readonly Answer[]; readonly framesPerSecond: number },
): State {
  if (state.camera.kind !== 'live') return state;
  return { ...state, camera: { kind: 'live', ...live }, pointed: undefined };
}
