import type { WatchState, WatchSummary } from '@detectory/trainer';
import { formatDuration } from '@detectory/terminal';

/** The watch's verdict with its reason, as one sentence after the other. */
export function formatVerdict({ verdict, since, reason }: Pick<WatchState, 'verdict' | 'since' | 'reason'>): string {
  return `Verdict: ${verdict}${since === undefined ? '' : ` since epoch ${since}`}. ${reason}`;
}

/** What an early stop saved; `undefined` where nothing was stopped. */
export function formatSaved({ saved, stoppedAt }: WatchSummary): string | undefined {
  if (!saved || stoppedAt === undefined) return undefined;
  const money = saved.cost === undefined ? '' : `, ${saved.cost.toFixed(2)} at the price given`;
  const time = formatDuration(saved.seconds * 1000);
  return `Stopped after epoch ${stoppedAt}: ${saved.epochs} epochs not trained, about ${time} saved${money}.`;
}
