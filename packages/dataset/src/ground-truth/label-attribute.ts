import { isJsonObject, type JsonObject, toText } from './json-value.js';
import { parseCreationDate } from './parse-creation-date.js';

export const metadataSuffix = '-metadata';
const boundingBoxType = 'groundtruth/object-detection';

/** One bounding-box label of a line, not yet read. */
export interface LabelCandidate {
  readonly attribute: string;
  readonly value: unknown;
  readonly metadata: JsonObject;
  readonly createdAtMicros: number | undefined;
  readonly isAdjusted: boolean;
}

/**
 * The line's bounding-box labels in the order of the line: by their metadata's type, or by their shape where the metadata
 * are too thin to tell (hand-made manifests).
 */
export function findLabelCandidates(line: JsonObject): LabelCandidate[] {
  const candidates: LabelCandidate[] = [];
  for (const attribute of Object.keys(line)) {
    if (attribute === 'source-ref' || attribute.endsWith(metadataSuffix)) continue;
    const value = line[attribute];
    const metadata = toMetadata(line, attribute);
    const type = metadata['type'];
    if (type === undefined ? !hasBoxShape(value) : type !== boundingBoxType) continue;
    if ('failure-reason' in metadata) continue;
    const createdAtMicros = parseCreationDate(metadata['creation-date']);
    candidates.push({
      attribute,
      value,
      metadata,
      createdAtMicros,
      isAdjusted: 'adjustment-status' in metadata && metadata['adjustment-status'] === 'adjusted',
    });
  }
  return candidates;
}

/**
 * The label to use: the first of `priority` that the line has; without a priority the newest, on a tie the adjusted one,
 * else the last in the line.
 */
export function chooseLabel(
  candidates: readonly LabelCandidate[],
  priority: readonly string[] | undefined,
): LabelCandidate | undefined {
  if (!priority)
    return candidates.reduce<LabelCandidate | undefined>(
      (best, next) => (best && isBetter(best, next) ? best : next),
      undefined,
    );
  for (const attribute of priority) {
    const found = candidates.find((candidate) => candidate.attribute === attribute);
    if (found) return found;
  }
  return undefined;
}

/** Why the job failed on this object; `undefined` where it did not. */
export function findFailureReason(line: JsonObject): string | undefined {
  for (const key of Object.keys(line)) {
    const metadata = key.endsWith(metadataSuffix) ? line[key] : undefined;
    if (isJsonObject(metadata) && 'failure-reason' in metadata) return toText(metadata['failure-reason']);
  }
  return undefined;
}

function toMetadata(line: JsonObject, attribute: string): JsonObject {
  const metadata = line[attribute + metadataSuffix];
  return isJsonObject(metadata) ? metadata : {};
}

function hasBoxShape(value: unknown): boolean {
  return isJsonObject(value) && Array.isArray(value['annotations']) && Array.isArray(value['image_size']);
}

/** Whether `a`, earlier in the line, is to be used rather than `b`. */
function isBetter(a: LabelCandidate, b: LabelCandidate): boolean {
  const newer = (a.createdAtMicros ?? -Infinity) - (b.createdAtMicros ?? -Infinity);
  if (newer > 0 || newer < 0) return newer > 0;
  return a.isAdjusted && !b.isAdjusted;
}
