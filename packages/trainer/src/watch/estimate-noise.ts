/** Of the standard normal distribution: its median absolute value. */
const normalMad = 0.6745;
/** Variance of y₀ − 2y₁ + y₂ for independent noise of variance 1. */
const secondDifferenceVariance = 6;

/**
 * Standard deviation of a curve's noise from one value to the next, whatever its trend: second differences take the trend away
 * (Gasser, Sroka and Jennen-Steinmetz 1986, Biometrika 73), their median absolute value is deaf to single jumps (Hampel 1974).
 * `undefined` with fewer than five values.
 */
export function estimateNoise(values: readonly number[]): number | undefined {
  if (values.length < 5) return undefined;
  const differences: number[] = [];
  for (let i = 2; i < values.length; i++) {
    const [before, at, after] = [values[i - 2] ?? 0, values[i - 1] ?? 0, values[i] ?? 0];
    differences.push(Math.abs(before - 2 * at + after));
  }
  return median(differences) / (normalMad * Math.sqrt(secondDifferenceVariance));
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
