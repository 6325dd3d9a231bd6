import { type Content, dataTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

/** A larger matrix can't be read; the pairs below it reach further. */
const mostClasses = 16;
const mostPairs = 10;

/** Which classes are shown together. */
export function coOccurrenceSection(page: ReportPage): Section {
  const { classes } = page.analysis;
  const shown = classes
    .filter((one) => one.images > 0)
    .sort((a, b) => b.images - a.images || a.classIndex - b.classIndex)
    .slice(0, mostClasses)
    .map((one) => one.classIndex);
  const left = classes.filter((one) => one.images > 0).length - shown.length;
  return {
    id: 'together',
    title: 'Classes seen together',
    body: markup`<p class="lede">Images that show both classes. Whole images are kept or left, so a class that always comes with a frequent one can’t be
balanced against it; and a model may learn one from the other. Photograph such classes alone, too.</p>
${matrix(page, shown)}
${left > 0 && markup`<p>The ${mostClasses} classes with the most images; ${formatCount(left)} more are not in the matrix.</p>`}
${dependencies(page)}`,
  };
}

function matrix({ analysis, facts }: ReportPage, shown: readonly number[]): Markup {
  const name = (k: number): string => facts.dataset.classes[k] ?? String(k);
  const together = shown.flatMap((a) => shown.filter((b) => b !== a).map((b) => analysis.coOccurrence[a]?.[b] ?? 0));
  const most = Math.max(1, ...together);
  const cell = (a: number, b: number): Content => {
    const count = analysis.coOccurrence[a]?.[b] ?? 0;
    if (a === b) return markup`<span class="self">${formatCount(count)}</span>`;
    const shade = count === 0 ? 0 : Math.max(1, Math.round(Math.sqrt(count / most) * 8));
    return markup`<span class="shade shade${shade}">${formatCount(count)}</span>`;
  };
  return markup`<div class="matrix">${dataTable({
    caption: 'Images that show both classes; on the diagonal, images of the class',
    columns: [
      { title: 'Class' },
      ...shown.map((k) => ({ title: markup`<span class="turned">${name(k)}</span>`, isNumber: true })),
    ],
    rows: shown.map((a) => [name(a), ...shown.map((b) => cell(a, b))]),
  })}</div>`;
}

/** Pairs in which one class hardly comes without the other. */
function dependencies({ analysis, facts }: ReportPage): Markup | undefined {
  const counts = analysis.coOccurrence;
  const pairs = counts.flatMap((row, a) =>
    row.flatMap((both, b) => {
      const own = row[a] ?? 0;
      return a !== b && own >= 3 && both / own >= 0.8 ? [{ a, b, both, own }] : [];
    }),
  );
  if (pairs.length === 0) return undefined;
  const name = (k: number): string => facts.dataset.classes[k] ?? String(k);
  const strongest = pairs.sort((x, y) => y.both / y.own - x.both / x.own || y.own - x.own).slice(0, mostPairs);
  return markup`<h3>Hardly ever alone</h3><ul>${strongest.map(
    ({ a, b, both, own }) =>
      markup`<li>${name(a)} comes with ${name(b)} in ${formatCount(both)} of its ${formatCount(own)} images.</li>`,
  )}</ul>`;
}
