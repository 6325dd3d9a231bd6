import type { Answer } from '../answer/answer.js';
import { createFrameRate } from './frame-rate.js';

/** What the loop needs; a frame is what one request sends. */
export interface LivePorts<F> {
  /** The next frame, or undefined to stop. */
  readonly grab: () => Promise<F | undefined>;
  /** Asks every stage; settles when all have answered. */
  readonly detect: (frame: F) => Promise<readonly Answer[]>;
  readonly show: (frame: F, answers: readonly Answer[], framesPerSecond: number) => void;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const pauseAfterFailureMs = 1000;

/**
 * Live detection with back-pressure: the next frame is grabbed when the last one is answered, so that one request is in
 * flight for each model and no frame waits. After a failure it pauses, so as not to hammer a server in trouble.
 */
export async function runLive<F>({ grab, detect, show, now, wait }: LivePorts<F>): Promise<void> {
  const rate = createFrameRate();
  for (let frame = await grab(); frame !== undefined; frame = await grab()) {
    const answers = await detect(frame);
    show(frame, answers, rate.count(now()));
    if (answers.some(({ kind }) => kind === 'failed')) await wait(pauseAfterFailureMs);
  }
}
