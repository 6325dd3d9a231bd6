import { splitNames } from '../../split/split-name.js';
import type { ClassCounts } from '../analysis/class-counts.js';
import { stackedBar } from '../chart/stacked-bar.js';
import { type Content, dataTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

/** Counts per class before and after balancing, and in each split. */
export function classesSection({ facts, analysis }: ReportPage): Section {
  const drawn = analysis.classes
    .filter((one) => one.boxes > 0 || (one.before?.boxes ?? 0) > 0)
    .sort((a, b) => b.boxes - a.boxes || a.classIndex - b.classIndex);
  const isBalanced = drawn.some((one) => one.before !== undefined && one.before.boxes !== one.boxes);
  const splits = splitNames.filter((name) => facts.dataset.splits[name]);
  const number = (title: Content): { title: Content; isNumber: true } => ({ title, isNumber: true });
  return {
    id: 'classes',
    title: 'Classes',
    body: markup`<p class="lede">Boxes teach, so a class with few is learnt badly, and its figures in val are uncertain too.
${isBalanced ? 'The pale bar is what there was before balancing and limits.' : 'Nothing was taken away by balancing or limits.'}</p>
${legend(splits, isBalanced)}
${dataTable({
  caption: 'Images and boxes per class',
  columns: [
    { title: 'Class' },
    { title: 'Boxes by split' },
    number('Boxes'),
    ...(isBalanced ? [number('Before')] : []),
    ...splits.map((split) => number(split)),
    number('Images'),
  ],
  rows: toRows(drawn, splits, isBalanced),
})}
${unusedClasses(analysis.classes.filter((one) => !drawn.includes(one)))}`,
  };
}

function toRows(
  classes: readonly ClassCounts[],
  splits: readonly (typeof splitNames)[number][],
  isBalanced: boolean,
): Content[][] {
  const most = Math.max(...classes.map((one) => Math.max(one.boxes, one.before?.boxes ?? 0)));
  return classes.map(({ name, images, boxes, before, splits: inSplit }) => [
    name,
    stackedBar({
      parts: splits.map((split) => ({ value: inSplit[split]?.boxes ?? 0, className: split })),
      ghost: before?.boxes,
      most,
    }),
    formatCount(boxes),
    ...(isBalanced ? [formatCount(before?.boxes ?? 0)] : []),
    ...splits.map((split) => formatCount(inSplit[split]?.boxes ?? 0)),
    formatCount(images),
  ]);
}

function legend(splits: readonly string[], isBalanced: boolean): Markup {
  const keys = [...splits, ...(isBalanced ? ['ghost'] : [])];
  return markup`<p class="legend">${keys.map(
    (key) =>
      markup`<span><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${key}" width="12" height="12" rx="2"/></svg>${key === 'ghost' ? 'before' : key}</span> `,
  )}</p>`;
}

function unusedClasses(classes: readonly ClassCounts[]): Markup | undefined {
  if (classes.length === 0) return undefined;
  return markup`<p>Classes of the list without any box: ${classes.map((one) => one.name).join(', ')}.</p>`;
}
