import type { Answer } from '../answer/answer.js';
import { runLive } from '../camera/run-live.js';
import { requestedConfidence } from '../client/request-options.js';
import { toRequestPath } from '../client/to-request-path.js';
import { type CameraFrame, type CameraSource, explainCameraError, openCamera } from '../effects/camera-source.js';
import { readPhoto } from '../photo/read-photo.js';
import { setCamera, showFrame } from '../state/camera-changes.js';
import { addPhotos } from '../state/photo-changes.js';
import type { App } from './app.js';

export interface LiveCamera {
  readonly toggle: () => void;
  /** Keeps the present frame as a photo, and ends the camera. */
  readonly capture: () => void;
  readonly stream: () => MediaStream | undefined;
}

const off = { kind: 'off' } as const;

/** The camera: on and off, live detection while it is on, photos from it. */
export function createLiveCamera({ store, client }: Pick<App, 'store' | 'client'>): LiveCamera {
  let source: CameraSource | undefined;
  let captured = 0;
  return { toggle, capture: () => void capture(), stream: () => source?.stream };

  function toggle(): void {
    const { kind } = store.get().camera;
    if (kind === 'live') stop();
    else if (kind !== 'starting') void start();
  }

  function stop(): void {
    source?.stop();
    source = undefined;
    store.update((state) => setCamera(state, off));
  }

  async function start(): Promise<void> {
    store.update((state) => setCamera(state, { kind: 'starting' }));
    try {
      const opened = await openCamera();
      source = opened;
      const answers: Answer[] = store.get().stages.map(() => ({ kind: 'waiting' }));
      store.update((state) => setCamera(state, { kind: 'live', frame: opened.size, framesPerSecond: 0, answers }));
      await runLive({ grab: opened.grab, detect, show, now: () => performance.now(), wait });
    } catch (error) {
      stop();
      store.update((state) => setCamera(state, { kind: 'refused', why: explainCameraError(error) }));
    }
  }

  function detect({ blob }: CameraFrame): Promise<readonly Answer[]> {
    const { stages, request } = store.get();
    const query = { ...request, confidence: requestedConfidence };
    return Promise.all(stages.map((model) => client.detect(toRequestPath(model, query), blob)));
  }

  function show({ size }: CameraFrame, answers: readonly Answer[], framesPerSecond: number): void {
    store.update((state) => showFrame(state, { frame: size, answers, framesPerSecond }));
  }

  async function capture(): Promise<void> {
    const frame = await source?.grab();
    if (!frame) return;
    stop();
    const photo = await readPhoto(frame.blob, `camera-${++captured}.jpg`);
    store.update((state) => addPhotos(state, [photo]));
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
