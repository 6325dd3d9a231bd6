import type { ModelExport } from './model-manifest.js';

/** The exports of one precision: a model may hold several, and the first one's is served. */
export function choosePrecision<E extends Pick<ModelExport, 'precision'>>(exports: readonly E[]): E[] {
  const [first] = exports;
  return exports.filter(({ precision }) => precision === first?.precision);
}
