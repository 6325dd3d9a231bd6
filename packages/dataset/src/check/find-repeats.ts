import type { SplitName } from '../split/split-name.js';
import type { Finding } from './findings.js';

/** Images with the same bytes in two splits or twice in one, and splits that are wholly the same. */
export function findRepeats(
  splits: ReadonlyMap<SplitName, readonly string[]>,
  hashOf: (uri: string) => string | undefined,
  relative: (uri: string) => string,
): Finding[] {
  const findings: Finding[] = [];
  const firstOf = new Map<string, { readonly split: SplitName; readonly uri: string }>();
  const seen: SplitName[] = [];
  for (const [split, uris] of splits) {
    const twin = seen.find((other) => isSameList(splits.get(other) ?? [], uris));
    seen.push(split);
    if (twin !== undefined && uris.length > 0) {
      findings.push({ code: 'split-repeated', path: split, message: `it holds the same images as ${twin}.` });
      continue;
    }
    for (const uri of new Set(uris)) {
      const hash = hashOf(uri);
      const first = hash === undefined ? undefined : firstOf.get(hash);
      if (first)
        findings.push({
          code: first.split === split ? 'image-repeated' : 'image-in-two-splits',
          path: relative(uri),
          message: `the same bytes as ${relative(first.uri)}.`,
        });
      else if (hash !== undefined) firstOf.set(hash, { split, uri });
    }
  }
  return findings;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((uri, i) => uri === b[i]);
}
