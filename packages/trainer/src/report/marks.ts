import type { ChartMark } from './line-chart.js';
import type { RunRecord } from './run-record.js';

/** What the charts mark: the lowest smoothed validation loss, the best epoch, and where the watch stopped. */
export function marksOf({ watch, bestEpoch, stop }: RunRecord): ChartMark[] {
  const lowest = watch?.rules.trend.lowest;
  const marks = [
    { epoch: lowest, letter: 'L', title: `epoch ${lowest}: lowest smoothed validation loss` },
    { epoch: bestEpoch, letter: 'B', title: `epoch ${bestEpoch}: best, which the model is` },
    {
      epoch: stop.reason === 'over-fitting' ? stop.epoch : undefined,
      letter: 'S',
      title: `epoch ${stop.epoch}: stopped because it over-fitted`,
    },
  ];
  const byEpoch = new Map<number, ChartMark>();
  for (const { epoch, letter, title } of marks) {
    if (epoch === undefined) continue;
    const there = byEpoch.get(epoch);
    byEpoch.set(epoch, {
      epoch,
      letter: there ? `${there.letter}${letter}` : letter,
      title: there ? `${there.title}; ${title}` : title,
    });
  }
  return [...byEpoch.values()];
}
