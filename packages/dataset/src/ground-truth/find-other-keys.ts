import type { JsonObject } from './json-value.js';
import { type LabelCandidate, metadataSuffix } from './label-attribute.js';

const keptMetadata: ReadonlySet<string> = new Set([
  'objects',
  'class-map',
  'type',
  'human-annotated',
  'creation-date',
  'job-name',
]);

/**
 * The keys of what a line holds beside the label that is taken: keys that passed through the job, other labels (of an
 * earlier job, a verification) without their metadata's key, and metadata of the label as `<metadata's key>.<name>`.
 */
export function findOtherKeys(line: JsonObject, { attribute, metadata }: LabelCandidate): string[] {
  const metadataKey = attribute + metadataSuffix;
  const isOther = (key: string): boolean =>
    key !== 'source-ref' && key !== attribute && key !== metadataKey && !isMetadataIn(line, key);
  const ofLabel = Object.keys(metadata).filter((key) => !keptMetadata.has(key));
  return [...Object.keys(line).filter(isOther), ...ofLabel.map((key) => `${metadataKey}.${key}`)];
}

function isMetadataIn(line: JsonObject, key: string): boolean {
  return key.endsWith(metadataSuffix) && Object.hasOwn(line, key.slice(0, -metadataSuffix.length));
}
