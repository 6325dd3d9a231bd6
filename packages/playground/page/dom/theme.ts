import { readSetting, writeSetting } from '../effects/settings.js';

/** Light or dark as the system has it, or the other one on request, which is remembered. */
export function createTheme(button: HTMLButtonElement): { readonly toggle: () => void } {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const describe = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.ariaLabel = isDark() ? 'Use light colours' : 'Use dark colours';
  };
  const kept = readSetting('theme');
  if (kept === 'light' || kept === 'dark') root.dataset['theme'] = kept;
  button.addEventListener('click', toggle);
  system.addEventListener('change', describe);
  describe();
  return { toggle };

  function toggle(): void {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    writeSetting('theme', root.dataset['theme']);
    describe();
  }
}
