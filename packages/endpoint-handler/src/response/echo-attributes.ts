import { maxAttributesChars } from '../request/read-attributes.js';

/**
 * The caller's attributes with the model and the milliseconds after them. SageMaker hands on at most 1024 visible ASCII
 * characters; where ours don't fit, the caller's stay alone.
 */
export function echoAttributes(sent: string, modelName: string, durationMs: number): string {
  const own = sent.replaceAll(/[^\x20-\x7e]/g, '').replace(/;\s*$/, '');
  const whole = `${own};model=${encodeURIComponent(modelName)};ms=${durationMs.toFixed(1)}`;
  return whole.length > maxAttributesChars ? own : whole;
}
