import { byId } from './element.js';

/** The list of shortcuts as a dialog, which keeps the focus and gives it back. */
export function createHelp(): { readonly open: () => void } {
  const dialog = byId('help', HTMLDialogElement);
  const open = () => dialog.showModal();
  byId('help-open', HTMLButtonElement).addEventListener('click', open);
  byId('help-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  return { open };
}
