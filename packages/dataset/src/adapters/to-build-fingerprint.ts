import { stableHash } from '../model/stable-hash.js';

/** Options that say how a build runs, and not what comes out of it. */
const howOnly = new Set(['storage', 'out', 'force', 'shard', 'shardTimeoutMs', 'concurrency', 'signal']);

/**
 * What two runs must have in common for one to go on with the other's work: the manifests' bytes, every option that decides
 * the content, and the tool's version. 12 hex digits.
 */
export function toBuildFingerprint(
  options: object,
  inputs: { readonly manifestHashes: readonly string[]; readonly shards: number },
): string {
  const content = Object.entries(options).filter(([name, value]) => !howOnly.has(name) && typeof value !== 'function');
  return stableHash(JSON.stringify([Object.fromEntries(content), inputs], toPlain), 12);
}

/** JSON knows neither patterns nor sets. */
function toPlain(_key: string, value: unknown): unknown {
  if (value instanceof RegExp) return String(value);
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
}
