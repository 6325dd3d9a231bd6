/** Share of the past in each smoothed value: TensorBoard's default, so these are the curves that people know from there. */
export const smoothing = 0.6;

export type Smoother = (value: number | null) => number | null;

/**
 * An exponential moving average without the bias of its start: each sum of weighted values is divided by the sum of their
 * weights (Kingma and Ba 2015, section 3; TensorBoard's scalar charts do the same). A value that is no number leaves it as
 * it is; `null` until there was one.
 */
export function createSmoother(weight = smoothing): Smoother {
  let sum = 0;
  let weights = 0;
  return (value) => {
    if (value !== null && Number.isFinite(value)) {
      sum = weight * sum + (1 - weight) * value;
      weights = weight * weights + (1 - weight);
    }
    return weights === 0 ? null : sum / weights;
  };
}

/** A curve to draw: what is no number stays a gap. */
export function smoothCurve(values: readonly (number | null)[]): (number | null)[] {
  const next = createSmoother();
  return values.map((value) => (value === null ? null : next(value)));
}
