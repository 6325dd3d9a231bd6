/** `0.25`: two digits, so that a column of them lines up. */
export function formatConfidence(confidence: number): string {
  return confidence.toFixed(2);
}

/** `0.4 ms`, `41 ms`, `1.3 s`. */
export function formatMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** `1 object`, `3 objects`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
