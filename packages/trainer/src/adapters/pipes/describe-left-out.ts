import { type DatasetPlan, describeReason, type Reason } from '@detectory/dataset';

interface LeftOut {
  readonly reason: Reason;
  /** Of the pipe's manifest, which has one for each photo. */
  readonly line: number;
  readonly detail?: string | undefined;
}

/** What of a pipe's photos and boxes training goes without: one warning for each reason, with its count and the first case. */
export function describeLeftOut(
  channel: string,
  photos: number,
  { dropped, droppedBoxes }: Pick<DatasetPlan, 'dropped' | 'droppedBoxes'>,
): string[] {
  return [
    ...describeEach(dropped, (count, what) => `${count} of ${photos} photos of the channel ${channel}: ${what}`),
    ...describeEach(droppedBoxes, (count, what) => `${count} of the boxes of the channel ${channel}: ${what}`),
  ];
}

function describeEach(items: Iterable<LeftOut>, describe: (count: number, what: string) => string): string[] {
  const found = new Map<Reason, { readonly first: LeftOut; count: number }>();
  for (const item of items) {
    const same = found.get(item.reason) ?? { first: item, count: 0 };
    same.count++;
    found.set(item.reason, same);
  }
  return [...found].map(([reason, { first, count }]) => {
    const detail = first.detail === undefined ? '' : `: ${first.detail.replace(/\.$/, '')}`;
    const what = `${describeReason(reason)} (first photo ${first.line}${detail}) [${reason}]`;
    return `WARNING: training goes without ${describe(count, what)}. Mend or leave out those lines of the manifest.`;
  });
}
