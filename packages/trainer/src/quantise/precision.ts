import type { ModelExport } from '@detectory/inference-core';
import { HyperparameterInvalidError } from '../errors.js';

/** fp32 as trained; fp16 with weights of half the length; int8 with 8-bit convolutions. */
export type Precision = ModelExport['precision'];

const precisions: readonly Precision[] = ['fp32', 'fp16', 'int8'];

/**
 * `int8` or `int8,fp32` to precisions; the first is what an endpoint serves.
 * @throws HyperparameterInvalidError
 */
export function parsePrecisions(text: string): Precision[] {
  const named = text.split(',').map((part) => part.trim());
  const known = precisions.filter((precision) => named.includes(precision));
  if (known.length !== named.length)
    throw new HyperparameterInvalidError(
      `The precision ${JSON.stringify(text)} is not understood; expected ${precisions.join(', ')}, or several of them with commas and none twice.`,
    );
  return known.sort((a, b) => named.indexOf(a) - named.indexOf(b));
}
