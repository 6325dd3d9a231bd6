import { byId, make, setText } from '../dom/element.js';
import { rememberLast } from '../state/remember-last.js';
import { setStageModel } from '../state/server-changes.js';
import type { State } from '../state/state.js';
import type { App } from './app.js';

const words = {
  unknown: 'Looking for the server…',
  ready: 'Ready',
  loading: 'Loading the model…',
  gone: 'Server gone',
} as const;

/** State of the server, and the models to choose from. */
export function createHeader({ store }: Pick<App, 'store'>): (state: State) => void {
  const status = byId('status', HTMLElement);
  const selects = [byId('model-a', HTMLSelectElement), byId('model-b', HTMLSelectElement)] as const;
  selects.forEach((select, at) =>
    select.addEventListener('change', () =>
      store.update((state) => setStageModel(state, at === 0 ? 0 : 1, select.value || undefined)),
    ),
  );
  const fill = rememberLast((models: State['models'], stages: State['stages']) => {
    fillSelect(selects[0], models === 'single' ? ['the only one'] : models, stages[0]);
    const others = models === 'single' ? [] : models.filter((model) => model !== stages[0]);
    fillSelect(selects[1], ['', ...others], stages[1]);
    selects[0].disabled = models === 'single' || models.length < 2;
    selects[1].disabled = others.length === 0;
  });
  return ({ server, models, stages }) => {
    status.dataset['server'] = server;
    setText(status, words[server]);
    fill(models, stages);
  };
}

function fillSelect(select: HTMLSelectElement, names: readonly string[], chosen: string | undefined): void {
  select.replaceChildren(...names.map((name) => make('option', { value: name }, name || 'none')));
  select.value = chosen ?? names[0] ?? '';
}
