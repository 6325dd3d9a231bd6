import type { LossComponent } from './total-loss.js';

/** What the curves say of a training so far. */
export type Verdict = 'under-fitting' | 'improving' | 'plateau' | 'over-fitting';

/** The story's rule: the validation loss has passed over the training loss. Shown; it stops nothing. */
export interface LevelsFinding {
  readonly isOver: boolean;
  /** First epoch, counted from 1, of the stretch in which it has been over until now. */
  readonly since?: number;
  /** Components whose smoothed validation loss is over their smoothed training loss. */
  readonly components: readonly LossComponent[];
  readonly reason: string;
}

/** The trend rule, which is the one that stops. */
export interface TrendFinding {
  readonly isOverFitting: boolean;
  /** Epoch, counted from 1, with the lowest smoothed validation loss. */
  readonly lowest?: number;
  /** How far the smoothed validation loss is over its lowest, as a share of that. */
  readonly rise?: number;
  readonly reason: string;
}

/** The watch after an epoch. */
export interface WatchState {
  /** Counted from 1. */
  readonly epoch: number;
  readonly verdict: Verdict;
  /** Where over-fitting: the first epoch, counted from 1, after the lowest smoothed validation loss. */
  readonly since?: number;
  /** In words, with the figures that it rests on. */
  readonly reason: string;
  readonly rules: { readonly levels: LevelsFinding; readonly trend: TrendFinding };
  /** Whether training should end here: it over-fits, and was to stop then. */
  readonly shouldStop: boolean;
}

/** What a stop spared. */
export interface Saved {
  readonly epochs: number;
  readonly seconds: number;
  /** Of all machines, in the price's currency; left out where no price is known. */
  readonly cost?: number;
}

/** How a training ended, as run.json keeps it. */
export interface WatchSummary extends Omit<WatchState, 'shouldStop'> {
  /** Set where the watch ended the training: the last epoch that was trained, usually the one after the watch asked for the end. */
  readonly stoppedAt?: number;
  readonly saved?: Saved;
}

/** What the control program tells after each epoch. */
export interface VerdictEvent extends WatchSummary {
  readonly event: 'verdict';
  /** Whether the verdict is another than after the epoch before. */
  readonly hasChanged: boolean;
  readonly shouldStop: boolean;
}
