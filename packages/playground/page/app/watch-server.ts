import { setModels, setServer } from '../state/server-changes.js';
import type { App } from './app.js';

const whenReadyMs = 5000;
const otherwiseMs = 2000;

/** Pings for as long as the page is looked at; a server that has become ready, or a page looked at again, lists its models. */
export function watchServer({ store, client }: Pick<App, 'store' | 'client'>): void {
  let timer: number | undefined;
  let hasModels = false;
  void look();
  addEventListener('visibilitychange', () => {
    hasModels = false;
    if (!document.hidden) void look();
  });
  addEventListener('focus', () => {
    hasModels = false;
    void look();
  });

  async function look(): Promise<void> {
    clearTimeout(timer);
    const status = await client.ping();
    if (status === 'ready' && (!hasModels || store.get().server !== 'ready')) {
      const models = await client.models();
      hasModels = true;
      store.update((state) => (isSame(state.models, models) ? state : setModels(state, models)));
    }
    store.update((state) => setServer(state, status));
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, status === 'ready' ? whenReadyMs : otherwiseMs);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
