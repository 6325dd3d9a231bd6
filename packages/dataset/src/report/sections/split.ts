import { splitNames } from '../../split/split-name.js';
import type { SplitMeasure, SplittingReport } from '../../split/splitting-report.js';
import {
  type Column,
  countOf,
  dataTable,
  formatCount,
  formatShare,
  markup,
  type Markup,
  type Section,
} from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

const number = (title: string): Column => ({ title, isNumber: true });

/** Sizes of the splits, and what the split is worth beside a random one. */
export function splitSection({ facts }: ReportPage): Section {
  const { splits, splitting } = facts.dataset;
  const rows = splitNames.flatMap((name) => {
    const split = splits[name];
    return split ? [[name, formatCount(split.images), formatCount(split.boxes), formatCount(split.negatives)]] : [];
  });
  return {
    id: 'split',
    title: 'Train, val and test',
    body: markup`<p class="lede">Train teaches, val decides when to stop, test is for the last word. Each class is shared out by its boxes; photos that belong
together stay together, for a model is judged too well on what it has seen.</p>
${dataTable({
  caption: 'The splits',
  columns: [{ title: 'Split' }, number('Images'), number('Boxes'), number('Without boxes')],
  rows,
})}
${splitting ? measures(splitting) : markup`<p>How it compares with a random split is not recorded in this dataset.</p>`}`,
  };
}

function measures({ before, after, groups, groupBy }: SplittingReport): Markup {
  const row = (name: string, of: (measure: SplitMeasure) => string): string[] => [name, of(before), of(after)];
  return markup`<h3>Beside a random split of the same sizes</h3>
${dataTable({
  caption: 'Measures of the split',
  columns: [{ title: 'Measure' }, number('At random'), number('Here')],
  rows: [
    row('Pairs with the same bytes across splits', ({ leaks }) => known(leaks.exactPairs)),
    row('Near duplicates across splits', ({ leaks }) => known(leaks.nearPairs)),
    row(`Pairs of one group across splits${groupBy ? ` (${groupBy.spec})` : ''}`, ({ leaks }) =>
      known(leaks.groupPairs),
    ),
    row('Images of val and test like one of train', ({ leaks }) => formatShare(leaks.nearTrain ?? undefined)),
    row('Boxes of a class off its share, mean', ({ spread }) => formatShare(spread.boxShareError.mean)),
    row('Boxes of a class off its share, worst', ({ spread }) => formatShare(spread.boxShareError.worst)),
    row('Classes that a split lacks', ({ spread }) => formatCount(spread.classesMissing)),
  ],
})}
<p>${groups.count === 0 ? 'No images had to stay together.' : `${countOf(groups.images, 'image')} stay together in ${countOf(groups.count, 'group')}.`}
– means not measured: near duplicates are looked for with <code>--group-near-duplicates</code>, groups with <code>--group-by</code>.</p>`;
}

function known(pairs: number | null): string {
  return pairs === null ? '–' : formatCount(pairs);
}
