import type { App } from './app/app.js';
import { createPhotoAnswerer } from './app/answer-photos.js';
import { createHeader } from './app/draw-header.js';
import { createPanel } from './app/draw-panel.js';
import { createRequestPart } from './app/draw-request.js';
import { createStages } from './app/draw-stages.js';
import { createViewer } from './app/draw-viewer.js';
import { listenToControls } from './app/listen-to-controls.js';
import { createLiveCamera } from './app/live-camera.js';
import { createSaving } from './app/save-results.js';
import { toStageViews } from './app/to-stage-views.js';
import { watchServer } from './app/watch-server.js';
import { createEndpointClient } from './client/endpoint-client.js';
import { createToast } from './dom/toast.js';
import { initialState, type State } from './state/state.js';
import { createStore } from './state/store.js';

const base = new URL('.', location.href).href;
const client = createEndpointClient({ fetch: fetch.bind(globalThis), now: () => performance.now(), base });
const store = createStore(initialState, (state) => render(state), requestAnimationFrame);
const app: App = { store, client, say: createToast() };

const camera = createLiveCamera(app);
const panel = createPanel(app);
const stages = createStages(app, panel.list.focus);
const request = createRequestPart(app, base);
const saving = createSaving(app);
const drawHeader = createHeader(app);
const drawViewer = createViewer(app);
const answerPhotos = createPhotoAnswerer(app);

function render(state: State): void {
  const views = toStageViews(state, camera.stream(), location.origin);
  drawHeader(state);
  drawViewer(state);
  stages.draw(views);
  panel.draw(state, views);
  request.draw(state);
  saving.draw(state);
  answerPhotos();
}

listenToControls(app, { camera, stages, request, saving });
render(store.get());
watchServer(app);
