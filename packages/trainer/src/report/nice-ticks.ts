/** About `count` round values (1, 2 or 5 times a power of ten) from `from` to the first at or over `to`. */
export function niceTicks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const steps = Math.ceil((to - from) / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
}
