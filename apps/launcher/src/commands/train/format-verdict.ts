import type { RunRecord, WatchState } from '@detectory/trainer';
import { formatDuration } from '@detectory/terminal';

/** The watch's verdict with its reason, as one sentence after the other. */
export function formatVerdict({ verdict, since, reason }: Pick<WatchState, 'verdict' | 'since' | 'reason'>): string {
  return `Verdict: ${verdict}${since === undefined ? '' : ` since epoch ${since}`}. ${reason}`;
}

/** What the over-fit watch saved; `undefined` where it ended nothing. */
export function formatSaved({ watch, stop }: Pick<RunRecord, 'watch' | 'stop'>): string | undefined {
  const saved = watch?.saved;
  if (!saved) return undefined;
  const money = saved.cost === undefined ? '' : `, ${saved.cost.toFixed(2)} at the price given`;
  const time = formatDuration(saved.seconds * 1000);
  const epochs = `${saved.epochs} ${saved.epochs === 1 ? 'epoch' : 'epochs'}`;
  return `Stopped after epoch ${stop.epoch}: ${epochs} not trained, about ${time} saved${money}.`;
}
