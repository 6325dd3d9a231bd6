import { readSetting, writeSetting } from '../effects/settings.js';
import { byId } from './element.js';

/** Runs an action by one key, unless the key is meant for a control, or shortcuts are off. */
export function listenForShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const switchedOn = byId('keys-on', HTMLInputElement);
  switchedOn.checked = readSetting('keys') !== 'off';
  switchedOn.addEventListener('change', () => writeSetting('keys', switchedOn.checked ? 'on' : 'off'));
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!switchedOn.checked || isForControl(event)) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function isForControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('select, input:not([type=range], [type=checkbox]), dialog')) return true;
  return key === ' ' && target.closest('button, input, summary') !== null;
}
