/** Milliseconds of one request, summed over its images. */
export interface RequestTimings {
  queueMs: number;
  readMs: number;
  decodeMs: number;
  letterboxMs: number;
  forwardMs: number;
  formatMs: number;
}

export function createTimings(): RequestTimings {
  return { queueMs: 0, readMs: 0, decodeMs: 0, letterboxMs: 0, forwardMs: 0, formatMs: 0 };
}

/** A `Server-Timing` header, as browsers and the benchmark read it. */
export function toServerTiming(timings: RequestTimings): string {
  const { queueMs, readMs, decodeMs, letterboxMs, forwardMs, formatMs } = timings;
  return `queue;dur=${round(queueMs)}, read;dur=${round(readMs)}, decode;dur=${round(decodeMs)}, letterbox;dur=${round(letterboxMs)}, forward;dur=${round(forwardMs)}, format;dur=${round(formatMs)}`;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
