/** A page's one script: light and dark, and boxes on and off where it has a `#boxes-shown`. Without it the page says the same. */
export const pageScript = `
'use strict';
const root = document.documentElement;
const button = document.getElementById('theme');
const system = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
const describe = () => { button.textContent = isDark() ? 'Light colours' : 'Dark colours'; };
button.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; describe(); });
system.addEventListener('change', describe);
describe();
button.hidden = false;
const boxes = document.getElementById('boxes-shown');
if (boxes) boxes.addEventListener('change', () => root.classList.toggle('boxes-hidden', !boxes.checked));
`;
