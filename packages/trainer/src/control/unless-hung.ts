import type { CheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';
import { orGiveUp } from '../stop/or-give-up.js';

/** Waits for the store's work; within a stop no longer than the model can. */
export async function unlessHung(
  { folder }: CheckpointStore,
  work: Promise<unknown>,
  { leaveCheckpoints }: Pick<StopSchedule, 'leaveCheckpoints'>,
): Promise<void> {
  const toError = (): Error => new Error(`${folder} doesn't answer, and the stop leaves no more time`);
  await orGiveUp(work, { timeIsOver: leaveCheckpoints, toError });
}
