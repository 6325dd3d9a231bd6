import { requestedConfidence } from '../client/request-options.js';
import { toRequestPath } from '../client/to-request-path.js';
import { nextRequest } from '../state/next-request.js';
import { recordAnswer, setServer } from '../state/server-changes.js';
import type { App } from './app.js';

/** Asks the server what is still open, one request after the other; to be called when the state has changed. */
export function createPhotoAnswerer({ store, client }: Pick<App, 'store' | 'client'>): () => void {
  let isBusy = false;
  return () => {
    if (!isBusy) void answerNext();
  };

  async function answerNext(): Promise<void> {
    const open = nextRequest(store.get());
    if (!open) return;
    isBusy = true;
    const { request } = store.get();
    const { photo, model } = open;
    store.update((state) => recordAnswer(state, photo.id, model, { kind: 'waiting' }));
    const path = toRequestPath(model, { ...request, confidence: requestedConfidence });
    const answer = await client.detect(path, photo.blob);
    isBusy = false;
    store.update((state) => {
      // Other options were chosen meanwhile: this is no answer to them.
      const answered = state.request === request ? recordAnswer(state, photo.id, model, answer) : { ...state };
      const isGone = answer.kind === 'failed' && answer.problem.code === 'UNREACHABLE';
      return isGone ? setServer(answered, 'gone') : answered;
    });
  }
}
