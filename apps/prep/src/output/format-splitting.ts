import type { LockSummary, SplitMeasure, SplittingReport } from '@detectory/dataset';
import { formatTable, wrapLine } from '@detectory/terminal';
import { countOf } from './count-of.js';

/** What the split is worth beside a random one of the same sizes, and what was kept together. */
export function formatSplitting({ splitting }: { readonly splitting: SplittingReport }): string[] {
  const notes = [...formatGroups(splitting), ...formatLock(splitting.lock)];
  return [formatMeasures(splitting), '', ...notes.map((note) => wrapLine(note))];
}

function formatMeasures({ before, after, groupBy }: SplittingReport): string {
  const row = (name: string, of: (measure: SplitMeasure) => string | undefined): string[][] => {
    const [random, ours] = [of(before), of(after)];
    return random === undefined || ours === undefined ? [] : [[name, random, ours]];
  };
  const rows = [
    ['the split', 'at random', 'here'],
    ...row('pairs across splits: same bytes', ({ leaks }) => leaks.exactPairs?.toString()),
    ...row('pairs across splits: near duplicates', ({ leaks }) => leaks.nearPairs?.toString()),
    ...row(`pairs across splits: --group-by ${groupBy?.spec}`, ({ leaks }) => leaks.groupPairs?.toString()),
    ...row('images of val and test like one of train', ({ leaks }) => formatPercent(leaks.nearTrain)),
    ...row('boxes of a class off its share, mean', ({ spread }) => formatPercent(spread.boxShareError.mean)),
    ...row('boxes of a class off its share, worst', ({ spread }) => formatPercent(spread.boxShareError.worst)),
    ...row('classes that a split lacks', ({ spread }) => String(spread.classesMissing)),
  ];
  return formatTable(rows, { align: ['left', 'right', 'right'] });
}

function formatPercent(share: number | null): string | undefined {
  return share === null ? undefined : `${(share * 100).toFixed(1)}%`;
}

function formatGroups({ groups, groupBy, nearDuplicates }: SplittingReport): string[] {
  const { unhashed = 0, cutPairs = 0, largestChain = 0 } = nearDuplicates ?? {};
  return [
    ...(groups.count === 0
      ? []
      : [
          `Kept together: ${countOf(groups.images, 'image')} in ${countOf(groups.count, 'group')}, the largest of ${groups.largest}.`,
        ]),
    ...(groupBy && groupBy.imagesWithout > 0
      ? [
          `Note: --group-by ${groupBy.spec} says nothing of ${countOf(groupBy.imagesWithout, 'image')}; each is a group of its own.`,
        ]
      : []),
    ...(unhashed > 0 ? [`Note: ${countOf(unhashed, 'image')} could not be decoded and compared with others.`] : []),
    ...(cutPairs > 0
      ? [
          `Note: ${countOf(cutPairs, 'pair')} of near duplicates were left apart, because a chain of them would hold more than ` +
            `${largestChain} images. Lower the distance of --group-near-duplicates, or group recordings with --group-by.`,
        ]
      : []),
  ];
}

function formatLock(lock: LockSummary | null): string[] {
  if (!lock) return [];
  const { kept, added, absent, conflicts, formerShares } = lock;
  return [
    `Split kept from the lock: ${countOf(kept, 'image')}; ${added} new, ${absent} of the lock not here.`,
    ...(formerShares
      ? [
          `Note: the lock was made for ${formerShares.map((share) => Number((share * 100).toFixed(2))).join('/')}. ` +
            'Images in it stay where they are, so that new images alone bring the sizes nearer to --split.',
        ]
      : []),
    ...(conflicts > 0
      ? [
          `Note: ${countOf(conflicts, 'group')} had images in different splits already; they stay there, new ones follow the most. ` +
            'Build without --splits-lock to bring them together.',
        ]
      : []),
  ];
}
