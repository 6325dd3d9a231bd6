import { maxAttributesChars } from '../request/read-attributes.js';

/**
 * The caller's attributes, where it sent any, with the model and the milliseconds after them. SageMaker hands on at most
 * 1024 visible ASCII characters; where ours don't fit, the caller's stay alone.
 */
export function echoAttributes(sent: string | undefined, modelName: string, durationMs: number): string {
  const own = (sent ?? '').replaceAll(/[^\x20-\x7e]/g, '').replace(/;\s*$/, '');
  const ms = `ms=${durationMs.toFixed(1)}`;
  const whole = [...(own ? [own] : []), `model=${encodeURIComponent(modelName)}`, ms].join(';');
  return whole.length > maxAttributesChars ? own || ms : whole;
}
