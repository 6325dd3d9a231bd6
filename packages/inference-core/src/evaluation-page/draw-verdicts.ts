import { coordinate, markup, type Markup } from '@detectory/report-page';
import type { Corners } from '../detection/intersection-over-union.js';
import type { JudgedPhoto } from '../evaluation/judge-photo.js';
import type { SizePx } from '../letterbox/plan-letterbox.js';

/** More labels than this hide the photo: then only what is wrong is named, or nothing but where a pointer rests. */
const mostLabels = 14;

/** Boxes over a picture: the lines differ for hits, misses and false alarms, and each box says what it is. */
export function drawVerdicts(
  { hits, misses, falseAlarms }: JudgedPhoto,
  photo: SizePx,
  picture: SizePx,
  classNames: readonly string[],
): Markup {
  const scale = picture.widthPx / photo.widthPx;
  const name = (k: number): string => classNames[k] ?? String(k);
  const mistakes = misses.length + falseAlarms.length;
  const namesHits = hits.length + mistakes <= mostLabels;
  const box = (at: Corners, kind: string, text: string, isNamed = mistakes <= mostLabels): Markup =>
    markup`<rect class="under" ${place(at, scale)}/><rect class="verdict ${kind}" ${place(at, scale)}><title>${text}</title></rect>${isNamed && tag(at, scale, picture, text)}`;
  return markup`<g class="boxes">${hits.map(({ truth, detection }) => {
    const text = `${name(detection.classIndex)} ${detection.confidence.toFixed(2)}`;
    return markup`<rect class="drawn" ${place(truth, scale)}/>${box(detection, 'hit', text, namesHits)}`;
  })}${misses.map((truth) => box(truth, 'miss', `missed ${name(truth.classIndex)}`))}${falseAlarms.map((found) =>
    box(found, 'alarm', `false ${name(found.classIndex)} ${found.confidence.toFixed(2)}`),
  )}</g>`;
}

function place({ xmin, ymin, xmax, ymax }: Corners, scale: number): Markup {
  return markup`x="${coordinate(xmin * scale)}" y="${coordinate(ymin * scale)}" width="${coordinate((xmax - xmin) * scale)}" height="${coordinate((ymax - ymin) * scale)}"`;
}

/** About a character's width at 11 px, and the height of a label. */
const [characterPx, tagPx] = [6, 14];

/** At the box's upper corner, inside the picture. */
function tag({ xmin, ymin }: Corners, scale: number, picture: SizePx, text: string): Markup {
  const width = text.length * characterPx + 6;
  const x = Math.max(0, Math.min(xmin * scale, picture.widthPx - width));
  const y = Math.max(0, ymin * scale - tagPx);
  return markup`<rect class="tag" x="${coordinate(x)}" y="${coordinate(y)}" width="${width}" height="${tagPx}" rx="2"/><text class="tag-text" x="${coordinate(x + 3)}" y="${coordinate(y + 10.5)}">${text}</text>`;
}
