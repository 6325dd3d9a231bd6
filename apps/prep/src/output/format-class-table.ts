import { displayWidth, formatBar, formatTable, type TerminalStyle } from '@detectory/terminal';
import type { InspectSummary } from './summarise-labels.js';

const gapChars = 2;
const leastNameChars = 8;
const leastBarChars = 6;
const mostBarChars = 30;

/**
 * Classes with their counts, each beside a bar against the most frequent one. Bars take what the line has left; where that
 * is too little, long names give way first.
 */
export function formatClassTable(classes: InspectSummary['classes'], { columns, canUnicode }: TerminalStyle): string {
  const most = Math.max(1, ...classes.map((one) => one.boxes));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));
  const names = widest(['class', ...classes.map((one) => one.name)]);
  const counts =
    widest([String(classes.length - 1)]) +
    widest(['images', ...classes.map((one) => String(one.images))]) +
    widest(['boxes', String(most)]);
  const left = columns - counts - 4 * gapChars;
  const nameChars = Math.min(names, Math.max(leastNameChars, left - leastBarChars));
  const barChars = Math.min(mostBarChars, Math.max(leastBarChars, left - nameChars));
  const rows = classes.map(({ name, images, boxes }, index) => [
    String(index),
    shorten(name, nameChars, canUnicode ? '…' : '...'),
    String(images),
    String(boxes),
    formatBar(boxes / most, barChars, canUnicode),
  ]);
  return formatTable([['', 'class', 'images', 'boxes', ''], ...rows], {
    align: ['right', 'left', 'right', 'right', 'left'],
    canUnicode,
  });
}

function shorten(text: string, widthChars: number, end: string): string {
  if (displayWidth(text) <= widthChars) return text;
  const characters = [...text];
  while (characters.length > 0 && displayWidth(characters.join('') + end) > widthChars) characters.pop();
  return characters.join('') + end;
}
