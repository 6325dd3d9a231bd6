/** The splits' colours are Okabe and Ito's blue, orange and green, told apart with every common form of colour blindness. */
const light = {
  page: '#ffffff',
  surface: '#f4f6f8',
  ink: '#17202a',
  quiet: '#55626f',
  line: '#d5dbe1',
  accent: '#0b5c9c',
  train: '#0072b2',
  val: '#e69f00',
  test: '#009e73',
  ghost: '#d3d9df',
  good: '#00664a',
  'good-ground': '#e0f3ec',
  bad: '#8f3f00',
  'bad-ground': '#fdeedd',
  open: '#4a5663',
  'open-ground': '#e9edf1',
} as const;

const dark: Readonly<Record<keyof typeof light, string>> = {
  page: '#12171d',
  surface: '#1b222a',
  ink: '#e8ecf0',
  quiet: '#a3afbb',
  line: '#36414c',
  accent: '#7cc0f2',
  train: '#56b4e9',
  val: '#f0b63c',
  test: '#35c79b',
  ghost: '#3b4651',
  good: '#6ddcb5',
  'good-ground': '#11382c',
  bad: '#ffb874',
  'bad-ground': '#472a0f',
  open: '#b9c4cf',
  'open-ground': '#2a333d',
};

/** Light for who has no preference and on paper, dark for who prefers it; `data-theme` on the root overrules both. */
export const colorRules = `:root{color-scheme:light;${declare(light)}}
@media screen{
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${declare(dark)}}}
:root[data-theme=dark]{color-scheme:dark;${declare(dark)}}
}
`;

function declare(colors: Readonly<Record<string, string>>): string {
  return Object.entries(colors)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}
