/** 12345 as `12,345`, the same in every locale. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share in [0, 1] as a percentage with one decimal; `–` where there is none. */
export function formatShare(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** `1 image`, `2 images`, `3 boxes`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A coordinate for SVG: two decimals are finer than any screen. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100);
}
