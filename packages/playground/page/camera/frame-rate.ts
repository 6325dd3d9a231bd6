/** Frames a second over the latest frames, from the times at which they came. */
export interface FrameRate {
  /** @param atMs of a steady clock @returns frames a second; 0 for the first frame */
  readonly count: (atMs: number) => number;
}

export function createFrameRate(windowFrames = 12): FrameRate {
  const times: number[] = [];
  return {
    count: (atMs) => {
      times.push(atMs);
      if (times.length > windowFrames) times.shift();
      const tookMs = atMs - (times[0] ?? atMs);
      return tookMs > 0 ? ((times.length - 1) * 1000) / tookMs : 0;
    },
  };
}
