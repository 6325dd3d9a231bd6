import { GroupKeyNotFoundError } from '../errors.js';
import { isJsonObject, type JsonObject } from '../ground-truth/json-value.js';
import type { Sequence } from '../model/sequence.js';
import type { GroupBy } from './group-by.js';

export interface GroupKeySource {
  readonly sourceRef: string;
  /** What the image's manifest line holds under `key=`. */
  readonly manifestGroup?: string | undefined;
}

/**
 * The value of `key=` in a manifest line: a text, number or truth value under the key as it stands, or along its dots through
 * nested objects.
 */
export function readManifestGroup(line: JsonObject, groupBy: GroupBy | undefined): string | undefined {
  if (groupBy?.kind !== 'key') return undefined;
  const value = Object.hasOwn(line, groupBy.key) ? line[groupBy.key] : follow(line, groupBy.key.split('.'));
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? String(value) : undefined;
}

function follow(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (at: unknown, name) => (isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  );
}

/**
 * Which group each image belongs to; `undefined` for one that the spec says nothing of, which is a group of its own.
 * @throws GroupKeyNotFoundError when it says nothing of any image
 */
export function toGroupKeys(images: Sequence<GroupKeySource>, groupBy: GroupBy): (string | undefined)[] {
  const keys = images.map((image) => toGroupKey(image, groupBy));
  if (images.length > 0 && keys.every((key) => key === undefined))
    throw new GroupKeyNotFoundError(groupBy.spec, images.at(0)?.sourceRef ?? '', groupBy.kind);
  return keys;
}

function toGroupKey({ sourceRef, manifestGroup }: GroupKeySource, groupBy: GroupBy): string | undefined {
  switch (groupBy.kind) {
    case 'key':
      return manifestGroup;
    case 'prefix':
      return toPrefix(sourceRef, groupBy.segments);
    case 'regex': {
      const captures = groupBy.expression.exec(sourceRef)?.slice(1);
      return captures && captures.some((capture) => capture) ? JSON.stringify(captures) : undefined;
    }
  }
}

/** Bucket and first segments; the last segment, the file's own name, is none. */
function toPrefix(sourceRef: string, segments: number): string | undefined {
  const [scheme = ''] = /^s3:\/\/[^/]*\/?/.exec(sourceRef) ?? [];
  const folders = sourceRef.slice(scheme.length).split('/').slice(0, -1);
  return folders.length < segments ? undefined : scheme + folders.slice(0, segments).join('/');
}
