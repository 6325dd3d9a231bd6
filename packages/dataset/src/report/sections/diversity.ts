import { alikeUpTo, type Diversity, leastImages, mixedUpTo } from '../analysis/diversity.js';
import { rangeBar } from '../chart/range-bar.js';
import { dataTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

const verdicts: Readonly<Record<Diversity['verdict'], readonly [className: string, text: string]>> = {
  alike: ['short', '▲ alike'],
  mixed: ['unknown', '◆ mixed'],
  varied: ['met', '✓ varied'],
};

const scaleBits = 32;

/** How alike the photos of each class are. */
export function diversitySection({ facts, analysis }: ReportPage): Section {
  const { diversity } = analysis;
  // The most alike first: these need photos most.
  const ordered = [...diversity].sort((a, b) => a.median - b.median || a.classIndex - b.classIndex);
  return {
    id: 'diversity',
    title: 'How varied each class’s photos are',
    body: markup`<p class="lede">A model that sees a thing in one place, in one light, learns the place. For each photo we count the bits, of 64, in which its
outline (dHash) differs from the most similar other photo of the class: 0 is the same picture, up to ${alikeUpTo} (shaded) the same scene, above ${mixedUpTo} another one.
These limits are rules of thumb; look at the contact sheets before you decide.</p>
${
  ordered.length === 0
    ? markup`<p class="missing">Not measured: no class has ${leastImages} images that could be read.</p>`
    : table(ordered, facts.dataset.classes)
}`,
  };
}

function table(ordered: readonly Diversity[], classes: readonly string[]): Markup {
  return dataTable({
    caption: 'Bits to the most similar other photo of the class, the most alike classes first',
    columns: [
      { title: 'Class' },
      { title: 'Verdict' },
      { title: `Spread, 0 to ${scaleBits} bits` },
      { title: 'Median', isNumber: true },
      { title: 'Lowest tenth', isNumber: true },
      { title: 'Highest tenth', isNumber: true },
      { title: 'Images', isNumber: true },
    ],
    rows: ordered.map(({ classIndex, images, q10, median, q90, verdict }) => {
      const [className, text] = verdicts[verdict];
      return [
        classes[classIndex] ?? classIndex,
        markup`<span class="badge ${className}">${text}</span>`,
        rangeBar({ low: q10, middle: median, high: q90, most: scaleBits, markedUpTo: alikeUpTo }),
        median,
        q10,
        q90,
        formatCount(images),
      ];
    }),
  });
}
