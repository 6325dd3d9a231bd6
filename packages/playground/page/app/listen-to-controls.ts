import { byId } from '../dom/element.js';
import { createHelp } from '../dom/help.js';
import { listenForFiles } from '../dom/incoming.js';
import { listenForShortcuts } from '../dom/shortcuts.js';
import { createTheme } from '../dom/theme.js';
import { chooseFiles } from '../photo/choose-files.js';
import { readPhoto } from '../photo/read-photo.js';
import { setThreshold } from '../state/filter-changes.js';
import { addPhotos, removePhoto, stepPhoto } from '../state/photo-changes.js';
import { setCamera } from '../state/camera-changes.js';
import { selectedPhoto } from '../state/select.js';
import type { State } from '../state/state.js';
import { wholePhoto } from '../view/viewport.js';
import type { App } from './app.js';
import type { RequestPart } from './draw-request.js';
import type { Stages } from './draw-stages.js';
import type { LiveCamera } from './live-camera.js';
import type { Saving } from './save-results.js';

export interface Parts {
  readonly camera: LiveCamera;
  readonly stages: Stages;
  readonly request: RequestPart;
  readonly saving: Saving;
}

const zoomStep = 1.5;
const thresholdStep = 0.05;

/** Buttons, keys and files to what they do. */
export function listenToControls(app: App, { camera, stages, request, saving }: Parts): void {
  const { update } = app.store;
  const { choose } = listenForFiles((files) => void takeFiles(app, camera, files));
  const theme = createTheme(byId('theme', HTMLButtonElement));
  const help = createHelp();
  const fit = () => update((state) => ({ ...state, viewport: wholePhoto }));
  const zoom = { in: () => stages.zoomBy(zoomStep), out: () => stages.zoomBy(1 / zoomStep) };
  const moveThreshold = (by: number) => () => update((state) => setThreshold(state, state.filter.threshold + by));
  onClick({
    camera: camera.toggle,
    capture: camera.capture,
    'zoom-in': zoom.in,
    'zoom-out': zoom.out,
    'zoom-fit': fit,
  });
  listenForShortcuts({
    o: choose,
    c: camera.toggle,
    ' ': camera.capture,
    n: () => update((state) => stepPhoto(state, 1)),
    p: () => update((state) => stepPhoto(state, -1)),
    Delete: () => update(removeSelected),
    '[': moveThreshold(-thresholdStep),
    ']': moveThreshold(thresholdStep),
    '+': zoom.in,
    '=': zoom.in,
    '-': zoom.out,
    '0': fit,
    s: saving.savePicture,
    j: saving.saveJson,
    y: request.copy,
    t: theme.toggle,
    '?': help.open,
  });
}

function onClick(actions: Readonly<Record<string, () => void>>): void {
  for (const [id, action] of Object.entries(actions)) byId(id, HTMLButtonElement).addEventListener('click', action);
}

/** Photos that come in end the camera, which would hide them. */
async function takeFiles({ store, say }: App, camera: LiveCamera, files: readonly File[]): Promise<void> {
  const { photos, others } = chooseFiles(files);
  if (others.length > 0) say(`No photo: ${others.join(', ')}`);
  if (photos.length === 0) return;
  const { kind } = store.get().camera;
  if (kind === 'live') camera.toggle();
  if (kind === 'refused') store.update((state) => setCamera(state, { kind: 'off' }));
  const read = await Promise.all(photos.map((file) => readPhoto(file, file.name)));
  store.update((state) => addPhotos(state, read));
}

function removeSelected(state: State): State {
  const photo = selectedPhoto(state);
  if (!photo) return state;
  URL.revokeObjectURL(photo.url);
  return removePhoto(state, photo.id);
}
