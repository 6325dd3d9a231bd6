import { byId } from './element.js';

/** Files come from a drop anywhere on the page, from the clipboard, or from the dialog. */
export function listenForFiles(take: (files: readonly File[]) => void): { readonly choose: () => void } {
  const input = byId('files', HTMLInputElement);
  const veil = byId('veil', HTMLElement);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  addEventListener('drop', (event) => {
    veil.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
  addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) take(files);
  });
  input.addEventListener('change', () => {
    take([...(input.files ?? [])]);
    // The same file can be chosen again.
    input.value = '';
  });
  const choose = () => input.click();
  byId('choose', HTMLButtonElement).addEventListener('click', choose);
  return { choose };
}
