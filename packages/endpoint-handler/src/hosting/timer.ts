/** Time as admission sees it, so that a test can turn the clock by hand. */
export interface Timer {
  /** Calls `run` after so many milliseconds, unless what it answers was called before. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's own clock; a waiting timer keeps no process alive. */
export const systemTimer: Timer = {
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
