/** Okabe and Ito's palette, told apart with every common form of colour blindness, without its black. */
const palette = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'] as const;

const lightColors: ReadonlySet<string> = new Set(['#f0e442', '#e69f00', '#56b4e9']);

export interface BoxColor {
  readonly line: string;
  /** A text colour that is readable on `line`. */
  readonly text: string;
}

export function boxColor(colorIndex: number): BoxColor {
  const line = palette[Math.abs(colorIndex) % palette.length] ?? palette[0];
  return { line, text: lightColors.has(line) ? '#000000' : '#ffffff' };
}
