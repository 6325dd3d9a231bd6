import { dataTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import { type EvaluationPage, modelLetters, type PageModel } from '../evaluation-page.js';

/** A larger matrix can't be read. */
const mostClasses = 20;
const mostMixUps = 12;

/** What is taken for what. */
export function confusionSection({ models }: EvaluationPage): Section {
  const [{ evaluation }] = models;
  return {
    id: 'confusion',
    title: 'What is taken for what',
    body: markup`<p class="lede">Detections above confidence ${evaluation.confidence} that overlap an object by more than IoU ${evaluation.iou}, whatever their class. Each row is what the model said, each
column what people had drawn; the framed cells are right. The last row holds what was missed, the last column what the model saw where nobody had drawn anything: a false alarm, or a label that is missing.</p>
${models.map(
  (model, i) => markup`${models.length === 2 && markup`<h3>${modelLetters[i]}: ${model.name}</h3>`}
${renderMatrix(model, models.length === 2 ? `${modelLetters[i] ?? ''}: ` : '')}${renderMixUps(model)}`,
)}`,
  };
}

function renderMatrix({ evaluation: { confusion, classNames } }: PageModel, prefix: string): Markup {
  const background = classNames.length;
  const weights = classNames.map((_, k) => ({
    k,
    weight: sum(confusion[k]) + confusion.reduce((all, row) => all + (row[k] ?? 0), 0),
  }));
  const present = weights.filter(({ weight }) => weight > 0);
  const shown = [...present]
    .sort((a, b) => b.weight - a.weight || a.k - b.k)
    .slice(0, mostClasses)
    .map(({ k }) => k)
    .sort((a, b) => a - b);
  const places = [...shown, background];
  const name = (k: number): string => classNames[k] ?? 'background';
  const most = Math.max(1, ...places.flatMap((row) => places.map((column) => confusion[row]?.[column] ?? 0)));
  return markup`${shown.length < present.length && markup`<p>The ${shown.length} classes with the most boxes and detections, of ${present.length}.</p>`}
<div class="matrix">${dataTable({
    caption: `${prefix}detections by what the model said and what people had drawn`,
    columns: [{ title: 'said' }, ...places.map((k) => ({ title: markup`<span class="turned">${name(k)}</span>` }))],
    rows: places.map((row) => [
      name(row),
      ...places.map((column) => cell(confusion[row]?.[column] ?? 0, row, column, background, most)),
    ]),
  })}</div>`;
}

function cell(count: number, row: number, column: number, background: number, most: number): Markup {
  if (row === background && column === background) return markup`<span class="self">–</span>`;
  const shade = count === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(count / most) * 8));
  return markup`<span class="shade shade${shade}${row === column && ' right'}">${formatCount(count)}</span>`;
}

function sum(values: readonly number[] = []): number {
  return values.reduce((all, value) => all + value, 0);
}

/** In words, for matrices that are too large to search. */
function renderMixUps({ evaluation: { confusion, classNames } }: PageModel): Markup {
  const mixUps = classNames.flatMap((said, row) =>
    classNames.flatMap((drawn, column) => {
      const count = confusion[row]?.[column] ?? 0;
      return row !== column && count > 0 ? [{ said, drawn, count }] : [];
    }),
  );
  mixUps.sort((a, b) => b.count - a.count);
  if (mixUps.length === 0) return markup`<p>No class is taken for another.</p>`;
  return markup`<p>Most often taken for another: ${mixUps
    .slice(0, mostMixUps)
    .map(({ said, drawn, count }, i) => markup`${i > 0 && ', '}${drawn} for ${said} (${formatCount(count)})`)}.</p>`;
}
