import { countOf, markup, type Markup, type Section } from '@detectory/report-page';
import type { JudgedPhoto } from '../../evaluation/judge-photo.js';
import type { SizePx } from '../../letterbox/plan-letterbox.js';
import { type EvaluationPage, modelLetters, type PagePhoto } from '../evaluation-page.js';
import { drawVerdicts } from '../draw-verdicts.js';

/** The id by which the page holds a photo's picture. */
export function photoId(photo: number): string {
  return `p${photo}`;
}

/** Photos with what is right and wrong about the model's detections. */
export function photosSection(page: EvaluationPage): Section {
  const { models, photos } = page;
  const isPair = models.length === 2;
  const { confidence, iou } = models[0].evaluation;
  return {
    id: 'photos',
    title: isPair ? 'Photos where the models differ most' : 'Photos with the most mistakes',
    body: markup`<p class="lede">Detections above confidence ${confidence}; one finds an object of its class where they overlap by at least IoU ${iou}; of several that an endpoint would take for one only the best is shown. Point at a box for its name where a photo has many.
Look for labels that are missing or loose before you blame the model.</p>
${legend}
<p class="screen-only"><label><input type="checkbox" id="boxes-shown" checked> Draw the boxes</label></p>
${photos.length === 0 && markup`<p>${isPair ? 'The models make the same mistakes on every photo.' : 'There is no photo with a mistake.'}</p>`}
${isPair ? photos.map((photo, i) => markup`<div class="pair">${photo.judged.map((judged, m) => figure(page, photo, i, judged, m))}</div>\n`) : markup`<div class="evidence">${photos.map((photo, i) => photo.judged.map((judged, m) => figure(page, photo, i, judged, m)))}</div>`}`,
  };
}

const legend = markup`<p class="legend">${(
  [
    ['hit', 'found (solid, class and confidence)'],
    ['miss', 'missed (long dashes, “missed”)'],
    ['alarm', 'false alarm (dots, “false”)'],
    ['drawn', 'what people drew around a found one (thin dashes)'],
  ] as const
).map(
  ([name, text]) =>
    markup`<span><svg class="line" viewBox="0 0 42 12" aria-hidden="true"><path class="under" d="M0 6L42 6"/><path class="${name === 'drawn' ? 'drawn' : `verdict ${name}`}" d="M0 6L42 6"/></svg>${text}</span>`,
)}</p>`;

function figure({ models }: EvaluationPage, photo: PagePhoto, i: number, judged: JudgedPhoto, model: number): Markup {
  const counts = describe(judged);
  const letter = models.length === 2 ? `${modelLetters[model] ?? ''}: ` : '';
  const { picture, name } = photo;
  const classNames = models[0].evaluation.classNames;
  const shape = toViewShape(photo);
  const shown =
    'dataUri' in picture
      ? markup`<svg viewBox="0 0 ${shape.widthPx} ${shape.heightPx}" role="img" aria-label="${letter}${name}: ${counts}"><use href="#${photoId(i)}" transform="scale(${(shape.widthPx / picture.widthPx).toFixed(4)} ${(shape.heightPx / picture.heightPx).toFixed(4)})"/>${drawVerdicts(judged, photo, shape, classNames)}</svg>`
      : markup`<p class="missing">${picture.missing}</p>`;
  return markup`<figure class="judged">${shown}<figcaption><strong>${letter}${counts}</strong><br>${name}</figcaption></figure>\n`;
}

/** All photos are drawn on grounds of one size, so that lines and labels are as large on a small one as on a large one. */
function toViewShape({ widthPx, heightPx }: SizePx): SizePx {
  const scale = 480 / Math.max(widthPx, heightPx);
  return { widthPx: Math.round(widthPx * scale), heightPx: Math.round(heightPx * scale) };
}

function describe({ hits, misses, falseAlarms }: JudgedPhoto): string {
  return `${hits.length} found, ${misses.length} missed, ${countOf(falseAlarms.length, 'false alarm')}`;
}
