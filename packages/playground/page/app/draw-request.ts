import { toCurlCommand } from '../client/to-curl-command.js';
import { toRequestPath } from '../client/to-request-path.js';
import { byId, setText } from '../dom/element.js';
import { countClasses } from '../filter/count-classes.js';
import { answeredDetections, selectedPhoto } from '../state/select.js';
import { setRequest } from '../state/server-changes.js';
import type { State } from '../state/state.js';
import type { App } from './app.js';

export interface RequestPart {
  readonly draw: (state: State) => void;
  readonly copy: () => void;
}

/** The request as a command, and the options that ask the server anew. */
export function createRequestPart({ store, say }: App, base: string): RequestPart {
  const copy = () => void copyText(toCurl(store.get(), base)).then(say);
  byId('copy', HTMLButtonElement).addEventListener('click', copy);
  listenToNumber('iou', (iou) => store.update((state) => setRequest(state, { ...state.request, iou })));
  listenToNumber('max', (maxDetections) =>
    store.update((state) => setRequest(state, { ...state.request, maxDetections })),
  );
  const size = byId('imgsz', HTMLSelectElement);
  size.addEventListener('change', () =>
    store.update((state) => setRequest(state, { ...state.request, imageSizePx: Number(size.value) || undefined })),
  );
  return { draw: (state) => setText(byId('curl', HTMLElement), toCurl(state, base)), copy };
}

/** What is shown now, as one command for each stage. */
function toCurl(state: State, base: string): string {
  const { request, filter, stages } = state;
  const photo = state.camera.kind === 'live' ? undefined : selectedPhoto(state);
  const names = countClasses(answeredDetections(state), 0).map(({ name }) => name);
  const shown = names.filter((name) => !filter.hiddenClasses.has(name));
  const query = {
    ...request,
    confidence: filter.threshold,
    ...(shown.length < names.length ? { classNames: shown } : {}),
  };
  const file = photo?.name ?? 'photo.jpg';
  const type = photo?.blob.type ?? 'image/jpeg';
  return stages
    .map((model) => toCurlCommand({ url: new URL(toRequestPath(model, query), base).href, file, type }))
    .join('\n');
}

/** A number outside the field's range asks nothing; the browser marks the field. */
function listenToNumber(id: string, change: (value: number) => void): void {
  const input = byId(id, HTMLInputElement);
  input.addEventListener('change', () => {
    if (input.value !== '' && input.checkValidity()) change(input.valueAsNumber);
  });
}

async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'The request is copied.';
  } catch {
    return 'The browser refuses its clipboard: select the command and copy it.';
  }
}
