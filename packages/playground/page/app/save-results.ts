import { byId } from '../dom/element.js';
import { drawPicture } from '../effects/draw-picture.js';
import { saveFile } from '../effects/save-file.js';
import { selectedPhoto, shownAnswers, visibleDetections } from '../state/select.js';
import type { State } from '../state/state.js';
import { toOverlayBoxes } from '../view/overlay-box.js';
import type { App } from './app.js';

export interface Saving {
  readonly draw: (state: State) => void;
  readonly savePicture: () => void;
  readonly saveJson: () => void;
}

/** What is shown as files: the photo with its boxes at full size, and the detections as the server answers them. */
export function createSaving({ store }: Pick<App, 'store'>): Saving {
  const picture = byId('save-picture', HTMLButtonElement);
  const json = byId('save-json', HTMLButtonElement);
  const savePicture = () => {
    if (canSavePicture(store.get())) void saveEachPicture(store.get());
  };
  const saveJson = () => {
    if (canSave(store.get())) saveDetections(store.get());
  };
  picture.addEventListener('click', savePicture);
  json.addEventListener('click', saveJson);
  return { draw, savePicture, saveJson };

  function draw(state: State): void {
    picture.disabled = !canSavePicture(state);
    json.disabled = !canSave(state);
  }
}

function canSave(state: State): boolean {
  return state.camera.kind !== 'live' && shownAnswers(state).some((answer) => answer?.kind === 'done');
}

function canSavePicture(state: State): boolean {
  return canSave(state) && selectedPhoto(state)?.size !== 'undecodable';
}

/** One file for each stage. */
async function saveEachPicture(state: State): Promise<void> {
  const photo = selectedPhoto(state);
  if (!photo || photo.size === 'undecodable') return;
  const image = new Image();
  image.src = photo.url;
  await image.decode();
  for (const [stage, boxes] of toOverlayBoxes(state.filter, ...shownAnswers(state)).entries()) {
    const blob = await drawPicture(image, photo.size, boxes, photo.blob.type);
    const ending = blob?.type === 'image/jpeg' ? 'jpg' : 'png';
    if (blob) saveFile(blob, `${stemOf(photo.name)}-${nameOf(state, stage)}.${ending}`);
  }
}

function saveDetections(state: State): void {
  const lists = visibleDetections(state);
  const content =
    lists.length === 1 ? lists[0] : Object.fromEntries(lists.map((list, stage) => [nameOf(state, stage), list]));
  const blob = new Blob([`${JSON.stringify(content, undefined, 2)}\n`], { type: 'application/json' });
  saveFile(blob, `${stemOf(selectedPhoto(state)?.name ?? 'photo')}-detections.json`);
}

function nameOf({ stages }: State, stage: number): string {
  return stages[stage] ?? 'detections';
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '') || 'photo';
}
